package org.minimacensus.cli.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.minimacensus.study.StudySpec;

/**
 * Writes a study as a conf file with every key, short enough to be read before a result: a block
 * takes a line where it fits, and blocks of which the conf says nothing are marked.
 */
final class ShownConf {
  private static final int WIDTH = 100;
  private static final String BY_DEFAULT = "  # by default";

  private final StringBuilder out = new StringBuilder();

  private ShownConf() {}

  /**
   * @param given whether the conf file, or what overrides it, has a key
   */
  static String text(StudySpec spec, Predicate<ConfKey<?>> given) {
    Map<String, List<ConfKey<?>>> blocks = new LinkedHashMap<>();
    for (ConfKey<?> key : ConfKeys.ALL) {
      blocks.computeIfAbsent(key.path().split("\\.")[0], name -> new ArrayList<>()).add(key);
    }

    ShownConf shown = new ShownConf();
    blocks.forEach(
        (name, keys) ->
            shown.block(name, keys, spec, keys.stream().anyMatch(given) ? "" : BY_DEFAULT));
    return shown.out.toString();
  }

  private void block(String name, List<ConfKey<?>> keys, StudySpec spec, String mark) {
    if (keys.size() == 1 && keys.get(0).path().equals(name)) {
      out.append(value(keys.get(0), spec)).append(mark).append('\n');
      return;
    }

    List<String> parts = parts(name, keys, spec);
    String line = name + " { " + String.join(", ", parts) + " }";
    if (line.length() + mark.length() <= WIDTH) {
      out.append(line).append(mark).append('\n');
      return;
    }

    out.append(name).append(" {").append(mark).append('\n');
    filled(parts);
    out.append("}\n");
  }

  /** The keys of a block in their order, inner blocks whole. */
  private static List<String> parts(String block, List<ConfKey<?>> keys, StudySpec spec) {
    Map<String, List<ConfKey<?>>> inner = new LinkedHashMap<>();
    for (ConfKey<?> key : keys) {
      String name = key.path().substring(block.length() + 1).split("\\.")[0];
      inner.computeIfAbsent(block + "." + name, path -> new ArrayList<>()).add(key);
    }

    List<String> parts = new ArrayList<>();
    inner.forEach(
        (path, members) -> {
          boolean leaf = members.get(0).path().equals(path);
          String name = path.substring(block.length() + 1);
          parts.add(
              leaf
                  ? value(members.get(0), spec)
                  : name + " { " + String.join(", ", parts(path, members, spec)) + " }");
        });
    return parts;
  }

  private static String value(ConfKey<?> key, StudySpec spec) {
    return key.lastName() + " = " + key.rendering().apply(spec);
  }

  private void filled(List<String> parts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i) + (i + 1 < parts.size() ? "," : "");
      if (!line.isEmpty() && line.length() + 3 + part.length() > WIDTH) {
        out.append("  ").append(line).append('\n');
        line.setLength(0);
      }

      line.append(line.isEmpty() ? "" : " ").append(part);
    }

    out.append("  ").append(line).append('\n');
  }
}
