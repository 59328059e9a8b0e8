package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyRunner;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.pictures.RunPageMaker;

/** {@code compare} from two stored runs to a stored comparison. */
@Timeout(600)
class CompareCommandIT {
  @TempDir static Path shared;
  private static Path baseline;
  private static Path candidate;
  @TempDir Path folder;

  @BeforeAll
  static void runTwoNights() throws IOException {
    SineFiles.write(shared, "restarts { count = 40 }");
    baseline = night("restarts.first=0");
    candidate = night("restarts.first=40");
  }

  /** The folder of a run of the study. */
  private static Path night(String... sets) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", shared.resolve("sine.conf").toString(), "--output"));
    arguments.add(shared.resolve("out").toString());
    Arrays.stream(sets).forEach(s -> arguments.addAll(List.of("--set", s)));
    InProcess ended = InProcess.execute(arguments.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    String told = ended.out().substring(ended.out().lastIndexOf("results: ") + 9).strip();
    return Path.of(told.lines().findFirst().orElseThrow().replaceFirst("^file:", ""));
  }

  private InProcess compare(Path first, Path second, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("compare", first.toString(), second.toString(), "--output"));
    arguments.add(folder.toString());
    arguments.addAll(List.of(more));
    return InProcess.execute(arguments.toArray(String[]::new));
  }

  private List<Path> comparisons() throws IOException {
    try (Stream<Path> found = Files.walk(folder, 2)) {
      return found.filter(p -> p.getFileName().toString().startsWith("compare=")).sorted().toList();
    }
  }

  @Test
  void twoNightsAreTheSameAndStayAsTheyAre() throws IOException {
    Map<String, String> before = StoredRunFiles.content(candidate);
    InProcess first = compare(baseline, candidate);

    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .contains("study sine", "distinct minima", "smallest p-values")
        .contains("no difference that chance does not explain")
        .contains("false alarms by chance: at most 1% of comparisons\nresults: ");
    assertThat(StoredRunFiles.content(candidate)).isEqualTo(before);
    Path stored = comparisons().get(0);
    assertThat(stored.getFileName().toString()).matches("compare=r40-[0-9a-f]{8}");
    assertThat(StoredRunFiles.content(stored)).containsOnlyKeys("compare.json", "_manifest.json");
    JsonNode comparison = StoredRunFiles.json(stored.resolve("compare.json"));
    assertThat(comparison.at("/verdict").asText()).isEqualTo("same");
    assertThat(comparison.at("/objectives/0/independent_candidate").asInt()).isEqualTo(40);
    assertThat(comparison.at("/objectives/0/baseline/count/example").asText()).isEmpty();
    JsonNode summary = StoredRunFiles.json(baseline.resolve("summary.json"));
    assertThat(comparison.at("/objectives/0/baseline/minima"))
        .isEqualTo(summary.at("/objectives/0/distinct/parameters"));
    assertThat(comparison.at("/objectives/0/baseline/best_loss"))
        .isEqualTo(summary.at("/objectives/0/best_loss"));

    Map<String, String> once = StoredRunFiles.content(stored);
    InProcess again = compare(baseline, candidate);
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith(first.out())
        .endsWith("this comparison was there already and was not made again\n");
    assertThat(StoredRunFiles.content(stored)).isEqualTo(once);
    assertThat(compare(baseline, candidate, "--level", "0.05").code()).isZero();
    assertThat(comparisons()).hasSize(2);
  }

  @Test
  void aRunIsTheSameAsItself() throws IOException {
    InProcess ended = compare(baseline, baseline, "--exact");

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        .contains("same starts: 40, with other bits 0, on another minimum or valley 0");
    JsonNode comparison = StoredRunFiles.json(comparisons().get(0).resolve("compare.json"));
    assertThat(comparison.at("/objectives/0/tests").asInt()).isZero();
  }

  @Test
  void anotherSeedSamplesTheSame() throws IOException {
    Path other = night("study.seed=12");
    InProcess ended = compare(baseline, other);

    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("the runs are of two seeds or names");
    JsonNode comparison = StoredRunFiles.json(comparisons().get(0).resolve("compare.json"));
    assertThat(comparison.at("/objectives/0/independent_candidate").asInt()).isEqualTo(40);
    assertThat(comparison.at("/objectives/0/bits/restarts").asInt()).isZero();
  }

  @Test
  void anotherConfIsNoCandidate() throws IOException {
    Path other = night("network.hidden=[1]", "restarts.count=3");
    InProcess ended = compare(baseline, other);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "expected two runs of one study, or of two that differ in study.seed and study.name"
                + " alone; baseline and candidate differ: network.hidden = [2] and [1]\n");
    assertThat(comparisons()).isEmpty();
  }

  /** Of a run that says it planned more than it has; the restarts themselves are as they were. */
  @Test
  void lostRestartsAreARegression() throws IOException {
    Path run = folder.resolve("lost").resolve(candidate.getFileName());
    StoredRunFiles.copy(candidate, run);
    Path summary = run.resolve("summary.json");
    ObjectNode told = (ObjectNode) StoredRunFiles.json(summary);
    told.put("planned_restarts", 50).put("exit_code", 10);
    Files.writeString(summary, told.toString());
    StoredRunFiles.sign(run);
    InProcess ended = compare(baseline, run);
    assertThat(ended.code()).as(ended.err()).isEqualTo(21);
    assertThat(ended.out())
        .contains(
            "worse: 10 of 50 planned restarts are not there (exit code 10); the baseline has all of"
                + " its 40\n",
            "regressed: 1 difference that chance does not explain");
    assertThat(
            StoredRunFiles.json(comparisons().get(0).resolve("compare.json"))
                .at("/exit_code")
                .asInt())
        .isEqualTo(21);
    assertThat(compare(baseline, run).code()).isEqualTo(21);
  }

  /** Of a run all of whose tables agree on one minimum where its endpoints are on several. */
  @Test
  void minimaStoredAsOneAreARegression() throws IOException {
    InProcess.onTwoThreads(this::runAndMerge);
    InProcess ended = compare(baseline, StoredRunFiles.run(folder.resolve("merged"), "r40"));

    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(21);
    JsonNode comparison = StoredRunFiles.json(comparisons().get(0).resolve("compare.json"));
    assertThat(comparison.at("/verdict").asText()).isEqualTo("regressed");
    assertThat(texts(comparison.path("findings"), "kind")).containsExactly("count");
    assertThat(texts(comparison.path("findings"), "subject")).containsExactly("candidate");
    JsonNode count = comparison.at("/objectives/0/candidate/count");
    assertThat(count.path("merged").asInt()).isPositive();
    assertThat(count.path("stored_minima").asInt()).isLessThan(count.path("found_minima").asInt());
    assertThat(count.path("example").asText()).matches("its minimum \\d is \\d distinct minima");
    assertThat(comparison.at("/objectives/0/baseline/count/example").asText()).isEmpty();
  }

  /** The restarts of {@link #candidate}, run and stored by a job whose census merges too much. */
  private void runAndMerge() {
    try (SparkJob job = SparkJob.open("merge")) {
      List<String> sets =
          List.of("restarts.first=40", "output.path=" + folder.resolve("merged").toString());
      StudyConf conf = StudyConf.load(shared.resolve("sine.conf"), sets);
      ShardedTrainingSet data = StudyPlans.data(job, conf);
      StudyPlan plan = StudyPlans.of(job, conf, data).under(new StudySpec.CensusSpec(0.999, 0.999));
      StudyRunner runner =
          new StudyRunner(new LocalRestartExecutor(data.collect(), () -> 0), () -> 1);
      StudyRunner.Request request = new StudyRunner.Request("r40", 40, 40);
      try (ResultStore.Draft draft = job.store(plan).draft(request)) {
        StudyRunner.TimedResult ran = runner.run(plan, request, draft, g -> {});
        Provenance.Timings timings = new Provenance.Timings("", "", 0, 0, 0);
        Provenance provenance = HostFacts.provenance(plan, "r40", job, timings);
        draft.publish(ran.summary(), provenance, ran.landscape(), ran.proofs(), RunPageMaker.NONE);
      }
    }
  }

  private static List<String> texts(JsonNode list, String key) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.path(key).asText()));
    return texts;
  }

  @Test
  void aFolderThatIsNoRunIsRefused() throws IOException {
    InProcess none = compare(folder, candidate);
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("it is not a published run").hasLineCount(1);
  }

  /** Three pairs of nights with many minima, each of 300 restarts. */
  @Tag("nightly")
  @Test
  void threeNightsRaiseNoAlarm() throws IOException {
    List<Path> nights = new ArrayList<>();
    for (int night = 0; night < 3; night++) {
      nights.add(
          night("network.hidden=[4]", "restarts.count=300", "restarts.first=" + 300 * night));
    }

    for (int[] pair : new int[][] {{0, 1}, {1, 2}, {0, 2}}) {
      InProcess ended = compare(nights.get(pair[0]), nights.get(pair[1]));
      assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    }
  }
}
