package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec.DataSpec;
import org.minimacensus.study.TrainingData;

/**
 * A training set whose shards lie on executors, in memory or on their disks; the driver holds the
 * facts. A lost shard is computed anew with the same bits.
 */
public final class ShardedTrainingSet implements TrainingData, AutoCloseable {
  private final JavaRDD<DataShard> shards;
  private final TrainingFacts facts;
  private final Optional<Dataset> onDriver;

  /**
   * @param onDriver the whole training set when it is small enough to be there anyway
   */
  ShardedTrainingSet(JavaRDD<DataShard> shards, TrainingFacts facts, Optional<Dataset> onDriver) {
    this.shards = shards.persist(StorageLevel.MEMORY_AND_DISK());
    this.facts = facts;
    this.onDriver = onDriver;
  }

  /**
   * Reads a training set as {@link SparkDataReader#shards}.
   *
   * @param shards number of fixed slices
   * @throws StudyException (exit code 3) when no study can use it
   */
  public static ShardedTrainingSet read(SparkContext spark, DataSpec spec, int shards) {
    return new SparkDataReader(spark).shards(spec, shards);
  }

  /** See {@link TrainingFacts#none}. */
  static ShardedTrainingSet none(SparkContext spark, int inputs) {
    TrainingFacts facts = TrainingFacts.none(inputs);
    JavaRDD<DataShard> shards = JavaSparkContext.fromSparkContext(spark).emptyRDD();
    return new ShardedTrainingSet(shards, facts, Optional.of(facts.sample()));
  }

  /** One shard each, several in a partition, in order. */
  public JavaRDD<DataShard> shards() {
    return shards;
  }

  @Override
  public TrainingFacts facts() {
    return facts;
  }

  /** Memory that the numbers of all shards take. */
  public long bytes() {
    return Double.BYTES * facts.rows() * (facts.features() + facts.outputs());
  }

  /**
   * The whole training set in the driver's memory.
   *
   * @throws StudyException (exit code 3) when it does not fit
   */
  public Dataset collect() {
    if (onDriver.isPresent()) {
      return onDriver.get();
    }

    if (bytes() > Runtime.getRuntime().maxMemory() / 2) {
      throw StudyException.data(
          "expected a table that fits into the driver's memory, found "
              + facts.rows()
              + " rows x "
              + facts.features()
              + " columns; give the driver more memory (--driver-memory)");
    }

    List<DataShard> all = new ArrayList<>(shards.collect());
    all.sort(Comparator.comparingInt(DataShard::id));
    return new Dataset(all, facts.description());
  }

  @Override
  public FunctionSpaceFloor floor(Loss loss, Reduction reduction) {
    return onDriver.isPresent()
        ? FunctionSpaceFloor.of(onDriver.get(), loss, reduction)
        : FloorJob.floor(shards, loss, reduction, facts.rows());
  }

  /**
   * The same for executors that are sent the whole: they need not keep their shards too.
   *
   * @throws StudyException (exit code 3) when it does not fit
   */
  public Dataset collectAndClose() {
    Dataset whole = collect();
    close();
    return whole;
  }

  /** Frees the memory of the shards. */
  @Override
  public void close() {
    shards.unpersist();
  }
}
