package org.minimacensus.model;

import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;

/**
 * The function of a network at inputs of one's own choice, by the code that trains it. Not for
 * several threads.
 */
public final class Network {
  private static final int TILE_ROWS = 256;
  private final Architecture architecture;
  private final int dimension;
  private final NetworkPass pass;

  public Network(Architecture architecture) {
    this(architecture, KernelProvider.kernels());
  }

  public Network(Architecture architecture, Kernels kernels) {
    this.architecture = architecture;
    this.dimension = architecture.layout().dimension();
    this.pass = new NetworkPass(architecture, kernels);
  }

  /** Outputs n x K of the network with parameters theta at inputs n x d. */
  public DenseMatrix outputs(double[] theta, DenseMatrix inputs) {
    int n = inputs.numRows();
    int outputs = architecture.outputs();
    requireFit(theta.length, inputs.numCols());
    double[] values = new double[n * outputs];
    double[] tile = new double[TILE_ROWS * architecture.inputs()];

    for (int first = 0; first < n; first += TILE_ROWS) {
      int real = Math.min(TILE_ROWS, n - first);
      int rows = (real + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;

      for (int j = 0; j < architecture.inputs(); j++) {
        for (int r = 0; r < rows; r++) {
          tile[j * TILE_ROWS + r] = inputs.apply(first + Math.min(r, real - 1), j);
        }
      }

      pass.forward(theta, tile, 0, TILE_ROWS, rows, 0);

      for (int k = 0; k < outputs; k++) {
        System.arraycopy(
            pass.outputs(), pass.outputOffset() + k * TILE_ROWS, values, k * n + first, real);
      }
    }

    return new DenseMatrix(n, outputs, values);
  }

  /** Outputs n x K, row by row, of the network with parameters theta at inputs n x d. */
  public double[][] outputs(double[] theta, double[][] inputs) {
    int n = inputs.length;
    double[] columns = new double[n * architecture.inputs()];

    for (int r = 0; r < n; r++) {
      requireFit(theta.length, inputs[r].length);

      for (int j = 0; j < inputs[r].length; j++) {
        columns[j * n + r] = inputs[r][j];
      }
    }

    DenseMatrix outputs = outputs(theta, new DenseMatrix(n, architecture.inputs(), columns));
    double[][] rows = new double[n][architecture.outputs()];

    for (int r = 0; r < n; r++) {
      for (int k = 0; k < rows[r].length; k++) {
        rows[r][k] = outputs.apply(r, k);
      }
    }

    return rows;
  }

  private void requireFit(int parameters, int inputs) {
    if (parameters != dimension || inputs != architecture.inputs()) {
      throw new IllegalArgumentException(
          "this network takes "
              + dimension
              + " parameters and "
              + architecture.inputs()
              + " inputs, found "
              + parameters
              + " and "
              + inputs);
    }
  }
}
