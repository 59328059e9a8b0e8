package org.minimacensus.study;

import java.util.List;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Reduction;

/**
 * One softplus unit through two points: flat sets of zero loss, two components by the sign of the
 * unit's outgoing weight.
 */
public final class TwoPointStudy {
  private TwoPointStudy() {}

  public static Dataset dataset() {
    return PlainRows.of(Task.REGRESSION, 2, 1, 1)
        .digest("ef".repeat(32))
        .set(PlainRows.column(-1, 1), PlainRows.column(0, 1), 2);
  }

  public static StudyPlan plan(long count, boolean connected) {
    return plan(count, connected, 0);
  }

  public static StudyPlan plan(long count, boolean connected, double maxSeconds) {
    StudySpec spec =
        new StudySpec(
            "two-points",
            7,
            new StudySpec.DataSpec("two.csv", "csv", false, List.of("-1"), Task.REGRESSION, false),
            new StudySpec.NetworkSpec(
                "mlp", List.of(1), "softplus", true, true, false, 0.1, "identity"),
            new StudySpec.LossSpec("squared", 3, 1, Reduction.MEAN),
            0,
            List.of("plain", "output-neuron"),
            new StudySpec.AugmentationSpec(0.01, 2, 1, 0.5, 0.5),
            new StudySpec.RestartsSpec(
                count,
                new StudySpec.InitSpec("normal", 1.5, Double.NaN, Double.NaN, ""),
                new StudySpec.OptionalFirst(false, 0),
                new StudySpec.StoppingSpec("count", 0.99, 0.95, maxSeconds)),
            new StudySpec.OptimizerSpec("auto", 1e-10, 2000, 0.1),
            new StudySpec.CertifySpec("numeric", false),
            new StudySpec.CensusSpec(1e-9, 1e-6, connected, 0.2),
            new StudySpec.ExecutionSpec("auto", 2),
            new StudySpec.OutputSpec("out", "none", List.of()));
    StudyObjectives objectives = StudyObjectives.of(spec, new LocalTrainingData(dataset()));
    return objectives.plan(StudyFixtures.HASH, "", "", objectives.randomStarts());
  }
}
