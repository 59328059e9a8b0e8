package org.minimacensus.cli.conf;

/** The table of keys as Markdown, for {@code docs/configuration.md}. */
final class ConfDocs {
  static final String BEGIN = "<!-- keys: begin (written by ConfigurationDocTest) -->\n";
  static final String END = "<!-- keys: end -->\n";

  private ConfDocs() {}

  /** The generated section with its markers. */
  static String section() {
    StringBuilder out =
        new StringBuilder(BEGIN)
            .append(
                "| key | default | values | meaning | in the study hash |\n"
                    + "| --- | --- | --- | --- | --- |\n");
    for (ConfKey<?> key : ConfKeys.ALL) {
      String fallback =
          key.isRequired()
              ? "required"
              : key.fallback().equals(ConfKey.NONE) ? "none" : "`" + key.fallback() + "`";
      out.append("| `")
          .append(key.path())
          .append("` | ")
          .append(fallback)
          .append(" | ")
          .append(key.type().expected())
          .append(" | ")
          .append(key.description())
          .append(" | ")
          .append(key.hashRule().words())
          .append(" |\n");
    }
    return out.append(END).toString();
  }
}
