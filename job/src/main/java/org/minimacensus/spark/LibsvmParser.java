package org.minimacensus.spark;

import org.minimacensus.data.DecimalText;

/**
 * Lines of a LIBSVM file to sparse rows: {@code label index:value index:value ...}, indexes from 1
 * in ascending order, {@code #} begins a comment.
 */
final class LibsvmParser implements LineParser {
  private static final long serialVersionUID = 1L;
  private static final double[] NO_TARGETS = {};
  private final boolean classes;

  private LibsvmParser(boolean classes) {
    this.classes = classes;
  }

  static LibsvmParser ofClasses() {
    return new LibsvmParser(true);
  }

  static LibsvmParser ofNumbers() {
    return new LibsvmParser(false);
  }

  @Override
  public boolean hasHeader() {
    return false;
  }

  @Override
  public void checkHeader(String line) {
    throw new IllegalStateException("libsvm has no header");
  }

  @Override
  public TextRow parse(String line) throws FieldFault {
    int comment = line.indexOf('#');
    String[] parts = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
    if (!DecimalText.isFinite(parts[0])) {
      throw new FieldFault("label: expected a finite number, " + DecimalText.found(parts[0]));
    }
    int[] indexes = new int[parts.length - 1];
    double[] values = new double[parts.length - 1];
    for (int i = 0; i < indexes.length; i++) {
      String part = parts[i + 1];
      int colon = part.indexOf(':');
      String index = colon < 0 ? part : part.substring(0, colon);
      if (colon < 0 || !index.matches("[0-9]{1,9}") || Integer.parseInt(index) < 1) {
        throw new FieldFault(
            "field "
                + (i + 2)
                + ": expected INDEX:VALUE with an index from 1, "
                + DecimalText.found(part));
      }
      indexes[i] = Integer.parseInt(index) - 1;
      if (i > 0 && indexes[i] <= indexes[i - 1]) {
        throw new FieldFault(
            "column "
                + index
                + ": expected an index above the one before, "
                + (indexes[i - 1] + 1)
                + ", found "
                + index);
      }
      String value = part.substring(colon + 1);
      values[i] = DecimalText.value(value);
      if (!Double.isFinite(values[i])) {
        throw new FieldFault(
            "column " + index + ": expected a finite number, " + DecimalText.found(value));
      }
    }
    return classes
        ? TextRow.sparse(values, indexes, NO_TARGETS, parts[0])
        : TextRow.sparse(values, indexes, new double[] {DecimalText.parse(parts[0])}, "");
  }
}
