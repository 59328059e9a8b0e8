package org.minimacensus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every parameter has one place, and units know theirs. */
class ParameterLayoutTest {
  static Stream<Architecture> architectures() {
    Activation sigma = SampleActivation.TANH;
    Activation identity = SampleActivation.IDENTITY;
    List<Architecture> all = new ArrayList<>();
    for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(4), List.of(2, 5, 3))) {
      for (int mask = 0; mask < 8; mask++) {
        all.add(
            new Architecture(
                3, hidden, 2, sigma, identity, mask % 2 == 1, mask / 2 % 2 == 1, mask / 4 == 1));
      }
    }

    all.add(Architecture.residual(3, List.of(4), 2, sigma, true));
    all.add(Architecture.residual(3, List.of(4, 2), 1, sigma, false));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void parametersIntoUnitsAreAllOfThemInTheOrderOfWeightsThenBiases(Architecture architecture) {
    ParameterLayout layout = architecture.layout();
    int next = 0;
    for (int l = 0; l < layout.layers(); l++) {
      List<Integer> biases = new ArrayList<>();
      for (int u = 0; u < layout.units(l); u++) {
        int[] incoming = layout.incoming(l, u);
        assertThat(incoming).hasSize(layout.parameters(l));
        for (int j = 0; j < incoming.length; j++) {
          assertThat(layout.parameter(l, u, j)).isEqualTo(incoming[j]);
          if (j < layout.inputs(l)) {
            assertThat(incoming[j]).isEqualTo(layout.weight(l, u, j)).isEqualTo(next++);
          } else {
            biases.add(incoming[j]);
          }
        }

        assertThat(layout.bias(l, u))
            .isEqualTo(layout.hasBias(l) ? biases.get(biases.size() - 1) : -1);
      }

      for (int index : biases) {
        assertThat(index).isEqualTo(next++);
      }
    }

    assertThat(next).isEqualTo(layout.dimension());
  }

  /** What goes out of the units of a layer, and direct weights, is what goes into the next one. */
  @ParameterizedTest
  @MethodSource("architectures")
  void weightsOutOfALayerAreThoseIntoTheNext(Architecture architecture) {
    ParameterLayout layout = architecture.layout();
    for (int l = 0; l + 1 < layout.layers(); l++) {
      for (int u = 0; u < layout.units(l); u++) {
        int[] outgoing = layout.outgoing(l, u);
        int layer = l;
        int unit = u;
        int[] expected =
            IntStream.range(0, layout.units(l + 1))
                .map(k -> layout.incoming(layer + 1, k)[unit])
                .toArray();
        assertThat(outgoing).containsExactly(expected);
      }
    }
  }
}
