package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.minimacensus.study.StudySpec.OptionalFirst;

/** The kinds of values that conf keys take. */
final class ConfTypes {
  private static final int SHOWN_CHARACTERS = 60;

  /** Whole numbers up to here are exact as doubles, so that 1e3 may stand for 1000. */
  private static final double EXACT = 0x1p53;

  /** Greatest whole number of keys that are counts or widths. */
  static final long MAX_COUNT = Integer.MAX_VALUE;

  private ConfTypes() {}

  /** Restart indexes of output.traces: none, all or a list. */
  record Traces(String mode, List<Long> restarts) {}

  private static final ConfType<Long> RESTART_INDEX = whole(0, Long.MAX_VALUE);

  /** Text that is not blank. */
  static ConfType<String> text() {
    return new ConfType<>() {
      @Override
      public String expected() {
        return "text";
      }

      @Override
      public boolean isFreeText() {
        return true;
      }

      @Override
      public String read(ConfigValue value) throws RefusedValue {
        if (value.valueType() != ConfigValueType.STRING) {
          throw RefusedValue.mismatch("text", found(value));
        }
        String text = (String) value.unwrapped();
        if (text.isBlank()) {
          throw RefusedValue.mismatch("text that is not blank", "'" + text + "'");
        }
        return text;
      }
    };
  }

