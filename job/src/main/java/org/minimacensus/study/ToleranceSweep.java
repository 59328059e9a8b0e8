package org.minimacensus.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The tolerances under which a count is repeated: those of the count itself, scaled together by
 * 10^-5 to 10^5 in half decades. The ten decades end lower where a tolerance would exceed {@link
 * #LARGEST}; with tolerances above that the count itself is not among them.
 */
public final class ToleranceSweep {
  /** Decades from the smallest to the largest tolerances. */
  public static final int DECADES = 10;

  /** No tolerance of a sweep is larger: a tenth of (1 + |value|) tells nothing apart any more. */
  public static final double LARGEST = 0.1;

  private static final int PER_DECADE = 2;
  private static final BigDecimal ROOT_OF_TEN = BigDecimal.TEN.sqrt(MathContext.DECIMAL64);

  private ToleranceSweep() {}

  /**
   * One of the repeated counts.
   *
   * @param halfDecades twice the decimal logarithm of the factor of both tolerances; 0: the count
   *     itself
   */
  public record Step(int halfDecades, StudySpec.CensusSpec census) {
    /** Decimal logarithm of the factor. */
    public double decades() {
      return (double) halfDecades / PER_DECADE;
    }
  }

  /**
   * The steps by ascending tolerance.
   *
   * @param own tolerances of the count
   */
  public static List<Step> around(StudySpec.CensusSpec own) {
    int top = DECADES * PER_DECADE / 2;
    while (largest(scaled(own, top)) > LARGEST) {
      top--;
    }

    List<Step> steps = new ArrayList<>();
    for (int half = top - DECADES * PER_DECADE; half <= top; half++) {
      StudySpec.CensusSpec census = scaled(own, half);
      // A tolerance below the smallest double would be none.
      if (census.valueTolerance() > 0 && census.parameterTolerance() > 0) {
        steps.add(new Step(half, census));
      }
    }

    return steps;
  }

  private static double largest(StudySpec.CensusSpec census) {
    return Math.max(census.valueTolerance(), census.parameterTolerance());
  }

  private static StudySpec.CensusSpec scaled(StudySpec.CensusSpec own, int half) {
    return own.withTolerances(
        scaled(own.valueTolerance(), half), scaled(own.parameterTolerance(), half));
  }

  /** In decimals, so that a whole decade of 1e-9 is the double 1e-8 and no other. */
  private static double scaled(double tolerance, int half) {
    BigDecimal exact =
        new BigDecimal(Double.toString(tolerance))
            .scaleByPowerOfTen(Math.floorDiv(half, PER_DECADE));
    boolean between = Math.floorMod(half, PER_DECADE) != 0;
    return (between ? exact.multiply(ROOT_OF_TEN) : exact).doubleValue();
  }
}
