package org.minimacensus.bench;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arguments of a benchmark, each {@code --name value}. */
public final class BenchArguments {
  private final Map<String, String> values;

  private BenchArguments(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param defaults every argument there is; null for one that has to be given
   * @throws IllegalArgumentException naming the argument and those there are
   */
  public static BenchArguments parse(Map<String, String> defaults, String... arguments) {
    Map<String, String> values = new LinkedHashMap<>(defaults);
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
      if (!defaults.containsKey(name) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "expected --NAME VALUE with a name of "
                + defaults.keySet()
                + ", found "
                + arguments[i]);
      }

      values.put(name, arguments[i + 1]);
    }

    values.forEach(
        (name, value) -> {
          if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
          }
        });
    return new BenchArguments(values);
  }

  public String text(String name) {
    return values.get(name);
  }

  public int count(String name) {
    return Math.toIntExact(number(name));
  }

  /** A whole number of at least 1; {@code 5e6} is one too. */
  public long number(String name) {
    String text = values.get(name);
    try {
      long value = new BigDecimal(text).longValueExact();
      if (value >= 1) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(expected(name, text), e);
    }

    throw new IllegalArgumentException(expected(name, text));
  }

  private static String expected(String name, String text) {
    return "--" + name + ": expected a whole number >= 1, found '" + text + "'";
  }
}
