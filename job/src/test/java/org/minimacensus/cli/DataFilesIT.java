package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.Toolbox;

/** Generators make the files of data/ again, and the commands of docs/data.md do what they say. */
class DataFilesIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A file of the tables, and the command that makes it. */
  private static final Pattern MADE =
      Pattern.compile(
          "(?m)^\\| ([a-z-]+\\.csv) \\| .*\\| `((?:python3|\\./submit\\.sh) [^`]+)` \\|");

  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  @TempDir Path folder;
  private Path mine;

  record Made(Path file, String command) {
    @Override
    public String toString() {
      return ROOT.relativize(file) + ": " + command;
    }
  }

  static List<Made> made() throws IOException {
    List<Made> all = new ArrayList<>();
    for (String name : List.of("data", "data/papers")) {
      Path at = ROOT.resolve(name);
      Matcher row = MADE.matcher(Files.readString(at.resolve("README.md")));
      while (row.find()) {
        all.add(new Made(at.resolve(row.group(1)), row.group(2)));
      }
    }

    return all;
  }

  @BeforeEach
  void makeFolder() throws IOException {
    mine = Files.createDirectories(folder.resolve("mine"));
  }

  @Test
  void theTablesNameGenerators() throws IOException {
    assertThat(made()).hasSizeGreaterThan(6);
  }

  @ParameterizedTest
  @MethodSource("made")
  void theGeneratorMakesTheSameBytes(Made set) throws IOException, InterruptedException {
    Path again = folder.resolve("again.csv");
    if (set.command().startsWith("python3")) {
      String script = set.command().split(" ")[1];
      boolean numpy = Files.readString(ROOT.resolve(script)).contains("import numpy");
      assumeTrue(
          shell(ROOT, numpy ? "python3 -c 'import numpy'" : "python3 --version") == 0,
          "python3 or numpy is not installed");
      String to = "> " + ROOT.relativize(set.file()).toString().replace('\\', '/');
      assertThat(set.command()).endsWith(to);
      String command = set.command().replace(to, "> '" + again + "'");
      assertThat(shell(ROOT, command)).isZero();
    } else {
      String[] words = set.command().replace("FILE", again.toString()).split(" ");
      InProcess ended = InProcess.execute(Arrays.copyOfRange(words, 1, words.length));
      assertThat(ended.code()).as(ended.err()).isZero();
    }

    assertThat(again).hasSameBinaryContentAs(set.file());
  }

  private static int shell(Path at, String command) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "-euo", "pipefail", "-c", command)
        .directory(at.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The block of docs/data.md that writes a file. */
  private void follow(String writes) throws IOException, InterruptedException {
    String command =
        COMMANDS
            .matcher(Files.readString(ROOT.resolve("docs/data.md")))
            .results()
            .map(m -> m.group(1))
            .filter(block -> block.contains("> mine/" + writes))
            .findFirst()
            .orElseThrow()
            .lines()
            .filter(line -> line.endsWith("> mine/" + writes))
            .collect(Collectors.joining("\n"));
    String script = ROOT.resolve("data/generators") + "/";
    assertThat(shell(folder, command.replace("data/generators/", script))).isZero();
  }

  private List<String> rows(String file) throws IOException {
    return Files.readAllLines(mine.resolve(file));
  }

  /** Two made-up rows as the set has them, with line ends of another system and an empty line. */
  private void raw(String file, String first, String second) throws IOException {
    assumeTrue(Toolbox.find("bash").isPresent(), "bash is not installed");
    Files.writeString(mine.resolve(file), first + "\r\n" + second + "\r\n\r\n");
  }

  @Test
  void setsWithTheTargetAtTheEndKeepTheirRows() throws IOException, InterruptedException {
    raw("iris.data", "5.0,3.5,1.5,0.5,Iris-setosa", "6.0,2.5,4.5,1.5,Iris-versicolor");
    follow("iris.csv");
    assertThat(rows("iris.csv"))
        .containsExactly("5.0,3.5,1.5,0.5,Iris-setosa", "6.0,2.5,4.5,1.5,Iris-versicolor");

    raw("data_banknote_authentication.txt", "3.5,8.5,-2.5,-0.5,0", "-1.5,-3.5,4.5,0.5,1");
    follow("banknote.csv");
    assertThat(rows("banknote.csv")).containsExactly("3.5,8.5,-2.5,-0.5,0", "-1.5,-3.5,4.5,0.5,1");

    String bands = String.join(",", Collections.nCopies(60, "0.25"));
    raw("sonar.all-data", bands + ",R", bands + ",M");
    follow("sonar.csv");
    assertThat(rows("sonar.csv")).containsExactly(bands + ",R", bands + ",M");
  }

  @Test
  void theGrowerOfAWineGoesToTheEnd() throws IOException, InterruptedException {
    raw("wine.data", "1,14.5,1.5,1065", "3,13.5,2.5,520");
    follow("wine.csv");
    assertThat(rows("wine.csv")).containsExactly("14.5,1.5,1065,1", "13.5,2.5,520,3");
  }

  @Test
  void theSexOfAnAbaloneBecomesTwoColumns() throws IOException, InterruptedException {
    assumeTrue(Toolbox.find("awk").isPresent(), "awk is not installed");
    String numbers = ",0.45,0.36,0.09,0.51,0.22,0.10,0.15,";
    raw("abalone.data", "M" + numbers + "15", "I" + numbers + "7");
    follow("abalone.csv");
    assertThat(rows("abalone.csv")).containsExactly("1,0" + numbers + "15", "0,0" + numbers + "7");
  }

  /** Three images: one black, one white, one with its first square half white; digits 1, 7, 0. */
  @Test
  void imagesAreAveragedOverSquares() throws IOException, InterruptedException {
    assumeTrue(Toolbox.find("python3").isPresent(), "python3 is not installed");
    byte[] pixels = new byte[3 * 784];
    Arrays.fill(pixels, 784, 2 * 784, (byte) 255);
    for (int i = 0; i < 2; i++) {
      Arrays.fill(pixels, 2 * 784 + 28 * i, 2 * 784 + 28 * i + 4, (byte) 255);
    }

    write("train-images-idx3-ubyte.gz", pixels, 2051, 3, 28, 28);
    write("train-labels-idx1-ubyte.gz", new byte[] {1, 7, 0}, 2049, 3);
    follow("mnist.csv");
    String black = String.join(",", Collections.nCopies(48, "0.0000"));
    assertThat(rows("mnist.csv"))
        .containsExactly("0.0000," + black + ",1", "0.5000," + black + ",0");
  }

  private void write(String file, byte[] content, int... head) throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(4 * head.length);
    Arrays.stream(head).forEach(numbers::putInt);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(numbers.array());
      zipped.write(content);
    }

    Files.write(mine.resolve(file), bytes.toByteArray());
  }
}
