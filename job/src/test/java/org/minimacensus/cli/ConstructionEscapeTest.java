package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.EscapeJob;
import org.minimacensus.study.EscapeSpec;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.StoredMinimum;

class ConstructionEscapeTest {
  private static final double LAMBDA = Double.parseDouble(System.getProperty("lambda", "0.1"));
  private static final int STARTS = Integer.getInteger("starts", 2);
  @TempDir Path folder;

  private Path generate(String kind, String options) {
    Path file = folder.resolve("made.csv");
    List<String> arguments = new ArrayList<>(List.of("generate", kind, file.toString()));
    for (String option : options == null ? new String[0] : options.replace(';', ',').split(" ")) {
      String[] parts = option.split("=", 2);
      switch (parts[1]) {
        case "true" -> arguments.add("--" + parts[0]);
        case "false" -> arguments.add("--no-" + parts[0]);
        default -> arguments.addAll(List.of("--" + parts[0], parts[1]));
      }
    }

    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int code = Main.execute(terminal, arguments.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return file;
  }

  private static double[] known(Path starts) {
    try {
      return Arrays.stream(Files.readAllLines(starts).get(0).split(","))
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/constructions/minima.csv")
  void noEndIsABadMinimum(String kind, String options, int zeroModes) {
    Path file = generate(kind, options);
    LocalStudy study = LocalStudy.of(folder, file + ".conf", "restarts.init.distribution=normal");
    double[] theta = known(Path.of(file + ".start.csv"));
    double loss = study.evaluator().evaluate(Question.value(Point.of(theta))).value();
    StoredMinimum minimum =
        new StoredMinimum("plain", 0, 0, loss, loss, 1, "degenerate-minimum", true, theta);
    EscapeJob job =
        new EscapeJob(
            study.plan(),
            minimum,
            new EscapeSpec("plain", 0, "output-neuron", LAMBDA, 2, STARTS, 1, 11));
    long t = System.nanoTime();
    List<EscapeJob.Escaped> escaped =
        IntStream.range(0, STARTS + 1).mapToObj(i -> job.run(study.dataset(), i)).toList();
    StringBuilder c = new StringBuilder();
    for (EscapeJob.Escaped e : escaped) {
      EscapeSummary.Start st = e.start();
      c.append(
          st == null
              ? "none;"
              : st.kind()
                  + " "
                  + st.order()
                  + " "
                  + (st.end() == null
                      ? "no end"
                      : st.end().outcome()
                          + " "
                          + st.end().infinityKind()
                          + " "
                          + st.end().evaluations())
                  + "; ");
    }
    System.out.println(
        "ROW " + kind + " " + options + " " + (System.nanoTime() - t) / 1e9 + " " + c);
  }
}
