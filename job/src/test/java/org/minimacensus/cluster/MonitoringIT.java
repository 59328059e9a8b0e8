package org.minimacensus.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run shows while it runs, as Spark's metrics, and afterwards, in Spark's history server.
 */
@ExtendWith(ServerLogs.class)
@Timeout(1200)
class MonitoringIT {
  private static final int RESTARTS = 400;

  /** As Spark writes the gauges of {@code spark.metrics.namespace = census}. */
  private static final Pattern GAUGE =
      Pattern.compile("metrics_census_driver_minima_census_(\\w+)_Value\\S* (\\S+)");

  @TempDir private static Path folder;
  private static final List<Map<String, Double>> SCRAPED = new ArrayList<>();
  private static String executorPage = "";
  private static HistoryServer history;

  @BeforeAll
  static void watchARun() throws Exception {
    Path events = Files.createDirectory(folder.resolve("events"));
    String ui = "http://127.0.0.1:" + EmbeddedSpark.freePort();
    try (JobRun run =
        SmallStudy.write(folder, RESTARTS)
            .run(folder.resolve("out").toString())
            .with("--master", "local[2]")
            .conf("spark.ui.port", ui.substring(ui.lastIndexOf(':') + 1))
            .conf("spark.ui.prometheus.enabled", true)
            .conf("spark.metrics.namespace", "census")
            .conf("spark.eventLog.enabled", true)
            .conf("spark.eventLog.dir", events.toUri())
            .start()) {
      while (run.running()) {
        scrape(ui);
        Thread.sleep(250);
      }

      assertThat(run.exitCode()).as(run.printed()).isZero();
    }

    history = new HistoryServer("history", events);
    history.awaitApplications(1);
  }

  @AfterAll
  static void stop() {
    if (history != null) {
      history.close();
    }
  }

  private static void scrape(String ui) {
    AtomicReference<String> page = new AtomicReference<>("");
    try {
      page.set(Http.text(ui + "/metrics/prometheus/"));
      executorPage = Http.text(ui + "/metrics/executors/prometheus/");
    } catch (UncheckedIOException e) {
      // Not there yet, or not any more.
    }

    Map<String, Double> gauges = new HashMap<>();
    Matcher matcher = GAUGE.matcher(page.get());
    while (matcher.find()) {
      gauges.put(matcher.group(1), Double.valueOf(matcher.group(2)));
    }

    if (!gauges.isEmpty()) {
      SCRAPED.add(gauges);
    }
  }

  @Test
  void metricsTellHowFarTheRunIs() {
    assertThat(SCRAPED)
        .isNotEmpty()
        .allSatisfy(
            g ->
                assertThat(g)
                    .containsOnlyKeys(
                        "restarts_done",
                        "restarts_planned",
                        "minima_found",
                        "evaluations",
                        "restarts_per_second",
                        "live_searches")
                    .containsEntry("restarts_planned", (double) RESTARTS));
    assertThat(SCRAPED).extracting(g -> g.get("restarts_done")).isSorted();
    assertThat(SCRAPED)
        .anySatisfy(
            g -> {
              assertThat(g.get("restarts_done")).isBetween(1.0, RESTARTS - 1.0);
              assertThat(g.get("minima_found")).isPositive();
              assertThat(g.get("evaluations")).isGreaterThan(g.get("restarts_done"));
              assertThat(g.get("restarts_per_second")).isPositive();
              assertThat(g.get("live_searches")).isBetween(1.0, 2.0);
            });
    assertThat(executorPage).contains("metrics_executor_totalTasks_total");
  }

  @Test
  void historyServerListsTheStudyAndItsJobsInWords() {
    JsonNode application = history.ask("applications").get(0);
    assertThat(application.path("name").asText()).isEqualTo("Minima Census: sine");
    assertThat(application.path("attempts").get(0).path("completed").asBoolean()).isTrue();

    List<String> jobs = new ArrayList<>();
    history
        .ask("applications/" + application.path("id").asText() + "/jobs")
        .forEach(job -> jobs.add(job.path("description").asText("none: " + job.path("name"))));
    assertThat(jobs).isNotEmpty().allMatch(text -> text.startsWith("sine"));
    assertThat(jobs)
        .anyMatch(text -> text.contains("training set: read"))
        .anyMatch(text -> text.contains("run r0: " + RESTARTS + " restarts"))
        .anyMatch(text -> text.contains("counting distinct minima of plain"))
        .anyMatch(text -> text.contains("writing the tables of run=r0"));
  }
}
