package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
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
