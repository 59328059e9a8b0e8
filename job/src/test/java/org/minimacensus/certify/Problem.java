package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/** A training set in one shard, summed losses, and restarts on it. */
final class Problem {
  private final Dataset data;
  private final Objective plain;
  private Objective objective;
  private RestartSettings settings = new RestartSettings("auto", 1e-10, 5000, 0.1, false);

  Problem(double[][] x, double[][] y, Task task, Architecture network, String loss, double l2) {
    data = PlainRows.set(x, y, task);
    plain = Objective.plain(network, Losses.named(loss, 3), Reduction.SUM, l2);
    objective = plain;
  }

  /** Squared loss without decay. */
  static Problem squared(double[][] x, double[] y, Architecture network) {
    return new Problem(x, PlainRows.column(y), Task.REGRESSION, network, "squared", 0);
  }

  /** Linear outputs, no direct weights. */
  static Architecture network(
      int inputs, List<Integer> hidden, int outputs, String activation, boolean bias) {
    return new Architecture(
        inputs,
        hidden,
        outputs,
        Activations.named(activation, 0.1),
        Activations.named("identity", 0),
        bias,
        bias,
        false);
  }

  /** The network alone again. */
  Problem plain() {
    objective = plain;
    return this;
  }

  Problem augmented(String by) {
    return augmented(by, 2);
  }

  Problem augmented(String by, int degree) {
    objective = plain.augmented(Augmentations.named(by, 0.1, degree));
    return this;
  }

  Problem keepingSaddles() {
    settings = new RestartSettings("auto", 1e-10, 5000, 0.1, true);
    return this;
  }

  Problem settings(RestartSettings other) {
    settings = other;
    return this;
  }

  /** Another objective on the same rows. */
  LocalEvaluator on(Objective other) {
    return new LocalEvaluator(other, data);
  }

  LocalEvaluator evaluator() {
    return new LocalEvaluator(objective, data);
  }

  Endpoint end(Point start) {
    return new RestartRunner(
            evaluator(),
            new LocalEvaluator(plain, data),
            of -> new LocalEvaluator(of, data),
            FunctionSpaceFloor.of(data, plain.loss(), Reduction.SUM),
            settings)
        .run(0, 7, start, StepListener.NONE);
  }

  Endpoint end(double... theta) {
    return end(Point.of(theta));
  }

  /**
   * @param raw the added neuron as the papers write it
   */
  Endpoint end(double[] theta, double[] raw) {
    return end(objective.point(theta, raw, evaluator().chartOrigins(raw)));
  }

  /** The search on kinks alone, from a point near some. */
  KinkSearch.Outcome acrossKinks(Point start) {
    SearchBudget budget = new SearchBudget(settings, StepListener.NONE);
    return new KinkSearch(evaluator(), settings, budget, RandomStream.of(1, "kinks", 0))
        .from(start);
  }

  /** From normal starts. */
  List<Endpoint> ends(int restarts) {
    List<Endpoint> ends = new ArrayList<>();
    for (int r = 0; r < restarts; r++) {
      RandomStream stream = RandomStream.of(11, "start", r);
      double[] theta = new double[plain.dimension()];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = stream.nextGaussian();
      }

      ends.add(end(theta));
    }

    return ends;
  }
}
