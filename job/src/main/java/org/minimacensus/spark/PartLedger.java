package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.Outcome;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.RecountSource;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.Tally;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.WorthTally;
import org.minimacensus.theorem.ClaimTally;
import scala.Tuple2;

/**
 * Endpoints in part files, read where Spark puts them and never collected. An endpoint has a rank,
 * its place among all of the run by objective and restart.
 */
final class PartLedger implements RecountSource.Counts {
  private static final long ROWS_PER_PARTITION = 20_000;

  private final JavaSparkContext spark;
  private final List<String> objectives;
  private final MinimaCounter counter;
  private final RestartSet restarts;
  private final PartFiles parts;
  private final int partitions;
  private final Map<String, MinimaCounter.Count> counts = new LinkedHashMap<>();
  private JavaPairRDD<Long, Hit> hits;

  /**
   * The minimum that an endpoint is on.
   *
   * @param subOptimal whether it is above the reference
   */
  record Hit(long minimum, boolean subOptimal) implements Serializable {}

  /**
   * @param restarts what to read of the parts; each has all objectives
   */
  PartLedger(
      SparkContext spark,
      List<String> objectives,
      MinimaCounter counter,
      PartFiles parts,
      RestartSet restarts) {
    this.spark = JavaSparkContext.fromSparkContext(spark);
    this.objectives = List.copyOf(objectives);
    this.counter = counter;
    this.parts = parts;
    this.restarts = restarts;
    long rows = restarts.size() * objectives.size();
    long most = Math.max(spark.defaultParallelism(), 2000);
    this.partitions = (int) Math.max(1, Math.min(most, rows / ROWS_PER_PARTITION));
  }

  @Override
  public RestartSet restarts() {
    return restarts;
  }

  /** Endpoints by their ranks. */
  JavaPairRDD<Long, Row> endpoints() {
    return ranked(parts.endpoints(), objectives, restarts);
  }

  @Override
  public List<TraceStep> steps(int most, int mostSteps) {
    RestartSet traced =
        RestartSet.union(
                Stream.iterate(0, o -> o + 1).limit(objectives.size()).map(parts::traced).toList())
            .and(restarts);
    RestartSet some = traced.slice(0, (int) Math.min(most, traced.size()));
    if (some.isEmpty()) {
      return List.of();
    }

    JobDescription.set(spark.sc(), "looking up steps of traces");
    return TracedSteps.of(parts, objectives, some, mostSteps);
  }

  /** Some columns of the endpoints, objective and restart among them, by their ranks. */
  JavaPairRDD<Long, Row> endpoints(String... columns) {
    return ranked(parts.endpoints(columns), objectives, restarts);
  }

  /** Steps by the ranks of their endpoints. */
  JavaPairRDD<Long, Row> traces() {
    return ranked(parts.traces(), objectives, restarts);
  }

  /** The ranks of endpoints with traces, in ascending order. */
  RestartSet traced() {
    return RestartSet.union(
        Stream.iterate(0, o -> o + 1)
            .limit(objectives.size())
            .map(
                o -> {
                  RestartSet.Builder ranks = new RestartSet.Builder();
                  for (long restart : parts.traced(o).and(restarts)) {
                    ranks.add(o * restarts.size() + restarts.indexOf(restart));
                  }

                  return ranks.set();
                })
            .collect(Collectors.toList()));
  }

  private static JavaPairRDD<Long, Row> ranked(
      JavaRDD<Row> rows, List<String> objectives, RestartSet restarts) {
    return rows.filter(row -> restarts.contains(row.getAs("restart")))
        .mapToPair(
            row ->
                new Tuple2<>(
                    objectives.indexOf(row.<String>getAs("objective")) * restarts.size()
                        + restarts.indexOf(row.getAs("restart")),
                    row));
  }

