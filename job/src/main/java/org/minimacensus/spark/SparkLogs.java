package org.minimacensus.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Silence for what Spark and its libraries log about a fault that the job reports itself, in one
 * message.
 */
final class SparkLogs {
  private static final List<String> LOGGERS =
      List.of("org.apache.spark", "org.apache.hadoop", "org.apache.parquet");

  private SparkLogs() {}

  /** Runs an action without their messages, then gives them back their levels. */
  static <T> T silently(Supplier<T> action) {
    Map<String, Level> levels = new LinkedHashMap<>();
    LOGGERS.forEach(name -> levels.put(name, LogManager.getLogger(name).getLevel()));
    LOGGERS.forEach(name -> Configurator.setLevel(name, Level.OFF));
    try {
      return action.get();
    } finally {
      levels.forEach(Configurator::setLevel);
    }
  }
}
