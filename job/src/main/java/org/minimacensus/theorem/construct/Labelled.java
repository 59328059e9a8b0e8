package org.minimacensus.theorem.construct;

import java.util.List;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;

/** Two classes for a network with one hidden layer under the polynomial hinge. */
final class Labelled {
  private Labelled() {}

  static List<ConstructionOption> network(int hidden) {
    return List.of(
        ConstructionOption.of("--activation", "SIGMA", "tanh", "activation of the study"),
        ConstructionOption.of(
            "--hidden", "M", String.valueOf(hidden), "hidden units of the study"));
  }

  static Problem problem(OptionValues options, double[][] inputs, double[][] labels) {
    return new Problem(
        inputs,
        labels,
        Networks.perceptron(
            inputs[0].length,
            List.of(options.whole("--hidden", 1, "")),
            Activations.named(options.choice("--activation", Activations.names()), 0.1),
            true,
            true),
        "polynomial-hinge",
        Task.BINARY);
  }
}
