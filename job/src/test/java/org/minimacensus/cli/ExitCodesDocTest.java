package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.ExitCodes;
import picocli.CommandLine.Command;

/** Exit codes as the help, the pages and the code have them. */
class ExitCodesDocTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Schedulers depend on them: none is dropped or renumbered. */
  private static final Set<Integer> CODES = Set.of(0, 2, 3, 4, 5, 10, 20, 21, 22, 30, 130, 143);

  @Test
  void theCodeHasThese() throws IllegalAccessException {
    List<Integer> codes = new ArrayList<>();
    for (Field constant : ExitCodes.class.getFields()) {
      codes.add(constant.getInt(null));
    }

    assertThat(codes).doesNotHaveDuplicates().hasSameElementsAs(CODES);
  }

  @Test
  void theHelpNamesThemAll() {
    String footer = String.join(" ", Main.class.getAnnotation(Command.class).footer());
    assertThat(numbers(footer)).isEqualTo(CODES);
  }

  @Test
  void resultsExplainThemAll() throws IOException {
    assertThat(table("results.md")).isEqualTo(CODES);
  }

  @Test
  void operationsTellSchedulersWhatToDoWithAllButMismatches() throws IOException {
    Set<Integer> expected = new TreeSet<>(CODES);
    expected.remove(ExitCodes.MISMATCH);
    assertThat(table("operations.md")).isEqualTo(expected);
  }

  @Test
  void noPageSpeaksOfAnotherCode() throws IOException {
    Pattern said = Pattern.compile("exit codes? ((?:\\d+(?:, | and | or )?)+)");
    try (Stream<Path> pages = Files.walk(DOCS)) {
      for (Path page : pages.filter(p -> p.toString().endsWith(".md")).toList()) {
        for (MatchResult m : said.matcher(Files.readString(page)).results().toList()) {
          assertThat(CODES).as(page + ": " + m.group()).containsAll(numbers(m.group(1)));
        }
      }
    }
  }

  @Test
  void messagesEndWithOneOfThem() throws IOException {
    List<String> codes =
        Files.readAllLines(DOCS.resolve("messages.md")).stream()
            .filter(l -> l.startsWith("| ") && !l.startsWith("| ---"))
            .map(l -> l.split("\\|")[2].trim())
            .filter(c -> !c.equals("code") && !c.equals("its own"))
            .toList();
    assertThat(codes).hasSizeGreaterThan(50).allMatch(c -> CODES.contains(Integer.valueOf(c)));
  }

  /** The codes in the first column of the table under the heading "Exit codes". */
  private static Set<Integer> table(String page) throws IOException {
    String text = Files.readString(DOCS.resolve(page));
    int begin = text.indexOf("\n## Exit codes\n");
    assertThat(begin).as(page + " has exit codes").isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end)
        .lines()
        .filter(l -> l.matches("\\| \\d.*"))
        .flatMap(l -> numbers(l.split("\\|")[1]).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> numbers(String text) {
    return NUMBER
        .matcher(text)
        .results()
        .map(m -> Integer.valueOf(m.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
