package org.minimacensus.cluster;

import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run tells of itself in the metrics of its driver. */
final class Gauges {
  private static final Pattern GAUGE = Pattern.compile("minima_census_(\\w+)_Value\\S* (\\S+)");

  private final String port = Integer.toString(EmbeddedSpark.freePort());

  /** Has a run serve them. */
  JobRun.Command of(JobRun.Command command) {
    return command.conf("spark.ui.port", port);
  }

  /** Waits until a run has finished so many restarts; its end before is an error. */
  void awaitRestarts(JobRun run, int finished) {
    Processes.await(
        java.time.Duration.ofMinutes(6),
        finished + " finished restarts",
        () -> value(run, "restarts_done") >= finished,
        run::printed);
  }

  /** How many searches live at this moment. */
  double liveSearches(JobRun run) {
    return value(run, "live_searches");
  }

  /** -1 when it is not told yet. */
  private double value(JobRun run, String gauge) {
    if (!run.running()) {
      throw new AssertionError("the run ended before it was disturbed: " + run.printed());
    }

    try {
      String page = Http.text("http://127.0.0.1:" + port + "/metrics/prometheus/");
      Matcher matcher = GAUGE.matcher(page);
      while (matcher.find()) {
        if (matcher.group(1).equals(gauge)) {
          return Double.parseDouble(matcher.group(2));
        }
      }

      return -1;
    } catch (UncheckedIOException e) {
      // Not there yet.
      return -1;
    }
  }
}
