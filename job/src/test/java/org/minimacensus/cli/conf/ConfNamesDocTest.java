package org.minimacensus.cli.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.minimacensus.Toolbox;
import org.minimacensus.model.Activations;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.Losses;
import org.minimacensus.richness.RichnessEstimators;
import org.minimacensus.richness.StoppingRules;

/** Keys, values and studies that pages name, against the language of conf files. */
class ConfNamesDocTest {
  private static final Path ROOT = Toolbox.project();

  /** A command that reads a conf of the project, up to what is for Spark or a remark. */
  private static final Pattern STUDY =
      Pattern.compile("\\./submit\\.sh (?:run|plan|nightly) (conf/[\\w/.-]+\\.conf)([^\n`|#]*)");

  private static final Pattern SET = Pattern.compile("--set (?!KEY=)(\\S+)");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> data = Files.walk(ROOT.resolve("data"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.of(docs, data, top)
          .flatMap(s -> s)
          .filter(p -> p.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @Test
  void keysThatPagesNameAreKeys() throws IOException {
    Set<String> keys = ConfKeys.ALL.stream().map(ConfKey::path).collect(Collectors.toSet());
    Set<String> known = new TreeSet<>(keys);
    // Blocks within blocks, such as augmentation.init.
    keys.forEach(k -> known.add(k.replaceFirst("\\.[^.]*$", "")));
    // Packages.
    known.addAll(Set.of("study.compare", "study.pictures"));
    String blocks =
        keys.stream().map(k -> k.split("\\.")[0]).distinct().collect(Collectors.joining("|"));
    Pattern named = Pattern.compile("`((?:" + blocks + ")\\.[a-z0-9.-]*[a-z0-9])(?: ?=[^`]*)?`");
    int found = 0;
    for (Path page : pages()) {
      for (MatchResult m : named.matcher(Files.readString(page)).results().toList()) {
        if (!m.group(1).endsWith(".json")) {
          assertThat(known).as(page.toString()).contains(m.group(1));
          found++;
        }
      }
    }

    assertThat(found).isGreaterThan(100);
  }

  /** The data need not be there; a file that is no part of the project is not opened. */
  @Test
  void studiesThatPagesRunAreAccepted() throws IOException {
    int found = 0;
    for (Path page : pages()) {
      for (MatchResult m : STUDY.matcher(Files.readString(page)).results().toList()) {
        Path conf = ROOT.resolve(m.group(1));
        if (Files.exists(conf)) {
          List<String> sets = new ArrayList<>();
          SET.matcher(m.group(2).split(" -- ")[0]).results().forEach(s -> sets.add(s.group(1)));
          assertThatCode(() -> StudyConf.load(conf, sets))
              .as(page + ": " + m.group())
              .doesNotThrowAnyException();
          found++;
        }
      }
    }

    assertThat(found).isGreaterThan(20);
  }

  @Test
  void mathematicsDefineWhatIsMinimised() throws IOException {
    String page =
        Files.readString(ROOT.resolve("docs/mathematics.md"))
            .toLowerCase(Locale.ROOT)
            .replace('-', ' ');
    for (List<String> names : List.of(Losses.names(), Augmentations.names(), Activations.names())) {
      assertThat(names)
          .isNotEmpty()
          .filteredOn(name -> !page.contains(name.replace('-', ' ')))
          .as("names that docs/mathematics.md does not define")
          .isEmpty();
    }
  }

  @Test
  void estimatorsAndStoppingRulesHaveTheirPage() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/estimators.md"));
    assertThat(RichnessEstimators.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(StoppingRules.NAMES).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }
}
