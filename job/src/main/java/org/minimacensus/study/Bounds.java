package org.minimacensus.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Proved bounds as text: rounded outwards, so that what is printed is proved too. */
public final class Bounds {
  private static final BigDecimal LEAST_PLAIN = new BigDecimal("0.0001");

  private Bounds() {}

  /** A lower bound. */
  public static String below(double value, int digits) {
    return rounded(value, digits, RoundingMode.FLOOR);
  }

  /** An upper bound. */
  public static String above(double value, int digits) {
    return rounded(value, digits, RoundingMode.CEILING);
  }

  private static String rounded(double value, int digits, RoundingMode mode) {
    return Double.isFinite(value)
        ? plain(new BigDecimal(value).round(new MathContext(digits, mode)))
        : Double.toString(value);
  }

  static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    boolean tiny = value.abs().compareTo(LEAST_PLAIN) < 0;
    return tiny ? stripped.toString().replace('E', 'e') : stripped.toPlainString();
  }
}
