package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.RandomStream;

/**
 * Ends of the augmented loss whose neuron contributes are never stationary: they slide down to a
 * global minimum with a = 0, are certified at infinity, or stay open.
 */
class PseudoStationaryTest {
  private static final double[][] XOR = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
  private static final double[][] LABELS = {{-1}, {1}, {1}, {-1}};

  private static Problem problem(int units) {
    return new Problem(
            XOR,
            LABELS,
            Task.BINARY,
            Problem.network(2, List.of(units), 1, "tanh", true),
            "polynomial-hinge",
            0)
        .augmented("output-neuron");
  }

  private static List<Endpoint> ends(int units, int restarts) {
    List<Endpoint> ends = new ArrayList<>();
    for (int r = 0; r < restarts; r++) {
      RandomStream stream = RandomStream.of(5, "start", r);
      double[] theta = new double[4 * units + 1];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = stream.nextGaussian();
      }

      double[] raw = {stream.nextGaussian(), stream.nextGaussian(), stream.nextGaussian(), 0};
      ends.add(problem(units).end(theta, raw));
    }

    return ends;
  }

  @Test
  void whatContributesIsNoMinimumHoweverSmallItsGradient() {
    // One unit cannot fit the rows, two can: the first have no minimum at all.
    List<Endpoint> ends = new ArrayList<>(ends(1, 6));
    ends.addAll(ends(2, 6));

    assertThat(ends)
        .filteredOn(e -> e.contribution().orElseThrow() > 0)
        .isNotEmpty()
        .anyMatch(e -> e.gradientNorm() < 1e-8)
        .allSatisfy(
            e ->
                assertThat(e.endpointClass())
                    .as(e.evidence())
                    .isIn(EndpointClass.UNCONVERGED, EndpointClass.AT_INFINITY));
    assertThat(ends)
        .filteredOn(e -> e.endpointClass().isMinimum())
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e.endpointClass()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
              assertThat(e.contribution()).hasValue(0);
              assertThat(e.baseLoss()).isLessThan(1e-17);
            });
  }

  @Test
  void someSlideDownToAGlobalMinimumAndSaySo() {
    List<Endpoint> slid =
        ends(3, 12).stream()
            .filter(e -> e.endpointClass().isMinimum() && e.detail().equals("slow"))
            .toList();

    assertThat(slid)
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e.evidence())
                  .contains("a = 0", "the search ended with a contribution of")
                  .contains("falls on a path to a = 0")
                  .contains("3 (free weights of inactive added neurons)");
              assertThat(e.contribution()).hasValue(0);
              assertThat(e.groupResidual().orElseThrow()).isLessThan(1e-9);
              assertThat(e.hessianZeroModesExplained()).isEqualTo(e.hessianZeroModes());
            });
  }
}
