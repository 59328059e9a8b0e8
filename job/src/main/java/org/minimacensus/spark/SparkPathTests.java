package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.census.PathWorker;
import org.minimacensus.data.Dataset;
import org.minimacensus.study.EvaluatorFactory;

/**
 * Looks for paths in Spark tasks, which have the whole training set; few at a time in the calling
 * thread, where they are done before a job would begin.
 */
final class SparkPathTests implements PathTests {
  private static final int FEW = 2;

  /** Tests take very different times. */
  private static final int PARTS_PER_SLOT = 8;

  private final JavaSparkContext spark;
  private final Dataset dataset;
  private final PathRules rules;
  private final PathWorker own;
  private Broadcast<Dataset> data;

  SparkPathTests(JavaSparkContext spark, Dataset dataset, PathRules rules) {
    this.spark = spark;
    this.dataset = dataset;
    this.rules = rules;
    this.own = worker(rules, dataset);
  }

  private static PathWorker worker(PathRules rules, Dataset dataset) {
    return new PathWorker(rules, EvaluatorFactory.local(dataset)::evaluator);
  }

  @Override
  public List<Result> test(List<Task> tasks) {
    if (tasks.size() <= FEW) {
      List<Result> results = new ArrayList<>();
      tasks.forEach(task -> results.add(own.join(task)));
      return results;
    }

    // Given up by Spark's cleaner when these tests are not referred to any more.
    data = data == null ? spark.broadcast(dataset) : data;
    Broadcast<Dataset> sent = data;
    PathRules with = rules;
    int parts = Math.min(tasks.size(), PARTS_PER_SLOT * spark.defaultParallelism());
    return spark
        .parallelize(tasks, parts)
        .mapPartitions(
            (Iterator<Task> some) -> {
              PathWorker worker = worker(with, sent.value());
              return new Mapped<>(some, worker::join);
            })
        .collect();
  }
}
