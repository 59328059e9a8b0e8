package org.minimacensus.study;

import java.util.Collections;
import java.util.List;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Reduction;

/**
 * A sub-optimal minimum by the construction of Ding, Li and Sun (2019): two equal tanh units on
 * eight rows, loss 1/2, while restarts go far below.
 */
final class KnownMinimumStudy {
  static final double[][] ROWS = {
    {0.569503462328559, 0.7043097905478835},
    {-2.831399080755331, 0.6500726353845279},
    {-0.06623699096749444, 0.3272693809037404},
    {2.6686889741078814, -1.2140477228026048},
    {-2.2551420411106933, 1.0085324015173527},
    {0.8988843639056812, -0.2358958051820836},
    {-0.8879841765820937, 1.548704832440352},
    {2.3810867846369925, -0.651629603307005}
  };

  static final double[] THETA = {
    -1.083457518315167, -1.083457518315167, 0.9598218458687948, 0.9598218458687948, 0.5, 0.5
  };

  private KnownMinimumStudy() {}

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
