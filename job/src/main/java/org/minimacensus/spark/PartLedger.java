package org.minimacensus.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.Outcome;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.Tally;

/**
 * Endpoints in part files, read where Spark puts them and never collected. An endpoint has a rank,
 * its place among all of the run by objective and restart; rows of one rank are the same bits.
 */
final class PartLedger implements Ledger {
  static final String RANK = "_rank";
  private static final String SUB_OPTIMAL = "_sub_optimal";

  private static final StructType IDS =
      new StructType()
          .add(RANK, DataTypes.LongType, false)
          .add(RunTables.MINIMUM_ID, DataTypes.LongType, false)
          .add(SUB_OPTIMAL, DataTypes.BooleanType, false);

  private final SparkSession spark;
  private final List<String> objectives;
  private final MinimaCounter counter;
  private final RestartSet restarts;
  private final PartFiles parts;
  private final Map<String, MinimaCounter.Count> counts = new LinkedHashMap<>();
  private Dataset<Row> ids;

  /**
   * @param restarts what to read of the parts; each has all objectives
   */
  PartLedger(
      SparkSession spark,
      List<String> objectives,
      MinimaCounter counter,
      PartFiles parts,
      RestartSet restarts) {
    this.spark = LedgerSession.of(spark, objectives.size() * restarts.size());
    this.objectives = List.copyOf(objectives);
    this.counter = counter;
    this.parts = parts;
    this.restarts = restarts;
  }

  @Override
  public RestartSet restarts() {
    return restarts;
  }

  /** The place of an endpoint; -1 when the ledger has no such restart. */
  private record Rank(List<String> objectives, RestartSet restarts)
      implements UDF2<String, Long, Long> {
    @Override
    public Long call(String objective, Long restart) {
      long place = restarts.indexOf(restart);
      return place < 0 ? -1 : objectives.indexOf(objective) * restarts.size() + place;
    }
  }

  private Dataset<Row> ranked(Dataset<Row> rows) {
    Column rank =
        functions
            .udf(new Rank(objectives, restarts), DataTypes.LongType)
            .apply(col("objective"), col("restart"));
    return rows.withColumn(RANK, rank).filter(col(RANK).geq(0));
  }

  /** Endpoints as recorded, some more than once, with their ranks. */
  private Dataset<Row> endpoints() {
    return ranked(parts.endpoints(spark));
  }

  /** Steps as recorded, some more than once, with the ranks of their endpoints. */
  Dataset<Row> traces() {
    return ranked(parts.traces(spark));
  }

  private JavaRDD<Row> byRestart(Dataset<Row> rows) {
    return rows.repartition(col("restart")).sortWithinPartitions("restart", RANK).toJavaRDD();
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(functions::col).toArray(Column[]::new);
  }

  @Override
  public Tally tally() {
    Tally total = new Tally(objectives.size());
    if (!restarts.isEmpty()) {
      JobDescription.set(spark.sparkContext(), "summing up endpoints");
      int n = objectives.size();
      byRestart(endpoints().select(columns(RunTables.TALLIED)))
          .mapPartitions(
              rows -> {
                Tally tally = new Tally(n);
                new RestartGroups(rows, n)
                    .forEachRemaining(
                        group -> tally.add(group.stream().map(RunTables::tallied).toList()));
                return List.of(tally).iterator();
              })
          .collect()
          .forEach(total::merge);
    }

    return total;
  }

  @Override
  public ObjectiveCount count(String objective, double reference) {
    JobDescription.set(spark.sparkContext(), "counting distinct minima of " + objective);
    Object[] counted =
        Stream.of(EndpointClass.values())
            .filter(c -> c.isMinimum() || c == EndpointClass.AT_INFINITY)
            .map(EndpointClass::label)
            .toArray();
    JavaRDD<Endpoint> slim =
        endpoints()
            .filter(col("objective").equalTo(objective))
            .filter(col("endpoint_class").isin(counted))
            .select(columns(RunTables.COUNTED))
            .dropDuplicates("restart")
            .toJavaRDD()
            .map(RunTables::counted);
    MinimaCounter.Count count = counter.count(objective, slim, restarts.size(), reference);
    counts.put(objective, count);
    return count.summary();
  }

