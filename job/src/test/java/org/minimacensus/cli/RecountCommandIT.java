package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** {@code recount} from a stored run to a stored recount. */
@Timeout(600)
class RecountCommandIT {
  @TempDir static Path shared;
  private static Path original;
  @TempDir Path folder;
  private Path run;

  @BeforeAll
  static void runStudy() throws IOException {
    SineFiles.write(shared, "restarts { count = 30 }");
    InProcess ended =
        InProcess.execute(
            "run",
            shared.resolve("sine.conf").toString(),
            "--output",
            shared.resolve("out").toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    try (Stream<Path> found = Files.walk(shared.resolve("out"))) {
      original = found.filter(p -> p.endsWith("run=r0")).findFirst().orElseThrow();
    }
  }

  @BeforeEach
  void copyRun() throws IOException {
    run = folder.resolve(original.getParent().getFileName()).resolve("run=r0");
    copy(original, run);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private InProcess recount(String... more) {
    String[] arguments = Arrays.copyOf(new String[] {"recount", run.toString()}, 2 + more.length);
    System.arraycopy(more, 0, arguments, 2, more.length);
    return InProcess.execute(arguments);
  }

  private List<Path> recounts(Path study) throws IOException {
    try (Stream<Path> found = Files.list(study)) {
      return found.filter(p -> !p.equals(run)).sorted().toList();
    }
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            folder.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }

    return content;
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  @Test
  void aStoredRunIsCountedAgainAndStaysAsItIs() throws IOException {
    Map<String, String> before = content(run);
    InProcess first = recount();

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(
            "counted again under value tolerance 1e-09, parameter tolerance 1e-06, as in the run",
            "counts of plain by tolerance",
            "counts of output-neuron by tolerance",
            "results: ");
    assertThat(content(run)).isEqualTo(before);
    Path recount = recounts(run.getParent()).get(0);
    assertThat(recounts(run.getParent())).containsExactly(recount);
    assertThat(recount.getFileName().toString()).matches("recount=r0-[0-9a-f]{8}");
    assertThat(content(recount)).containsOnlyKeys("recount.json", "_manifest.json");
    JsonNode stored = json(recount.resolve("recount.json"));
    JsonNode summary = json(run.resolve("summary.json"));
    assertThat(stored.at("/count/objectives")).isEqualTo(summary.path("objectives"));
    assertThat(stored.at("/count/outcomes")).isEqualTo(summary.path("outcomes"));
    assertThat(stored.at("/sweeps/0/points")).hasSize(21);
    assertThat(stored.at("/sweeps/0/plateaus/0/count").asText()).isEqualTo("minima");

    Map<String, String> once = content(recount);
    InProcess again = recount();
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith(first.out())
        .endsWith("this recount was there already and was not counted again\n");
    assertThat(content(recount)).isEqualTo(once);
  }

  @Test
  void otherTolerancesHaveAFolderOfTheirOwnWhereverItIsWanted() throws IOException {
    Path elsewhere = folder.resolve("else where");
    InProcess wide =
        recount(
            "--set",
            "census.value-tolerance = 1e-4",
            "--set",
            "census.parameter-tolerance=0.05",
            "--output",
            elsewhere.toString());
    assertThat(wide.code()).as(wide.err()).isZero();
    assertThat(wide.out())
        .contains("value tolerance 1e-04, parameter tolerance 5e-02; in the run: value");
    assertThat(recounts(run.getParent())).isEmpty();
    Path study = elsewhere.resolve(run.getParent().getFileName());
    assertThat(recounts(study)).hasSize(1);
    JsonNode stored = json(recounts(study).get(0).resolve("recount.json"));
    assertThat(stored.at("/tolerances/parameter_tolerance").asDouble()).isEqualTo(0.05);
    assertThat(stored.at("/run_tolerances/parameter_tolerance").asDouble()).isEqualTo(1e-6);
    assertThat(recount("--output", elsewhere.toString()).code()).isZero();
    assertThat(recounts(study)).hasSize(2);
  }

  @Test
  void whatWasRunCannotBeSet() throws IOException {
    InProcess other = recount("--set", "restarts.count=3");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .isEqualTo(
            "--set restarts.count=3: expected a key of the block census, such as"
                + " census.value-tolerance; what was run cannot be changed any more\n");
    InProcess misspelt = recount("--set", "census.value-tolerence=1e-8");
    assertThat(misspelt.code()).isEqualTo(2);
    assertThat(misspelt.err()).contains("did you mean 'census.value-tolerance'?");
    InProcess large = recount("--set", "census.parameter-tolerance=1");
    assertThat(large.code()).isEqualTo(2);
    assertThat(large.err())
        .isEqualTo(
            "--set: census.parameter-tolerance: expected a finite number > 0 and < 1, found number"
                + " 1\n");
    assertThat(recounts(run.getParent())).isEmpty();
  }

  @Test
  void aDamagedRunIsRefused() throws IOException {
    Path summary = run.resolve("summary.json");
    Files.writeString(summary, Files.readString(summary) + " ");
    InProcess damaged = recount();
    assertThat(damaged.code()).isEqualTo(5);
    assertThat(damaged.err()).contains("is damaged: summary.json has changed").hasLineCount(1);

    Files.delete(run.resolve("_manifest.json"));
    InProcess none = recount();
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("it is not a published run").hasLineCount(1);
    assertThat(recounts(run.getParent())).isEmpty();
  }

  @Test
  void dataThatHaveChangedAreRefused() throws IOException {
    Path data = shared.resolve("sine.csv");
    String before = Files.readString(data);
    try {
      Files.writeString(data, before + "4,1\n");
      InProcess changed = recount();
      assertThat(changed.code()).isEqualTo(3);
      assertThat(changed.err()).contains("the data have changed since").hasLineCount(1);
      assertThat(recounts(run.getParent())).isEmpty();
    } finally {
      Files.writeString(data, before);
    }
  }

  @Test
  void aDamagedRecountIsRefused() throws IOException {
    recount();
    Path stored = recounts(run.getParent()).get(0).resolve("recount.json");
    Files.writeString(stored, Files.readString(stored).replace("\"schema\" : 1", "\"schema\" : 2"));
    InProcess damaged = recount();

    assertThat(damaged.code()).isEqualTo(5);
    assertThat(damaged.err()).contains("is damaged: recount.json has changed").hasLineCount(1);
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsCounted() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "no folder");
    InProcess ended = recount("--output", file.toString());

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("cannot be written", "--output").doesNotContain("\tat ");
    assertThat(ended.out()).isEmpty();
  }
}
