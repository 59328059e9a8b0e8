package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.RecordFolder;
import org.minimacensus.spark.RunPair;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.compare.CompareSettings;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.ObjectivePair;
import org.minimacensus.study.compare.RunComparison;

/**
 * Two stored runs held side by side, and where that is stored.
 *
 * @param folder of the comparison, as a person writes it
 * @param wasThere whether it was not made now
 */
record StoredComparison(ComparisonSummary comparison, String folder, boolean wasThere) {
  /** Studies that differ in these alone sample the same. */
  private static final Set<String> SAME_POPULATION = Set.of("study.name", "study.seed");

  /**
   * Compares two runs, or finds the comparison.
   *
   * @param output folder that holds all studies; empty: beside the candidate
   * @throws StudyException exit code 2 when they sample other populations, 3 when the data have
   *     changed, 4 when the comparison cannot be written, 5 when it is damaged
   */
  static StoredComparison of(
      SparkJob job,
      ParquetRun baseline,
      ParquetRun candidate,
      CompareSettings settings,
      String output) {
    StudyConf conf = StoredStudy.conf(candidate.provenance(), List.of());
    checkOnePopulation(baseline, candidate, conf);
    Provenance.Code code = CodeVersion.code();
    try (RecordFolder<ComparisonSummary> folder =
        job.compareFolder(candidate, key(baseline, settings, code), output)) {
      Optional<ComparisonSummary> found = folder.find();
      ComparisonSummary comparison =
          found.orElseGet(() -> compared(job, baseline, candidate, conf, settings, code, folder));
      if (found.isEmpty()) {
        folder.publish(comparison);
      }

      return new StoredComparison(comparison, folder.path(), found.isPresent());
    }
  }

  /** Name of the folder. */
  String name() {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  /** Shows it on the console. */
  void tell(Terminal terminal) {
    terminal.out().print(CompareReport.text(comparison));
    terminal.out().println("results: " + folder);
    if (wasThere) {
      terminal.out().println("this comparison was there already and was not made again");
    }
  }

  /** What a comparison depends on beside the candidate; another version may compare otherwise. */
  static String key(StoredRun baseline, CompareSettings settings, Provenance.Code code) {
    return "schema "
        + ComparisonSummary.SCHEMA
        + ", "
        + baseline.manifestSha256()
        + ", "
        + settings
        + ", "
        + code;
  }

  /** Other data or another conf are another population: then a difference is no regression. */
  private static void checkOnePopulation(
      ParquetRun baseline, ParquetRun candidate, StudyConf conf) {
    Provenance first = baseline.provenance();
    Provenance second = candidate.provenance();
    if (first.studyHash().equals(second.studyHash())) {
      return;
    }

    List<String> differences = new ArrayList<>();
    Map<String, List<String>> keys =
        StudyConf.differences(StoredStudy.conf(first, List.of()).spec(), conf.spec());
    keys.forEach(
        (key, values) -> {
          if (!SAME_POPULATION.contains(key)) {
            differences.add(key + " = " + values.get(0) + " and " + values.get(1));
          }
        });
    if (!first.data().sha256().equals(second.data().sha256())) {
      differences.add("other training data");
    }

    if (!first.startsSha256().equals(second.startsSha256())) {
      differences.add("other starts from a file");
    }

    if (keys.isEmpty() && differences.isEmpty()) {
      differences.add("study hashes made by other versions of the job");
    }

    if (!differences.isEmpty()) {
      throw StudyException.conf(
          "expected two runs of one study, or of two that differ in study.seed and study.name"
              + " alone; baseline and candidate differ: "
              + String.join("; ", differences));
    }
  }

  private static ComparisonSummary compared(
      SparkJob job,
      ParquetRun baseline,
      ParquetRun candidate,
      StudyConf conf,
      CompareSettings settings,
      Provenance.Code code,
      RecordFolder<ComparisonSummary> folder) {
    folder.prepare();
    ShardedTrainingSet data = StudyPlans.data(job, conf);
    StudyPlan plan = StoredStudy.plan(job, conf, data, candidate.provenance());
    RunPair pair = job.pair(plan, baseline, candidate);
    List<ObjectivePair> pairs = plan.job().objectives().stream().map(pair::of).toList();
    double valueTolerance = plan.spec().census().valueTolerance();
    return new RunComparison(baseline, candidate, settings, valueTolerance).compare(pairs, code);
  }
}
