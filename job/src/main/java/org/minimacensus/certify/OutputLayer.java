package org.minimacensus.certify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Objective;

/** The parameters in which the outputs of a network are linear. */
final class OutputLayer {
  private OutputLayer() {}

  /**
   * The same of a network with exponential neurons without a regulariser: their amplitudes as well.
   */
  static int[] of(Objective objective) {
    int[] network = of(objective.architecture());
    return network.length == 0
        ? network
        : IntStream.concat(Arrays.stream(network), Arrays.stream(objective.amplitudes()))
            .sorted()
            .toArray();
  }

  /**
   * Indices of the weights and biases of the last layer, ascending; empty where the outputs are no
   * linear function of them, or there is no other parameter.
   */
  static int[] of(Architecture network) {
    int last = network.layers() - 1;
    if (last == 0 || !network.linearOutputs()) {
      return new int[0];
    }

    ParameterLayout layout = network.layout();
    return IntStream.range(0, network.outputs())
        .flatMap(k -> Arrays.stream(layout.incoming(last, k)))
        .sorted()
        .toArray();
  }
}
