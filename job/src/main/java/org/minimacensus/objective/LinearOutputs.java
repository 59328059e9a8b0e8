package org.minimacensus.objective;

import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ScalarActivation;

/**
 * Objectives in which what a network applies to its outputs is a part of the loss ({@link
 * ComposedLoss}): the same function of the same parameters, with outputs that are linear in the
 * last weights, for which there are limit charts.
 */
public final class LinearOutputs {
  private LinearOutputs() {}

  /**
   * The objective so seen; itself where nothing is applied, and where something is added to the
   * outputs or there is no training set.
   */
  public static Objective of(Objective objective) {
    Architecture a = objective.architecture();
    if (objective.augmentation().isPresent() || objective.population() || a.linearOutputs()) {
      return objective;
    }

    Architecture linear =
        new Architecture(
            a.inputs(),
            a.hidden(),
            a.outputs(),
            a.activation(),
            Activations.named("identity", 0),
            a.bias(),
            a.outputBias(),
            a.direct());
    return objective.with(linear, new ComposedLoss(objective.loss(), a.outputActivation()));
  }

  /**
   * What {@link Evaluator#sampleOutputs} are of the network itself, given those of the objective;
   * the same unless it was made by {@link #of}.
   */
  public static double[] applied(Objective objective, double[] outputs) {
    if (!(objective.loss() instanceof ComposedLoss composed)) {
      return outputs;
    }

    double[] applied = new double[outputs.length];
    for (int i = 0; i < applied.length; i++) {
      applied[i] = ScalarActivation.value(composed.output(), outputs[i]);
    }

    int k = objective.architecture().outputs();
    for (int row = 0; row < applied.length; row += k) {
      RowPass.centre(composed.loss(), applied, row, k);
    }

    return applied;
  }

  /** The least slope, at these outputs, of what the loss has taken over; 1 when it has nothing. */
  public static double leastSlope(Objective objective, double[] outputs) {
    if (!(objective.loss() instanceof ComposedLoss composed)) {
      return 1;
    }

    double least = Double.POSITIVE_INFINITY;
    for (double z : outputs) {
      least = Math.min(least, ScalarActivation.derivatives(composed.output(), z)[1]);
    }

    return least;
  }
}
