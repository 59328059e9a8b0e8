package org.minimacensus.cli.conf;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Reduction;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;

/** Puts the values of a conf together to a study and checks what several keys say together. */
final class SpecBuilder {
  private final ConfValues values;

  SpecBuilder(ConfValues values) {
    this.values = values;
  }

  /**
   * @throws StudyException (exit code 2) when keys contradict each other
   */
  StudySpec build() {
    StudySpec spec =
        new StudySpec(
            values.get(StudyKeys.STUDY_NAME),
            values.get(StudyKeys.STUDY_SEED),
            data(),
            network(),
            new StudySpec.LossSpec(
                values.get(StudyKeys.LOSS_NAME),
                values.get(StudyKeys.LOSS_POWER).intValue(),
                values.get(StudyKeys.LOSS_DELTA),
                Reduction.valueOf(values.get(StudyKeys.LOSS_REDUCTION).toUpperCase(Locale.ROOT))),
            values.get(StudyKeys.L2),
            List.copyOf(values.get(StudyKeys.OBJECTIVES)),
            new StudySpec.AugmentationSpec(
                values.get(StudyKeys.LAMBDA),
                values.get(StudyKeys.DEGREE).intValue(),
                values.get(StudyKeys.INIT_A),
                values.get(StudyKeys.INIT_W),
                values.get(StudyKeys.INIT_B)),
            restarts(),
            new StudySpec.OptimizerSpec(
                values.get(RunKeys.OPTIMIZER),
                values.get(RunKeys.GRADIENT_TOLERANCE),
                values.get(RunKeys.MAX_ITERATIONS).intValue(),
                values.get(RunKeys.STEP)),
            new StudySpec.CertifySpec(values.get(RunKeys.LEVEL), values.get(RunKeys.KEEP_SADDLES)),
            new StudySpec.CensusSpec(
                values.get(RunKeys.VALUE_TOLERANCE),
                values.get(RunKeys.PARAMETER_TOLERANCE),
                values.get(RunKeys.CONNECTED),
                values.get(RunKeys.PATH_SHARE)),
            new StudySpec.ExecutionSpec(
                values.get(RunKeys.MODE),
                values.get(RunKeys.SHARDS).intValue(),
                values.get(RunKeys.LIVE_SEARCHES).intValue()),
            new StudySpec.OutputSpec(
                values.get(RunKeys.OUTPUT_PATH),
                values.get(RunKeys.TRACES).mode(),
                values.get(RunKeys.TRACES).restarts()));
    checkTargets(spec.data());
    checkLoss(spec);
    checkObjectives(spec);
    if (spec.network().residual()) {
      new ResidualChecks(values).check(spec.network());
    }

    if (spec.loss().population()) {
      new PopulationChecks(values).check(spec);
    }

    return spec;
  }

  private StudySpec.DataSpec data() {
    boolean none = values.get(StudyKeys.LOSS_NAME).equals(StudySpec.LossSpec.POPULATION);
    return new StudySpec.DataSpec(
        none ? "" : values.get(StudyKeys.DATA_PATH),
        values.get(StudyKeys.DATA_FORMAT),
        values.get(StudyKeys.DATA_HEADER),
        List.copyOf(values.get(StudyKeys.DATA_TARGET)),
        none
            ? Task.REGRESSION
            : Task.valueOf(values.get(StudyKeys.DATA_TASK).toUpperCase(Locale.ROOT)),
        values.get(StudyKeys.DATA_STANDARDIZE),
        values.get(StudyKeys.DATA_ROWS),
        values.get(StudyKeys.DATA_ROWS_SEED));
  }

  private StudySpec.NetworkSpec network() {
    String kind = values.get(StudyKeys.NETWORK_KIND);
    Optional<String> activation = values.find(StudyKeys.NETWORK_ACTIVATION);
    boolean linear = kind.equals("deep-linear");
    if (linear && activation.isPresent() && !activation.get().equals("identity")) {
      throw values.conflict(
          "expected identity or no such key with network.kind = deep-linear, found '"
              + activation.get()
              + "'; network.kind = mlp has activations",
          StudyKeys.NETWORK_ACTIVATION);
    }
    boolean bias = values.get(StudyKeys.NETWORK_BIAS);
    boolean residual = kind.equals(StudySpec.NetworkSpec.RESIDUAL);
    return new StudySpec.NetworkSpec(
        kind,
        values.get(StudyKeys.NETWORK_HIDDEN).stream().map(Long::intValue).toList(),
        linear ? "identity" : values.get(StudyKeys.NETWORK_ACTIVATION),
        bias,
        values.find(StudyKeys.NETWORK_OUTPUT_BIAS).orElse(bias && !residual),
        values.get(StudyKeys.NETWORK_DIRECT),
        values.get(StudyKeys.NETWORK_LEAKY_SLOPE),
        values.get(StudyKeys.NETWORK_OUTPUT_ACTIVATION));
  }

