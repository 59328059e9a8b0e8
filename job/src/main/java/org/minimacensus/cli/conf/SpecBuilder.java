package org.minimacensus.cli.conf;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;

/** Puts the values of a conf together to a study and checks what several keys say together. */
final class SpecBuilder {
  private final ConfValues values;

  SpecBuilder(ConfValues values) {
    this.values = values;
  }

  /** @throws StudyException (exit code 2) when keys contradict each other */
  StudySpec build() {
    StudySpec spec =
        new StudySpec(
            values.get(ConfKeys.STUDY_NAME),
            values.get(ConfKeys.STUDY_SEED),
            data(),
            network(),
            new StudySpec.LossSpec(
                values.get(ConfKeys.LOSS_NAME),
                values.get(ConfKeys.LOSS_POWER).intValue(),
                Reduction.valueOf(values.get(ConfKeys.LOSS_REDUCTION).toUpperCase(Locale.ROOT))),
            values.get(ConfKeys.L2),
            List.copyOf(values.get(ConfKeys.OBJECTIVES)),
            new StudySpec.AugmentationSpec(
                values.get(ConfKeys.LAMBDA),
                values.get(ConfKeys.DEGREE).intValue(),
                values.get(ConfKeys.INIT_A),
                values.get(ConfKeys.INIT_W),
                values.get(ConfKeys.INIT_B)),
            restarts(),
            new StudySpec.OptimizerSpec(
                values.get(ConfKeys.OPTIMIZER),
                values.get(ConfKeys.GRADIENT_TOLERANCE),
                values.get(ConfKeys.MAX_ITERATIONS).intValue(),
                values.get(ConfKeys.STEP)),
            new StudySpec.CertifySpec(values.get(ConfKeys.LEVEL), values.get(ConfKeys.KEEP_SADDLES)),
            new StudySpec.CensusSpec(values.get(ConfKeys.VALUE_TOLERANCE), values.get(ConfKeys.PARAMETER_TOLERANCE)),
            new StudySpec.ExecutionSpec(values.get(ConfKeys.MODE), values.get(ConfKeys.SHARDS).intValue()),
            new StudySpec.OutputSpec(values.get(ConfKeys.OUTPUT_PATH), values.get(ConfKeys.TRACES).mode(), values.get(ConfKeys.TRACES).restarts()));
    checkTargets(spec.data());
    checkLoss(spec);
    checkObjectives(spec);
    return spec;
  }

  private StudySpec.DataSpec data() {
    return new StudySpec.DataSpec(
        values.get(ConfKeys.DATA_PATH),
        values.get(ConfKeys.DATA_FORMAT),
        values.get(ConfKeys.DATA_HEADER),
        List.copyOf(values.get(ConfKeys.DATA_TARGET)),
        Task.valueOf(values.get(ConfKeys.DATA_TASK).toUpperCase(Locale.ROOT)),
        values.get(ConfKeys.DATA_STANDARDIZE));
  }

  private StudySpec.NetworkSpec network() {
    String kind = values.get(ConfKeys.NETWORK_KIND);
    Optional<String> activation = values.find(ConfKeys.NETWORK_ACTIVATION);
    boolean linear = kind.equals("deep-linear");
    if (linear && activation.isPresent() && !activation.get().equals("identity")) {
      throw values.conflict(
          "expected identity or no such key with network.kind = deep-linear, found '" + activation.get() + "'; network.kind = mlp has activations", ConfKeys.NETWORK_ACTIVATION);
    }
    boolean bias = values.get(ConfKeys.NETWORK_BIAS);
    return new StudySpec.NetworkSpec(
        kind,
        values.get(ConfKeys.NETWORK_HIDDEN).stream().map(Long::intValue).toList(),
        linear ? "identity" : values.get(ConfKeys.NETWORK_ACTIVATION),
        bias,
        values.find(ConfKeys.NETWORK_OUTPUT_BIAS).orElse(bias),
        values.get(ConfKeys.NETWORK_DIRECT),
        values.get(ConfKeys.NETWORK_LEAKY_SLOPE),
        values.get(ConfKeys.NETWORK_OUTPUT_ACTIVATION));
  }

