package org.minimacensus.study;

import java.util.List;

/** Made-up looks of a stopping rule. */
public final class StoppingFixtures {
  private StoppingFixtures() {}

  /**
   * Two looks of the rule coverage.
   *
   * @param held at the second
   */
  public static StoppingSummary stopping(boolean held) {
    return new StoppingSummary(
        "coverage",
        0.9,
        0.8,
        300,
        48,
        held,
        List.of(look(48, 0.1, 0.1526, 0.09148), look(64, 0.1 / 3, held ? 0.08 : 0.153, 0.1008)));
  }

  private static StoppingSummary.Look look(
      long restarts, double error, double plain, double output) {
    return new StoppingSummary.Look(
        restarts,
        error,
        List.of(
            new StoppingSummary.ObjectiveLook(
                "plain", "minima", 5, restarts, 2, 1, 0.04, plain, Double.NaN, plain <= 0.1),
            new StoppingSummary.ObjectiveLook(
                "output-neuron", "minima", 0, 0, 0, 0, 0, output, Double.NaN, output <= 0.1)));
  }
}
