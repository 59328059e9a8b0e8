package org.minimacensus.study.pictures;

import java.util.List;
import org.minimacensus.study.TraceStep;

/**
 * The way of a chosen restart.
 *
 * @param endpointClass label of its end
 * @param steps in order, perhaps thinned: the first and the last are kept
 */
public record Trace(String objective, long restart, String endpointClass, List<TraceStep> steps) {
  /** So many restarts are shown at most, with all their objectives. */
  public static final int SHOWN = 8;

  public Trace {
    steps = List.copyOf(steps);
  }
}
