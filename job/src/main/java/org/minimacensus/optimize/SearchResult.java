package org.minimacensus.optimize;

import org.minimacensus.objective.Point;

/**
 * Where a search ended.
 *
 * @param startValue the objective at the start
 * @param gradientNorm max_i |g_i| at the point
 * @param iterations accepted steps
 * @param evaluations questions answered
 */
public record SearchResult(
    Point point,
    double startValue,
    double value,
    double gradientNorm,
    TerminationReason reason,
    int iterations,
    int evaluations) {}
