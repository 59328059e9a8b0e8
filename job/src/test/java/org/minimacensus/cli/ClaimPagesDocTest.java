package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.theorem.Claim;
import org.minimacensus.theorem.Claims;

/** docs/papers/ against the claims, the studies of conf/papers/ and what is known of them. */
class ClaimPagesDocTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGES = ROOT.resolve("docs/papers");
  private static final Path STUDIES = ROOT.resolve("conf/papers");
  private static final Path KNOWN = STUDIES.resolve("known.conf");

  private static final Pattern STUDY = Pattern.compile("conf/papers/([\\w.-]+?\\.conf)\\b");
  private static final Pattern PAGE = Pattern.compile("docs/papers/([\\w.-]+?\\.md)\\b");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /** Claims by the names of their pages. */
  private static Map<String, Claim> claims() {
    return Claims.all().stream()
        .collect(Collectors.toMap(c -> c.key().replace('/', '-') + ".md", c -> c));
  }

  static List<String> claimPages() {
    return claims().keySet().stream().sorted().toList();
  }

  static List<String> pages() throws IOException {
    return names(PAGES, ".md");
  }

  static List<String> studies() throws IOException {
    return names(STUDIES, ".conf").stream().filter(n -> !n.equals("known.conf")).toList();
  }

  private static List<String> names(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(end))
          .sorted()
          .toList();
    }
  }

  private static String page(String name) {
    try {
      return Files.readString(PAGES.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> all = new TreeSet<>();
    Matcher m = pattern.matcher(text);
    while (m.find()) {
      all.add(m.group(1));
    }

    return all;
  }

  @Test
  void everyClaimHasAPageAndNoOtherPageIsNamedForAPaper() throws IOException {
    List<String> there = pages();
    assertThat(claimPages())
        .filteredOn(name -> !there.contains(name))
        .as(
            "claims without a page in docs/papers/: five sections as the others have, a link in"
                + " README.md there, a study with its verdict in conf/papers/known.conf"
                + " (docs/extending.md, \"A claim\")")
        .isEmpty();
    Set<String> papers = Claims.all().stream().map(Claim::paper).collect(Collectors.toSet());
    assertThat(there.stream().filter(n -> papers.stream().anyMatch(n::startsWith)))
        .containsExactlyElementsOf(claimPages());
  }

  @ParameterizedTest
  @MethodSource("claimPages")
  void aPageNamesItsClaimAndHasAllSections(String name) {
    String text = page(name);
    assertThat(text).contains("`" + claims().get(name).key() + "`");
    assertThat(text.lines().filter(l -> l.startsWith("## ")))
        .containsExactly(
            "## The claim",
            "## How it is tested",
            "## The studies",
            "## The result",
            "## How to read it");
    assertThat(page("README.md")).contains("](" + name + ")");
  }

  /** A row of the result is {@code | study | verdict | ...}. */
  @ParameterizedTest
  @MethodSource("claimPages")
  void aPageHasTheStudiesThatAreHeldAgainstItsClaimWithTheirVerdicts(String name) {
    Map<String, String> known = new TreeMap<>();
    for (KnownStudy study : KnownStudies.read(KNOWN)) {
      study
          .verdicts()
          .forEach((claim, verdict) -> note(known, name, study, claim, verdict.label()));
    }

    String text = page(name);
    Map<String, String> told = new TreeMap<>();
    section(text, "## The result")
        .lines()
        .filter(l -> l.startsWith("| `"))
        .map(l -> l.split("\\|"))
        .forEach(c -> told.put(c[1].strip().replace("`", "") + ".conf", c[2].strip()));
    assertThat(told).isEqualTo(known);

    String section = section(text, "## The studies");
    assertThat(known.keySet())
        .as(
            "studies of conf/papers/known.conf that expect a verdict on "
                + claims().get(name).key())
        .isNotEmpty()
        .allSatisfy(
            s ->
                assertThat(section)
                    .contains("](../../conf/papers/" + s + ")")
                    .contains("./submit.sh run conf/papers/" + s));
  }

  private static void note(
      Map<String, String> known, String page, KnownStudy study, String claim, String verdict) {
    if (claims().get(page).key().equals(claim)) {
      known.put(study.conf(), verdict);
    }
  }

  private static String section(String text, String heading) {
    String rest = text.substring(text.indexOf(heading + "\n") + heading.length());
    int end = rest.indexOf("\n## ");
    return end < 0 ? rest : rest.substring(0, end);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void studiesThatAPageNamesAreThere(String name) throws IOException {
    assertThat(names(STUDIES, ".conf")).containsAll(found(STUDY, page(name)));
  }

  /** A reader of a conf finds the page, and a reader of the page the conf. */
  @ParameterizedTest
  @MethodSource("studies")
  void everyStudyNamesAPageOfAClaimThatHasIt(String study) throws IOException {
    String header =
        Files.readString(STUDIES.resolve(study))
            .lines()
            .takeWhile(l -> l.startsWith("#"))
            .collect(Collectors.joining("\n"));
    Set<String> named = found(PAGE, header);
    assertThat(named).as("pages in the header").isNotEmpty();
    assertThat(claimPages()).containsAll(named);
    assertThat(named).allSatisfy(p -> assertThat(found(STUDY, page(p))).contains(study));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToFiles(String name) {
    Set<String> links = found(LINK, page(name));
    links.removeIf(l -> l.startsWith("http") || l.startsWith("#"));
    assertThat(links)
        .allSatisfy(l -> assertThat(PAGES.resolve(l.replaceFirst("#.*", ""))).exists());
  }
}
