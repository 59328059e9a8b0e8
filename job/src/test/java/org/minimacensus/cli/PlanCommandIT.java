package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.BriefJvm;

/** {@code plan} as users start it: a process of its own. */
@Timeout(1200)
class PlanCommandIT {
  @TempDir Path folder;

  @BeforeEach
  void writeStudy() throws IOException {
    SineFiles.write(
        folder,
        6000,
        """
        restarts { count = 50 }
        output { path = "%s" }
        """
            .formatted(folder.resolve("out")));
  }

  private JobProcess.Ended plan(String heap, String... sets)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("plan", folder.resolve("sine.conf").toString()));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }

    // All of the heap counts with the collector that the JVM chooses; others keep some of it back.
    List<String> options = new ArrayList<>(BriefJvm.SCALAR);
    options.remove("-XX:+UseSerialGC");
    options.addAll(List.of("-XX:+UseG1GC", "-Xmx" + heap));
    return JobProcess.start(folder.resolve("plan"), options, arguments.toArray(String[]::new))
        .end();
  }

  @Test
  void smallDataAreBroadcast() throws IOException, InterruptedException {
    JobProcess.Ended plan = plan("1g");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains(
            "6000 rows, 1 feature, 1 output; 120.0 KiB in 24 shards",
            "plain          7 parameters",
            "Spark          one process with 2 slots",
            "mode           restart-parallel: the training set (120.0 KiB) fits every executor",
            "memory         30",
            "gradient       plain ",
            "from a sample of rows",
            "ms for an empty step")
        .containsPattern("restart +\\d+ evaluations \\(\\d+ to \\d+\\) by \\d+ restarts")
        .containsPattern("time +about .* of restarts \\(.* to .*\\)");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void dataParallelIsPlannedWithItsLiveSearches() throws IOException, InterruptedException {
    JobProcess.Ended plan = plan("1g", "execution.mode=data-parallel", "restarts.count=20");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains(
            "mode           data-parallel: execution.mode says so",
            "live searches  40 of all objectives together; ",
            "40 live searches ",
            "% of a step is not spent on rows (target 10 %): there are no more restarts")
        .containsPattern("time +about .* of restarts");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatCannotFitIsRefusedWithTheNumbers() throws IOException, InterruptedException {
    JobProcess.Ended whole =
        plan("500m", "execution.mode=restart-parallel", "network.hidden=[331]");
    JobProcess.Ended searches =
        plan(
            "1g",
            "execution.mode=data-parallel",
            "execution.live-searches=100000",
            "restarts.count=100000",
            "network.hidden=[100]");

    assertThat(whole.code()).isEqualTo(2);
    assertThat(whole.err())
        .contains(
            "execution.mode = restart-parallel does not fit: the one process needs 5",
            "scratch of 2 tasks 2",
            " and has 450.0 MiB of its heap of 500.0 MiB; give more memory (-- --driver-memory 6")
        .doesNotContain("\tat ");
    assertThat(searches.code()).isEqualTo(2);
    assertThat(searches.err())
        .contains("execution.live-searches = 100000 does not fit: ", "; at most ")
        .doesNotContain("\tat ");
  }
}
