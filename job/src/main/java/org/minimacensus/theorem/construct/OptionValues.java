package org.minimacensus.theorem.construct;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.data.DecimalText;

/** The options of a kind with their values as text; readers check what they need. */
public final class OptionValues {
  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * The values of a kind's options.
   *
   * @param given by name with its dashes; options that are not there have their defaults
   * @throws ConstructionException for a name that the kind does not have
   */
  public static OptionValues of(Construction kind, Map<String, String> given) {
    OptionValues options = new OptionValues();
    for (ConstructionOption option : kind.options()) {
      options.values.put(option.name(), given.getOrDefault(option.name(), option.fallback()));
    }

    for (String name : given.keySet()) {
      if (!options.values.containsKey(name)) {
        throw new ConstructionException(
            name + ": " + kind.name() + " has the options " + options.values.keySet());
      }
    }

    return options;
  }

  /** All values by name, in the order of the kind's options; empty text: the kind's own choice. */
  public Map<String, String> all() {
    return new LinkedHashMap<>(values);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("this kind has no option " + name);
    }

    return value.strip();
  }

  /** Whether there is a value, given or by default. */
  boolean has(String name) {
    return !text(name).isEmpty();
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  long seed() {
    try {
      return Long.parseLong(text("--seed"));
    } catch (NumberFormatException e) {
      throw wrong("--seed", "a whole number of 64 bits", "");
    }
  }

  /**
   * A whole number.
   *
   * @param why what a number below {@code least} would lack, for the message; may be empty
   */
  int whole(String name, int least, String why) {
    return whole(name, text(name), least, why);
  }

  private int whole(String name, String text, int least, String why) {
    int number;
    try {
      number = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number >= " + least, why);
    }

    if (number < least) {
      throw wrong(name, "a whole number >= " + least, why);
    }

    return number;
  }

  /** Whole numbers with commas between them, at least one. */
  List<Integer> wholes(String name, int least, String why) {
    return Arrays.stream(text(name).split(",", -1)).map(t -> whole(name, t, least, why)).toList();
  }

  double number(String name) {
    double value = DecimalText.value(text(name));
    if (!Double.isFinite(value)) {
      throw wrong(name, "a finite number", "");
    }

    return value;
  }

  double positive(String name) {
    double value = DecimalText.value(text(name));
    if (!(value > 0 && Double.isFinite(value))) {
      throw wrong(name, "a finite number > 0", "");
    }

    return value;
  }

  double notNegative(String name) {
    double value = DecimalText.value(text(name));
    if (!(value >= 0 && Double.isFinite(value))) {
      throw wrong(name, "a finite number >= 0", "");
    }

    return value;
  }

  /** Finite numbers with commas between them, at least one. */
  double[] numbers(String name) {
    double[] found =
        Arrays.stream(text(name).split(",", -1)).mapToDouble(DecimalText::value).toArray();
    if (!Arrays.stream(found).allMatch(Double::isFinite)) {
      throw wrong(name, "finite numbers with commas between them", "");
    }

    return found;
  }

  String choice(String name, List<String> of) {
    if (!of.contains(text(name))) {
      throw wrong(name, "one of " + String.join(", ", of), "");
    }

    return text(name);
  }

  ConstructionException wrong(String name, String expected, String why) {
    return new ConstructionException(
        name
            + ": expected "
            + expected
            + ", found '"
            + text(name)
            + "'"
            + (why.isEmpty() ? "" : "; " + why));
  }
}
