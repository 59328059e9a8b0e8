package org.minimacensus.spark;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Hadoop's settings as tasks have them. They go to each executor once: as a part of every closure
 * the thousand of them, which Hadoop packs one by one, would take longer than most small tasks.
 */
final class TaskConfiguration implements Serializable {
  private static final long serialVersionUID = 1L;
  private final Broadcast<SerializableConfiguration> sent;

  private TaskConfiguration(Broadcast<SerializableConfiguration> sent) {
    this.sent = sent;
  }

  /** The settings of a context as they are now. */
  static TaskConfiguration of(SparkContext spark) {
    return new TaskConfiguration(
        JavaSparkContext.fromSparkContext(spark)
            .broadcast(new SerializableConfiguration(spark.hadoopConfiguration())));
  }

  /** On the driver or in a task; shared by all tasks of a process, which do not change it. */
  Configuration value() {
    return sent.value().value();
  }
}
