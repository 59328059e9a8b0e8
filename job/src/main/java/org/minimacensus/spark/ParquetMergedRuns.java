package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.MergedRuns;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;

/**
 * The published runs of a study, read where Spark puts them and counted as a run is: few endpoints
 * on the driver, many on executors.
 */
public final class ParquetMergedRuns implements MergedRuns {
  private final SparkContext spark;
  private final StudyFolder study;
  private final PartFiles parts;
  private final List<Member> members;
  private final PartLedger ledger;

  private ParquetMergedRuns(
      SparkContext spark, StudyFolder study, StudyPlan plan, PartFiles parts) {
    this.spark = spark;
    this.study = study;
    this.parts = parts;
    List<String> objectives = plan.job().objectives();
    this.members = study.runs().stream().map(run -> member(run, objectives)).toList();
    this.ledger =
        new PartLedger(spark, objectives, CensusCounters.of(plan), parts, parts.restarts());
  }

  /**
   * @param plan of the study
   * @throws StudyException (exit code 5) when endpoints cannot be read
   */
  static ParquetMergedRuns of(SparkContext spark, StudyFolder study, StudyPlan plan) {
    Path[] folders = study.runs().stream().map(ParquetRun::path).toArray(Path[]::new);
    try {
      return new ParquetMergedRuns(
          spark,
          study,
          plan,
          PartFiles.endpointsIn(spark, study.files(), plan.job().objectives(), folders));
    } catch (IOException e) {
      throw StudyException.stored(
          "the endpoints in "
              + StoreFiles.readable(study.path())
              + " cannot be read: "
              + e.getMessage(),
          e);
    }
  }

  private Member member(ParquetRun run, List<String> objectives) {
    RestartSet repeated = parts.repeated(run.path());
    List<RestartSet> differing = new ArrayList<>();
    Optional<String> example = Optional.empty();
    for (String objective : repeated.isEmpty() ? List.<String>of() : objectives) {
      JobDescription.set(spark, "comparing repeated restarts of " + objective + " bit by bit");
      Map<Long, String> columns =
          EndpointComparison.firstColumns(
              parts.endpoints(repeated), parts.repeatedEndpoints(run.path()), objective);
      RestartSet.Builder found = new RestartSet.Builder();
      columns.keySet().forEach(found::add);
      differing.add(found.set());
      example = example.or(() -> example(objective, columns));
    }

    return new Member(
        StudyFolder.name(run),
        run,
        parts.restarts(run.path()),
        repeated,
        RestartSet.union(differing),
        example);
  }

  private static Optional<String> example(String objective, Map<Long, String> columns) {
    return columns.entrySet().stream()
        .findFirst()
        .map(
            e ->
                "restart "
                    + e.getKey()
                    + ", whose endpoint of "
                    + objective
                    + " differs first in "
                    + e.getValue());
  }

  @Override
  public List<Member> members() {
    return members;
  }

  @Override
  public List<String> unpublished() {
    return study.unpublished();
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  /** The same, with what its tables need. */
  PartLedger counted() {
    return ledger;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
