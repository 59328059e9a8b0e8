package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Initializer;
import org.minimacensus.model.Initializers;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;

/**
 * What a conf file's names stand for on a training set: its network, its objectives, its starts.
 */
public final class StudyObjectives {
  private final StudySpec spec;
  private final TrainingData data;
  private final Architecture architecture;
  private final Loss loss;
  private final List<Objective> objectives;

  private StudyObjectives(
      StudySpec spec,
      TrainingData data,
      Architecture architecture,
      Loss loss,
      List<Objective> objectives) {
    this.spec = spec;
    this.data = data;
    this.architecture = architecture;
    this.loss = loss;
    this.objectives = objectives;
  }

  /**
   * @param data {@link TrainingFacts#none} of the number of units for a loss without data
   */
  public static StudyObjectives of(StudySpec spec, TrainingData data) {
    if (spec.loss().population()) {
      Objective population = Objective.reluPopulation(data.facts().features());
      return new StudyObjectives(
          spec, data, population.architecture(), population.loss(), List.of(population));
    }

    StudySpec.NetworkSpec n = spec.network();
    Architecture architecture =
        new Architecture(
            data.facts().features(),
            n.hidden(),
            data.facts().outputs(),
            Activations.named(n.activation(), n.leakySlope()),
            Activations.named(n.outputActivation(), n.leakySlope()),
            n.bias(),
            n.outputBias(),
            n.direct(),
            n.residual());
    Loss loss = Losses.named(spec.loss().name(), spec.loss().power(), spec.loss().delta());
    Objective plain = Objective.plain(architecture, loss, spec.loss().reduction(), spec.l2());
    List<Objective> objectives = new ArrayList<>();
    for (String name : spec.objectives()) {
      objectives.add(
          name.equals("plain")
              ? plain
              : plain.augmented(
                  Augmentations.named(
                      name, spec.augmentation().lambda(), spec.augmentation().degree())));
    }

    return new StudyObjectives(spec, data, architecture, loss, objectives);
  }

  /** Number of the network's own parameters. */
  public int parameters() {
    return architecture.layout().dimension();
  }

  /** Starts drawn from the distribution of the conf file. */
  public RestartStarts.Thetas randomStarts() {
    StudySpec.InitSpec init = spec.restarts().init();
    Initializer initializer =
        Initializers.named(init.distribution(), init.scale(), init.low(), init.high());
    Architecture network = architecture;
    return (restart, stream) -> initializer.draw(network, stream);
  }

  /**
   * Starts from a list.
   *
   * @param row theta of a restart
   * @param rows number of rows
   */
  public RestartStarts.Thetas listedStarts(LongFunction<double[]> row, int rows) {
    double[][] listed = new double[rows][];
    for (int i = 0; i < rows; i++) {
      listed[i] = row.apply(i);
    }

    return new RestartStarts.Listed(listed);
  }

  /**
   * The study, resolved.
   *
   * @param hash SHA-256 over everything that changes results
   * @param startsSha256 digest of the numbers of the start file; empty unless starts come from a
   *     file
   */
  public StudyPlan plan(
      String hash, String resolvedConf, String startsSha256, RestartStarts.Thetas thetas) {
    // Its targets are a function of the inputs.
    FunctionSpaceFloor floor =
        spec.loss().population()
            ? new FunctionSpaceFloor(0, true)
            : data.floor(loss, spec.loss().reduction());
    StudySpec.OptimizerSpec o = spec.optimizer();
    RestartSettings settings =
        new RestartSettings(
            o.name(),
            o.gradientTolerance(),
            o.maxIterations(),
            o.step(),
            spec.certify().keepSaddles());
    StudyRestarts restarts =
        new StudyRestarts(
            objectives,
            floor,
            settings,
            new RestartStarts(spec.seed(), thetas, spec.augmentation()),
            StudyRestarts.Traced.of(spec.output()));
    return new StudyPlan(spec, hash, resolvedConf, startsSha256, data, objectives, floor, restarts);
  }
}
