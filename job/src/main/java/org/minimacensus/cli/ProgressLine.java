package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.minimacensus.study.DistinctLosses;
import org.minimacensus.study.Figures;
import org.minimacensus.study.Glance;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.StoppingSummary;

/**
 * One line on the terminal while restarts run: how many ended, how many minima so far, how fast,
 * how long still. Nobody looking: one line per objective at the end.
 */
final class ProgressLine implements RestartExecutor.Progress {
  private static final double SECONDS_BETWEEN = 0.2;

  private final Terminal terminal;
  private final List<String> objectives;
  private final long planned;
  private final DoubleSupplier seconds;
  private final double start;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private String seen = "";
  private double lastWritten = Double.NEGATIVE_INFINITY;
  private int lastLength;

  private static final class Tally {
    private long ended;
    private long onMinima;
    private final DistinctLosses losses;

    Tally(double valueTolerance) {
      losses = new DistinctLosses(valueTolerance);
    }
  }

  /**
   * @param planned restarts per objective
   * @param valueTolerance minima of losses closer than this (relative) are one in the count so far
   * @param seconds a clock that never runs backwards
   */
  ProgressLine(
      Terminal terminal,
      List<String> objectives,
      long planned,
      double valueTolerance,
      DoubleSupplier seconds) {
    this.terminal = terminal;
    this.objectives = List.copyOf(objectives);
    this.planned = planned;
    this.seconds = seconds;
    this.start = seconds.getAsDouble();
    objectives.forEach(o -> tallies.put(o, new Tally(valueTolerance)));
  }

  @Override
  public synchronized void finished(List<Glance> glances) {
    for (Glance g : glances) {
      Tally tally = tallies.get(objectives.get(g.objective()));
      tally.ended++;
      if (g.endpointClass().isMinimum()) {
        tally.onMinima++;
        tally.losses.add(g.loss());
      }
    }
  }

  @Override
  public synchronized void looked(StoppingSummary.Look look) {
    seen = ", " + StoppingText.progress(look);
  }

  /** Writes the line again, a few times a second at most; told by Spark's listener. */
  synchronized void refresh() {
    double now = seconds.getAsDouble();
    if (!terminal.interactive() || now - lastWritten < SECONDS_BETWEEN) {
      return;
    }

    lastWritten = now;
    String text = line(now - start);
    terminal.err().print("\r" + text + " ".repeat(Math.max(0, lastLength - text.length())));
    terminal.err().flush();
    lastLength = text.length();
  }

  /** The line at a time after the start. */
  String line(double elapsed) {
    long ended = tallies.values().stream().mapToLong(t -> t.ended).min().orElse(0);
    List<String> minima = new ArrayList<>();
    tallies.forEach((name, t) -> minima.add(t.losses.count() + " " + name));
    double rate = ended / elapsed;
    String left = ended == 0 ? "" : ", " + Figures.time((planned - ended) / rate) + " left";
    return String.format(
        Locale.ROOT,
        "restarts %d/%d, minima so far %s%s, %s/s%s",
        ended,
        planned,
        String.join(" / ", minima),
        seen,
        Figures.rate(rate),
        left);
  }

  /** Ends the line. */
  synchronized void end() {
    if (terminal.interactive()) {
      terminal.err().print("\r" + " ".repeat(lastLength) + "\r");
      terminal.err().flush();
      return;
    }

    tallies.forEach(
        (name, t) ->
            terminal
                .err()
                .printf(
                    Locale.ROOT,
                    "%s: %d of %d restarts ended, %d on minima of %d %s%n",
                    name,
                    t.ended,
                    planned,
                    t.onMinima,
                    t.losses.count(),
                    t.losses.count() == 1 ? "loss" : "losses"));
  }
}