  private StudySpec.RestartsSpec restarts() {
    long count = values.get(RunKeys.COUNT);
    StudySpec.OptionalFirst first = values.get(RunKeys.FIRST);
    if (first.index() > Long.MAX_VALUE - count) {
      throw values.conflict(
          "restarts.first + restarts.count must stay below 2^63, found "
              + first.index()
              + " + "
              + count,
          RunKeys.FIRST);
    }
    return new StudySpec.RestartsSpec(count, init(), first, stopping());
  }

  private StudySpec.StoppingSpec stopping() {
    String rule = values.get(RunKeys.STOPPING_RULE);
    double target = values.get(RunKeys.STOPPING_TARGET);
    if (!rule.equals(StoppingRules.COUNT) && target == 1) {
      throw values.conflict(
          "expected a number < 1 with restarts.stopping.rule = "
              + rule
              + ", found 1: no number of restarts shows that nothing is left",
          RunKeys.STOPPING_TARGET);
    }

    return new StudySpec.StoppingSpec(
        rule, target, values.get(RunKeys.STOPPING_CONFIDENCE), values.get(RunKeys.MAX_SECONDS));
  }

  private StudySpec.InitSpec init() {
    String distribution = values.get(RunKeys.DISTRIBUTION);
    double low = values.find(RunKeys.LOW).orElse(Double.NaN);
    double high = values.find(RunKeys.HIGH).orElse(Double.NaN);
    if (distribution.equals("log-uniform")) {
      need(RunKeys.LOW, distribution);
      need(RunKeys.HIGH, distribution);
      if (low >= high) {
        throw values.conflict(
            "expected a number < restarts.init.high = " + high + ", found " + low, RunKeys.LOW);
      }
    }
    if (distribution.equals("file")) {
      need(RunKeys.INIT_PATH, distribution);
    }
    return new StudySpec.InitSpec(
        distribution,
        values.get(RunKeys.SCALE),
        low,
        high,
        values.find(RunKeys.INIT_PATH).orElse(""));
  }

  private void need(ConfKey<?> key, String distribution) {
    if (values.find(key).isEmpty()) {
      throw values.conflict(
          "'"
              + distribution
              + "' needs the key '"
              + key.path()
              + "', which is missing; expected "
              + key.type().expected(),
          RunKeys.DISTRIBUTION);
    }
  }

  private void checkTargets(StudySpec.DataSpec data) {
    int targets = data.target().size();
    if (targets == 0) {
      throw values.conflict("expected at least one target column, found []", StudyKeys.DATA_TARGET);
    }
    if (data.task() != Task.REGRESSION && targets > 1) {
      throw values.conflict(
          "expected one target column with data.task = "
              + word(data.task())
              + ", found "
              + targets
              + "; several are for regression",
          StudyKeys.DATA_TARGET);
    }
  }

  private void checkLoss(StudySpec spec) {
    StudySpec.LossSpec loss = spec.loss();
    if (loss.population()
        || Losses.named(loss.name(), loss.power(), loss.delta()).supports(spec.data().task())) {
      return;
    }

    StringJoiner fit = new StringJoiner(", ");
    String needed = "";
    for (String name : Losses.names()) {
      String tasks = tasks(Losses.named(name, loss.power(), loss.delta()));
      fit.add(name + " fits " + tasks);
      needed = name.equals(loss.name()) ? tasks : needed;
    }

    throw values.conflict(
        "'"
            + loss.name()
            + "' needs data.task = "
            + needed
            + ", found "
            + word(spec.data().task())
            + "; "
            + fit,
        StudyKeys.LOSS_NAME,
        StudyKeys.DATA_TASK);
  }

  private static String tasks(Loss loss) {
    List<String> tasks =
        Arrays.stream(Task.values()).filter(loss::supports).map(SpecBuilder::word).toList();
    return tasks.size() == Task.values().length ? "any task" : String.join(" or ", tasks);
  }

  private static String word(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }

  private void checkObjectives(StudySpec spec) {
    List<String> objectives = spec.objectives();
    if (objectives.isEmpty()) {
      throw values.conflict("expected at least one objective, found []", StudyKeys.OBJECTIVES);
    }
    if (new HashSet<>(objectives).size() < objectives.size()) {
      throw values.conflict(
          "expected each objective once, found " + objectives, StudyKeys.OBJECTIVES);
    }
    boolean augmented = objectives.stream().anyMatch(o -> !o.equals("plain"));
    if (augmented && spec.augmentation().lambda() == 0) {
      throw values.conflict(
          "expected a number > 0 because an augmented objective is listed, found 0",
          StudyKeys.LAMBDA);
    }
    if (objectives.contains("layer-neurons") && spec.network().kind().equals("resnet")) {
      throw values.conflict(
          "'layer-neurons' is for networks without skip connections: expected network.kind = mlp or"
              + " deep-linear, found resnet; use output-neuron for a residual network",
          StudyKeys.OBJECTIVES,
          StudyKeys.NETWORK_KIND);
    }
    if (objectives.contains("layer-neurons") && spec.network().hidden().isEmpty()) {
      throw values.conflict(
          "'layer-neurons' adds a neuron to each hidden layer: expected network.hidden with a layer"
              + " or more, found []; use output-neuron for a linear model",
          StudyKeys.OBJECTIVES,
          StudyKeys.NETWORK_HIDDEN);
    }
  }
}
