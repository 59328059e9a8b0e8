package org.minimacensus.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.census.FunctionSignature;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.AddedNeurons;
import org.minimacensus.objective.NetworkValues;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.RowPass;

/**
 * Outputs of the network at an endpoint, on the sample of training inputs and on probe points, with
 * the added neuron where it still contributes. Not for several threads.
 */
final class NetworkOutputs implements FunctionSignature {
  private static final int PROBES = 20;

  /**
   * Probes reach beyond the training inputs by this part of their range, to tell apart what agrees
   * on them.
   */
  private static final double MARGIN = 0.25;

  private final Objective objective;
  private final AddedNeurons neurons;
  private final double[] input;
  private final List<Dataset> inputs;
  private final List<NetworkValues> networks = new ArrayList<>();
  private final boolean centred;
  private final int trainingValues;
  private final double[][] trainingInputs;

  /**
   * @param objective of a study: {@code plain}, with {@link AddedNeurons} or with neurons inside
   *     the network
   * @param centred whether to subtract the mean of the outputs of each row
   */
  NetworkOutputs(Objective objective, TrainingFacts data, boolean centred) {
    this.objective = objective;
    this.neurons =
        objective.insideNetwork() ? null : (AddedNeurons) objective.augmentation().orElse(null);
    this.input = new double[data.features()];
    this.inputs = List.of(data.sample(), probes(data));
    this.centred = centred;
    this.trainingValues = Math.toIntExact(data.sample().rows() * data.outputs());
    this.trainingInputs = rows(data.sample(), data.features());
    for (Dataset part : inputs) {
      networks.add(new NetworkValues(objective.architecture(), part, KernelProvider.kernels()));
    }
  }

  private static double[][] rows(Dataset sample, int features) {
    double[][] rows = new double[Math.toIntExact(sample.rows())][features];
    int row = 0;
    for (DataShard shard : sample.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        for (int j = 0; j < features; j++) {
          rows[row][j] = shard.features().apply(r, j);
        }
        row++;
      }
    }

    return rows;
  }

  @Override
  public double[][] trainingInputs() {
    return trainingInputs;
  }

  @Override
  public int trainingValues() {
    return trainingValues;
  }

  @Override
  public boolean blocksPerOutput() {
    return !objective.insideNetwork();
  }

  @Override
  public double[] values(Endpoint endpoint) {
    int outputs = objective.architecture().outputs();
    if (objective.insideNetwork()) {
      return withSpecialNeurons(endpoint, outputs);
    }

    double[] values = new double[trainingValues + PROBES * outputs];
    int at = 0;
    for (int part = 0; part < inputs.size(); part++) {
      DenseMatrix f = networks.get(part).at(endpoint.theta());
      int row = 0;
      for (DataShard shard : inputs.get(part).shards()) {
        for (int r = 0; r < shard.rows(); r++) {
          for (int k = 0; k < outputs; k++) {
            values[at + k] = f.apply(row, k) + added(endpoint.augmentation(), k, shard, r);
          }

          centre(values, at, outputs);
          at += outputs;
          row++;
        }
      }
    }

    return values;
  }

  /** The network with neurons inside it, whose outputs are centred where the loss asks for it. */
  private double[] withSpecialNeurons(Endpoint endpoint, int outputs) {
    Point point =
        objective.point(
            endpoint.theta(), endpoint.augmentation(), new double[objective.originDimension()]);
    double[] values = new double[trainingValues + PROBES * outputs];
    int at = 0;
    for (Dataset part : inputs) {
      double[] own = new RowPass(objective, part, KernelProvider.kernels()).outputs(point);
      System.arraycopy(own, 0, values, at, own.length);
      at += own.length;
    }

    for (int row = 0; row < values.length; row += outputs) {
      centre(values, row, outputs);
    }

    return values;
  }

  /** What the added neurons add to output k at a row. */
  private double added(double[] raw, int k, DataShard shard, int row) {
    if (neurons == null) {
      return 0;
    }

    for (int j = 0; j < input.length; j++) {
      input[j] = shard.features().apply(row, j);
    }

    return neurons.added(raw, k, input);
  }

  private void centre(double[] values, int from, int outputs) {
    if (!centred) {
      return;
    }

    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      sum += values[from + k];
    }

    for (int k = 0; k < outputs; k++) {
      values[from + k] -= sum / outputs;
    }
  }

  /** Points in a box around the training inputs, the same for every study on these inputs. */
  private static Dataset probes(TrainingFacts data) {
    int features = data.features();
    double[] low = data.lowest();
    double[] high = data.highest();
    double[][] x = new double[PROBES][features];
    for (int i = 0; i < PROBES; i++) {
      RandomStream stream = RandomStream.of(0, "probe", i);
      for (int j = 0; j < features; j++) {
        double width = high[j] > low[j] ? high[j] - low[j] : 1;
        double part = (1 + 2 * MARGIN) * stream.nextDouble() - MARGIN;
        x[i][j] = Math.fma(width, part, low[j]);
      }
    }

    DataDescription known = data.description();
    DataDescription description =
        new DataDescription(
            PROBES,
            data.outputs(),
            Task.REGRESSION,
            known.featureNames(),
            Collections.nCopies(data.outputs(), ""),
            List.of(),
            known.featureMeans(),
            known.featureDeviations(),
            Collections.nCopies(data.outputs(), 0.0),
            Collections.nCopies(data.outputs(), 1.0),
            "",
            List.of());
    return DatasetBuilder.dataset(x, new double[PROBES][data.outputs()], description, 1);
  }
}
