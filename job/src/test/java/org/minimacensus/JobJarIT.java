package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the build puts into the job's jar. */
class JobJarIT {
  private static JarFile jar() throws IOException {
    return new JarFile(Toolbox.project().resolve("job/target/minima-census-job.jar").toFile());
  }

  @Test
  void jarHoldsOurClassesAndLibrariesUnderOurNamesOnly() throws IOException {
    try (JarFile jar = jar()) {
      List<String> classes =
          jar.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".class")).toList();

      assertThat(classes).allMatch(n -> n.startsWith("org/minimacensus/"));
      assertThat(classes)
          .contains(
              "org/minimacensus/objective/Objective.class",
              "org/minimacensus/shaded/config/Config.class",
              "org/minimacensus/shaded/picocli/CommandLine.class");
      Path tests = Path.of(System.getProperty("basedir", ""), "target", "test-classes");
      assertThat(tests.resolve("org/minimacensus/JobJarIT.class")).exists();
      assertThat(classes).noneMatch(n -> Files.exists(tests.resolve(n)));
    }
  }

  @Test
  void ofTheLibraryOfFiguresTheOneFileThatPagesCarryIsThere() throws IOException {
    try (JarFile jar = jar()) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .filteredOn(n -> n.contains("webjars") && !n.endsWith("/"))
          .containsExactly("META-INF/resources/webjars/echarts/5.5.0/echarts.min.js");
    }
  }

  /** The page names every library that is there, in its place and version. */
  @Test
  void noticesAreThoseOfWhatIsThere() throws IOException {
    try (JarFile jar = jar()) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      Pattern library =
          Pattern.compile(
              "(org/minimacensus/shaded/[^/]+/|META-INF/resources/webjars/[^/]+/)([\\d.]+/)?.+");
      Set<String> places =
          names.stream()
              .map(library::matcher)
              .filter(Matcher::matches)
              .map(m -> m.group(1))
              .collect(Collectors.toSet());
      assertThat(places).containsExactlyInAnyOrderElementsOf(ThirdPartyNotices.read().places());
      // Relocated classes do not say their version; those of figures do, in their path.
      assertThat(ThirdPartyNotices.read().libraries())
          .filteredOn(l -> l.place().contains("webjars"))
          .isNotEmpty()
          .allMatch(l -> names.contains(l.place() + l.version() + "/echarts.min.js"));
    }
  }

  @Test
  void licencesAreThere() throws IOException {
    try (JarFile jar = jar()) {
      List<Path> texts = new ArrayList<>(ThirdPartyNotices.licences());
      texts.addAll(List.of(Path.of("LICENSE"), Path.of("NOTICE"), ThirdPartyNotices.PAGE));
      for (Path text : texts) {
        ZipEntry entry = jar.getEntry("META-INF/" + text.toString().replace('\\', '/'));
        assertThat(entry).as(text.toString()).isNotNull();
        try (InputStream content = jar.getInputStream(entry)) {
          assertThat(content.readAllBytes())
              .as(text.toString())
              .isEqualTo(Files.readAllBytes(Toolbox.project().resolve(text)));
        }
      }
    }
  }

  @Test
  void manifestTellsWhatRunsAndWhereItComesFrom() throws IOException {
    try (JarFile jar = jar()) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(manifest.getValue("Main-Class")).isEqualTo("org.minimacensus.cli.Main");
      assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(manifest.getValue("Git-Commit")).matches("unknown|[0-9a-f]{40}(-dirty)?");
    }
  }
}
