package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code census} from two nights of a growing study to a stored census. */
@Timeout(600)
class CensusCommandIT {
  @TempDir static Path shared;
  private static Path nights;
  private static Path whole;
  @TempDir Path folder;
  private Path study;

  @BeforeAll
  static void runStudies() throws IOException {
    SineFiles.write(shared, "restarts { count = 100 }");
    run("nights", "--set", "restarts.first=auto");
    nights = run("nights", "--set", "restarts.first=auto").getParent();
    whole = run("whole", "--set", "restarts.count=200");
  }

  /** The folder of the first run. */
  private static Path run(String out, String... more) throws IOException {
    String[] arguments = {
      "run", shared.resolve("sine.conf").toString(), "--output", shared.resolve(out).toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    InProcess ended = InProcess.execute(all);
    assertThat(ended.code()).as(ended.err()).isZero();
    try (Stream<Path> found = Files.walk(shared.resolve(out))) {
      return found.filter(p -> p.endsWith("run=r0")).findFirst().orElseThrow();
    }
  }

  @BeforeEach
  void copyStudy() throws IOException {
    study = folder.resolve(nights.getFileName());
    try (Stream<Path> all = Files.walk(nights)) {
      for (Path path : all.toList()) {
        Path target = study.resolve(nights.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private InProcess census(String... more) {
    String[] arguments = Arrays.copyOf(new String[] {"census", study.toString()}, 2 + more.length);
    System.arraycopy(more, 0, arguments, 2, more.length);
    return InProcess.execute(arguments);
  }

  private static List<Path> censuses(Path study) throws IOException {
    try (Stream<Path> found = Files.list(study)) {
      return found.filter(p -> !p.getFileName().toString().startsWith("run=")).sorted().toList();
    }
  }

  private static Map<String, Integer> content(Path folder) throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }

    return content;
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  @Test
  void twoNightsTogetherAreOneRunOfBoth() throws IOException {
    Map<String, Integer> before = content(study);
    InProcess first = census();

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .startsWith("the study so far: 200 restarts of 2 runs\n\nrun     first restart")
        .contains("  r100            100       100      100", "Minima Census: study sine\n\n")
        .doesNotContain(", run ");
    Path census = censuses(study).get(0);
    assertThat(censuses(study)).containsExactly(census);
    assertThat(census.getFileName().toString()).matches("census=[0-9a-f]{8}");
    Map<String, Integer> after = content(study);
    after.keySet().removeIf(name -> name.startsWith(census.getFileName().toString()));
    assertThat(after).as("the runs").isEqualTo(before);
    Map<String, Integer> once = content(census);
    assertThat(once)
        .containsOnlyKeys(
            "_manifest.json",
            "census.json",
            "minima/part-00000.parquet",
            "restarts/part-00000.parquet",
            "valleys/part-00000.parquet");
    Map<String, Integer> one = content(whole);
    for (String table : List.of("minima", "valleys")) {
      String file = table + "/part-00000.parquet";
      assertThat(once.get(file)).as(file).isEqualTo(one.get(file));
    }

    JsonNode stored = json(census.resolve("census.json"));
    List<String> differ = List.of("run", "throughput", "execution");
    assertThat(((ObjectNode) stored.path("count")).remove(differ))
        .isEqualTo(((ObjectNode) json(whole.resolve("summary.json"))).remove(differ));
    assertThat(stored.at("/runs/1/run").asText()).isEqualTo("r100");
    assertThat(stored.at("/notes")).isEmpty();

    InProcess again = census();
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith(first.out())
        .endsWith("this census was there already and was not counted again\n");
    assertThat(content(census)).isEqualTo(once);
  }

  @Test
  void otherRunsAreAnotherCensusWhereverItIsWanted() throws IOException {
    Path elsewhere = folder.resolve("else where");
    InProcess both = census("--output", elsewhere.toString());
    assertThat(both.code()).as(both.err()).isZero();
    assertThat(censuses(study)).isEmpty();
    Path stored = elsewhere.resolve(study.getFileName());
    assertThat(censuses(stored)).hasSize(1);
    Files.move(study.resolve("run=r100"), study.resolve("run=late"));
    InProcess renamed = census("--output", elsewhere.toString());
    assertThat(renamed.out()).contains("  late ").doesNotContain("there already");
    assertThat(censuses(stored)).hasSize(2);
  }

  @Test
  void aDamagedRunIsRefusedByName() throws IOException {
    Path file = study.resolve("run=r100/endpoints/part-00000.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    InProcess damaged = census();

    assertThat(damaged.code()).isEqualTo(5);
    assertThat(damaged.err())
        .contains("run=r100 is damaged: endpoints/part-00000.parquet has changed")
        .hasLineCount(1);
    assertThat(damaged.out()).isEmpty();
    assertThat(censuses(study)).isEmpty();
  }

  @Test
  void aDamagedCensusIsRefused() throws IOException {
    census();
    Path stored = censuses(study).get(0).resolve("census.json");
    Files.writeString(
        stored, Files.readString(stored).replace("\"restarts\" : 2", "\"restarts\" : 3"));
    InProcess damaged = census();

    assertThat(damaged.code()).isEqualTo(5);
    assertThat(damaged.err()).contains("is damaged: census.json has changed").hasLineCount(1);
  }

  @Test
  void whatIsNoStudyIsRefused() throws IOException {
    InProcess run = InProcess.execute("census", study.resolve("run=r0").toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            study
                + "/run=r0: expected the folder of a study (.../study=NAME-HASH8), which holds its"
                + " runs, found a folder of another name\n");
    InProcess none = InProcess.execute("census", folder.resolve("study=a-01234567").toString());
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).endsWith(", found none\n").hasLineCount(1);

    Files.delete(study.resolve("run=r0/_manifest.json"));
    Files.delete(study.resolve("run=r100/_manifest.json"));
    InProcess unpublished = census();
    assertThat(unpublished.code()).isEqualTo(4);
    assertThat(unpublished.err())
        .isEqualTo(
            study + ": expected a published run (run=ID with a _manifest.json), found none\n");
    assertThat(censuses(study)).isEmpty();
  }

  @Test
  void dataThatHaveChangedAreRefused() throws IOException {
    Path data = shared.resolve("sine.csv");
    String before = Files.readString(data);
    try {
      Files.writeString(data, before + "4,1\n");
      InProcess changed = census();
      assertThat(changed.code()).isEqualTo(3);
      assertThat(changed.err()).contains("the data have changed since").hasLineCount(1);
      assertThat(censuses(study)).isEmpty();
    } finally {
      Files.writeString(data, before);
    }
  }
}
