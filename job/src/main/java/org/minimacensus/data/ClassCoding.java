package org.minimacensus.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
public final class ClassCoding implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int CLASSES_SHOWN = 10;

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final List<String> names;
  private final HashMap<String, Integer> indexes;

  private ClassCoding(List<String> names, HashMap<String, Integer> indexes) {
    this.names = List.copyOf(names);
    this.indexes = indexes;
  }

  /** Codes the labels that occur, in any order and any number. */
  public static ClassCoding of(Collection<String> labels) {
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
    Map<String, Integer> places = new HashMap<>();
    sorted.forEach(name -> places.put(name, places.size()));
    HashMap<String, Integer> indexes = new HashMap<>();
    canonical.forEach((label, name) -> indexes.put(label, places.get(name)));
    return new ClassCoding(List.copyOf(sorted), indexes);
  }

  /** Class names in sorted order. */
  public List<String> names() {
    return names;
  }

  /** Index of the class of a label that occurs. */
  public int index(String label) {
    return indexes.get(label);
  }

  /**
   * @param source where the rows come from, for messages
   * @param target name of the target column
   * @throws InvalidDataException when the number of classes does not fit the task
   */
  public void refuseUnlessFit(Task task, String source, String target) {
    int classes = names.size();
    boolean fits = task == Task.BINARY ? classes == 2 : classes >= 2;

    if (!fits) {
      List<String> shown = names.subList(0, Math.min(classes, CLASSES_SHOWN));
      throw new InvalidDataException(
          source
              + ": target "
              + target
              + ": data.task = "
              + (task == Task.BINARY
                  ? "binary expects exactly 2 classes"
                  : "multiclass expects at least 2 classes")
              + ", found "
              + classes
              + ": "
              + String.join(", ", shown)
              + (classes > CLASSES_SHOWN ? ", ..." : "")
              + (task == Task.BINARY && classes > 2
                  ? "; set data.task = multiclass, or regression if the target is a number"
                  : ""));
    }
  }
}
