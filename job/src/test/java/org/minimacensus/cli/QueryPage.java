package org.minimacensus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.minimacensus.Toolbox;

/**
 * docs/sql.md: commands that make runs, statements that make views, queries with their answers.
 *
 * @param text of the page
 */
record QueryPage(String text) {
  private static final Path PAGE = Toolbox.project().resolve("docs/sql.md");
  private static final Pattern BLOCK =
      Pattern.compile("```(sh|sql)\n(.*?)```(?:\n\n```text\n(.*?)```)?", Pattern.DOTALL);

  /** What runs on Spark, what on DuckDB, what on both: in this order on the page. */
  private static final int KINDS_OF_VIEWS = 3;

  /**
   * A query of the page.
   *
   * @param answer lines of a table, each with a line break
   */
  record Query(String sql, String answer) {}

  static QueryPage read() throws IOException {
    return new QueryPage(Files.readString(PAGE));
  }

  /** Arguments of the commands, each without the script's name. */
  List<List<String>> commands() {
    return blocks("sh")
        .flatMap(m -> m.group(2).lines())
        .map(line -> Arrays.asList(line.split(" ")))
        .map(words -> words.subList(1, words.size()))
        .toList();
  }

  List<String> sparkViews() {
    return views(0, 2);
  }

  List<String> duckViews() {
    return views(1, 2);
  }

  private List<String> views(int... blocks) {
    List<String> views =
        blocks("sql").filter(m -> m.group(3) == null).map(m -> m.group(2)).toList();
    if (views.size() != KINDS_OF_VIEWS) {
      throw new IllegalStateException(
          "docs/sql.md: expected " + KINDS_OF_VIEWS + " blocks of views, found " + views.size());
    }

    return Arrays.stream(blocks)
        .mapToObj(views::get)
        .flatMap(block -> Stream.of(block.split(";\\s*")))
        .toList();
  }

  List<Query> queries() {
    return blocks("sql")
        .filter(m -> m.group(3) != null)
        .map(m -> new Query(m.group(2), m.group(3)))
        .toList();
  }

  private Stream<MatchResult> blocks(String language) {
    return BLOCK.matcher(text).results().filter(m -> m.group(1).equals(language));
  }

  /** Writes the page anew with other answers. */
  void write(UnaryOperator<String> answer) throws IOException {
    String written =
        BLOCK
            .matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        m.group(3) == null
                            ? m.group()
                            : "```sql\n"
                                + m.group(2)
                                + "```\n\n```text\n"
                                + answer.apply(m.group(2))
                                + "```"));
    Files.writeString(PAGE, written);
  }

  /** A result as the page shows it. */
  static String table(List<String> columns, List<List<Object>> rows) {
    List<Integer> left = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (!rows.isEmpty() && rows.get(0).get(c) instanceof String) {
        left.add(c);
      }
    }

    TextTable table = new TextTable(left.toArray(Integer[]::new)).row(columns);
    rows.forEach(row -> table.row(row.stream().map(QueryPage::cell).toList()));
    return table.text();
  }

  /** Libraries differ in the types of sums. */
  private static String cell(Object value) {
    return value == null
        ? "-"
        : value instanceof Double || value instanceof String
            ? value.toString()
            : Long.toString(((Number) value).longValue());
  }
}
