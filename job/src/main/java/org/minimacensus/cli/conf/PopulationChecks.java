package org.minimacensus.cli.conf;

import java.util.List;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.StudySpec;

/** What a study of the population loss of relu units needs, and what it cannot have. */
final class PopulationChecks {
  private final ConfValues values;

  PopulationChecks(ConfValues values) {
    this.values = values;
  }

  /**
   * @throws org.minimacensus.study.StudyException (exit code 2) when a key does not fit
   */
  void check(StudySpec spec) {
    checkData(spec);
    StudySpec.NetworkSpec n = spec.network();
    need(n.hidden().size() == 1, StudyKeys.NETWORK_HIDDEN, "one width [k]", n.hidden());
    need(n.kind().equals("mlp"), StudyKeys.NETWORK_KIND, "mlp", n.kind());
    need(n.activation().equals("relu"), StudyKeys.NETWORK_ACTIVATION, "relu", n.activation());
    need(!n.bias(), StudyKeys.NETWORK_BIAS, "false", n.bias());
    need(!n.outputBias(), StudyKeys.NETWORK_OUTPUT_BIAS, "false", n.outputBias());
    need(!n.direct(), StudyKeys.NETWORK_DIRECT, "false", n.direct());
    boolean identity = n.outputActivation().equals("identity");
    need(identity, StudyKeys.NETWORK_OUTPUT_ACTIVATION, "identity", n.outputActivation());
    boolean mean = spec.loss().reduction() == Reduction.MEAN;
    need(mean, StudyKeys.LOSS_REDUCTION, "mean", "sum");
    need(spec.l2() == 0, StudyKeys.L2, "0", spec.l2());
    boolean plain = spec.objectives().equals(List.of("plain"));
    need(
        plain,
        StudyKeys.OBJECTIVES,
        "[plain] (added neurons need a training set)",
        spec.objectives());
    need(
        !spec.execution().mode().equals("data-parallel"),
        RunKeys.MODE,
        "auto or restart-parallel (there are no rows to distribute)",
        spec.execution().mode());
  }

  private void checkData(StudySpec spec) {
    if (values.find(StudyKeys.DATA_PATH).isPresent()) {
      throw values.conflict(
          "expected no such key with loss.name = "
              + spec.loss().name()
              + ", whose inputs are a population, found '"
              + values.find(StudyKeys.DATA_PATH).get()
              + "'",
          StudyKeys.DATA_PATH);
    }
  }

  private void need(boolean holds, ConfKey<?> key, String expected, Object found) {
    if (!holds) {
      throw values.conflict(
          "expected "
              + expected
              + " with loss.name = "
              + StudySpec.LossSpec.POPULATION
              + ", found "
              + found,
          key);
    }
  }
}
