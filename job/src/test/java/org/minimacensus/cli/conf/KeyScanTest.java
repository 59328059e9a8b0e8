package org.minimacensus.cli.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyScanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '\0',
      value = {
        "a = 1, b.c : 2 @ a:1 b.c:1",
        "{ a { b = 1 } \\n } @ a.b:1",
        "a = [1, {x = 2}, # }\\n 3]\\nb = 4 @ a:1 b:3",
        "a = \"} # \\\" x = 1\"\\nb = 1 // c = 2\\nd = 3 @ a:1 b:2 d:3",
        "a = \"\"\"x = 1\\n}\"\"\"\"\\nb = 2 @ a:1 b:3",
        "\"a.b\" . c = 1 @ a.b / c:1",
        "a = ${x.y} { b = 1 } { c = 2 }\\nd += 3 @ a.b:1 a.c:1 d:2",
        "a = ${?x}\\n a = b c ${y} d @ a:1 a:2",
        "include \"f\"\\n"
            + "a { include required(file(\"g\")), b = 1 }\\n"
            + "included = 2 @ a.b:2 included:3",
        "a\\n{\\n b\\n =\\n 1 } @ a.b:3",
        "a {} @ ",
      })
  void settingsAreFoundWithTheirLines(String text, String expected) {
    String found =
        String.join(
            " ",
            KeyScan.of(text.replace("\\n", "\n")).stream()
                .map(s -> name(s) + ":" + s.line())
                .toList());

    assertThat(found).isEqualTo(expected == null ? "" : expected);
  }

  private static String name(KeyScan.Setting setting) {
    boolean dotted = setting.path().stream().anyMatch(p -> p.contains("."));
    return String.join(dotted ? "/" : ".", setting.path());
  }
}
