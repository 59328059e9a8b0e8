package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/messages.md quotes what the program says: but for values, every pair of neighbouring words
 * of a message stands in a text of the sources.
 */
class MessagesDocTest {
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern PLACE = Pattern.compile("%[-+.,0-9$]*[a-zA-Z]|\\\\n");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** Two words that no text of the sources covers; values are numbers, names and paths. */
  private static final Pattern FOREIGN = Pattern.compile("[a-zA-Z]{2,} [a-zA-Z]{2,}");

  /** Shorter texts are in every message. */
  private static final int SHORTEST = 5;

  /** What libraries say. */
  private static final List<String> OF_LIBRARIES =
      List.of(
          "Unknown options: ",
          "Possible solutions: ",
          "Parent path is not a directory: ",
          "is not a Parquet file");

  private static Set<String> texts;

  static Stream<String> messages() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "messages.md")).stream()
        .filter(l -> l.startsWith("| ") && !l.startsWith("| ---"))
        .map(l -> l.split("\\|", 4)[3])
        .flatMap(cell -> QUOTED.matcher(cell).results().map(m -> m.group(1)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theProgramSaysIt(String message) throws IOException {
    char[] left = message.toCharArray();
    for (String text : texts()) {
      for (int i = message.indexOf(text); i >= 0; i = message.indexOf(text, i + 1)) {
        Arrays.fill(left, i, i + text.length(), '·');
      }
    }

    assertThat(FOREIGN.matcher(new String(left)).results().map(MatchResult::group))
        .as("in no text of the sources")
        .isEmpty();
  }

  private static Set<String> texts() throws IOException {
    if (texts == null) {
      texts = new HashSet<>(OF_LIBRARIES);
      try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
        for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
          String joined = JOINED.matcher(Files.readString(source)).replaceAll("");
          TEXT.matcher(joined).results().forEach(m -> add(m.group(1)));
        }
      }
    }

    return texts;
  }

  private static void add(String text) {
    Stream.of(PLACE.split(text.replace("\\\"", "\"")))
        .map(String::strip)
        .filter(t -> t.length() >= SHORTEST)
        .forEach(texts::add);
  }
}
