package org.minimacensus.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.Source;
import org.minimacensus.study.DistinctLosses;
import org.minimacensus.study.Glance;
import org.minimacensus.study.RestartExecutor;

/**
 * How far a run is, as gauges {@code minima_census.*} of the driver among Spark's metrics: {@code
 * restarts_done}, {@code restarts_planned} (both in this process), {@code minima_found} (distinct
 * losses of minima so far, over all objectives), {@code evaluations}, {@code restarts_per_second}
 * (since the start) and {@code live_searches}. Spark shows them at {@code /metrics/prometheus/} of
 * its UI and hands them to every sink of its {@code metrics.properties}.
 */
public final class RunMetrics implements Source, RestartExecutor.Progress, AutoCloseable {
  private static final String NAME = "minima_census";

  private final SparkContext spark;
  private final MetricRegistry registry = new MetricRegistry();
  private final DistinctLosses[] losses;
  private final DoubleSupplier seconds;
  private final double start;
  private volatile IntSupplier live = () -> 0;
  private long endpoints;
  private long evaluations;

  private RunMetrics(SparkContext spark, Run run, DoubleSupplier seconds) {
    this.spark = spark;
    this.losses = new DistinctLosses[run.objectives()];
    for (int o = 0; o < losses.length; o++) {
      losses[o] = new DistinctLosses(run.valueTolerance());
    }

    this.seconds = seconds;
    this.start = seconds.getAsDouble();
    gauge("restarts_done", this::restarts);
    gauge("restarts_planned", run::restarts);
    gauge("minima_found", this::minima);
    gauge("evaluations", this::evaluations);
    gauge("restarts_per_second", this::rate);
    gauge("live_searches", () -> live.getAsInt());
  }

  /**
   * What is to be run.
   *
   * @param objectives their number
   * @param restarts of each objective
   * @param valueTolerance minima of losses closer than this (relative) are one in the count so far
   */
  public record Run(int objectives, long restarts, double valueTolerance) {}

  /**
   * Begins to show a run; closing it ends that.
   *
   * @param seconds a clock that never runs backwards
   */
  public static RunMetrics register(SparkContext spark, Run run, DoubleSupplier seconds) {
    RunMetrics metrics = new RunMetrics(spark, run, seconds);
    spark.env().metricsSystem().registerSource(metrics);
    return metrics;
  }

  /**
   * @param searches tells how many have begun and not ended
   */
  public void searches(IntSupplier searches) {
    live = searches;
  }

  @Override
  public synchronized void finished(List<Glance> glances) {
    endpoints += glances.size();
    for (Glance g : glances) {
      evaluations += g.evaluations();
      if (g.endpointClass().isMinimum()) {
        losses[g.objective()].add(g.loss());
      }
    }
  }

  private void gauge(String name, Gauge<Number> value) {
    registry.register(name, value);
  }

  private synchronized long restarts() {
    return endpoints / losses.length;
  }

  private synchronized long minima() {
    long found = 0;
    for (DistinctLosses some : losses) {
      found += some.count();
    }

    return found;
  }

  private synchronized long evaluations() {
    return evaluations;
  }

  private double rate() {
    double elapsed = seconds.getAsDouble() - start;
    return elapsed > 0 ? restarts() / elapsed : 0;
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void close() {
    spark.env().metricsSystem().removeSource(this);
  }
}
