package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(SharedSpark.class)
class TaskConfigurationIT {
  private static final String KEY = "minima.test.setting";

  @Test
  void tasksHaveTheSettingsOfTheContext(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    context.hadoopConfiguration().set(KEY, "told");
    try {
      TaskConfiguration configuration = TaskConfiguration.of(context);
      assertThat(configuration.value().get(KEY)).isEqualTo("told");
      assertThat(
              JavaSparkContext.fromSparkContext(context)
                  .parallelize(List.of(1, 2), 2)
                  .map(i -> configuration.value().get(KEY) + i)
                  .collect())
          .containsExactly("told1", "told2");
    } finally {
      context.hadoopConfiguration().unset(KEY);
    }
  }

  /** What stands in a closure is a name; all settings would be a hundred times as much. */
  @Test
  void closuresDoNotCarryTheSettings(SparkSession spark) throws IOException {
    Configuration settings = spark.sparkContext().hadoopConfiguration();
    int whole = bytes(new SerializableConfiguration(settings));

    assertThat(bytes(TaskConfiguration.of(spark.sparkContext()))).isLessThan(whole / 10);
  }

  private static int bytes(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }

    return bytes.size();
  }
}
