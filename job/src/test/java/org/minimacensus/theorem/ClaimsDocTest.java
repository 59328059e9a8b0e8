package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/claims.md against the claims themselves. */
class ClaimsDocTest {
  private static final Path PAGE = Path.of("..").resolve("docs/claims.md");

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String row(Claim c) {
    return "| `"
        + c.paper()
        + "` | `"
        + c.name()
        + "` | "
        + cell(c.statement())
        + " | "
        + cell(c.decides())
        + " | `"
        + c.objective()
        + "` | "
        + (c.quantifier() == Claim.Quantifier.EVERY ? "every" : "some")
        + (c.proved() ? "" : ", not proved")
        + " |";
  }

  @Test
  void theTableHasARowForEveryClaimInTheirOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(l -> l.matches("\\| `[a-z-]+-\\d{4}` \\| .*"))
            .toList();
    List<String> all = Claims.all().stream().map(ClaimsDocTest::row).toList();
    assertThat(all)
        .filteredOn(row -> !rows.contains(row))
        .as("rows that the table of docs/claims.md lacks")
        .isEmpty();
    assertThat(rows).isEqualTo(all);
  }

  @Test
  void everyVerdictIsExplained() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(Arrays.stream(Verdict.values()).map(v -> "| `" + v.label() + "` |"))
        .allSatisfy(row -> assertThat(page).contains(row));
  }
}
