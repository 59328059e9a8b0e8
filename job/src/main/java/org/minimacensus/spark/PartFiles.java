package org.minimacensus.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyException;

/**
 * Where the endpoints and traces of a run are recorded. A restart may be recorded in several files,
 * with the same bits; each endpoint and each trace is read from the first of them alone, so that
 * nothing has to be compared with anything else later.
 */
final class PartFiles {
  private static final String ENDING = ".parquet";

  /** Fewer rows are read by one task. */
  private static final long ROWS_PER_PARTITION = 20_000;

  private static final int FILES_PER_LOOK = 64;

  private static final String REMEDY = "remove it, and the run goes on without what it holds";

  private final SparkContext spark;
  private final TaskConfiguration configuration;
  private final List<String> objectives;
  private final Parts endpoints;
  private final Parts traces;

  /**
   * A file and what is to be read from it.
   *
   * @param restarts one set for each objective
   */
  private record Part(String file, List<RestartSet> restarts) implements Serializable {
    long rows() {
      return restarts.stream().mapToLong(RestartSet::size).sum();
    }
  }

  /**
   * @param read each restart of an objective once
   * @param repeated what files have that a file before them has too
   */
  private record Parts(List<Part> read, List<Part> repeated) {
    static final Parts NONE = new Parts(List.of(), List.of());
  }

  private PartFiles(
      SparkContext spark,
      TaskConfiguration configuration,
      List<String> objectives,
      Parts endpoints,
      Parts traces) {
    this.spark = spark;
    this.configuration = configuration;
    this.objectives = objectives;
    this.endpoints = endpoints;
    this.traces = traces;
  }

  /**
   * Looks up what the files of some folders have.
   *
   * @param objectives of the study, in its order
   * @param folders with a folder for each table; not all have to exist
   */
  static PartFiles in(
      SparkContext spark, StoreFiles files, List<String> objectives, Path... folders)
      throws IOException {
    PartFiles found = endpointsIn(spark, files, objectives, folders);
    TaskConfiguration configuration = found.configuration;
    List<String> order = found.objectives;
    Parts traces =
        parts(spark, configuration, order, found(files, RunTables.TRACES.name(), folders));
    return new PartFiles(spark, configuration, order, found.endpoints, traces);
  }

  /** The same without traces. */
  static PartFiles endpointsIn(
      SparkContext spark, StoreFiles files, List<String> objectives, Path... folders)
      throws IOException {
    JobDescription.set(spark, "looking up which restarts are stored");
    List<String> order = List.copyOf(objectives);
    TaskConfiguration configuration = TaskConfiguration.of(spark);
    return new PartFiles(
        spark,
        configuration,
        order,
        parts(spark, configuration, order, found(files, RunTables.ENDPOINT_PARTS.name(), folders)),
        Parts.NONE);
  }

  private static List<String> found(StoreFiles files, String table, Path... folders)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (Path folder : folders) {
      files.list(new Path(folder, table)).stream()
          .filter(PartFiles::whole)
          .forEach(file -> found.add(file.toString()));
    }

