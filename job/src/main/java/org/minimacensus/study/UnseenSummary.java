package org.minimacensus.study;

import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.richness.AccumulationCurve;
import org.minimacensus.richness.BoenderRinnooyKan;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.HillNumbers;
import org.minimacensus.richness.SampleCoverage;

/**
 * What the hits of the minima found say of those not found, beside the estimates of their number.
 * NaN where it is not defined.
 *
 * @param of {@code minima}, or {@code strict-minima} where the degenerate ones are not counted
 * @param hits restarts on these minima
 * @param hitOnce, hitTwice minima with one and with two hits
 * @param hitOnceDoubtful of the minima with one hit those of the worst-certified tenth of endpoints
 * @param coverageLow, coverageHigh interval of the coverage
 * @param coverageBound the coverage is not below this, whatever the basins
 * @param level of that interval and of that bound
 * @param unseenVolume posterior mean of the chance that a restart that ends on one of these minima
 *     ends on one not found, with all numbers of minima and all shares equally likely before
 *     (Boender and Rinnooy Kan 1987)
 * @param allFound probability that there are no more minima, after Boender and Rinnooy Kan
 * @param hill Hill numbers of order 0, 1, 2
 * @param accumulation minima to expect by restarts on minima, up to twice as many as there were
 */
public record UnseenSummary(
    String of,
    long hits,
    long hitOnce,
    long hitTwice,
    long hitOnceDoubtful,
    double coverageLow,
    double coverageHigh,
    double coverageBound,
    double level,
    double unseenVolume,
    double allFound,
    List<Hill> hill,
    List<CurvePoint> accumulation) {
  /**
   * @param observed of the minima found
   * @param asymptotic estimate of that of all minima
   */
  public record Hill(int order, double observed, double asymptotic) {}

  /**
   * @param restarts that end on minima
   * @param minima expected among them
   * @param low, high the interval; NaN when there is none
   */
  public record CurvePoint(long restarts, double minima, double low, double high) {}

  /**
   * @param doubtful minima hit once that may be unfinished searches
   * @param of which minima were counted
   */
  static UnseenSummary of(FrequencyCounts counts, long doubtful, String of) {
    SampleCoverage.Interval coverage =
        SampleCoverage.interval(counts).orElse(new SampleCoverage.Interval(Double.NaN, Double.NaN));
    return new UnseenSummary(
        of,
        counts.individuals(),
        counts.seen(1),
        counts.seen(2),
        doubtful,
        coverage.low(),
        coverage.high(),
        SampleCoverage.bound(counts).orElse(Double.NaN),
        SampleCoverage.LEVEL,
        BoenderRinnooyKan.unseenVolume(counts).orElse(Double.NaN),
        BoenderRinnooyKan.allFound(counts).orElse(Double.NaN),
        IntStream.rangeClosed(0, 2).mapToObj(order -> hill(counts, order)).toList(),
        AccumulationCurve.points(counts).stream().map(UnseenSummary::point).toList());
  }

  private static Hill hill(FrequencyCounts counts, int order) {
    return new Hill(
        order,
        HillNumbers.observed(counts, order).orElse(Double.NaN),
        HillNumbers.asymptotic(counts, order).orElse(Double.NaN));
  }

  private static CurvePoint point(AccumulationCurve.Point p) {
    return new CurvePoint(p.individuals(), p.classes(), p.low(), p.high());
  }
}