  /** Which endpoint is on which minimum. */
  private Dataset<Row> minimumIds() {
    if (!counts.keySet().containsAll(objectives)) {
      throw new IllegalStateException(
          "expected counts of " + objectives + ", found those of " + counts.keySet());
    }

    if (ids == null) {
      JavaRDD<Row> rows = null;
      for (int o = 0; o < objectives.size(); o++) {
        MinimaCounter.Count count = counts.get(objectives.get(o));
        JavaRDD<Row> own = ids(count, restarts, o * restarts.size());
        rows = rows == null ? own : rows.union(own);
      }

      ids = spark.createDataFrame(rows, IDS).persist(StorageLevel.MEMORY_AND_DISK());
    }

    return ids;
  }

  private static JavaRDD<Row> ids(MinimaCounter.Count count, RestartSet restarts, long offset) {
    BitSet subOptimal = count.subOptimal();
    return count
        .minimumOf()
        .map(
            hit ->
                RowFactory.create(
                    offset + restarts.indexOf(hit._1()),
                    hit._2(),
                    subOptimal.get(Math.toIntExact(hit._2()))));
  }

  @Override
  public Map<List<Outcome>, Long> outcomes() {
    Dataset<Row> minima = minimumIds();
    Map<List<Outcome>, Long> total = new HashMap<>();
    if (restarts.isEmpty()) {
      return total;
    }

    JobDescription.set(spark.sparkContext(), "comparing objectives");
    int n = objectives.size();
    byRestart(
            endpoints()
                .select(columns("restart", "endpoint_class", RANK))
                .join(minima, new String[] {RANK}, "left"))
        .mapPartitions(
            rows -> {
              HashMap<List<Outcome>, Long> part = new HashMap<>();
              new RestartGroups(rows, n)
                  .forEachRemaining(
                      group ->
                          part.merge(
                              group.stream().map(PartLedger::outcome).toList(), 1L, Long::sum));
              return List.of(part).iterator();
            })
        .collect()
        .forEach(part -> part.forEach((ends, k) -> total.merge(ends, k, Long::sum)));
    return total;
  }

  private static Outcome outcome(Row row) {
    int flag = row.fieldIndex(SUB_OPTIMAL);
    boolean reachesBest = !row.isNullAt(flag) && !row.getBoolean(flag);
    return Outcome.of(RunTables.endpointClass(row.getAs("endpoint_class")), reachesBest);
  }

  /** The rows of the published table, some more than once, with their ranks. */
  Dataset<Row> publishedEndpoints() {
    return endpoints().join(minimumIds().drop(SUB_OPTIMAL), new String[] {RANK}, "left");
  }

  long endpointCount() {
    return objectives.size() * restarts.size();
  }

  /**
   * The rows of the published table with their places in it.
   *
   * @param bestLosses of the objectives, in their order
   */
  Dataset<Row> publishedMinima(List<Double> bestLosses) {
    JavaRDD<Row> rows = null;
    long offset = 0;
    for (int o = 0; o < objectives.size(); o++) {
      MinimaCounter.Count count = counts.get(objectives.get(o));
      JavaRDD<Row> own = minima(count, objectives.get(o), bestLosses.get(o), offset);
      rows = rows == null ? own : rows.union(own);
      offset += count.summary().minima();
    }

    return spark.createDataFrame(
        rows, RunTables.MINIMA.schema().add(RANK, DataTypes.LongType, false));
  }

  private static JavaRDD<Row> minima(
      MinimaCounter.Count count, String objective, double bestLoss, long offset) {
    return count
        .minima()
        .map(
            m -> {
              Row row = RunTables.MINIMA.row(new RunTables.MinimumRow(objective, m, bestLoss));
              List<Object> values = new ArrayList<>();
              for (int i = 0; i < row.length(); i++) {
                values.add(row.get(i));
              }

              values.add(offset + m.id());
              return RowFactory.create(values.toArray());
            });
  }

  long minimaCount() {
    return counts.values().stream().mapToLong(c -> c.summary().minima()).sum();
  }

  /** Lets go of what Spark keeps for this ledger. */
  void release() {
    if (ids != null) {
      ids.unpersist();
    }

    counts.values().forEach(count -> count.release().run());
  }
}
