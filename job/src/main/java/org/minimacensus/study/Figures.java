package org.minimacensus.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a person reads them. */
public final class Figures {
  private static final MathContext TEN_DIGITS = new MathContext(10);

  private Figures() {}

  /** A loss with ten significant digits; {@code -} when there is none. */
  public static String loss(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "-" : Double.toString(value);
    }

    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }

    if (size >= 1e-4 && size < 1e7) {
      return new BigDecimal(value).round(TEN_DIGITS).stripTrailingZeros().toPlainString();
    }

    return String.format(Locale.ROOT, "%.6e", value);
  }

  /** The digits that read back to the same number: 1e-10, 0.5, 5000. */
  public static String shortest(double value) {
    String text = Double.toString(value).replace('E', 'e').replace(".0e", "e");
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A magnitude with three significant digits. */
  public static String magnitude(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }

    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }

  /** A share of a whole in percent with one digit. */
  public static String share(long part, long whole) {
    return whole == 0 ? "-" : percent((double) part / whole);
  }

  public static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  public static String count(Long value) {
    return value == null ? "-" : Long.toString(value);
  }

  /**
   * An estimate of a whole number, with its interval rounded outwards: {@code 2.5 [2, 8]}. An
   * interval from 50.02 upwards does not speak against 50.
   */
  public static String estimate(RunSummary.Estimate e) {
    String interval =
        Double.isNaN(e.level())
            ? ""
            : String.format(Locale.ROOT, " [%.0f, %.0f]", Math.floor(e.low()), Math.ceil(e.high()));
    return decimal(e.value()) + interval;
  }

  /** A number with one digit, which is left out where it is 0. */
  public static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A count with its noun: {@code 1 row}, {@code 2 rows}. */
  public static String plural(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** A time span: {@code 12.3 s}, {@code 4 min 05 s}, {@code 2 h 03 min}. */
  public static String time(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "-";
    }

    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  /** A rate with three digits. */
  public static String rate(double perSecond) {
    return String.format(
        Locale.ROOT, perSecond < 10 ? "%.2f" : perSecond < 100 ? "%.1f" : "%.0f", perSecond);
  }

  /** A memory size in binary units. */
  public static String bytes(double bytes) {
    return ByteSizes.text(bytes);
  }
}
