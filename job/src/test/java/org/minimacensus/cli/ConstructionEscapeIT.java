package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.EscapeJob;
import org.minimacensus.study.EscapeSpec;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.StoredMinimum;

/**
 * Constructed bad minima, as {@code generate} writes them, left by the added neuron: each extended
 * point is left, and no end is a bad minimum. The table of these ends: {@code bench/escapes.py}.
 */
class ConstructionEscapeIT {
  private static final double[] LAMBDAS = {0.1, 0.001};

  @TempDir private Path folder;

  /** One of each kind, and of the most used activations. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ding-li-sun, hidden=2 kappa=0.01",
    "ding-li-sun, activation=swish hidden=2 inputs=2",
    "ding-li-sun, activation=sin hidden=3 bias=false",
    "ding-li-sun-deep, activation=elu hidden=3;2",
    "ding-li-sun-chain, activation=gelu hidden=3;3 output-bias=true",
    "yun, activation=sigmoid",
    "yun, activation=relu",
    "split-unit, activation=tanh",
    "dead-relu, hidden=3",
    "affine-region, activation=leaky-relu hidden=2 inputs=1",
  })
  void noEndOfAnEscapeIsABadMinimum(String kind, String options) throws IOException {
    escape(kind, options, LAMBDAS[0], 1);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/constructions/minima.csv")
  void noEndOfManyEscapesIsABadMinimum(String kind, String options, int zeroModes)
      throws IOException {
    assertThat(zeroModes).isPositive();
    for (double lambda : LAMBDAS) {
      escape(kind, options, lambda, 4);
    }
  }

  private void escape(String kind, String options, double lambda, int starts) throws IOException {
    Path file = generated(kind, options);
    LocalStudy study = LocalStudy.of(folder, file + ".conf", "restarts.init.distribution=normal");
    double[] theta =
        Arrays.stream(Files.readAllLines(Path.of(file + ".start.csv")).get(0).split(","))
            .mapToDouble(Double::parseDouble)
            .toArray();
    double loss = study.evaluator().evaluate(Question.value(Point.of(theta))).value();
    EscapeJob job =
        new EscapeJob(
            study.plan(),
            new StoredMinimum("plain", 0, 0, loss, loss, 1, "degenerate-minimum", true, theta),
            new EscapeSpec("plain", 0, "output-neuron", lambda, 2, starts, 1, 11));
    assertThat(job.facts(study.dataset()).nothingToEscape()).isFalse();
    for (int k = 0; k <= starts; k++) {
      EscapeSummary.Start start = job.run(study.dataset(), k).start();
      if (start == null) {
        // No (w, b) was found at which the extended point is stationary; random ones there are.
        assertThat(k).isEqualTo(starts);
        continue;
      }

      assertThat(start.order()).as("order of the descent").isNotNegative();
      assertThat(start.measured()).as("explicit descent").isPositive();
      EscapeSummary.End end = start.end();
      assertThat(end.loss()).as(end.evidence()).isLessThan(loss);
      assertThat(end.outcome())
          .as(end.evidence())
          .isIn("global-minimum", "at-infinity", "unconverged");
      if (end.outcome().equals("global-minimum")) {
        assertThat(end.contribution()).isZero();
        assertThat(end.baseLoss()).isLessThan(1e-9);
      }
    }
  }

  private Path generated(String kind, String options) {
    Path file = folder.resolve("made.csv");
    List<String> arguments = new ArrayList<>(List.of("generate", kind, file.toString(), "--force"));
    for (String option : options.replace(';', ',').split(" ")) {
      String[] parts = option.split("=", 2);
      switch (parts[1]) {
        case "true" -> arguments.add("--" + parts[0]);
        case "false" -> arguments.add("--no-" + parts[0]);
        default -> arguments.addAll(List.of("--" + parts[0], parts[1]));
      }
    }

    InProcess made = InProcess.execute(arguments.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();
    return file;
  }
}
