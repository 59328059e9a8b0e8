package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What docs/extending.md says of files, registries and tests. Its classes are compiled and held
 * against the laws of their families by the tests named New...DocTest.
 */
class ExtendingDocTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([^`]+\\.java)` \\| .*behind `([^`]+)` the (?:line|entry) `(.+?)`");
  private static final Pattern FILE = Pattern.compile("`((?:job|docs|conf|bench)/[^` ]+)`");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");
  private static final Pattern CLASS =
      Pattern.compile("(?m)^(?:final class|record) ([A-Z][A-Za-z]+)");

  @Test
  void registriesHaveTheLinesThatNewOnesComeBehind() throws IOException {
    int rows = 0;
    for (var m : ROW.matcher(ExtendingPage.text()).results().toList()) {
      assertThat(Files.readString(ROOT.resolve(m.group(1)))).contains(m.group(2));
      assertThat(Files.readString(ROOT.resolve(m.group(1)))).doesNotContain(m.group(3));
      rows++;
    }

    assertThat(rows).isGreaterThanOrEqualTo(5);
  }

  @Test
  void filesThatItNamesAreThereButThoseOfItsOwnClasses() {
    List<String> own =
        ExtendingPage.found(CLASS).stream().map(name -> "/" + name + ".java").toList();
    assertThat(own).hasSize(5);
    assertThat(ExtendingPage.found(FILE))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            file ->
                assertThat(Files.exists(ROOT.resolve(file)))
                    .as(file)
                    .isEqualTo(own.stream().noneMatch(file::endsWith)));
  }

  @Test
  void testsThatItNamesAreThere() throws IOException {
    List<String> tests;
    try (Stream<Path> found = Files.walk(ROOT.resolve("job/src/test/java"))) {
      tests = found.map(f -> f.getFileName().toString().replace(".java", "")).toList();
    }

    assertThat(tests).containsAll(ExtendingPage.found(TEST));
  }
}
