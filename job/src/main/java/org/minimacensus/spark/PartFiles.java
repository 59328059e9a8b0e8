package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.study.RestartSet;

/** Where the endpoints and traces of a run are recorded. */
final class PartFiles {
  private static final String ENDING = ".parquet";
  private final List<String> endpoints;
  private final List<String> traces;

  private PartFiles(List<String> endpoints, List<String> traces) {
    this.endpoints = endpoints;
    this.traces = traces;
  }

  /**
   * @param folders with a folder for each table; not all have to exist
   */
  static PartFiles in(StoreFiles files, Path... folders) throws IOException {
    List<String> endpoints = new ArrayList<>();
    List<String> traces = new ArrayList<>();
    for (Path folder : folders) {
      addIfAny(files, new Path(folder, RunTables.ENDPOINT_PARTS.name()), endpoints);
      addIfAny(files, new Path(folder, RunTables.TRACES.name()), traces);
    }

    return new PartFiles(endpoints, traces);
  }

  private static void addIfAny(StoreFiles files, Path folder, List<String> all) throws IOException {
    if (files.list(folder).stream().anyMatch(f -> whole(f))) {
      all.add(folder.toString());
    }
  }

  /** Whether a file is one that a recorder finished. */
  static boolean whole(Path file) {
    return file.getName().endsWith(ENDING) && !file.getName().startsWith(".");
  }

  Dataset<Row> endpoints(SparkSession spark) {
    return read(spark, RunTables.ENDPOINT_PARTS.schema(), endpoints);
  }

  Dataset<Row> traces(SparkSession spark) {
    return read(spark, RunTables.TRACES.schema(), traces);
  }

  private static Dataset<Row> read(SparkSession spark, StructType schema, List<String> folders) {
    return folders.isEmpty()
        ? spark.createDataFrame(List.of(), schema)
        : spark.read().schema(schema).parquet(folders.toArray(String[]::new));
  }

  /** The restarts whose endpoints are recorded; recorders keep restarts whole. */
  RestartSet restarts(SparkSession spark) {
    if (endpoints.isEmpty()) {
      return RestartSet.none();
    }

    JobDescription.set(spark.sparkContext(), "looking up which restarts are stored");
    return RestartSet.union(
        endpoints(spark)
            .select("restart")
            .toJavaRDD()
            .mapPartitions(
                rows -> {
                  RestartSet.Builder found = new RestartSet.Builder();
                  rows.forEachRemaining(row -> found.add(row.getLong(0)));
                  return List.of(found.set()).iterator();
                })
            .collect());
  }
}
