package org.minimacensus.study.compare;

/**
 * What restarts of two runs may share: a distinct minimum; all degenerate minima of one loss, which
 * may be points of one flat set; or a valley at infinity.
 *
 * @param name such as {@code minimum 3 (loss 0.3050472)}, numbered from 0 by loss, minima first
 * @param kind {@code minimum}, {@code flat-set} or {@code valley}
 * @param loss of the minimum, or the limit of the loss
 * @param strict whether it is a strict minimum
 */
public record Basin(String name, String kind, double loss, boolean strict) {
  static final String VALLEY = "valley";

  boolean minimum() {
    return !kind.equals(VALLEY);
  }
}
