package org.minimacensus.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@code local[2]} session per JVM, as a parameter; closed at the end of the run.
 */
public final class SharedSpark implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedSpark.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    SparkSession spark = session(store).spark;
    if (spark.sparkContext().isStopped()) {
      // A test of the whole job has ended the Spark that it found.
      store.remove("session");
      spark = session(store).spark;
    }

    return spark;
  }

  private static Session session(ExtensionContext.Store store) {
    return store.getOrComputeIfAbsent("session", key -> new Session(), Session.class);
  }

  private static final class Session implements AutoCloseable {
    private final SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("minima-census-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.scheduler.mode", "FAIR")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .config("spark.log.level", "ERROR")
            .getOrCreate();

    @Override
    public void close() {
      spark.stop();
    }
  }
}
