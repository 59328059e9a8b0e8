package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.Toolbox;

/** docs/tutorial.md: its commands are run in their order and must print what is shown. */
@Timeout(600)
class TutorialDocIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\n(.*?)^```$");
  private static final Pattern PART = Pattern.compile("(?m)^\\| .* \\| \\*(.+)\\* \\|$");
  private static final String SUBMIT = "./submit.sh ";

  @TempDir Path folder;

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/tutorial.md"));
  }

  /** Lines in their order; {@code ...} alone stands for any lines, within a line for any text. */
  private static Pattern shown(String text) {
    return Pattern.compile(
        text.lines()
            .map(
                line ->
                    line.equals("...")
                        ? "(?:.*\n)*?"
                        : Arrays.stream(line.split("\\.\\.\\.", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*", "", " *\n")))
            .collect(Collectors.joining("", "(?m)^", "")));
  }

  @Test
  void itsCommandsPrintWhatIsShown() throws IOException, InterruptedException {
    assumeTrue(
        Toolbox.find("bash").isPresent() && Toolbox.find("awk").isPresent(),
        "bash or awk is not installed");
    String printed = "";
    int commands = 0;
    Matcher block = BLOCK.matcher(page());
    while (block.find()) {
      String text = block.group(2);
      switch (block.group(1)) {
        case "sh" -> {
          printed = text.startsWith(SUBMIT) ? job(text) : shell(text);
          commands += text.startsWith(SUBMIT) ? 1 : 0;
        }
        case "text" -> assertThat(printed).containsPattern(shown(text));
        case "crontab" ->
            assertThat(Files.readString(ROOT.resolve("conf/examples/crontab"))).contains(text);
        default -> throw new IllegalStateException("a block of an unknown kind: " + block.group(1));
      }
    }

    assertThat(commands).isGreaterThan(10);
    assertThatThePageOfTheRunHasItsParts();
  }

  private void assertThatThePageOfTheRunHasItsParts() throws IOException {
    String report = Files.readString(study().resolve("run=r0/report.html"));
    List<String> parts = PART.matcher(page()).results().map(m -> m.group(1)).toList();
    assertThat(parts)
        .hasSizeGreaterThan(5)
        .allSatisfy(part -> assertThat(report).containsPattern("<h2[^>]*>" + part + "<"));
  }

  private Path study() throws IOException {
    try (var found = Files.list(folder.resolve("out"))) {
      return found.filter(f -> f.getFileName().toString().startsWith("study=")).findFirst().get();
    }
  }

  /** As a reader's shell runs it, in a folder of our own. */
  private String shell(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("shell.out");
    Process process =
        new ProcessBuilder("bash", "-euc", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    String printed = process.waitFor() == 0 ? Files.readString(out) : "";
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return printed;
  }

  /** In this process, whose folder is another one: paths are those of ours. */
  private String job(String command) throws IOException {
    assertThat(command.strip().lines()).as("one command").hasSize(1);
    Path conf = folder.resolve("mine/waves.conf");
    String here = folder.toString().replace('\\', '/');
    Files.writeString(conf, Files.readString(conf).replace("\"mine/", "\"" + here + "/mine/"));
    List<String> arguments = new ArrayList<>();
    for (String word : command.strip().substring(SUBMIT.length()).split(" ")) {
      boolean ours = word.startsWith("mine/") || word.startsWith("out/");
      arguments.add(ours ? folder.resolve(word).toString() : word);
    }

    if (arguments.contains(conf.toString())) {
      arguments.addAll(List.of("--set", "output.path=" + folder.resolve("out")));
    }

    InProcess ended = InProcess.execute(arguments.toArray(String[]::new));
    assertThat(ended.code()).as("%s: %s", command, ended.err()).isZero();
    return ended.out();
  }
}
