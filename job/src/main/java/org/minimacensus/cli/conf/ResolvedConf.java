package org.minimacensus.cli.conf;

import java.util.ArrayDeque;
import java.util.Deque;
import org.minimacensus.study.StudySpec;

/** Writes a study as a conf file with every key. */
final class ResolvedConf {
  private ResolvedConf() {}

  static String text(StudySpec spec) {
    StringBuilder out = new StringBuilder();
    Deque<String> open = new ArrayDeque<>();
    for (ConfKey<?> key : ConfKeys.ALL) {
      while (!open.isEmpty() && !key.path().startsWith(open.peek() + ".")) {
        open.pop();
        line(out, open.size(), "}");
      }
      while (!(open.isEmpty() ? "" : open.peek()).equals(key.block())) {
        String outer = open.isEmpty() ? "" : open.peek() + ".";
        String name = key.block().substring(outer.length()).split("\\.")[0];
        line(out, open.size(), name + " {");
        open.push(outer + name);
      }
      line(out, open.size(), key.lastName() + " = " + key.rendering().apply(spec));
    }
    while (!open.isEmpty()) {
      open.pop();
      line(out, open.size(), "}");
    }
    return out.toString();
  }

  private static void line(StringBuilder out, int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
