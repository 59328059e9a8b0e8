package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A method that looks like a test and lacks its annotation would never run, and nobody notices. */
class ForgottenTestsTest {
  /** One that is not private and takes and returns nothing, with a blank line before it. */
  private static final Pattern BARE = Pattern.compile("\\n\\n {2}(?:public )?void (\\w+)\\(\\)");

  private static List<String> forgotten(String source) {
    return BARE.matcher(source).results().map(m -> m.group(1)).toList();
  }

  @Test
  void everyMethodThatLooksLikeATestIsOne() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
      for (Path file : all.filter(f -> f.toString().matches(".*(Test|IT)\\.java")).toList()) {
        assertThat(forgotten(Files.readString(file))).as(file.toString()).isEmpty();
      }
    }
  }

  @Test
  void oneWithoutAnnotationIsFound() {
    assertThat(forgotten("  }\n\n  void looksAtNothing() {\n  }\n\n  @Test\n  void runs() {\n"))
        .containsExactly("looksAtNothing");
  }
}