  @Override
  public Tally tally() {
    Tally total = new Tally(objectives.size());
    if (restarts.isEmpty()) {
      return total;
    }

    JobDescription.set(spark.sc(), "summing up endpoints");
    int n = objectives.size();
    long each = restarts.size();
    ranked(parts.endpoints(EndpointRows.TALLIED), objectives, restarts)
        .mapToPair(row -> new Tuple2<>(place(row._1(), each, 1), row._2()))
        .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
        .mapPartitions(
            rows -> {
              Tally tally = new Tally(n);
              new DomainIterator<Row, List<Row>>(
                      rows, (place, group) -> List.of(whole(group, n)).iterator())
                  .forEachRemaining(
                      group -> tally.add(group.stream().map(EndpointRows::tallied).toList()));
              return List.of(tally).iterator();
            })
        .collect()
        .forEach(total::merge);
    return total;
  }

  @Override
  public WorthTally worth(WorthTally empty) {
    if (restarts.isEmpty()) {
      return empty;
    }

    JobDescription.set(spark.sc(), "comparing losses without added neurons");
    int n = objectives.size();
    long each = restarts.size();
    WorthTally total = empty.fresh();
    ranked(parts.endpoints(EndpointRows.COMPARED), objectives, restarts)
        .mapToPair(row -> new Tuple2<>(place(row._1(), each, 1), row._2()))
        .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
        .mapPartitions(
            rows -> {
              WorthTally tally = empty.fresh();
              new DomainIterator<Row, List<Row>>(
                      rows, (place, group) -> List.of(whole(group, n)).iterator())
                  .forEachRemaining(
                      group -> tally.add(group.stream().map(EndpointRows::compared).toList()));
              return List.of(tally).iterator();
            })
        .collect()
        .forEach(total::merge);
    return total;
  }

  /** Restarts are kept together, their objectives in order, what is known of each by kind. */
  private static SortPlace place(long rank, long restarts, int kind) {
    long objective = rank / restarts;
    return new SortPlace(rank % restarts, objective, kind);
  }

  private static <T> List<T> whole(Iterator<T> restart, int objectives) {
    List<T> group = new ArrayList<>();
    restart.forEachRemaining(group::add);
    if (group.size() != objectives) {
      throw new IllegalStateException(
          "a restart should be stored with "
              + objectives
              + " objectives, found "
              + group.size()
              + ": part files were removed or changed; remove the .staging folder of the run");
    }

    return group;
  }

  @Override
  public ObjectiveCount count(String objective, double reference, PathFinder paths) {
    JobDescription.set(spark.sc(), "counting distinct minima of " + objective);
    RestartSet mine = restarts;
    JavaRDD<Endpoint> slim =
        parts
            .counted(objective)
            .filter(row -> mine.contains(row.getAs("restart")))
            .map(EndpointRows::counted);
    MinimaCounter.Count count = counter.count(objective, slim, restarts.size(), reference, paths);
    counts.put(objective, count);
    return count.summary();
  }

  @Override
  public long foundFrom(String objective, long restart) {
    MinimaCounter.Count count = counts.get(objective);
    if (count == null) {
      throw new IllegalStateException(
          "expected a count of " + objective + ", found those of " + counts.keySet());
    }

    JobDescription.set(spark.sc(), "dating distinct minima of " + objective);
    return FirstHits.from(count, restart, partitions);
  }

  /** Which endpoint, by rank, is on which minimum. */
  JavaPairRDD<Long, Hit> hits() {
    if (!counts.keySet().containsAll(objectives)) {
      throw new IllegalStateException(
          "expected counts of " + objectives + ", found those of " + counts.keySet());
    }

    if (hits == null) {
      JavaPairRDD<Long, Hit> all = null;
      for (int o = 0; o < objectives.size(); o++) {
        MinimaCounter.Count count = counts.get(objectives.get(o));
        JavaPairRDD<Long, Hit> own = hits(count, restarts, o * restarts.size());
        all = all == null ? own : all.union(own);
      }

      hits = all.persist(StorageLevel.MEMORY_AND_DISK_SER());
    }

    return hits;
  }

