package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/decisions: numbers, parts, length, and the list of them. */
class DecisionFilesTest {
  private static final Path FOLDER = Toolbox.project().resolve("docs/decisions");

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> !f.endsWith("README.md")).sorted().toList();
    }
  }

  @Test
  void theyAreNumberedWithoutAGap() throws IOException {
    List<Path> files = files();
    assertThat(files).isNotEmpty();
    for (int i = 0; i < files.size(); i++) {
      assertThat(files.get(i).getFileName().toString())
          .matches(String.format(Locale.ROOT, "%04d-[a-z0-9-]+\\.md", i + 1));
      assertThat(Files.readAllLines(files.get(i)).get(0)).startsWith("# " + (i + 1) + ". ");
    }
  }

  @Test
  void eachHasItsFourPartsOnAPage() throws IOException {
    for (Path file : files()) {
      String text = Files.readString(file);
      for (String part : List.of("Context", "Decision", "Alternatives", "Consequences")) {
        assertThat(text)
            .as(file.toString())
            .containsPattern("(?m)^(## " + part + "$|\\*\\*" + part + "\\.?\\*\\*)");
      }

      assertThat(text).as(file.toString()).hasSizeLessThan(5000);
    }
  }

  @Test
  void theListHasThemAllWithTheirTitles() throws IOException {
    List<String> rows =
        Files.readAllLines(FOLDER.resolve("README.md")).stream()
            .filter(l -> l.matches("\\| \\d+ .*"))
            .toList();
    List<String> expected = files().stream().map(DecisionFilesTest::row).toList();
    assertThat(rows).isEqualTo(expected);
  }

  private static String row(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String[] title = lines.findFirst().orElseThrow().substring(2).split("\\. ", 2);
      return "| " + title[0] + " | [" + title[1] + "](" + file.getFileName() + ") |";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