  private StudySpec.RestartsSpec restarts() {
    long count = values.get(ConfKeys.COUNT);
    StudySpec.OptionalFirst first = values.get(ConfKeys.FIRST);
    if (first.index() > Long.MAX_VALUE - count) {
      throw values.conflict("restarts.first + restarts.count must stay below 2^63, found " + first.index() + " + " + count, ConfKeys.FIRST);
    }
    return new StudySpec.RestartsSpec(
        count,
        init(),
        first,
        new StudySpec.StoppingSpec(
            values.get(ConfKeys.STOPPING_RULE), values.get(ConfKeys.STOPPING_TARGET), values.get(ConfKeys.STOPPING_CONFIDENCE), values.get(ConfKeys.MAX_SECONDS)));
  }

  private StudySpec.InitSpec init() {
    String distribution = values.get(ConfKeys.DISTRIBUTION);
    double low = values.find(ConfKeys.LOW).orElse(Double.NaN);
    double high = values.find(ConfKeys.HIGH).orElse(Double.NaN);
    if (distribution.equals("log-uniform")) {
      need(ConfKeys.LOW, distribution);
      need(ConfKeys.HIGH, distribution);
      if (low >= high) {
        throw values.conflict("expected a number < restarts.init.high = " + high + ", found " + low, ConfKeys.LOW);
      }
    }
    if (distribution.equals("file")) {
      need(ConfKeys.INIT_PATH, distribution);
    }
    return new StudySpec.InitSpec(distribution, values.get(ConfKeys.SCALE), low, high, values.find(ConfKeys.INIT_PATH).orElse(""));
  }

  private void need(ConfKey<?> key, String distribution) {
    if (values.find(key).isEmpty()) {
      throw values.conflict("'" + distribution + "' needs the key '" + key.path() + "', which is missing; expected " + key.type().expected(), ConfKeys.DISTRIBUTION);
    }
  }

  private void checkTargets(StudySpec.DataSpec data) {
    int targets = data.target().size();
    if (targets == 0) {
      throw values.conflict("expected at least one target column, found []", ConfKeys.DATA_TARGET);
    }
    if (data.task() != Task.REGRESSION && targets > 1) {
      throw values.conflict(
          "expected one target column with data.task = " + data.task().name().toLowerCase(Locale.ROOT) + ", found " + targets + "; several are for regression", ConfKeys.DATA_TARGET);
    }
  }

  private void checkLoss(StudySpec spec) {
    String loss = spec.loss().name();
    Task needed =
        switch (loss) {
          case "logistic", "polynomial-hinge" -> Task.BINARY;
          case "cross-entropy" -> Task.MULTICLASS;
          default -> spec.data().task();
        };
    if (spec.data().task() != needed) {
      throw values.conflict(
          "'" + loss + "' needs data.task = " + needed.name().toLowerCase(Locale.ROOT) + ", found " + spec.data().task().name().toLowerCase(Locale.ROOT)
              + "; squared fits any task, logistic and polynomial-hinge binary, cross-entropy multiclass",
          ConfKeys.LOSS_NAME, ConfKeys.DATA_TASK);
    }
  }

  private void checkObjectives(StudySpec spec) {
    List<String> objectives = spec.objectives();
    if (objectives.isEmpty()) {
      throw values.conflict("expected at least one objective, found []", ConfKeys.OBJECTIVES);
    }
    if (new HashSet<>(objectives).size() < objectives.size()) {
      throw values.conflict("expected each objective once, found " + objectives, ConfKeys.OBJECTIVES);
    }
    boolean augmented = objectives.stream().anyMatch(o -> !o.equals("plain"));
    if (augmented && spec.augmentation().lambda() == 0) {
      throw values.conflict("expected a number > 0 because an augmented objective is listed, found 0", ConfKeys.LAMBDA);
    }
  }
}
