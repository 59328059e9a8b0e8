package org.minimacensus.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.proof.ProvedMinima;
import org.minimacensus.spark.ParquetRun;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StopRequest;
import org.minimacensus.study.Bounds;
import org.minimacensus.study.CertificateVerifier;
import org.minimacensus.study.CertificateVerifier.Verified;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.Figures;
import org.minimacensus.study.ProofSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Proves the stored certificates of a run again. */
@Command(
    name = "verify-certificates",
    description = "proves the stored certificates of a run again, without the optimiser",
    mixinStandardHelpOptions = true)
final class VerifyCertificatesCommand implements Callable<Integer> {
  private static final int DIGITS = 10;

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "folder of a stored run (.../run=ID)")
  private String run;

  VerifyCertificatesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StopRequest stop = StopRequest.onSignals(() -> terminal.err().println("\nstopping"));
    try (SparkJob job = SparkJob.open("verify-certificates")) {
      ParquetRun stored = job.run(run);
      if (stored.summary().objectives().stream().allMatch(o -> o.provedDistinct() == null)) {
        throw StudyException.conf(
            stored.folder()
                + ": expected a run with certificates, found none: they are made by a run with"
                + " certify.level = interval");
      }

      StudyConf conf = StoredStudy.conf(stored.provenance(), List.of());
      ShardedTrainingSet data = StudyPlans.data(job, conf);
      StudyPlan plan = StoredStudy.plan(job, conf, data, stored.provenance());
      double began = Stopwatch.seconds();
      Optional<CertificateVerifier.Result> verified =
          new CertificateVerifier(plan, stored.summary(), job.prover(data.collect(), stop, run))
              .verify(stored.certificates(), stored::certified);
      return verified.isEmpty()
          ? stop.requested().orElseThrow().exitCode()
          : told(verified.get(), Stopwatch.seconds() - began);
    }
  }

  private int told(CertificateVerifier.Result verified, double seconds) {
    PrintStream out = terminal.out();
    verified.faults().forEach(fault -> out.println("fault: " + fault));
    int faults = verified.faults().size();
    long boxes = 0;
    for (Verified v : verified.objectives()) {
      ProvedMinima proved = v.proved();
      out.println(
          v.objective()
              + ": "
              + Figures.plural(proved.proved(), "certificate")
              + ", a box with one strict minimum each; at least "
              + proved.distinct().size()
              + " distinct modulo symmetry, at least "
              + proved.subOptimal().size()
              + " of these sub-optimal"
              + bounds(proved));
      if (!proved.notProved().isEmpty()) {
        out.println("  not proved: " + RunWords.notProved(ProofSummary.of(proved)));
      }

      v.faults().forEach(fault -> out.println("  fault: " + fault));
      faults += v.faults().size();
      boxes += proved.proved();
    }

    out.println(
        (faults == 0 ? "all certificates hold" : Figures.plural(faults, "fault"))
            + " ("
            + Figures.plural(boxes, "proof")
            + ", "
            + Figures.time(seconds)
            + ")");
    return faults == 0 ? ExitCodes.FINISHED : ExitCodes.MISMATCH;
  }

  /** Rounded outwards. */
  private static String bounds(ProvedMinima proved) {
    if (!Double.isFinite(proved.reached())) {
      return "";
    }

    return ": a loss of at most "
        + Bounds.above(proved.reached(), DIGITS)
        + " is reached, and "
        + (proved.global()
            ? "none is lower"
            : "none below " + Bounds.below(proved.floor(), DIGITS));
  }
}
