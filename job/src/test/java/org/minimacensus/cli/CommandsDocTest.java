package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.Toolbox;

/** Commands and options as the pages write them. */
class CommandsDocTest {
  private static final Path ROOT = Toolbox.project();
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z-]+)  +\\S");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])(--[a-z][a-z-]*)");

  /**
   * A command with its arguments, up to what is for Spark, a remark or the end of the quotation.
   */
  private static final Pattern CALL =
      Pattern.compile("\\./submit\\.sh ([a-z][a-z-]*)((?: (?!-- |#|\\|)[^\\s`]+)*)");

  /** What help prints of a command; looked up once each. */
  private final Map<String, String> helps = new HashMap<>();

  private record Call(Path page, String command, String arguments) {}

  private static String help(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Main.execute(new Terminal(stream, stream, false), arguments);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Set<String> commands() {
    String help = help("--help");
    String list = help.substring(help.indexOf("\nCommands:"), help.indexOf("\nExit codes:"));
    return LISTED.matcher(list).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  private static List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    for (Path page : pages()) {
      CALL.matcher(Files.readString(page))
          .results()
          .forEach(m -> calls.add(new Call(page, m.group(1), m.group(2))));
    }

    return calls;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> confs = Files.walk(ROOT.resolve("conf"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.of(docs, confs, top)
          .flatMap(s -> s)
          .filter(p -> p.toString().endsWith(".md") || p.toString().endsWith(".conf"))
          .toList();
    }
  }

  @Test
  void theListInTheMessageIsThatOfTheHelp() {
    assertThat(Set.of(Main.COMMANDS.split(", | and "))).isEqualTo(commands());
  }

  @Test
  void everyCommandIsInTheReadmeAndInAPageOfTheDocs() throws IOException {
    Map<Boolean, Set<String>> named =
        calls().stream()
            .collect(
                Collectors.partitioningBy(
                    c -> c.page.equals(ROOT.resolve("README.md")),
                    Collectors.mapping(Call::command, Collectors.toSet())));
    assertThat(named.get(true)).as("README.md").isEqualTo(commands());
    assertThat(named.get(false)).as("docs").containsAll(commands());
  }

  @Test
  void everyCommandAndOptionThatAPageWritesIsThere() throws IOException {
    Set<String> commands = commands();
    List<Call> calls = calls();
    assertThat(calls).hasSizeGreaterThan(50);
    for (Call call : calls) {
      assertThat(commands).as(call.toString()).contains(call.command);
      assertThat(options(help(call))).as(call.toString()).containsAll(options(call.arguments));
    }
  }

  private String help(Call call) {
    List<String> words = new ArrayList<>(List.of(call.command));
    if (call.command.equals(GenerateCommand.NAME)) {
      // Each kind has options of its own.
      Stream.of(call.arguments.strip().split(" ")).limit(1).forEach(words::add);
      words.removeIf(w -> !w.matches("[a-z-]+"));
    }

    words.add("--help");
    return helps.computeIfAbsent(
        String.join(" ", words), key -> help(words.toArray(String[]::new)));
  }

  private static Set<String> options(String text) {
    return OPTION.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }
}
