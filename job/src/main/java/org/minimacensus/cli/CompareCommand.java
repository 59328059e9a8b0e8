package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.CompareFolder;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.RunPair;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.compare.CompareSettings;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.ObjectivePair;
import org.minimacensus.study.compare.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds two stored runs of a study side by side and says what regressed. */
@Command(
    name = "compare",
    description = "holds two stored runs of a study side by side; says what regressed",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  /** Studies that differ in these alone sample the same. */
  private static final Set<String> SAME_POPULATION = Set.of("study.name", "study.seed");

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "BASELINE",
      description = "folder of a stored run (.../run=ID)")
  private String baseline;

  @Parameters(
      index = "1",
      paramLabel = "CANDIDATE",
      description = "folder of the stored run that is held against it")
  private String candidate;

  @Option(
      names = "--level",
      paramLabel = "X",
      description =
          "probability of a false alarm, of all tests together; default: ${DEFAULT-VALUE}")
  private double level = CompareSettings.DEFAULT_LEVEL;

  @Option(
      names = "--max-slowdown",
      paramLabel = "X",
      description =
          "a candidate that runs X times fewer restarts in a second has regressed; default: off, as"
              + " machines differ")
  private Double maxSlowdown;

  @Option(
      names = "--exact",
      description = "restarts with the same start must end with the same bits")
  private boolean exact;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; default: stored beside the candidate")
  private String output = "";

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CompareSettings settings = settings();
    try (SparkJob job = SparkJob.open("compare")) {
      ParquetRun first = job.run(baseline);
      ParquetRun second = job.run(candidate);
      StudyConf conf = StoredStudy.conf(second.provenance(), List.of());
      checkOnePopulation(first, second, conf);
      try (CompareFolder folder = job.compareFolder(second, key(first, settings), output)) {
        Optional<ComparisonSummary> found = folder.find();
        ComparisonSummary comparison =
            found.orElseGet(() -> compared(job, first, second, conf, settings, folder));
        terminal.out().print(CompareReport.text(comparison));
        if (found.isEmpty()) {
          folder.publish(comparison);
        }

        terminal.out().println("results: " + folder.path());
        if (found.isPresent()) {
          terminal.out().println("this comparison was there already and was not made again");
        }

        return comparison.exitCode();
      }
    }
  }

  private CompareSettings settings() {
    if (!(level > 0 && level < 1)) {
      throw StudyException.conf("--level: expected a number > 0 and < 1, found " + level);
    }

    if (maxSlowdown != null && !(maxSlowdown >= 1)) {
      throw StudyException.conf("--max-slowdown: expected a number >= 1, found " + maxSlowdown);
    }

    return new CompareSettings(
        level, maxSlowdown == null ? Double.POSITIVE_INFINITY : maxSlowdown, exact);
  }

  /** What a comparison depends on beside the candidate. */
  private static String key(ParquetRun baseline, CompareSettings settings) {
    return "schema "
        + ComparisonSummary.SCHEMA
        + ", "
        + baseline.manifestSha256()
        + ", "
        + settings;
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

  private ComparisonSummary compared(
      SparkJob job,
      ParquetRun baseline,
      ParquetRun candidate,
      StudyConf conf,
      CompareSettings settings,
      CompareFolder folder) {
    folder.prepare();
    ShardedTrainingSet data = StudyPlans.data(job, conf);
    StudyPlan plan = StoredStudy.plan(job, conf, data, candidate.provenance());
    RunPair pair = job.pair(plan, baseline, candidate);
    List<ObjectivePair> pairs = plan.job().objectives().stream().map(pair::of).toList();
    Provenance.Code code = new Provenance.Code(CodeVersion.version(), CodeVersion.commit());
    double valueTolerance = plan.spec().census().valueTolerance();
    return new RunComparison(baseline, candidate, settings, valueTolerance).compare(pairs, code);
  }
}
