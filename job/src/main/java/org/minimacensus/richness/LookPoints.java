package org.minimacensus.richness;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of restarts at which a stopping rule is asked: 32, 48, 64, 96, 128, ..., the powers
 * of two and the numbers half-way between them. They are the same for every run, whatever it finds,
 * and when.
 */
public final class LookPoints {
  static final long FIRST = 32;

  /** There is none above it. */
  static final long LAST = 1L << 62;

  private LookPoints() {}

  /**
   * The look points of a run.
   *
   * @param rule that is asked
   * @param most restarts at most
   */
  public static List<Long> upTo(StoppingRule rule, long most) {
    List<Long> points = new ArrayList<>();
    for (long point = rule.firstLook(); point <= most; point = next(point)) {
      points.add(point);
      if (point == LAST) {
        break;
      }
    }

    return points;
  }

  /** The one after a look point. */
  static long next(long point) {
    return Long.bitCount(point) == 1 ? point / 2 * 3 : point / 3 * 4;
  }
}
