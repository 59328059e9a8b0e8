package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

class ValleysTest {
  private static final CensusRules RULES = RandomCensus.all().get(0).rules();

  private static Endpoint.Builder end(long restart, String kind, double limit, double... outputs) {
    return Endpoint.builder()
        .objective("plain")
        .restart(restart)
        .endpointClass(EndpointClass.AT_INFINITY)
        .gradientNorm(1e-9 * restart)
        .infinityKind(kind)
        .limitLoss(limit)
        .limitOutputs(outputs);
  }

  private static Valleys valleys(Endpoint.Builder... ends) {
    return valleys(Arrays.stream(ends).map(Endpoint.Builder::build).toList());
  }

  private static Valleys valleys(List<Endpoint> ends) {
    return RULES.census().count(ends).valleys();
  }

  @Test
  void oneLimitLossMayBeTwoFunctions() {
    Valleys found =
        valleys(
            end(4, "spike", 0.3, 1, 2),
            end(5, "spike", 0.3, 1, 2.1),
            end(3, "spike", 0.3, 1 + 1e-8, 2),
            end(1, "spike", 0.2, 1, 2));

    assertThat(found.valleys()).extracting(Valley::hits).containsExactly(1L, 2L, 1L);
    assertThat(found.valleys()).extracting(Valley::id).containsExactly(0L, 1L, 2L);
    assertThat(found.valleys()).extracting(Valley::restart).containsExactly(1L, 3L, 5L);
    assertThat(found.valleys().get(2).limitOutputs()).containsExactly(1, 2.1);
    assertThat(found.valleyOf()).isEqualTo(Map.of(1L, 0, 3L, 1, 4L, 1, 5L, 2));
    assertThat(found.frequencies().classesByHits()).isEqualTo(Map.of(1L, 2L, 2L, 1L));
  }

  @Test
  void limitsStayApartAndKindsDoNot() {
    Valleys found =
        valleys(
            end(1, "spike", 0.3, 1),
            end(2, "special-neuron", 0.3, 1),
            end(3, "spike", 0.3 + 1e-7, 1));

    assertThat(found.valleyOf()).isEqualTo(Map.of(1L, 0, 2L, 0, 3L, 1));
  }

  @Test
  void limitsWithoutAPointAreApartFromThoseWithOne() {
    Valleys found =
        valleys(
            end(1, "separable-loss", 0.3), end(2, "spike", 0.3, 1), end(3, "separable-loss", 0.3));

    assertThat(found.valleys()).hasSize(2);
    assertThat(found.valleyOf().get(1L)).isEqualTo(found.valleyOf().get(3L));
    assertThat(found.valleyOf().get(1L)).isNotEqualTo(found.valleyOf().get(2L));
  }

  @Test
  void whatIsKnownLessWellIsNotToldApart() {
    assertThat(valleys(end(1, "spike", 0.3, 1), end(2, "spike", 0.3, 1 + 1e-4)).valleys())
        .hasSize(2);
    assertThat(
            valleys(end(1, "spike", 0.3, 1), end(2, "spike", 0.3, 1 + 1e-4).limitError(1e-4))
                .valleys())
        .hasSize(1);
  }

  @Test
  void aChainOfNeighboursIsNotOneValley() {
    List<Endpoint> chain = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      chain.add(end(i, "spike", 0.3, 1 + 1.2e-6 * i).build());
    }

    // Within one valley no two are apart by more than the tolerance of 2e-6.
    assertThat(valleys(chain).valleys()).hasSizeBetween(5, 9);
  }

  @Test
  void endsWithoutALimitPointAreToldApartByTheirValue() {
    Valleys found =
        valleys(
            end(1, "separable-loss", 0),
            end(2, "separable-loss", 0),
            end(3, "separable-loss", 0.1),
            end(4, "other", Double.NaN));

    assertThat(found.valleys()).extracting(Valley::hits).containsExactly(2L, 1L);
    assertThat(found.valleyOf()).doesNotContainKey(4L);
  }

  @Test
  void unknownFunctionsAreNotThoseThatAreKnown() {
    assertThat(valleys(end(1, "spike", 0.3, 1), end(2, "spike", 0.3)).valleys()).hasSize(2);
  }

  @Test
  void theOrderOfEndpointsDoesNotMatter() {
    for (RandomCensus crowd : RandomCensus.all()) {
      List<Endpoint> ends = new ArrayList<>(crowd.endpoints(300));
      Valleys first = crowd.rules().census().count(ends).valleys();
      Collections.shuffle(ends, new Random(7));

      assertThat(crowd.rules().census().count(ends).valleys())
          .usingRecursiveComparison()
          .isEqualTo(first);
      assertThat(first.valleys()).hasSizeGreaterThan(3);
      assertComplete(ends, first);
    }
  }

  /** Every two members of a valley agree; nobody is left out. */
  private static void assertComplete(List<Endpoint> ends, Valleys found) {
    Map<Integer, List<Endpoint>> members = new HashMap<>();
    Set<Long> ended = new HashSet<>();
    for (Endpoint e : ends) {
      if (Valleys.ended(e)) {
        ended.add(e.restart());
        members.computeIfAbsent(found.valleyOf().get(e.restart()), id -> new ArrayList<>()).add(e);
      }
    }

    assertThat(found.valleyOf().keySet()).isEqualTo(ended);
    for (List<Endpoint> of : members.values()) {
      for (Endpoint a : of) {
        for (Endpoint b : of) {
          assertThat(a.limitLoss().orElseThrow() - b.limitLoss().orElseThrow())
              .isLessThanOrEqualTo(1.01e-9 * 1.4);
          assertThat(a.limitOutputs()).hasSameSizeAs(b.limitOutputs());
          for (int i = 0; i < a.limitOutputs().length; i++) {
            double size =
                1 + Math.max(Math.abs(a.limitOutputs()[i]), Math.abs(b.limitOutputs()[i]));
            assertThat(Math.abs(a.limitOutputs()[i] - b.limitOutputs()[i]))
                .isLessThanOrEqualTo(1.01 * size * (1e-6 + a.limitError() + b.limitError()));
          }
        }
      }
    }
  }
}
