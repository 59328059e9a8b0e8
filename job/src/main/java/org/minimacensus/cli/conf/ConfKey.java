package org.minimacensus.cli.conf;

import java.util.function.Function;
import java.util.function.Predicate;
import org.minimacensus.study.StudySpec;

/**
 * One key of the conf file.
 *
 * @param path full path, such as {@code optimizer.step}
 * @param fallback the default as HOCON text; {@link #REQUIRED} when there is none, {@link #NONE}
 *     when the key may be absent
 * @param description one line of Markdown
 * @param rendering the value of a study as HOCON text, {@link #NONE} when it has none
 * @param hashRule when the value is part of the study hash
 */
record ConfKey<T>(
    String path,
    ConfType<T> type,
    String fallback,
    String description,
    Function<StudySpec, String> rendering,
    HashRule hashRule) {
  static final String REQUIRED = "";
  static final String NONE = "null";

  /**
   * When a key changes results and therefore is part of the study hash.
   *
   * @param words the condition as documented
   */
  record HashRule(String words, Predicate<StudySpec> applies) {
    static final HashRule ALWAYS = new HashRule("yes", spec -> true);
    static final HashRule NEVER = new HashRule("no", spec -> false);
  }

  boolean isRequired() {
    return fallback.equals(REQUIRED);
  }

  /** The name of the block: everything before the last dot, empty at the top. */
  String block() {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** The name within its block. */
  String lastName() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
