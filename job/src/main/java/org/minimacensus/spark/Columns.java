package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.data.InvalidDataException;

/** The columns of a file: their names or positions, and which of them are targets. */
final class Columns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NAMES_SHOWN = 20;
  private final ArrayList<String> names;
  private final boolean named;
  private final int[] targets;
  private final int[] features;

  private Columns(List<String> names, boolean named, int[] targets) {
    this.names = new ArrayList<>(names);
    this.named = named;
    this.targets = targets;
    this.features =
        IntStream.range(0, names.size())
            .filter(c -> IntStream.of(targets).noneMatch(t -> t == c))
            .toArray();
  }

  /**
   * @param where file and row of the names, for messages
   */
  static Columns named(List<String> names, List<String> target, String where) {
    return new Columns(names, true, resolve(names, true, target, where)).checked(where);
  }

  /** Columns without names are called by their position from 1. */
  static Columns numbered(int count, List<String> target, String where) {
    List<String> names = IntStream.rangeClosed(1, count).mapToObj(i -> "column " + i).toList();
    return new Columns(names, false, resolve(names, false, target, where)).checked(where);
  }

  int count() {
    return names.size();
  }

  List<String> names() {
    return names;
  }

  /** Indexes of the feature columns from 0, in the order of the file. */
  int[] features() {
    return features;
  }

  /** Indexes of the target columns from 0, in the order of data.target. */
  int[] targets() {
    return targets;
  }

  List<String> featureNames() {
    return IntStream.of(features).mapToObj(names::get).toList();
  }

  List<String> targetNames() {
    return IntStream.of(targets).mapToObj(names::get).toList();
  }

  /**
   * A column as messages name it: {@code column 3 ('petal')}, or {@code column 3} without names.
   */
  String shown(int index) {
    return named ? "column " + (index + 1) + " ('" + names.get(index) + "')" : names.get(index);
  }

  private Columns checked(String where) {
    if (features.length == 0) {
      throw new InvalidDataException(
          where
              + ": expected feature columns besides the target, found "
              + count()
              + (count() == 1 ? " column" : " columns")
              + "; fields are separated by commas");
    }
    return this;
  }

  private static int[] resolve(
      List<String> names, boolean named, List<String> target, String where) {
    int[] indexes = target.stream().mapToInt(t -> index(names, named, t, where)).toArray();
    if (IntStream.of(indexes).distinct().count() < indexes.length) {
      throw new InvalidDataException(
          where
              + ": expected different columns in data.target, found "
              + target
              + ", which names a column twice");
    }
    return indexes;
  }

  private static int index(List<String> names, boolean named, String target, String where) {
    int count = names.size();
    if (named && names.contains(target)) {
      if (Collections.frequency(names, target) > 1) {
        throw new InvalidDataException(
            where
                + ": expected one column '"
                + target
                + "' (data.target), found "
                + Collections.frequency(names, target)
                + "; give its index");
      }
      return names.indexOf(target);
    }
    if (!target.matches("-?[0-9]{1,9}")) {
      String known =
          named
              ? String.join(", ", names.subList(0, Math.min(count, NAMES_SHOWN)))
                  + (count > NAMES_SHOWN ? ", ..." : "")
              : "an index, because data.header = false gives no names";
      throw new InvalidDataException(
          where
              + ": data.target: expected "
              + (named ? "one of the columns " : "")
              + known
              + ", found '"
              + target
              + "'");
    }
    int index = Integer.parseInt(target);
    if (index < -count || index >= count) {
      throw new InvalidDataException(
          where
              + ": data.target: expected an index in 0.."
              + (count - 1)
              + " or -"
              + count
              + "..-1 of "
              + count
              + " columns, found "
              + target);
    }
    return index < 0 ? index + count : index;
  }
}
