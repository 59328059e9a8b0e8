package org.minimacensus.study;

import java.math.BigDecimal;
import java.math.MathContext;

/** Shares as a person reads them, also small ones. */
public final class Percents {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Percents() {}

  /** In percent with three significant digits: {@code 95%}, {@code 0.0123%}. */
  public static String text(double share) {
    return digits(100 * share) + "%";
  }

  /** Three significant digits. */
  static String digits(double value) {
    return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }
}
