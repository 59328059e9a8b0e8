package org.minimacensus.study;

import java.util.List;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Reduction;

/** A small real study: two tanh units on a sine, with weight decay. */
public final class SineStudy {
  private static final int ROWS = 20;

  private SineStudy() {}

  public static StudySpec spec(long count, double maxSeconds) {
    return spec(count, new StudySpec.StoppingSpec("count", 0.99, 0.95, maxSeconds));
  }

  private static StudySpec spec(long count, StudySpec.StoppingSpec stopping) {
    return new StudySpec(
        "sine",
        11,
        new StudySpec.DataSpec("sine.csv", "csv", false, List.of("-1"), Task.REGRESSION, false),
        new StudySpec.NetworkSpec("mlp", List.of(2), "tanh", true, true, false, 0.1, "identity"),
        new StudySpec.LossSpec("squared", 3, 1, Reduction.MEAN),
        0.01,
        List.of("plain", "output-neuron", "output-neuron-limit"),
        new StudySpec.AugmentationSpec(0.01, 2, 1, 0.5, 0.5),
        new StudySpec.RestartsSpec(
            count,
            new StudySpec.InitSpec("normal", 1, Double.NaN, Double.NaN, ""),
            new StudySpec.OptionalFirst(false, 0),
            stopping),
        new StudySpec.OptimizerSpec("auto", 1e-10, 500, 0.1),
        new StudySpec.CertifySpec("numeric", false),
        new StudySpec.CensusSpec(1e-9, 1e-6),
        new StudySpec.ExecutionSpec("auto", 4),
        new StudySpec.OutputSpec("out", "list", List.of(1L)));
  }

  public static Dataset dataset() {
    double[][] x = new double[ROWS][1];
    double[][] y = new double[ROWS][1];
    for (int i = 0; i < ROWS; i++) {
      x[i][0] = i / 4.0 - 2.5;
      y[i][0] = StrictMath.sin(2 * x[i][0]);
    }

    return PlainRows.of(Task.REGRESSION, ROWS, 1, 1).digest("cd".repeat(32)).set(x, y, 4);
  }

  public static StudyPlan plan(long count) {
    return plan(spec(count, 0));
  }

  /** The same with proofs of its minima. */
  public static StudyPlan proved(long count) {
    StudySpec s = spec(count, 0);
    return plan(
        new StudySpec(
            s.name(),
            s.seed(),
            s.data(),
            s.network(),
            s.loss(),
            s.l2(),
            s.objectives(),
            s.augmentation(),
            s.restarts(),
            s.optimizer(),
            new StudySpec.CertifySpec(Proofs.INTERVAL, false),
            s.census(),
            s.execution(),
            s.output()));
  }

  /** Three sine units and more minima, some of them of small basins; of two objectives. */
  public static StudyPlan manyMinima(long count, StudySpec.StoppingSpec stopping) {
    return manyMinima(count, stopping, List.of("plain", "output-neuron"));
  }

  /** The same of other objectives. */
  public static StudyPlan manyMinima(
      long count, StudySpec.StoppingSpec stopping, List<String> objectives) {
    StudySpec s = spec(count, stopping);
    return plan(
        new StudySpec(
            s.name(),
            s.seed(),
            s.data(),
            new StudySpec.NetworkSpec("mlp", List.of(3), "sin", true, true, false, 0.1, "identity"),
            s.loss(),
            s.l2(),
            objectives,
            s.augmentation(),
            new StudySpec.RestartsSpec(
                count,
                new StudySpec.InitSpec("normal", 2, Double.NaN, Double.NaN, ""),
                s.restarts().first(),
                stopping),
            s.optimizer(),
            s.certify(),
            s.census(),
            s.execution(),
            s.output()));
  }

  private static StudyPlan plan(StudySpec spec) {
    StudyObjectives objectives = StudyObjectives.of(spec, new LocalTrainingData(dataset()));
    return objectives.plan(StudyFixtures.HASH, "", "", objectives.randomStarts());
  }
}
