package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.ObjectiveEnclosure;
import org.minimacensus.proof.ProofAttempt;
import org.minimacensus.proof.ProofTask;
import org.minimacensus.proof.ProvedMinima;
import org.minimacensus.study.MinimaProver;

/**
 * Proves minima in Spark tasks, which have the whole training set. A proof is a pure function of
 * its point: no bit of it depends on the tasks.
 */
final class SparkMinimaProver implements MinimaProver {
  /** Proofs that fail at once are short, those that widen their boxes long. */
  private static final int PARTS_PER_SLOT = 8;

  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final StopRequest stop;
  private final String description;

  /**
   * @param description of the run, shown in Spark's UI
   */
  SparkMinimaProver(JavaSparkContext spark, Dataset dataset, StopRequest stop, String description) {
    this.spark = spark;
    this.dataset = dataset;
    this.stop = stop;
    this.description = description;
  }

  @Override
  public Optional<ProvedMinima> prove(Objective objective, List<ProofTask> minima) {
    if (stop.requested().isPresent()) {
      return Optional.empty();
    }

    return attempts(objective, minima)
        .map(made -> new ProvedMinima(new ObjectiveEnclosure(objective, dataset), made));
  }

  private Optional<List<ProofAttempt>> attempts(Objective objective, List<ProofTask> minima) {
    if (minima.isEmpty()) {
      return Optional.of(List.of());
    }

    String group = "minima-census-proofs-" + UUID.randomUUID();
    spark.setJobGroup(group, description, false);
    stop.onRequest(() -> spark.sc().cancelJobGroupAndFutureJobs(group));
    try {
      return Optional.of(onExecutors(objective, minima));
    } catch (Exception e) {
      // Scala does not declare SparkException, which tells of cancelled jobs and failed tasks.
      if (stop.requested().isPresent()) {
        return Optional.empty();
      }

      throw new IllegalStateException("a proof failed", e);
    } finally {
      stop.onRequest(() -> {});
      spark.clearJobGroup();
    }
  }

  private List<ProofAttempt> onExecutors(Objective objective, List<ProofTask> minima) {
    Broadcast<Dataset> data = spark.broadcast(dataset);
    try {
      int parts = Math.min(minima.size(), PARTS_PER_SLOT * spark.defaultParallelism());
      return spark
          // Serialised: no view of a list.
          .parallelize(new ArrayList<>(minima), parts)
          .mapPartitions(
              (Iterator<ProofTask> some) -> {
                ObjectiveEnclosure enclosure = new ObjectiveEnclosure(objective, data.value());
                return new Mapped<>(some, (ProofTask task) -> task.attempt(enclosure));
              })
          .collect();
    } finally {
      data.destroy();
    }
  }
}
