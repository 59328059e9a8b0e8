package org.minimacensus.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.minimacensus.data.DataDescription;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyPlan;

/** What is known of the machine and the code that ran a study. */
final class HostFacts {
  private HostFacts() {}

  static Provenance provenance(
      StudyPlan plan, String runId, SparkJob job, Provenance.Timings timings) {
    DataDescription data = plan.data().facts().description();
    return new Provenance(
        RunSummary.SCHEMA,
        plan.spec().name(),
        plan.hash(),
        runId,
        plan.spec().seed(),
        plan.resolvedConf(),
        new Provenance.DataSource(
            plan.spec().data().path(), data.sha256(), data.rows(), data.observations()),
        plan.startsSha256(),
        CodeVersion.code(),
        machine(job),
        timings);
  }

  private static Provenance.Machine machine(SparkJob job) {
    return new Provenance.Machine(
        System.getProperty("java.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        job.version(),
        job.master(),
        KernelProvider.kernels().name(),
        KernelProvider.reason());
  }

  /** The processor's name where Linux tells it, else the architecture. */
  private static String cpu() {
    Path file = Path.of("/proc/cpuinfo");
    try {
      if (Files.isReadable(file)) {
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      }
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }

    return System.getProperty("os.arch");
  }
}
