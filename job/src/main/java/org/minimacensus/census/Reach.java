package org.minimacensus.census;

/**
 * A part of the line of losses, or of keys, around an endpoint. Two endpoints whose parts do not
 * meet are never compared: neither can be in a group that the other founded, nor can their groups
 * be a near pair. Endpoints can therefore be divided where no part reaches across, and each
 * division be counted by itself.
 *
 * <p>Why: an endpoint joins a group only if its loss and its key are within the tolerances of the
 * founder's, and two groups are near only if their founders' are within three tolerances. The parts
 * are three tolerances (and the error bounds) to either side of both endpoints, which is twice as
 * much as that needs; roundings are far smaller.
 *
 * @param from lower end; not NaN
 * @param to upper end; >= from
 */
public record Reach(double from, double to) {
  /** Far above what roundings can do to a sum of few terms. */
  private static final double SAFETY = 1.001;

  static Reach of(double middle, double width) {
    double half = SAFETY * width;
    boolean known = Double.isFinite(middle) && half >= 0;
    // What has no place on the line agrees with nothing; where it stands does not matter.
    return known
        ? new Reach(middle - half, middle + half)
        : new Reach(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