  /** A name that is safe as part of a folder name everywhere. */
  static ConfType<String> name() {
    Pattern pattern = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    String expected =
        "a name of letters, digits, '.', '_' and '-' (at most 100, the first a letter or digit)";
    return new ConfType<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public boolean isFreeText() {
        return true;
      }

      @Override
      public String read(ConfigValue value) throws RefusedValue {
        boolean scalar =
            value.valueType() == ConfigValueType.STRING
                || value.valueType() == ConfigValueType.NUMBER;
        String text =
            value.valueType() == ConfigValueType.NUMBER
                ? written(value)
                : String.valueOf(value.unwrapped());
        if (!scalar || !pattern.matcher(text).matches()) {
          throw RefusedValue.mismatch(expected, found(value));
        }
        return text;
      }
    };
  }

  /**
   * One of some words; those in {@code later} are names of the interface that this version does not
   * run.
   */
  static ConfType<String> word(List<String> allowed, List<String> later) {
    String expected =
        allowed.size() == 1 ? "'" + allowed.get(0) + "'" : "one of " + String.join(", ", allowed);
    return new ConfType<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public String read(ConfigValue value) throws RefusedValue {
        if (value.valueType() != ConfigValueType.STRING) {
          throw RefusedValue.mismatch(expected, found(value));
        }
        String word = (String) value.unwrapped();
        if (later.contains(word)) {
          throw new RefusedValue("'" + word + "' is not run by this version; expected " + expected);
        }
        if (!allowed.contains(word)) {
          List<String> close = Nearest.within(word, allowed, 3);
          throw new RefusedValue(
              "expected "
                  + expected
                  + ", found '"
                  + word
                  + "'"
                  + (close.isEmpty() ? "" : "; did you mean '" + close.get(0) + "'?"));
        }
        return word;
      }
    };
  }

  static ConfType<String> words(String... allowed) {
    return word(List.of(allowed), List.of());
  }

  static ConfType<Boolean> flag() {
    return new ConfType<>() {
      @Override
      public String expected() {
        return "true or false";
      }

      @Override
      public Boolean read(ConfigValue value) throws RefusedValue {
        if (value.valueType() != ConfigValueType.BOOLEAN) {
          throw RefusedValue.mismatch(expected(), found(value));
        }
        return (Boolean) value.unwrapped();
      }
    };
  }

  /** A whole number in min..max. */
  static ConfType<Long> whole(long min, long max) {
    String range =
        min == Long.MIN_VALUE
            ? " of 64 bits"
            : max == Long.MAX_VALUE ? " >= " + min : " in " + min + ".." + max;
    String expected = "a whole number" + range;
    return new ConfType<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Long read(ConfigValue value) throws RefusedValue {
        if (value.valueType() != ConfigValueType.NUMBER) {
          throw RefusedValue.mismatch(expected, found(value));
        }
        Number number = (Number) value.unwrapped();
        double real = number.doubleValue();
        boolean isWhole =
            !(number instanceof Double) || (real == Math.rint(real) && Math.abs(real) <= EXACT);
        if (!isWhole || number.longValue() < min || number.longValue() > max) {
          throw RefusedValue.mismatch(expected, found(value));
        }
        return number.longValue();
      }
    };
  }

  /**
   * A finite number between two bounds, each one included or not; infinite bounds are not shown.
   */
  static ConfType<Double> number(
      double low, boolean lowIncluded, double high, boolean highIncluded) {
    StringBuilder words = new StringBuilder("a finite number");
    if (low > Double.NEGATIVE_INFINITY) {
      words.append(lowIncluded ? " >= " : " > ").append(plain(low));
    }
    if (high < Double.POSITIVE_INFINITY) {
      words
          .append(low > Double.NEGATIVE_INFINITY ? " and" : "")
          .append(highIncluded ? " <= " : " < ")
          .append(plain(high));
    }
    String expected = words.toString();
    return new ConfType<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Double read(ConfigValue value) throws RefusedValue {
        if (value.valueType() != ConfigValueType.NUMBER) {
          throw RefusedValue.mismatch(expected, found(value));
        }
        double number = ((Number) value.unwrapped()).doubleValue();
        boolean above = lowIncluded ? number >= low : number > low;
        boolean below = highIncluded ? number <= high : number < high;
        if (!above || !below || Double.isInfinite(number)) {
          throw RefusedValue.mismatch(expected, found(value));
        }
        return number;
      }
    };
  }

  static ConfType<Double> above(double low) {
    return number(low, false, Double.POSITIVE_INFINITY, false);
  }

  static ConfType<Double> atLeast(double low) {
    return number(low, true, Double.POSITIVE_INFINITY, false);
  }

  /** A list whose elements are of one kind. */
  static <T> ConfType<List<T>> list(ConfType<T> element, String expected) {
    return new ConfType<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public List<T> read(ConfigValue value) throws RefusedValue {
        if (!(value instanceof ConfigList list)) {
          throw RefusedValue.mismatch(expected, found(value) + "; a list is written in [ ]");
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
          try {
            values.add(element.read(list.get(i)));
          } catch (RefusedValue e) {
            throw new RefusedValue("element " + (i + 1) + " of the list: " + e.getMessage());
          }
        }
        return values;
      }
    };
  }

  /** A column: its name, or its index (from 0; negative from the end) as decimal text. */
  static ConfType<String> column() {
    ConfType<Long> index = whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new ConfType<>() {
      @Override
      public String expected() {
        return "a column name or a column index";
      }

      @Override
      public String read(ConfigValue value) throws RefusedValue {
        if (value.valueType() == ConfigValueType.STRING
            && !((String) value.unwrapped()).isBlank()) {
          return (String) value.unwrapped();
        }
        try {
          return String.valueOf(index.read(value));
        } catch (RefusedValue e) {
          throw RefusedValue.mismatch(expected(), found(value));
        }
      }
    };
  }

  /** Number of rows; 0: all. */
  static ConfType<Long> rows() {
    return wholeOr("all", whole(1, Long.MAX_VALUE), 0L, n -> n);
  }

  /** Index of the first restart. */
  static ConfType<OptionalFirst> firstRestart() {
    return wholeOr(
        "auto", RESTART_INDEX, new OptionalFirst(true, 0), n -> new OptionalFirst(false, n));
  }

  /** A whole number or a word. */
  private static <T> ConfType<T> wholeOr(
      String word, ConfType<Long> whole, T ofWord, Function<Long, T> ofNumber) {
    return new ConfType<>() {
      @Override
      public String expected() {
        return whole.expected() + " or " + word;
      }

      @Override
      public T read(ConfigValue value) throws RefusedValue {
        if (word.equals(value.unwrapped())) {
          return ofWord;
        }
        try {
          return ofNumber.apply(whole.read(value));
        } catch (RefusedValue e) {
          throw RefusedValue.mismatch(expected(), found(value));
        }
      }
    };
  }

  static ConfType<Traces> traces() {
    ConfType<List<Long>> indexes = list(RESTART_INDEX, "none, all or a list of restart indexes");
    return new ConfType<>() {
      @Override
      public String expected() {
        return indexes.expected();
      }

      @Override
      public Traces read(ConfigValue value) throws RefusedValue {
        Object plain = value.unwrapped();
        if ("none".equals(plain) || "all".equals(plain)) {
          return new Traces((String) plain, List.of());
        }
        List<Long> restarts = indexes.read(value).stream().distinct().sorted().toList();
        return restarts.isEmpty() ? new Traces("none", restarts) : new Traces("list", restarts);
      }
    };
  }

  /** A value as shown behind "found". */
  static String found(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> "text '" + shortened((String) value.unwrapped()) + "'";
      case NUMBER -> "number " + written(value);
      case BOOLEAN -> "flag " + value.unwrapped();
      case LIST -> "list " + shortened(value.render(ConfigRenderOptions.concise()));
      case OBJECT -> "a block " + shortened(value.render(ConfigRenderOptions.concise()));
      case NULL -> "null";
    };
  }

  /** A number as it stands in the file: 007, 1e999. */
  private static String written(ConfigValue number) {
    return number.atKey("value").getString("value");
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
