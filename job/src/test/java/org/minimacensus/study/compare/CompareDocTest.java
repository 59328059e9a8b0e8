package org.minimacensus.study.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/compare.md names what is compared. */
class CompareDocTest {
  private static String document;

  @BeforeAll
  static void read() throws IOException {
    document = Files.readString(Path.of("..", "docs", "compare.md"));
  }

  @Test
  void everyKindIsInATable() throws IllegalAccessException {
    for (Field kind : Kinds.class.getDeclaredFields()) {
      kind.setAccessible(true);
      assertThat(document).containsPattern("(?m)^\\| [^|]*`" + kind.get(null) + "`");
    }
  }

  @Test
  void theVerdictsAndTheDefaultLevelAreTold() {
    assertThat(document)
        .contains("| `--level X` | " + CompareSettings.DEFAULT_LEVEL + " |")
        .contains("| `" + ComparisonSummary.VERDICT_SAME + "` | 0 |")
        .contains("| `" + ComparisonSummary.VERDICT_CHANGED + "` | 0 |")
        .contains("| `" + ComparisonSummary.VERDICT_REGRESSED + "` | 21 |");
  }
}
