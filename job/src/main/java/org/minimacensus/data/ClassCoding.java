package org.minimacensus.data;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Class labels as indexes of the sorted class names.
 *
 * <p>Labels that are all finite decimal numbers are numbers: equal values are one class, sorted by
 * value, named in the shortest form. Otherwise they are text, sorted by code point.
 */
public final class ClassCoding {
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final List<String> names;
  private final int[] indexes;

  private ClassCoding(List<String> names, int[] indexes) {
    this.names = List.copyOf(names);
    this.indexes = indexes;
  }

  /** Codes the labels of all rows. */
  public static ClassCoding of(List<String> labels) {
    Map<String, String> canonical = new LinkedHashMap<>();
    labels.forEach(label -> canonical.putIfAbsent(label, label));
    boolean numeric = canonical.keySet().stream().allMatch(DecimalText::isFinite);
    if (numeric) {
      canonical.replaceAll((label, same) -> DecimalText.plain(DecimalText.parse(label)));
    }
    Comparator<String> order =
        numeric ? Comparator.comparingDouble(DecimalText::parse) : BY_CODE_POINT;
    TreeSet<String> sorted = new TreeSet<>(order);
    sorted.addAll(canonical.values());
    List<String> names = List.copyOf(sorted);
    Map<String, Integer> index = new LinkedHashMap<>();
    canonical.forEach((label, name) -> index.put(label, names.indexOf(name)));
    return new ClassCoding(names, labels.stream().mapToInt(index::get).toArray());
  }

  /** Class names in sorted order. */
  public List<String> names() {
    return names;
  }

  /** Index of the class of a row. */
  public int index(int row) {
    return indexes[row];
  }
}