  private static JavaPairRDD<Long, Hit> hits(
      MinimaCounter.Count count, RestartSet restarts, long offset) {
    BitSet subOptimal = count.subOptimal();
    return count
        .minimumOf()
        .mapToPair(
            hit ->
                new Tuple2<>(
                    offset + restarts.indexOf(hit._1()),
                    new Hit(hit._2(), subOptimal.get(Math.toIntExact(hit._2())))));
  }

  @Override
  public Map<List<Outcome>, Long> outcomes() {
    JavaPairRDD<Long, Hit> minima = hits();
    Map<List<Outcome>, Long> total = new HashMap<>();
    if (restarts.isEmpty()) {
      return total;
    }

    JobDescription.set(spark.sc(), "comparing objectives");
    int n = objectives.size();
    long each = restarts.size();
    JavaPairRDD<SortPlace, Object> classes =
        ranked(parts.endpoints("objective", "restart", "endpoint_class"), objectives, restarts)
            .mapToPair(
                row ->
                    new Tuple2<>(
                        place(row._1(), each, 1), row._2().<Object>getAs("endpoint_class")));
    minima
        .mapToPair(
            hit -> new Tuple2<SortPlace, Object>(place(hit._1(), each, 0), !hit._2().subOptimal()))
        .union(classes)
        .repartitionAndSortWithinPartitions(new DomainPartitioner(partitions))
        .mapPartitions(
            known -> {
              HashMap<List<Outcome>, Long> part = new HashMap<>();
              new DomainIterator<Object, List<Outcome>>(
                      known, (place, facts) -> List.of(outcomes(facts, n)).iterator())
                  .forEachRemaining(ends -> part.merge(ends, 1L, Long::sum));
              return List.of(part).iterator();
            })
        .collect()
        .forEach(part -> part.forEach((ends, k) -> total.merge(ends, k, Long::sum)));
    return total;
  }

  /**
   * @param facts for each objective the class of the endpoint, and before it, when it is on a
   *     minimum, whether that is one of the best
   */
  private static List<Outcome> outcomes(Iterator<Object> facts, int objectives) {
    List<Outcome> ends = new ArrayList<>();
    boolean best = false;
    while (facts.hasNext()) {
      Object fact = facts.next();
      if (fact instanceof Boolean reached) {
        best = reached;
      } else {
        ends.add(Outcome.of(EndpointRows.endpointClass((String) fact), best));
        best = false;
      }
    }

    return whole(ends.iterator(), objectives);
  }

  @Override
  public ClaimTally claims(ClaimTally empty) {
    ClaimTally total = empty.part();
    if (restarts.isEmpty()) {
      return total;
    }

    JobDescription.set(spark.sc(), "holding claims against endpoints");
    RestartSet mine = restarts;
    parts
        .endpoints(EndpointRows.CLAIMED)
        .filter(row -> mine.contains(row.getAs("restart")))
        .mapPartitions(
            rows -> {
              ClaimTally part = empty.part();
              rows.forEachRemaining(row -> part.add(EndpointRows.claimed(row)));
              return List.of(part).iterator();
            })
        .collect()
        .forEach(total::merge);
    return total;
  }

  @Override
  public Optional<Endpoint> endpoint(String objective, long restart) {
    JobDescription.set(spark.sc(), "looking up restart " + restart + " of " + objective);
    return parts
        .endpoints()
        .filter(
            row ->
                row.getAs("objective").equals(objective) && row.<Long>getAs("restart") == restart)
        .map(EndpointRows::endpoint)
        .take(1)
        .stream()
        .findFirst();
  }

  long endpointCount() {
    return objectives.size() * restarts.size();
  }

  /** The rows of its tables of minima and valleys. */
  CountedRows counted() {
    return new CountedRows(objectives, counts, restarts);
  }

  /** Lets go of what Spark keeps for this ledger. */
  @Override
  public void close() {
    if (hits != null) {
      hits.unpersist();
    }

    counts.values().forEach(count -> count.release().run());
  }
}
