package org.minimacensus.cli.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {
  private static final Path DOC = Path.of("..", "docs", "configuration.md");
  private static final String REGENERATE =
      "mvn -pl job test -Dtest=ConfigurationDocTest -Dregenerate=true";

  @Test
  void documentedKeysAreTheKeysOfTheCode() throws IOException {
    String text = Files.readString(DOC);
    int begin = text.indexOf(ConfDocs.BEGIN);
    int end = text.indexOf(ConfDocs.END);
    assertThat(begin)
        .as("docs/configuration.md has the line %s", ConfDocs.BEGIN)
        .isGreaterThanOrEqualTo(0);
    assertThat(end).as("docs/configuration.md has the line %s", ConfDocs.END).isGreaterThan(begin);
    if (Boolean.getBoolean("regenerate")) {
      Files.writeString(
          DOC,
          text.substring(0, begin)
              + ConfDocs.section()
              + text.substring(end + ConfDocs.END.length()));
      return;
    }
    assertThat(text.substring(begin, end + ConfDocs.END.length()))
        .as("regenerate with: %s", REGENERATE)
        .isEqualTo(ConfDocs.section());
  }

  @Test
  void everyKeyHasADescriptionThatFitsATableCell() {
    assertThat(ConfKeys.ALL)
        .allSatisfy(
            key ->
                assertThat(key.description())
                    .isNotBlank()
                    .doesNotContain("\n")
                    .doesNotMatch(".*[^\\\\]\\|.*"));
    assertThat(ConfKeys.ALL).extracting(ConfKey::path).doesNotHaveDuplicates();
  }
}
