package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The same partitions, each with an executor on which it should be kept, so that all have their
 * share. Without that whoever is free first keeps most, and every step waits for it. An executor
 * that is gone is no preference any more.
 */
final class EvenlyPlaced<T> extends RDD<T> {
  private static final long serialVersionUID = 1L;

  /** One for each core, executors in turn; none when the driver runs the tasks. */
  private final List<String> places;

  private EvenlyPlaced(RDD<T> parent, List<String> places) {
    super(parent, parent.elementClassTag());
    this.places = places;
  }

  static <T> JavaRDD<T> over(JavaRDD<T> rdd) {
    List<ExecutorSummary> executors =
        rdd.context().isLocal() ? List.of() : ClusterResources.running(rdd.context());
    int most = executors.stream().mapToInt(ExecutorSummary::totalCores).max().orElse(0);
    List<String> places = new ArrayList<>();
    for (int core = 0; core < most; core++) {
      for (ExecutorSummary e : executors) {
        if (core < e.totalCores()) {
          // As Spark writes the place of a cached block.
          places.add("executor_" + e.hostPort().replaceFirst(":\\d+$", "") + "_" + e.id());
        }
      }
    }

    return new EvenlyPlaced<>(rdd.rdd(), places).toJavaRDD();
  }

  @Override
  public Iterator<T> compute(Partition partition, TaskContext task) {
    return parent().iterator(partition, task);
  }

  @Override
  public Partition[] getPartitions() {
    return parent().partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition partition) {
    List<String> preferred =
        places.isEmpty() ? List.of() : List.of(places.get(partition.index() % places.size()));
    return CollectionConverters.asScala(preferred).toSeq();
  }

  /** What Spark says of any RDD is not this job's. */
  @Override
  public String logName() {
    return RDD.class.getName();
  }

  private RDD<T> parent() {
    return firstParent(elementClassTag());
  }
}
