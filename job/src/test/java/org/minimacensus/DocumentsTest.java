package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the pages lead to each other, and that what they name is there. */
class DocumentsTest {
  private static final Path ROOT = Toolbox.project();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*)`");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|enum|interface) ([A-Z]\\w+)");
  private static final Pattern FILE =
      Pattern.compile("\\b(?:bench|data|docs|job)/[\\w./-]*\\.(?:md|py|sh|csv|java|png)\\b");

  private static final Pattern SPARK_KEY =
      Pattern.compile("[`\\s](spark\\.[a-z][A-Za-z.]*[A-Za-z])(?=[`=])");

  /** Of the JDK and of Kubernetes. */
  private static final Set<String> OTHERS =
      Set.of(
          "StrictMath",
          "NaN",
          "IllegalArgumentException",
          "IllegalStateException",
          "DoubleVector",
          "SparkApplication",
          "ScheduledSparkApplication",
          "ReadWriteMany");

  /** Names of a user's own files. */
  private static final Set<String> EXAMPLES =
      Set.of(
          "data/iris.csv",
          // Written by whoever extends the job; their tests compile them from the page.
          "job/src/main/java/org/minimacensus/model/LogCosh.java",
          "job/src/main/java/org/minimacensus/objective/GemanMcClureLoss.java",
          "job/src/main/java/org/minimacensus/objective/LeakyReluNeuron.java",
          "job/src/main/java/org/minimacensus/richness/GoodTuring.java",
          "job/src/main/java/org/minimacensus/theorem/EveryMinimumIsBest.java");

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

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(m -> m.group(1))
        .filter(l -> !l.contains("://"))
        .toList();
  }

  private static Path target(Path page, String link) {
    String path = link.replaceAll("#.*", "");
    return path.isEmpty() ? page : page.resolveSibling(path).normalize();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    for (Path page : pages()) {
      for (String link : links(page)) {
        Path target = target(page, link);
        assertThat(target).as(page + ": " + link).exists();
        if (link.contains("#")) {
          assertThat(anchors(target)).as(page + ": " + link).contains(link.replaceAll(".*#", ""));
        }
      }
    }
  }

  /** As sites that show Markdown make them. */
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(m -> m.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").strip())
        .map(h -> h.replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(ROOT.resolve("README.md")));
    while (!next.isEmpty()) {
      Path page = next.remove();
      if (page.toString().endsWith(".md") && reached.add(page)) {
        links(page).forEach(link -> next.add(target(page, link)));
      }
    }

    assertThat(pages()).allMatch(reached::contains);
  }

  @Test
  void classesThatPagesNameAreThere() throws IOException {
    Set<String> types = new LinkedHashSet<>(OTHERS);
    try (Stream<Path> sources = Files.walk(ROOT.resolve("job/src"))) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        TYPE.matcher(Files.readString(source)).results().forEach(m -> types.add(m.group(1)));
      }
    }

    for (Path page : pages()) {
      assertThat(types).as(page.toString()).containsAll(named(page, CLASS));
    }
  }

  @Test
  void filesThatPagesNameAreThere() throws IOException {
    for (Path page : pages()) {
      for (MatchResult m : FILE.matcher(Files.readString(page)).results().toList()) {
        if (!EXAMPLES.contains(m.group()) && !m.group().startsWith("job/target/")) {
          assertThat(ROOT.resolve(m.group())).as(page.toString()).exists();
        }
      }
    }
  }

  @Test
  void keysOfSparkThatPagesNameAreSparks() throws IOException {
    for (Path page : pages()) {
      Set<String> keys = named(page, SPARK_KEY);
      assertThat(keys).as(page.toString()).allMatch(SparkKeys::known);
    }
  }

  /** What is called from outside, that is all but what other scripts read. */
  @Test
  void everyBenchmarkIsOnAPage() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path page : pages()) {
      all.append(Files.readString(page));
    }

    List<Path> scripts = new ArrayList<>();
    for (String folder : List.of("bench", "bench/scaling")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files
            .filter(p -> p.toString().endsWith(".sh") && Files.isExecutable(p))
            .forEach(scripts::add);
      }
    }

    assertThat(scripts)
        .hasSizeGreaterThan(10)
        .filteredOn(s -> !s.endsWith("classpath.sh"))
        .allSatisfy(
            s -> assertThat(all).contains(ROOT.relativize(s).toString().replace('\\', '/')));
  }

  private static Set<String> named(Path page, Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(page))
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toSet());
  }
}
