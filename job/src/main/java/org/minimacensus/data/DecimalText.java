package org.minimacensus.data;

/**
 * Decimal numbers as text: sign, digits, point, exponent ({@code .28}, {@code +3}, {@code 1e-3}).
 *
 * <p>Stricter than {@link Double#parseDouble}, which also takes {@code 1f}, {@code 0x1p3} and
 * {@code NaN}.
 */
public final class DecimalText {
  private static final int SHOWN_CHARACTERS = 40;

  private DecimalText() {}

  /**
   * The nearest double of a decimal number without surrounding blanks, infinite beyond the range of
   * doubles; NaN for other text.
   */
  public static double value(String text) {
    String stripped = text.strip();
    return isDecimal(stripped) ? Double.parseDouble(stripped) : Double.NaN;
  }

  /** Whether text, without surrounding blanks, is a decimal number within the range of doubles. */
  public static boolean isFinite(String text) {
    return Double.isFinite(value(text));
  }

  /**
   * The nearest double.
   *
   * @throws IllegalArgumentException unless {@link #isFinite}
   */
  public static double parse(String text) {
    double number = value(text);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("text must be a finite decimal number, " + found(text));
    }
    return number;
  }

  /** Whether text is a common spelling of NaN or of an infinity. */
  public static boolean isNonFinite(String text) {
    return text.strip().matches("(?i)[+-]?(nan|inf|infinity)");
  }

  /**
   * Text as it is shown behind what was expected: {@code found 'abc'}; shortened, without control
   * characters.
   */
  public static String found(String text) {
    String plain = text.strip().replaceAll("\\p{Cntrl}|\uFFFD", "?");
    if (plain.isEmpty()) {
      return "found an empty field";
    }
    return "found '"
        + (plain.length() <= SHOWN_CHARACTERS
            ? plain
            : plain.substring(0, SHOWN_CHARACTERS) + "...")
        + "'";
  }

  /** The shortest plain form of a number: 1 for 1.0. */
  public static String plain(double number) {
    double normal = number + 0.0;
    return normal == Math.rint(normal) && Math.abs(normal) < 1e15
        ? Long.toString((long) normal)
        : Double.toString(normal);
  }

  private static boolean isDecimal(String s) {
    int i = skipSign(s, 0);
    int whole = skipDigits(s, i);
    int end = whole;
    int digits = whole - i;
    if (end < s.length() && s.charAt(end) == '.') {
      end = skipDigits(s, whole + 1);
      digits += end - whole - 1;
    }
    if (digits > 0 && end < s.length() && (s.charAt(end) == 'e' || s.charAt(end) == 'E')) {
      int exponent = skipSign(s, end + 1);
      end = skipDigits(s, exponent);
      digits = end - exponent;
    }
    return digits > 0 && end == s.length();
  }

  private static int skipSign(String s, int i) {
    return i < s.length() && (s.charAt(i) == '+' || s.charAt(i) == '-') ? i + 1 : i;
  }

  private static int skipDigits(String s, int from) {
    int i = from;
    while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
