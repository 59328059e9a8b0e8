package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.SampleActivation;
import org.minimacensus.richness.FrequencyCounts;

class CensusTallyTest {
  private static final double NO = Double.NaN;
  private static final CensusTally.Doubts SURE = new CensusTally.Doubts(0, 0, 0, 0);

  private static CensusTally tally() {
    Architecture a =
        new Architecture(
            1, List.of(2), 1, SampleActivation.TANH, SampleActivation.IDENTITY, true, true, false);
    NetworkSymmetry symmetry = NetworkSymmetry.of(a, Penalty.NONE, OutputInvariance.NONE);
    return new CensusTally(symmetry, new CensusSettings(0.01, 1e-6));
  }

  private static CensusTotals totals(CensusTally tally, CensusTally.Doubts doubts) {
    return tally.totals(
        5, new CensusTally.Flat(0, 0, 2, 0), FrequencyCounts.ofHits(List.of(4L, 1L, 1L)), doubts);
  }

  /** Distinct losses, of pairs of loss and error bound. */
  private static long values(double... lossesAndErrors) {
    CensusTally tally = tally();
    for (int i = 0; i < lossesAndErrors.length; i += 2) {
      tally.add(lossesAndErrors[i], lossesAndErrors[i + 1], true, 1, false);
    }

    return totals(tally, SURE).distinct().values();
  }

  @Test
  void withinOneValueNoTwoLossesAreApart() {
    // 0.01 (1 + 1) = 0.02.
    assertThat(values(1, NO, 1.019, NO)).isEqualTo(1);
    assertThat(values(1, NO, 1.021, NO)).isEqualTo(2);
    assertThat(values(1, NO, 1.015, NO, 1.03, NO, 1.045, NO)).as("a chain").isEqualTo(2);
    assertThat(values(-3, NO, -2.97, NO, -2.95, NO)).as("0.01 (1 + 3)").isEqualTo(2);
    assertThat(values(1, NO, 1.021, NO, 1.022, NO, 5, NO)).isEqualTo(3);
  }

  @Test
  void errorBoundsOfEitherLossWidenIt() {
    assertThat(values(1, 0.1, 1.11, NO)).isEqualTo(1);
    assertThat(values(1, NO, 1.11, 0.1)).isEqualTo(1);
    assertThat(values(1, 0.05, 1.11, 0.05)).isEqualTo(1);
    assertThat(values(1, 0.04, 1.11, 0.04)).isEqualTo(2);
    // The second is known well: what is far from it is another value.
    assertThat(values(1, 0.1, 1.01, NO, 1.05, NO)).isEqualTo(2);
    for (double none : new double[] {NO, -1, Double.POSITIVE_INFINITY}) {
      assertThat(values(1, none, 1.021, none)).as("%s", none).isEqualTo(2);
      assertThat(values(1, none, 1.019, none)).as("%s", none).isEqualTo(1);
    }
  }

  @Test
  void minimaAndTheirHitsAreAddedUp() {
    CensusTally tally = tally();
    tally.add(1, NO, true, 4, false);
    tally.add(2, NO, false, 4, true);
    tally.add(3, NO, true, 1, true);
    CensusTotals totals = totals(tally, SURE);
    assertThat(totals.minima()).isEqualTo(3);
    assertThat(totals.subOptimal()).isEqualTo(2);
    assertThat(totals.subOptimalHits()).isEqualTo(5);
    assertThat(totals.globalHits()).isEqualTo(4);
    assertThat(totals.frequencies()).hasToString("n = 9, S = 3, f = {1=1, 4=2}");
    assertThat(totals.strictFrequencies()).hasToString("n = 5, S = 2, f = {1=1, 4=1}");
    assertThat(totals.distinct().functions()).isEqualTo(5);
    assertThat(totals.distinct().parameters()).as("two strict, two flat").hasValue(4);
    assertThat(totals.distinct().atInfinity()).isEqualTo(3);
    assertThat(totals.unjoined()).as("one flat minimum of a loss").isZero();
  }

  @Test
  void flatMinimaOfOneLossAreCountedByLevels() {
    CensusTally tally = tally();
    tally.add(1, NO, false, 2, false);
    tally.add(2, NO, false, 10, false);
    tally.add(2.001, NO, true, 100, false);
    tally.add(2.002, NO, false, 20, false);
    tally.add(3, NO, false, 1, false);
    tally.add(3, NO, false, 2, false);
    tally.add(3, NO, false, 3, false);
    tally.add(9, NO, false, 50, false);
    CensusTotals totals = totals(tally, SURE);
    // Those of 2 and those of 3.
    assertThat(totals.unjoined()).isEqualTo(5);
    assertThat(totals.distinct().values()).isEqualTo(4);
    assertThat(totals.toString())
        .contains("5 degenerate minima (36 restarts) have only 2 losses, the lowest 2.0,");
  }

  @Test
  void doubtsAreSaidWhereThereAreAny() {
    CensusTally sure = tally();
    sure.add(1, NO, true, 4, false);
    assertThat(totals(sure, SURE).notes())
        .noneMatch(n -> n.contains("is not counted"))
        .noneMatch(n -> n.contains("found to be degenerate"))
        .noneMatch(n -> n.contains("three tolerances"))
        .noneMatch(n -> n.contains("certified limit"));
    CensusTally tally = tally();
    tally.add(1, NO, true, 4, false);
    CensusTotals totals = totals(tally, new CensusTally.Doubts(11, 12, 13, 14));
    assertThat(totals.distinct().parameters()).as("comparisons were given up").isEmpty();
    assertThat(totals.notes())
        .anyMatch(n -> n.contains("12 comparisons of networks"))
        .anyMatch(n -> n.startsWith("13 times a strict minimum"))
        .anyMatch(n -> n.startsWith("11 pairs of distinct minima"))
        .anyMatch(n -> n.startsWith("14 endpoints at infinity"));
  }
}
