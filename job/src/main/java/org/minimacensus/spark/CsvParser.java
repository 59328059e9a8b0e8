package org.minimacensus.spark;

import java.util.List;
import org.minimacensus.data.DecimalText;

/** Lines of a CSV file to rows. */
final class CsvParser implements LineParser {
  private static final long serialVersionUID = 1L;
  private static final double[] NO_TARGETS = {};
  private final Columns columns;
  private final boolean hasHeader;
  private final boolean classes;

  private CsvParser(Columns columns, boolean hasHeader, boolean classes) {
    this.columns = columns;
    this.hasHeader = hasHeader;
    this.classes = classes;
  }

  /** The target column holds class labels. */
  static CsvParser ofClasses(Columns columns, boolean hasHeader) {
    return new CsvParser(columns, hasHeader, true);
  }

  /** The target columns hold numbers. */
  static CsvParser ofNumbers(Columns columns, boolean hasHeader) {
    return new CsvParser(columns, hasHeader, false);
  }

  @Override
  public boolean hasHeader() {
    return hasHeader;
  }

  @Override
  public void checkHeader(String line) throws FieldFault {
    List<String> names = CsvLine.split(line);
    if (!names.equals(columns.names())) {
      throw new FieldFault(
          "expected the header of the first file, "
              + String.join(",", columns.names())
              + ", "
              + DecimalText.found(line));
    }
  }

  @Override
  public TextRow parse(String line) throws FieldFault {
    List<String> fields = CsvLine.split(line);
    if (fields.size() != columns.count()) {
      throw new FieldFault(
          "expected "
              + columns.count()
              + " fields as in the first line of the data, found "
              + fields.size());
    }
    double[] features =
        numbers(fields, columns.features(), "text features are not read, replace them by numbers");
    if (!classes) {
      return TextRow.dense(
          features, numbers(fields, columns.targets(), "a regression target is a number"), "");
    }
    int target = columns.targets()[0];
    return TextRow.dense(features, NO_TARGETS, label(fields.get(target), columns.shown(target)));
  }

  /** A class label as it stands. */
  static String label(String text, String column) throws FieldFault {
    if (text.isBlank() || DecimalText.isNonFinite(text)) {
      throw new FieldFault(column + ": expected a class, " + DecimalText.found(text));
    }
    return text;
  }

  private double[] numbers(List<String> fields, int[] of, String advice) throws FieldFault {
    double[] numbers = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      String field = fields.get(of[i]);
      numbers[i] = DecimalText.value(field);
      if (!Double.isFinite(numbers[i])) {
        boolean isText =
            !field.isBlank()
                && field
                    .chars()
                    .allMatch(c -> Character.isLetter(c) || c == ' ' || c == '-' || c == '_')
                && !DecimalText.isNonFinite(field);
        throw new FieldFault(
            columns.shown(of[i])
                + ": expected a finite number, "
                + DecimalText.found(field)
                + (isText ? "; " + advice : ""));
      }
    }
    return numbers;
  }
}
