package org.minimacensus.study;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a count of minima does not depend on the tolerances: the longest run of neighbouring steps
 * of a sweep with one count that is not 0. Of several equally long ones it is the one with the
 * tolerances of the count itself, else the one at the smallest tolerances.
 *
 * @param count which of the counts, such as {@code parameters}
 * @param minima the count there
 * @param decades how far the tolerances change within it; > 0
 */
public record Plateau(
    String count,
    long minima,
    double fromValueTolerance,
    double toValueTolerance,
    double fromParameterTolerance,
    double toParameterTolerance,
    double decades) {

  /**
   * The plateau of one of the counts; empty when no two neighbours agree.
   *
   * @param points by ascending tolerance
   * @param value the count at a point; null: not counted there
   */
  static Optional<Plateau> of(
      String count,
      List<RecountSummary.Point> points,
      Function<RecountSummary.Point, Long> value) {
    int begin = 0;
    int best = 0;
    int length = 1;
    for (int i = 1; i <= points.size(); i++) {
      boolean goes =
          i < points.size()
              && value.apply(points.get(i)) != null
              && value.apply(points.get(i)).equals(value.apply(points.get(begin)));
      if (goes) {
        continue;
      }

      Long here = value.apply(points.get(begin));
      boolean counts = here != null && here > 0;
      boolean own = points.subList(begin, i).stream().anyMatch(p -> p.decades() == 0);
      if (counts && (i - begin > length || (own && i - begin == length && length > 1))) {
        best = begin;
        length = i - begin;
      }

      begin = i;
    }

    return length > 1
        ? Optional.of(between(count, value, points.get(best), points.get(best + length - 1)))
        : Optional.empty();
  }

  private static Plateau between(
      String count,
      Function<RecountSummary.Point, Long> value,
      RecountSummary.Point first,
      RecountSummary.Point last) {
    return new Plateau(
        count,
        value.apply(first),
        first.valueTolerance(),
        last.valueTolerance(),
        first.parameterTolerance(),
        last.parameterTolerance(),
        last.decades() - first.decades());
  }

  /** Whether a point of its sweep lies on it. */
  public boolean holds(RecountSummary.Point point) {
    return point.valueTolerance() >= fromValueTolerance
        && point.valueTolerance() <= toValueTolerance;
  }
}
