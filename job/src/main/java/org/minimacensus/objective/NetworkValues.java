package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkPass;
import org.minimacensus.numeric.Kernels;

/**
 * Outputs of a network on a small set of inputs in memory. Scratch is reused; for one thread.
 *
 * <p>The inputs are cut into row tiles once, since the same ones are asked for many networks.
 */
public final class NetworkValues {
  private record Tile(double[] x, int rows, int padded) {}

  private final NetworkPass network;
  private final int outputs;
  private final int parameters;
  private final int rows;
  private final List<Tile> tiles = new ArrayList<>();

  /**
   * @param inputs its targets do not matter
   * @param kernels decides speed alone, not bits
   */
  public NetworkValues(Architecture architecture, Dataset inputs, Kernels kernels) {
    Objective.requireLength("the inputs of a network", architecture.inputs(), inputs.features());
    this.network = new NetworkPass(architecture, kernels);
    this.outputs = architecture.outputs();
    this.parameters = architecture.layout().dimension();
    this.rows = Math.toIntExact(inputs.rows());

    for (DataShard shard : inputs.shards()) {
      int step = ShardEvaluator.tileRows(shard);

      for (int row = 0; row < shard.rows(); row += step) {
        tiles.add(tile(shard, row, Math.min(step, shard.paddedRows() - row)));
      }
    }
  }

  private static Tile tile(DataShard shard, int row, int padded) {
    double[] x = new double[shard.features().numCols() * padded];

    for (int j = 0; j < shard.features().numCols(); j++) {
      System.arraycopy(
          shard.features().values(), j * shard.paddedRows() + row, x, j * padded, padded);
    }

    return new Tile(x, Math.min(padded, shard.rows() - row), padded);
  }

  /** n x K: f(x_i; theta), rows in the order of the inputs. */
  public DenseMatrix at(double[] theta) {
    Objective.requireLength("the parameters of the network", parameters, theta.length);
    double[] f = new double[rows * outputs];
    int first = 0;

    for (Tile tile : tiles) {
      network.forward(theta, tile.x, 0, tile.padded, tile.padded, 0);

      for (int k = 0; k < outputs; k++) {
        System.arraycopy(
            network.outputs(),
            network.outputOffset() + k * tile.padded,
            f,
            k * rows + first,
            tile.rows);
      }

      first += tile.rows;
    }

    return new DenseMatrix(rows, outputs, f);
  }
}
