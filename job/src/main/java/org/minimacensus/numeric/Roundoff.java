package org.minimacensus.numeric;

/** The rounding of double precision, to nearest (Higham 2002, section 2.1). */
public final class Roundoff {
  /** u: the result of an operation is off by at most u of its size, unless it underflows. */
  public static final double UNIT = 0x1p-53;

  /** 2 u, from 1 to the next larger number. */
  public static final double EPSILON = 0x1p-52;

  private Roundoff() {}
}
