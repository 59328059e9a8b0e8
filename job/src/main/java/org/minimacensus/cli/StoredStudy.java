package org.minimacensus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.ShardedTrainingSet;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;

/** The study of a stored run, from what the run says of itself. */
final class StoredStudy {
  private StoredStudy() {}

  /**
   * The conf of the run.
   *
   * @param sets overrides, as on the command line
   */
  static StudyConf conf(Provenance provenance, List<String> sets) {
    try {
      Path file = Files.createTempFile("minima-census-", ".conf");
      try {
        Files.writeString(file, provenance.resolvedConf());
        return StudyConf.load(file, sets);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the stored conf cannot be written to a temporary file", e);
    }
  }

  /** How its minima were certified. */
  static String level(Provenance provenance) {
    return conf(provenance, List.of()).spec().certify().level();
  }

  /**
   * The study as it was run.
   *
   * @param conf of the run
   * @throws StudyException exit code 3 when the data have changed since; 5 when another version of
   *     the job stored the run
   */
  static StudyPlan plan(
      SparkJob job, StudyConf conf, ShardedTrainingSet data, Provenance provenance) {
    StudyPlan plan = StudyPlans.of(job, conf, data);
    String found = data.facts().description().sha256();
    if (!found.equals(provenance.data().sha256())) {
      throw StudyException.data(
          provenance.data().path()
              + ": expected the training data of the run with SHA-256 "
              + provenance.data().sha256()
              + ", found "
              + found
              + ": the data have changed since");
    }

    if (!plan.hash().equals(provenance.studyHash())) {
      throw StudyException.stored(
          "expected the study with hash "
              + provenance.studyHash()
              + ", its conf gives "
              + plan.hash()
              + ": it was stored by another version of the job ("
              + provenance.code().version()
              + ")",
          null);
    }

    return plan;
  }
}
