package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The studies with known answers fit together: conf, data, starts, reference and the tables of
 * digests.
 */
class KnownStudyFilesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static List<Path> confs() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("conf/known"))) {
      return files.filter(f -> f.toString().endsWith(".conf")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("confs")
  void everyConfNamesItsStudyItsDataAndAReferenceOfItsObjectives(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".conf", "");
    Config conf = ConfigFactory.parseFile(file.toFile());
    KnownAnswers known = KnownAnswers.read("known/" + name);

    assertThat(conf.getString("study.name")).isEqualTo(name);
    assertThat(ROOT.resolve(conf.getString("data.path"))).isRegularFile();
    assertThat(conf.getBoolean("data.standardize")).isFalse();
    assertThat(known.counts())
        .extracting(KnownAnswers.Count::objective)
        .isEqualTo(conf.getStringList("objectives"));
    for (KnownAnswers.Count count : known.counts()) {
      assertThat(known.minima(count.objective())).hasSize(count.minima());
    }
  }

  @ParameterizedTest
  @MethodSource("confs")
  void everyStartsFileHasOneRowARestartInTheDimensionOfTheta(Path file) throws IOException {
    Config conf = ConfigFactory.parseFile(file.toFile());
    if (!conf.getString("restarts.init.distribution").equals("file")) {
      return;
    }
    int dimension =
        KnownAnswers.read("known/" + conf.getString("study.name")).minima().get(0).theta().size();

    List<String> rows = Files.readAllLines(ROOT.resolve(conf.getString("restarts.init.path")));

    assertThat(rows)
        .hasSize(conf.getInt("restarts.count"))
        .allSatisfy(row -> assertThat(row.split(",")).hasSize(dimension));
  }

  @Test
  void digestsInTheTablesAreThoseOfTheFiles() throws IOException, NoSuchAlgorithmException {
    for (String folder : List.of("data", "data/known", "data/papers")) {
      String table = Files.readString(ROOT.resolve(folder).resolve("README.md"));
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        for (Path csv : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
          String digest =
              HexFormat.of()
                  .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(csv)));
          assertThat(table.lines().filter(line -> line.startsWith("| " + csv.getFileName() + " |")))
              .as(
                  "row of %s in %s/README.md (a file of one's own belongs in mine/)",
                  csv.getFileName(), folder)
              .singleElement()
              .asString()
              .contains(digest);
        }
      }
    }
  }
}