    return found;
  }

  /** Whether a file is one that a recorder finished. */
  static boolean whole(Path file) {
    return file.getName().endsWith(ENDING) && !file.getName().startsWith(".");
  }

  private static Parts parts(
      SparkContext spark,
      TaskConfiguration configuration,
      List<String> objectives,
      List<String> files) {
    if (files.isEmpty()) {
      return Parts.NONE;
    }

    List<Part> all = looked(spark, configuration, objectives, files);
    List<RestartSet> taken = new ArrayList<>();
    objectives.forEach(o -> taken.add(RestartSet.none()));
    List<Part> read = new ArrayList<>();
    List<Part> repeated = new ArrayList<>();
    for (Part part : all) {
      List<RestartSet> own = new ArrayList<>();
      List<RestartSet> again = new ArrayList<>();
      for (int o = 0; o < taken.size(); o++) {
        own.add(part.restarts.get(o).minus(taken.get(o)));
        again.add(part.restarts.get(o).and(taken.get(o)));
        taken.set(o, RestartSet.union(List.of(taken.get(o), part.restarts.get(o))));
      }

      read.add(new Part(part.file, own));
      repeated.add(new Part(part.file, again));
    }

    return new Parts(read, repeated);
  }

  private static List<Part> looked(
      SparkContext spark,
      TaskConfiguration configuration,
      List<String> objectives,
      List<String> files) {
    try {
      return JavaSparkContext.fromSparkContext(spark)
          .parallelize(files, 1 + files.size() / FILES_PER_LOOK)
          .map(file -> new Part(file, held(configuration, file, objectives)))
          .collect();
    } catch (Exception e) {
      // Scala does not declare SparkException, which hides what a task said of its file.
      throw TaskFailure.told(e)
          .orElseGet(
              () ->
                  StudyException.failed(
                      "what is stored of the run cannot be read: " + TaskFailure.cause(e), e));
    }
  }

  private static List<RestartSet> held(
      TaskConfiguration configuration, String file, List<String> objectives) throws IOException {
    List<RestartSet.Builder> found = new ArrayList<>();
    objectives.forEach(o -> found.add(new RestartSet.Builder()));
    StructType columns = RunTables.ENDPOINT_PARTS.columns("objective", "restart");
    try (RowFileReader rows = reader(configuration, file, columns, row -> true)) {
      rows.forEachRemaining(row -> found.get(objective(objectives, row)).add(row.getLong(1)));
    }

    return found.stream().map(RestartSet.Builder::set).toList();
  }

  private static int objective(List<String> objectives, Row row) {
    int index = objectives.indexOf(row.<String>getAs("objective"));
    if (index < 0) {
      throw new IllegalStateException(
          "expected endpoints of the objectives "
              + objectives
              + ", found one of "
              + row.getAs("objective")
              + ": remove the .staging folder of the run");
    }

    return index;
  }

  /** The restarts of which all objectives are recorded. */
  RestartSet restarts() {
    return whole(endpoints.read);
  }

  /** Those of them that are read from one of the folders. */
  RestartSet restarts(Path folder) {
    return whole(in(folder, endpoints.read));
  }

  /** The restarts in one of the folders that are read from a folder before it. */
  RestartSet repeated(Path folder) {
    return whole(in(folder, endpoints.repeated));
  }

  /** Their endpoints as they are in this folder. */
  JavaRDD<Row> repeatedEndpoints(Path folder) {
    return rows(in(folder, endpoints.repeated), RunTables.ENDPOINT_PARTS.schema());
  }

  private static List<Part> in(Path folder, List<Part> parts) {
    return parts.stream()
        .filter(part -> new Path(part.file).getParent().getParent().equals(folder))
        .toList();
  }

  private RestartSet whole(List<Part> parts) {
    RestartSet all = null;
    for (int o = 0; o < objectives.size(); o++) {
      int index = o;
      RestartSet own =
          RestartSet.union(parts.stream().map(part -> part.restarts.get(index)).toList());
      all = all == null ? own : all.and(own);
    }

    return all == null ? RestartSet.none() : all;
  }

  /** Endpoints, each once. */
  JavaRDD<Row> endpoints(String... columns) {
    return rows(endpoints.read, RunTables.ENDPOINT_PARTS.columns(columns));
  }

  /** The endpoints of an objective on minima and at infinity, with what a census asks for. */
  JavaRDD<Row> counted(String objective) {
    List<String> counted =
        Stream.of(EndpointClass.values())
            .filter(c -> c.isMinimum() || c == EndpointClass.AT_INFINITY)
            .map(EndpointClass::label)
            .toList();
    return endpoints(EndpointRows.COUNTED)
        .filter(
            row ->
                row.getAs("objective").equals(objective)
                    && counted.contains(row.<String>getAs("endpoint_class")));
  }

  /** All columns of the endpoints, each once. */
  JavaRDD<Row> endpoints() {
    return rows(endpoints.read, RunTables.ENDPOINT_PARTS.schema());
  }

  /** The same of some restarts alone. */
  JavaRDD<Row> endpoints(RestartSet some) {
    return rows(of(some, endpoints.read), RunTables.ENDPOINT_PARTS.schema());
  }

  private static List<Part> of(RestartSet some, List<Part> parts) {
    return parts.stream()
        .map(part -> new Part(part.file, part.restarts.stream().map(r -> r.and(some)).toList()))
        .toList();
  }

  /** Steps, each once. */
  JavaRDD<Row> traces() {
    return rows(traces.read, RunTables.TRACES.schema());
  }

  /** Some columns of the steps of some restarts, objective and restart among them. */
  JavaRDD<Row> traces(RestartSet some, String... columns) {
    return rows(of(some, traces.read), RunTables.TRACES.columns(columns));
  }

  /** The restarts of an objective that have traces. */
  RestartSet traced(int objective) {
    return RestartSet.union(
        traces.read.stream().map(part -> part.restarts.get(objective)).toList());
  }

  /** Rows with the schema that was asked for. */
  private JavaRDD<Row> rows(List<Part> parts, StructType columns) {
    List<Part> needed = parts.stream().filter(part -> part.rows() > 0).toList();
    long rows = needed.stream().mapToLong(Part::rows).sum();
    long slices =
        rows < ROWS_PER_PARTITION
            ? 1
            : Math.max(3L * spark.defaultParallelism(), rows / ROWS_PER_PARTITION);
    TaskConfiguration sent = configuration;
    List<String> order = objectives;
    return JavaSparkContext.fromSparkContext(spark)
        .parallelize(needed, Math.toIntExact(Math.max(1, Math.min(slices, needed.size()))))
        .flatMap(part -> rows(sent, part, columns, order));
  }

  private static Iterator<Row> rows(
      TaskConfiguration configuration, Part part, StructType columns, List<String> objectives) {
    RowFileReader own =
        reader(
            configuration,
            part.file,
            columns,
            row -> part.restarts.get(objective(objectives, row)).contains(row.getAs("restart")));
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close(own));
    return own;
  }

  private static RowFileReader reader(
      TaskConfiguration configuration, String file, StructType columns, Predicate<Row> wanted) {
    return new RowFileReader(configuration.value(), new Path(file), columns, wanted, REMEDY);
  }

  private static void close(RowFileReader rows) {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
