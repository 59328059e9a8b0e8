package org.minimacensus.study;

import java.util.LinkedHashMap;
import java.util.Map;
import org.minimacensus.census.PathTotals;

/**
 * What {@code summary.json} says of the paths that were looked for between the degenerate minima of
 * an objective.
 *
 * @param complete whether all were tried that are to be; if not, a note says why
 * @param minima degenerate ones that share their loss with another one
 * @param components that they fall into
 * @param hitOnce components of them that were hit once, of losses with more than one component
 * @param tested pairs of minima between which a path was looked for, by its kind
 * @param joined components that one joined to another, by its kind
 * @param evaluations of the loss, its derivatives included
 * @param mostEvaluations no test was begun after so many
 */
public record PathsSummary(
    boolean complete,
    long minima,
    long components,
    long hitOnce,
    Map<String, Long> tested,
    Map<String, Long> joined,
    long evaluations,
    long mostEvaluations) {
  static PathsSummary of(PathTotals totals) {
    Map<String, Long> tested = new LinkedHashMap<>();
    Map<String, Long> joined = new LinkedHashMap<>();
    for (PathTotals.Kind kind : totals.kinds()) {
      tested.put(kind.path().label(), kind.tested());
      joined.put(kind.path().label(), kind.joined());
    }

    return new PathsSummary(
        totals.complete(),
        totals.minima(),
        totals.components(),
        totals.singletons(),
        tested,
        joined,
        totals.evaluations(),
        totals.mostEvaluations());
  }
}
