package org.minimacensus.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;

/**
 * A study of a conf file in this process, without Spark. Its data are a CSV of numbers that are
 * taken as they stand, the last one of a row the target: regression, or classes -1 and +1.
 */
public record LocalStudy(StudyPlan plan, Dataset dataset, List<double[]> rows) {
  private static final String NO_HASH = "0".repeat(64);

  /**
   * @param root of the project, which paths are relative to
   */
  public static LocalStudy of(Path root, String conf, String... sets) {
    StudySpec spec = StudyConf.load(root.resolve(conf), List.of(sets)).spec();
    if (spec.data().standardize()) {
      throw new IllegalArgumentException(conf + ": expected data.standardize = false");
    }

    return of(spec, rows(root.resolve(spec.data().path())));
  }

  /**
   * @param rows features, then the target
   */
  public static LocalStudy of(StudySpec spec, double[][] rows) {
    int d = rows[0].length - 1;
    double[][] x = Arrays.stream(rows).map(r -> Arrays.copyOf(r, d)).toArray(double[][]::new);
    double[][] y = Arrays.stream(rows).map(r -> new double[] {r[d]}).toArray(double[][]::new);
    Dataset dataset =
        PlainRows.of(spec.data().task(), rows.length, d, 1)
            .digest(NO_HASH)
            .set(x, y, spec.execution().shards());
    return of(spec, dataset, List.of(rows));
  }

  /** On a training set that was read elsewhere; without its rows. */
  public static LocalStudy of(StudySpec spec, Dataset dataset) {
    return of(spec, dataset, List.of());
  }

  private static LocalStudy of(StudySpec spec, Dataset dataset, List<double[]> rows) {
    StudyObjectives objectives = StudyObjectives.of(spec, new LocalTrainingData(dataset));
    return new LocalStudy(
        objectives.plan(NO_HASH, "", "", objectives.randomStarts()), dataset, rows);
  }

  private static double[][] rows(Path csv) {
    try {
      return Files.readAllLines(csv).stream()
          .filter(line -> !line.isBlank())
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs restarts of it, one after the other. */
  public RestartJob.Worker worker() {
    return plan.job().worker(EvaluatorFactory.local(dataset));
  }

  /** An evaluator of its first objective. */
  public Evaluator evaluator() {
    return new LocalEvaluator(plan.objectives().get(0), dataset);
  }
}
