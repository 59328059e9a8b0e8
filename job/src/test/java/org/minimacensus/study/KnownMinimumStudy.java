package org.minimacensus.study;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.data.Task;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.Reduction;

/**
 * A sub-optimal minimum by the construction of Ding, Li and Sun (2019): two equal tanh units on
 * eight rows, loss 1/2, while restarts go far below.
 */
final class KnownMinimumStudy {
  static final double[][] ROWS = rows();

  static final double[] THETA = DingLiSun.minimum();

  private KnownMinimumStudy() {}

  private static double[][] rows() {
    double[] x = DingLiSun.inputs();
    double[] y = DingLiSun.targets();
    return IntStream.range(0, x.length)
        .mapToObj(i -> new double[] {x[i], y[i]})
        .toArray(double[][]::new);
  }

  /** Squared loss, summed, with objectives of these names. */
  static StudySpec spec(
      List<Integer> hidden, boolean outputBias, long restarts, String... objectives) {
    return spec(
        new StudySpec.NetworkSpec("mlp", hidden, "tanh", true, outputBias, false, 0.1, "identity"),
        new StudySpec.LossSpec("squared", 3, 1, Reduction.SUM),
        Task.REGRESSION,
        new StudySpec.AugmentationSpec(0.1, 2, 0, 0.01, 2),
        restarts,
        objectives);
  }

  static StudySpec spec(
      StudySpec.NetworkSpec network,
      StudySpec.LossSpec loss,
      Task task,
      StudySpec.AugmentationSpec augmentation,
      long restarts,
      String... objectives) {
    return new StudySpec(
        "known-minimum",
        3,
        new StudySpec.DataSpec("known.csv", "csv", false, List.of("-1"), task, false),
        network,
        loss,
        0,
        List.of(objectives),
        augmentation,
        new StudySpec.RestartsSpec(
            restarts,
            new StudySpec.InitSpec("normal", 1, Double.NaN, Double.NaN, ""),
            new StudySpec.OptionalFirst(false, 0),
            new StudySpec.StoppingSpec("count", 0.99, 0.95, 0)),
        new StudySpec.OptimizerSpec("auto", 1e-10, 2000, 0.1),
        new StudySpec.CertifySpec("numeric", false),
        new StudySpec.CensusSpec(1e-9, 1e-6),
        new StudySpec.ExecutionSpec("auto", 2),
        new StudySpec.OutputSpec("out", "none", List.of()));
  }

  /** The same study with every restart from one theta. */
  static StudyPlan startedAt(LocalStudy study, double[] theta) {
    int restarts = Math.toIntExact(study.plan().spec().restarts().count());
    List<double[]> starts = Collections.nCopies(restarts, theta);
    StudyObjectives objectives =
        StudyObjectives.of(study.plan().spec(), new LocalTrainingData(study.dataset()));
    return objectives.plan(
        StudyFixtures.HASH,
        "",
        "",
        objectives.listedStarts(i -> starts.get(Math.toIntExact(i)), restarts));
  }
}
