package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

class PairTableTest {
  private static Endpoint endpoint(String objective, long restart, EndpointClass c) {
    return Endpoint.builder().objective(objective).restart(restart).endpointClass(c).build();
  }

  private static final List<Endpoint> ENDPOINTS =
      List.of(
          endpoint("b", 2, EndpointClass.SADDLE),
          endpoint("a", 1, EndpointClass.STRICT_MINIMUM),
          endpoint("a", 2, EndpointClass.STRICT_MINIMUM),
          endpoint("b", 1, EndpointClass.AT_INFINITY),
          endpoint("a", 3, EndpointClass.STRICT_MINIMUM),
          endpoint("b", 3, EndpointClass.SADDLE),
          endpoint("a", 4, EndpointClass.FAILED));

  private static Map<String, Map<String, Long>> table(String... objectives) {
    return PairTable.of(List.of(objectives), ENDPOINTS, e -> e.endpointClass().label());
  }

  @Test
  void restartsAreCountedByWhereTheyEndedUnderBoth() {
    assertThat(table("a", "b"))
        .isEqualTo(
            Map.of(
                "a->b", Map.of("strict-minimum->at-infinity", 1L, "strict-minimum->saddle", 2L)));
  }

  @Test
  void everyPairOfObjectivesHasItsTable() {
    assertThat(table("a", "b", "c").keySet()).containsExactly("a->b", "a->c", "b->c");
    assertThat(table("a", "b", "c").get("a->c")).isEmpty();
  }

  @Test
  void oneObjectiveHasNoPairs() {
    assertThat(table("a")).isEmpty();
  }
}
