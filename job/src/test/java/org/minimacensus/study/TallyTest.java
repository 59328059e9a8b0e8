package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

class TallyTest {
  private static List<Endpoint> restart(long restart) {
    return StudyFixtures.restart(restart).stream().map(RestartResult::endpoint).toList();
  }

  private static Tally of(List<Long> restarts) {
    Tally tally = new Tally(2);
    restarts.forEach(r -> tally.add(restart(r)));
    return tally;
  }

  private static String text(Tally t) {
    // Hashes of constants differ from one JVM to the next, and with them the order of a map.
    TreeMap<String, Long> combinations = new TreeMap<>();
    t.combinations().forEach((classes, n) -> combinations.put(classes.toString(), n));
    List<Object> all = new ArrayList<>(List.of(t.restarts(), t.evaluations(), combinations));
    for (int o = 0; o < 2; o++) {
      all.addAll(List.of(t.classes(o), t.details(o), t.bestKnown(o)));
    }

    return all.toString();
  }

  @Test
  void anyDivisionAndOrderGivesTheSameSums() {
    String whole = text(of(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L)));
    Tally parts = new Tally(2);
    parts.merge(of(List.of(6L, 2L))).merge(new Tally(2)).merge(of(List.of(4L, 0L, 1L)));

    assertThat(text(parts.merge(of(List.of(5L, 3L))))).isEqualTo(whole);
    assertThat(whole).contains("at-infinity: spike=2", "strict-minimum=5", "[7, 140, ");
  }

  @Test
  void theUnAugmentedLossOfAnyObjectiveIsKnownToAll() {
    Tally tally = new Tally(2);
    tally.add(List.of(end(3, 3), end(2, 1)));
    assertThat(tally.bestKnown(0)).isEqualTo(1);
    tally.add(List.of(end(Double.NaN, Double.NaN), end(0.5, 4)));
    assertThat(tally.bestKnown(0)).isEqualTo(1);
    assertThat(tally.bestKnown(1)).isEqualTo(0.5);
  }

  @Test
  void whatFailedKnowsNothing() {
    Tally tally = new Tally(1);
    Endpoint failed = end(-1, -1).toBuilder().endpointClass(EndpointClass.FAILED).build();
    tally.add(List.of(failed));
    assertThat(tally.bestKnown(0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(tally.classes(0)).containsEntry("failed", 1L);
  }

  @Test
  void halfARestartIsRefused() {
    assertThatThrownBy(() -> new Tally(2).add(List.of(end(1, 1))))
        .hasMessageContaining("expected the endpoints of 2 objectives");
  }

  private static Endpoint end(double loss, double baseLoss) {
    return Endpoint.builder().loss(loss).baseLoss(baseLoss).build();
  }
}
