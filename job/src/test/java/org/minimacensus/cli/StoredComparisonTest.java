package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.compare.CompareSettings;

/** What the name of a stored comparison depends on. */
class StoredComparisonTest {
  private static final CompareSettings SETTINGS = CompareSettings.DEFAULT;

  private static String key(String manifest, CompareSettings settings, String... code) {
    StoredRun baseline =
        new StoredRun() {
          @Override
          public String folder() {
            return "";
          }

          @Override
          public String manifestSha256() {
            return manifest;
          }

          @Override
          public RunSummary summary() {
            throw new UnsupportedOperationException("the manifest says what is in it");
          }

          @Override
          public Provenance provenance() {
            throw new UnsupportedOperationException("the manifest says what is in it");
          }
        };
    return StoredComparison.key(baseline, settings, new Provenance.Code(code[0], code[1]));
  }

  /** A mend of the census or of the tests may give another verdict on the same runs. */
  @Test
  void anotherRunAnotherOptionAndAnotherVersionAreAnotherComparison() {
    List<String> keys =
        Stream.of(
                key("a", SETTINGS, "1", "abc"),
                key("b", SETTINGS, "1", "abc"),
                key("a", new CompareSettings(0.02, 2, false), "1", "abc"),
                key("a", SETTINGS, "2", "abc"),
                key("a", SETTINGS, "1", "def"))
            .toList();
    assertThat(keys).doesNotHaveDuplicates();
    assertThat(key("a", SETTINGS, "1", "abc")).isEqualTo(keys.get(0));
  }
}
