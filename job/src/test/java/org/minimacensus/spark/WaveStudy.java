package org.minimacensus.spark;

import java.util.List;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.LocalTrainingData;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.StudyObjectives;
import org.minimacensus.study.StudySpec;

/**
 * Small real studies on training sets of several shards.
 *
 * @param job restarts of the study
 */
record WaveStudy(Dataset dataset, RestartJob job) {
  private static final int ROWS = 1400;

  /** Two inputs in five shards, three objectives. */
  static WaveStudy regression() {
    return of(Task.REGRESSION, List.of("plain", "output-neuron", "output-neuron-limit"));
  }

  /** Two classes; every input occurs several times, with either class. */
  static WaveStudy classes() {
    return of(Task.BINARY, List.of("plain", "output-neuron"));
  }

  /**
   * A step on a line, which one unit fits at infinity; with so few iterations some get there
   * through it, and after hundreds of questions instead of thousands.
   */
  static WaveStudy steps() {
    double[][] x = new double[40][1];
    double[][] y = new double[40][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = (i - 19.5) / 5;
      int far = Math.min(i, 39 - i);
      y[i][0] = Math.signum(x[i][0]) * (1 + 0.2 * StrictMath.cos(far - 19));
    }

    StudySpec spec = spec(Task.REGRESSION, List.of("plain"), List.of(1), "tanh", 0, 100);
    return of(spec, rows(x.length, Task.REGRESSION, 1).set(x, y, 5));
  }

  /** Two layers of relu units, which end on kinks; some inputs occur twice. */
  static WaveStudy kinks() {
    double[][] x = new double[30][2];
    double[][] y = new double[30][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = StrictMath.sin(0.7 * (i % 25));
      x[i][1] = StrictMath.cos(1.3 * (i % 25));
      y[i][0] = StrictMath.sin(5.1 * i);
    }

    StudySpec spec = spec(Task.REGRESSION, List.of("plain"), List.of(2, 2), "relu", 0.001, 2000);
    return of(spec, rows(x.length, Task.REGRESSION, 2).set(x, y, 5));
  }

  /** XOR with one special neuron in each of two hidden layers. */
  static WaveStudy layers() {
    double[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    double[][] y = {{-1}, {1}, {1}, {-1}};
    StudySpec spec = spec(Task.BINARY, List.of("layer-neurons"), List.of(2, 2), "tanh", 0, 200);
    return of(spec, rows(x.length, Task.BINARY, 2).set(x, y, 3));
  }

  /**
   * A cubic on a line, which a linear network with a square, a ramp or a factor does not fit; few
   * iterations are enough to see where it leads.
   */
  static WaveStudy ridges() {
    double[][] x = new double[14][1];
    double[][] y = new double[14][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = (i - 6.3) / 4;
      y[i][0] = x[i][0] * x[i][0] * (x[i][0] - 0.4);
    }

    StudySpec spec =
        spec(
            Task.REGRESSION,
            List.of("monomial-neuron", "relu-neuron", "loss-scaling"),
            List.of(),
            "tanh",
            0,
            20);
    return of(spec, rows(x.length, Task.REGRESSION, 1).set(x, y, 5));
  }

  private static WaveStudy of(Task task, List<String> objectives) {
    return of(spec(task, objectives, List.of(2), "tanh", 0.01, 200), dataset(task));
  }

  private static StudySpec spec(
      Task task,
      List<String> objectives,
      List<Integer> hidden,
      String activation,
      double decay,
      int iterations) {
    boolean classes = task == Task.BINARY;
    return new StudySpec(
        "waves",
        11,
        new StudySpec.DataSpec("waves.csv", "csv", false, List.of("-1"), task, false),
        new StudySpec.NetworkSpec("mlp", hidden, activation, true, true, false, 0.1, "identity"),
        new StudySpec.LossSpec(classes ? "logistic" : "squared", 3, 1, Reduction.MEAN),
        decay,
        objectives,
        new StudySpec.AugmentationSpec(0.01, 2, 1, 0.5, 0.5),
        new StudySpec.RestartsSpec(
            10,
            new StudySpec.InitSpec("normal", 1, Double.NaN, Double.NaN, ""),
            new StudySpec.OptionalFirst(false, 0),
            new StudySpec.StoppingSpec("count", 0.99, 0.95, 0)),
        new StudySpec.OptimizerSpec("auto", 1e-9, iterations, 0.1),
        new StudySpec.CertifySpec("numeric", false),
        new StudySpec.CensusSpec(1e-9, 1e-6),
        new StudySpec.ExecutionSpec("auto", 5),
        new StudySpec.OutputSpec("out", "list", List.of(4L)));
  }

  private static WaveStudy of(StudySpec spec, Dataset dataset) {
    StudyObjectives resolved = StudyObjectives.of(spec, new LocalTrainingData(dataset));
    return new WaveStudy(
        dataset, resolved.plan("0".repeat(64), "", "", resolved.randomStarts()).job());
  }

  private static Dataset dataset(Task task) {
    double[][] x = new double[ROWS][2];
    double[][] y = new double[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      int at = task == Task.BINARY ? i % 37 : i;
      x[i][0] = StrictMath.sin(0.7 * at) + at / 700.0;
      x[i][1] = StrictMath.cos(1.3 * at);
      double wave = StrictMath.sin(2 * x[i][0]) * x[i][1];
      y[i][0] = task == Task.BINARY ? (wave + StrictMath.sin(i) > 0 ? 1 : -1) : wave;
    }

    return rows(ROWS, task, 2).set(x, y, 5);
  }

  private static PlainRows rows(int rows, Task task, int inputs) {
    PlainRows all = PlainRows.of(task, rows, inputs, 1).digest("cd".repeat(32));
    return task == Task.BINARY ? all.classes("no", "yes") : all;
  }
}
