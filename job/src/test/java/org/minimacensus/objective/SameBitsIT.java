package org.minimacensus.objective;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of answers in JVMs of every kind: vector widths, compilers, versions. */
class SameBitsIT {
  private static final String VECTOR = "--add-modules=jdk.incubator.vector";
  private static final Path OWN = Path.of(System.getProperty("java.home"));
  private static String expected;

  @ParameterizedTest
  @ValueSource(
      strings = {
        VECTOR,
        VECTOR + " -XX:UseAVX=2",
        VECTOR + " -XX:MaxVectorSize=16",
        VECTOR + " -XX:TieredStopAtLevel=1",
        VECTOR + " -XX:-TieredCompilation",
        "-XX:TieredStopAtLevel=1",
        "-Xint",
      })
  void doNotDependOnTheJvm(String options) throws Exception {
    // What does not compile is slow; what compiles must have had the time to.
    String rounds = options.contains("Level=1") || options.contains("-Xint") ? "1" : "12";
    assertThat(digest(OWN, List.of(options.split(" ")), rounds)).isEqualTo(expected());
  }

  @Test
  void doNotDependOnTheJdk() throws Exception {
    List<Path> others = new ArrayList<>();
    try (Stream<Path> siblings = Files.list(OWN.toRealPath().getParent())) {
      siblings.filter(SameBitsIT::another).forEach(others::add);
    }

    assumeTrue(!others.isEmpty(), "no other JDK is installed beside " + OWN);
    for (Path other : others) {
      assertThat(digest(other, List.of(VECTOR), "4")).as(other.toString()).isEqualTo(expected());
    }
  }

  /** A JDK that can run the classes, and is not the one of this test. */
  private static boolean another(Path home) {
    try {
      Path release = home.resolve("release");
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.isRegularFile(release)
          && !home.toRealPath().equals(OWN.toRealPath())
          && Files.readString(release).lines().anyMatch(SameBitsIT::runsTheClasses);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean runsTheClasses(String line) {
    return line.matches("JAVA_VERSION=\"(1[7-9]|[2-9][0-9]).*");
  }

  private static String expected() throws Exception {
    if (expected == null) {
      expected = digest(OWN, List.of("-Dminima.kernels=scalar"), "2");
    }

    return expected;
  }

  private static String digest(Path home, List<String> options, String rounds) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(AnswerBits.class.getName(), rounds));
    Path errors = Files.createTempFile("bits", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    Files.delete(errors);
    return out.strip().split(" ")[1];
  }
}
