package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.theorem.construct.Construction;
import org.minimacensus.theorem.construct.ConstructionOption;
import org.minimacensus.theorem.construct.Constructions;

/** docs/constructions.md against the kinds themselves. */
class ConstructionsDocTest {
  private static final Pattern OPTION = Pattern.compile("`--(?:\\[no-\\])?([a-z-]+)`");

  static List<String> kinds() {
    return Constructions.all().stream().map(Construction::name).toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindHasItsRowsItsOptionsAndAnExample(String name) throws IOException {
    Path page = Path.of("..").resolve("docs/constructions.md");
    List<String> rows =
        Files.readAllLines(page).stream().filter(l -> l.startsWith("| `" + name + "` |")).toList();
    assertThat(rows).as("facts and options").hasSize(2);
    String options = rows.get(1);
    assertThat(options).contains("./submit.sh generate " + name + " ");
    if (options.contains("the same, ")) {
      options +=
          Files.readString(page)
              .lines()
              .filter(l -> l.startsWith("| `ding-li-sun` | `--"))
              .findFirst()
              .get();
    }

    Set<String> documented = new TreeSet<>();
    Matcher option = OPTION.matcher(options);
    while (option.find()) {
      documented.add("--" + option.group(1));
    }

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Constructions.named(name).options().stream().map(ConstructionOption::name).toList());
  }
}
