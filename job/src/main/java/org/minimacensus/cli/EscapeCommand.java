package org.minimacensus.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.Dataset;
import org.minimacensus.report.EscapePage;
import org.minimacensus.spark.EscapeFolder;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.DescentStep;
import org.minimacensus.study.EscapeJob;
import org.minimacensus.study.EscapeProof;
import org.minimacensus.study.EscapeSpec;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StoredMinimum;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;
import org.minimacensus.theorem.NeuronFunctions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Extends a minimum of the plain loss by an added neuron and follows the loss down from there. */
@Command(
    name = "escape",
    description = "extends a minimum of the plain loss by an added neuron and follows it down",
    mixinStandardHelpOptions = true)
final class EscapeCommand implements Callable<Integer> {
  private static final String PLAIN = "plain";

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "folder of a stored run (.../run=ID)")
  private String run;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      required = true,
      description = "objective of the minimum: plain")
  private String objective;

  @Option(
      names = "--minimum",
      paramLabel = "K",
      required = true,
      description = "its id in the table of minima")
  private long minimum;

  @Option(
      names = "--augmentation",
      paramLabel = "NAME",
      description = "what is added: output-neuron (default), monomial-neuron or relu-neuron")
  private String augmentation = "output-neuron";

  @Option(
      names = "--lambda",
      paramLabel = "X",
      description = "of its regulariser; default: augmentation.lambda of the run")
  private Double lambda;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "starts with random (w, b); default: ${DEFAULT-VALUE}")
  private int starts = 20;

  @Option(
      names = "--stationary",
      paramLabel = "N",
      description =
          "starts with (w, b) at which the extended minimum is stationary; default:"
              + " ${DEFAULT-VALUE}")
  private int stationary = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the random (w, b); default: study.seed of the run")
  private Long seed;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder of the results; default: the escape is stored beside the run")
  private String output = "";

  EscapeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    checkOptions();
    try (SparkJob job = SparkJob.open("escape")) {
      ParquetRun stored = job.run(run);
      StudyConf conf = StoredStudy.conf(stored.provenance(), List.of());
      EscapeSpec spec = spec(conf.spec());
      StoredMinimum found = find(stored);
      try (EscapeFolder folder = job.escapeFolder(stored, key(spec), output)) {
        Optional<EscapeSummary> there = folder.find();
        if (there.isPresent()) {
          terminal.out().print(EscapeReport.text(there.get()));
          terminal.out().println("results: " + folder.path());
          terminal.out().println("this escape was there already and was not followed again");
          return ExitCodes.FINISHED;
        }

        folder.prepare();
        followed(job, stored, conf, spec, found, folder);
        terminal.out().println("results: " + folder.path());
        return ExitCodes.FINISHED;
      }
    }
  }

  private void checkOptions() {
    if (!objective.equals(PLAIN)) {
      throw StudyException.conf(
          "--objective: expected plain, found '"
              + objective
              + "': an added neuron is added to a minimum of the plain loss");
    }

    if (!NeuronFunctions.names().contains(augmentation)) {
      throw StudyException.conf(
          "--augmentation: expected one of "
              + String.join(", ", NeuronFunctions.names())
              + ", found '"
              + augmentation
              + "'");
    }

    if (lambda != null && !(lambda > 0 && Double.isFinite(lambda))) {
      throw StudyException.conf("--lambda: expected a finite number > 0, found " + lambda);
    }

    if (starts < 0 || stationary < 0 || starts + (long) stationary < 1) {
      throw StudyException.conf(
          "--starts and --stationary: expected numbers >= 0 that are not both 0, found "
              + starts
              + " and "
              + stationary);
    }
  }

  private EscapeSpec spec(StudySpec study) {
    if (study.loss().population()) {
      throw StudyException.conf(
          "the run has the loss "
              + StudySpec.LossSpec.POPULATION
              + ", which has no training set; added neurons need one");
    }

    return new EscapeSpec(
        objective,
        minimum,
        augmentation,
        lambda == null ? study.augmentation().lambda() : lambda,
        study.augmentation().degree(),
        starts,
        stationary,
        seed == null ? study.seed() : seed);
  }

  private static String key(EscapeSpec spec) {
    return "schema " + EscapeSummary.SCHEMA + ", " + spec;
  }

  private StoredMinimum find(ParquetRun stored) {
    List<StoredMinimum> minima = stored.minima(objective);
    return minima.stream()
        .filter(m -> m.id() == minimum)
        .findFirst()
        .orElseThrow(() -> StudyException.conf(unknown(stored, minima)));
  }

  private String unknown(ParquetRun stored, List<StoredMinimum> minima) {
    boolean has = stored.summary().objectives().stream().anyMatch(o -> o.name().equals(objective));
    if (!has) {
      return "the run has no objective plain; it has "
          + stored.summary().objectives().stream().map(o -> o.name()).toList();
    }

    if (minima.isEmpty()) {
      return "--minimum: the run found no minimum of the plain loss";
    }

    long bad = minima.stream().filter(StoredMinimum::subOptimal).count();
    String which =
        bad == 0
            ? "none of them above the best known loss"
            : "from "
                + minima.stream().filter(StoredMinimum::subOptimal).findFirst().get().id()
                + " on above the best known loss";
    return "--minimum: expected the id of a minimum of the plain loss, 0 to "
        + (minima.size() - 1)
        + " ("
        + which
        + "), found "
        + minimum;
  }

  private void followed(
      SparkJob job,
      ParquetRun stored,
      StudyConf conf,
      EscapeSpec spec,
      StoredMinimum found,
      EscapeFolder folder) {
    ShardedTrainingSet data = StudyPlans.data(job, conf);
    StudyPlan plan = StoredStudy.plan(job, conf, data, stored.provenance());
    Dataset dataset = data.collect();
    EscapeJob escape = new EscapeJob(plan, found, spec);
    EscapeSummary.MinimumFacts facts = escape.facts(dataset);
    List<EscapeJob.Escaped> escaped =
        facts.nothingToEscape() ? List.of() : folder.follow(escape, dataset);
    Provenance.Code code = CodeVersion.code();
    EscapeProof proof = escape.proof(dataset, lowest(stored));
    EscapeSummary summary = escape.summary(plan, stored, code, facts, escaped, proof);
    List<DescentStep> path = escaped.stream().flatMap(e -> e.path().stream()).toList();
    terminal.out().print(EscapeReport.text(summary));
    folder.publish(summary, EscapePage.of(summary, path));
  }

  /** The endpoint whose network has the least plain loss of the run. */
  private Endpoint lowest(ParquetRun stored) {
    return stored.summary().objectives().stream()
        .filter(o -> o.name().equals(objective))
        .findFirst()
        .flatMap(o -> stored.reaching(o.bestLoss()))
        .orElse(null);
  }
}
