package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.EndpointClass;

class PairTableTest {
  private static final Map<List<EndpointClass>, Long> RESTARTS =
      Map.of(
          List.of(
              EndpointClass.STRICT_MINIMUM, EndpointClass.AT_INFINITY, EndpointClass.AT_INFINITY),
          1L,
          List.of(EndpointClass.STRICT_MINIMUM, EndpointClass.SADDLE, EndpointClass.FAILED),
          2L,
          List.of(EndpointClass.STRICT_MINIMUM, EndpointClass.SADDLE, EndpointClass.AT_INFINITY),
          4L);

  private static Map<String, Map<String, Long>> table(String... objectives) {
    return PairTable.of(List.of(objectives), RESTARTS, EndpointClass::label);
  }

  @Test
  void restartsAreCountedByWhereTheyEndedUnderBoth() {
    assertThat(table("a", "b"))
        .isEqualTo(
            Map.of(
                "a->b", Map.of("strict-minimum->at-infinity", 1L, "strict-minimum->saddle", 6L)));
  }

  @Test
  void everyPairOfObjectivesHasItsTable() {
    assertThat(table("a", "b", "c").keySet()).containsExactly("a->b", "a->c", "b->c");
    assertThat(table("a", "b", "c").get("a->c"))
        .isEqualTo(Map.of("strict-minimum->at-infinity", 5L, "strict-minimum->failed", 2L));
  }

  @Test
  void oneObjectiveHasNoPairs() {
    assertThat(table("a")).isEmpty();
  }
}
