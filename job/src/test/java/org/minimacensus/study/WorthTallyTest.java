package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.numeric.RandomStream;

class WorthTallyTest {
  private static final double TOLERANCE = 1e-6;
  private static final List<String> OBJECTIVES = List.of("output-neuron", "plain", "relu-neuron");

  /** Losses on a few levels, some of them apart by less or more than the tolerance; some failed. */
  private static List<List<Endpoint>> restarts(int n) {
    RandomStream stream = RandomStream.of(5, "restarts", 0);
    List<List<Endpoint>> all = new ArrayList<>();
    for (int r = 0; r < n; r++) {
      List<Endpoint> restart = new ArrayList<>();
      for (int o = 0; o < OBJECTIVES.size(); o++) {
        double base = stream.nextInt(3) + 0.4 * stream.nextInt(5) * TOLERANCE;
        EndpointClass kind = EndpointClass.values()[stream.nextInt(6)];
        boolean failed = kind == EndpointClass.FAILED;
        restart.add(
            Endpoint.builder()
                .restart(r)
                .endpointClass(kind)
                .loss(failed ? Double.NaN : o == 1 ? base : base - 0.5)
                .baseLoss(failed ? Double.NaN : base)
                .build());
      }

      all.add(restart);
    }

    return all;
  }

  private static WorthTally of(List<List<Endpoint>> restarts) {
    WorthTally tally = new WorthTally(OBJECTIVES, 0, TOLERANCE);
    restarts.forEach(tally::add);
    return tally;
  }

  private static WorthSummary bruteForce(List<List<Endpoint>> restarts, int augmented) {
    long[] finite = new long[3];
    long[] certified = new long[3];
    long[] best = new long[4];
    for (List<Endpoint> restart : restarts) {
      Endpoint p = restart.get(1);
      Endpoint a = restart.get(augmented);
      double gain = a.baseLoss() - p.loss();
      if (!Double.isNaN(gain)) {
        int side = Math.abs(gain) <= TOLERANCE * (1 + p.loss()) ? 1 : gain < 0 ? 0 : 2;
        finite[side]++;
        List<EndpointClass> minima =
            List.of(EndpointClass.STRICT_MINIMUM, EndpointClass.DEGENERATE_MINIMUM);
        if (minima.contains(p.endpointClass()) && minima.contains(a.endpointClass())) {
          certified[side]++;
        }
      }

      best[(p.loss() <= TOLERANCE ? 0 : 2) + (a.baseLoss() <= TOLERANCE ? 0 : 1)]++;
    }

    return new WorthSummary(
        0,
        new WorthSummary.Comparison(
            certified[0] + certified[1] + certified[2], certified[0], certified[1], certified[2]),
        new WorthSummary.Comparison(
            finite[0] + finite[1] + finite[2], finite[0], finite[1], finite[2]),
        WorthSummary.Reached.of(best[0], best[1], best[2], best[3]));
  }

  @Test
  void countsAreThoseOfBruteForce() {
    List<List<Endpoint>> restarts = restarts(3000);
    Map<String, WorthSummary> found = of(restarts).summaries();

    assertThat(found.keySet()).containsExactly("plain->output-neuron", "plain->relu-neuron");
    assertThat(found.get("plain->output-neuron")).isEqualTo(bruteForce(restarts, 0));
    assertThat(found.get("plain->relu-neuron")).isEqualTo(bruteForce(restarts, 2));
    WorthSummary.Comparison finite = found.get("plain->relu-neuron").finite();
    assertThat(List.of(finite.lower(), finite.equal(), finite.higher())).doesNotContain(0L);
  }

  @Test
  void anyDivisionAndOrderGivesTheSameCounts() {
    List<List<Endpoint>> restarts = restarts(500);
    WorthTally parts = of(restarts.subList(300, 500));
    parts.merge(parts.fresh()).merge(of(restarts.subList(0, 300)));

    assertThat(parts.summaries()).isEqualTo(of(restarts).summaries());
  }

  @Test
  void sharesAreOfAllRestartsAndTheTestOfThoseThatDiffer() {
    WorthSummary.Reached reached = WorthSummary.Reached.of(10, 2, 8, 20);

    assertThat(reached.plain().hits()).isEqualTo(12);
    assertThat(reached.plain().share()).isEqualTo(0.3);
    assertThat(reached.augmented().hits()).isEqualTo(18);
    assertThat(reached.mcnemarP()).isBetween(0.1093749, 0.1093751);
    assertThat(WorthSummary.Reached.of(0, 0, 0, 0).plain().low()).isNaN();
  }

  @Test
  void withoutAPlainObjectiveNothingIsCompared() {
    assertThat(new WorthTally(List.of("a", "b"), 0, 1).summaries()).isEmpty();
    assertThat(new WorthTally(List.of("plain"), 0, 1).summaries()).isEmpty();
    assertThat(WorthTally.compares(List.of("a", "b"))).isFalse();
    assertThat(WorthTally.compares(List.of("plain"))).isFalse();
    assertThat(WorthTally.compares(OBJECTIVES)).isTrue();
  }

  @Test
  void halfARestartIsRefused() {
    List<Endpoint> one = List.of(Endpoint.builder().build());
    assertThatThrownBy(() -> of(List.of(one)))
        .hasMessageContaining("expected the endpoints of 3 objectives");
  }
}
