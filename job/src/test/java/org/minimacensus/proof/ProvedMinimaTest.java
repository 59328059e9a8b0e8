package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.Objective;

class ProvedMinimaTest {
  private static final Objective OBJECTIVE = ProofStudy.objective(0.002);
  private static final Dataset DATA = ProofStudy.data();
  private static final ObjectiveEnclosure ENCLOSURE = new ObjectiveEnclosure(OBJECTIVE, DATA);

  /**
   * Both units, layout W1 (2 x 2), b1, W2, b2, swapped, and the second one with its sign changed.
   */
  private static double[] symmetric(double[] x) {
    return new double[] {x[2], x[3], -x[0], -x[1], x[5], -x[4], x[7], -x[6], x[8]};
  }

  private static List<double[]> minima() {
    RandomStream dice = RandomStream.of(9, "starts", 0);
    List<double[]> found = new ArrayList<>();
    for (int start = 0; start < 30; start++) {
      double[] x = ProofStudy.critical(OBJECTIVE, DATA, dice, true);
      if (MinimumProof.of(ENCLOSURE, x).proved()) {
        found.add(x);
      }
    }

    return found;
  }

  private static ProvedMinima proved(List<double[]> points) {
    List<ProofAttempt> attempts = new ArrayList<>();
    for (double[] x : points) {
      attempts.add(ProofTask.around(attempts.size(), x).attempt(ENCLOSURE));
    }

    return new ProvedMinima(ENCLOSURE, attempts);
  }

  @Test
  void copiesUnderSymmetriesAreNotToldApartAndOthersAre() {
    List<double[]> once = minima();
    assertThat(once).hasSizeGreaterThan(5);
    List<double[]> twice = new ArrayList<>(once);
    once.forEach(x -> twice.add(symmetric(x)));

    ProvedMinima single = proved(once);
    ProvedMinima doubled = proved(twice);

    assertThat(single.distinct()).hasSizeGreaterThan(1);
    assertThat(doubled.distinct()).hasSameSizeAs(single.distinct());
    long values = once.stream().map(x -> Math.round(1e9 * middle(x))).distinct().count();
    assertThat((long) single.distinct().size()).isEqualTo(values);
  }

  private static double middle(double[] x) {
    return ENCLOSURE
        .value(java.util.Arrays.stream(x).mapToObj(Interval::of).toArray(Interval[]::new))
        .middle();
  }

  @Test
  void minimaAboveAPointAreThoseOfHigherLoss() {
    ProvedMinima minima = proved(minima());
    List<ProofAttempt> distinct = minima.distinct();
    double lowest =
        minima.attempts().stream().mapToDouble(m -> m.loss().high()).min().orElseThrow();

    assertThat(minima.reached()).isEqualTo(lowest);
    assertThat(distinct.get(0).loss().holds(lowest)).isTrue();
    assertThat(minima.subOptimal())
        .hasSize(distinct.size() - 1)
        .isSubsetOf(distinct)
        .doesNotContain(distinct.get(0));
  }

  @Test
  void aCertificateIsProvedAgainAndAChangedOneIsNot() {
    double[] x = minima().get(0);
    MinimumCertificate c = MinimumProof.of(ENCLOSURE, x).certificate().orElseThrow();

    assertThat(MinimumProof.of(ENCLOSURE, c.middle(), c.radius()).proved()).isTrue();
    for (int i = 0; i < x.length; i++) {
      double[] away = c.middle().clone();
      away[i] += 1e-6;
      assertThat(MinimumProof.of(ENCLOSURE, away, c.radius()).proved()).isFalse();
      double[] narrow = c.radius().clone();
      narrow[i] *= 1e-3;
      assertThat(MinimumProof.of(ENCLOSURE, c.middle(), narrow).proved())
          .as("radius %s is no wider than the doubt about the place", i)
          .isFalse();
    }
  }
}
