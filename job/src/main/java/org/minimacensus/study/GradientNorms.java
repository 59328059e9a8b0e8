package org.minimacensus.study;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * How many endpoints have which gradient norm, in bins of 0.4 %: few numbers for any number of
 * endpoints, the same in whatever order and parts they are added. Tells the worst-certified tenth,
 * those of the largest norms. NaN counts as larger than any number.
 */
public final class GradientNorms implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sign and exponent of a double, and 8 bits of its fraction: ordered as the numbers >= 0 are. */
  private static final int DROPPED_BITS = 44;

  private final TreeMap<Integer, Long> endpointsByBin = new TreeMap<>();
  private long endpoints;

  /** Adds an endpoint of this norm, >= 0 or NaN. */
  public GradientNorms add(double norm) {
    endpointsByBin.merge(bin(norm), 1L, Long::sum);
    endpoints++;
    return this;
  }

  /** Adds the endpoints of another part. */
  public GradientNorms merge(GradientNorms other) {
    other.endpointsByBin.forEach((bin, n) -> endpointsByBin.merge(bin, n, Long::sum));
    endpoints += other.endpoints;
    return this;
  }

  /**
   * The worst bins that together hold at most a tenth of the endpoints, from here up; endpoints of
   * one bin are never divided, so that many of one norm may leave none.
   */
  public int worstTenth() {
    long left = endpoints / 10;
    int from = Integer.MAX_VALUE;
    for (var entry : endpointsByBin.descendingMap().entrySet()) {
      left -= entry.getValue();
      if (left < 0) {
        break;
      }

      from = entry.getKey();
    }

    return from;
  }

  /**
   * Whether an endpoint of this norm is in these bins.
   *
   * @param from of {@link #worstTenth}
   */
  public static boolean worst(double norm, int from) {
    return bin(norm) >= from;
  }

  private static int bin(double norm) {
    return (int) (Double.doubleToLongBits(Math.abs(norm)) >>> DROPPED_BITS);
  }
}
