package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.KnownAnswers;
import org.minimacensus.KnownAnswers.KnownMinimum;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

/** Our objective at the known minima: their losses, and no gradient. */
class KnownMinimaTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Config DEFAULTS =
      ConfigFactory.parseString(
          "network { activation = tanh, bias = true, output-activation = identity }, loss.power ="
              + " 3, regularization.l2 = 0");

  static List<Path> confs() throws IOException {
    try (Stream<Path> known = Files.list(ROOT.resolve("conf/known"))) {
      return Stream.concat(
              known.sorted(),
              Stream.of(
                  ROOT.resolve("conf/quickstart.conf"), ROOT.resolve("conf/many-minima.conf")))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("confs")
  void knownMinimaHaveTheirLossAndNoGradient(Path file) throws IOException {
    Config conf = ConfigFactory.parseFile(file.toFile()).withFallback(DEFAULTS);
    String resource =
        (file.getParent().endsWith("known") ? "known/" : "") + conf.getString("study.name");
    Evaluator evaluator = evaluator(conf);

    List<KnownMinimum> minima = KnownAnswers.read(resource).minima("plain");

    assertThat(minima).isNotEmpty();
    for (KnownMinimum minimum : minima) {
      double[] theta = minimum.theta().stream().mapToDouble(Double::doubleValue).toArray();
      Answer answer = evaluator.evaluate(Question.hessian(Point.of(theta)));
      double curvature = Arrays.stream(answer.hessian().values()).map(Math::abs).max().orElse(0);
      double size = Arrays.stream(theta).map(Math::abs).max().orElse(0);

      assertThat(answer.value()).isCloseTo(minimum.loss(), within(1e-14 * (1 + minimum.loss())));
      double slope = Arrays.stream(answer.gradient().values()).map(Math::abs).max().orElse(0);
      assertThat(slope)
          .as("largest gradient entry")
          .isLessThan(1e-15 * (1 + curvature * (1 + size)));
    }
  }

  private static Evaluator evaluator(Config conf) throws IOException {
    Task task = Task.valueOf(conf.getString("data.task").toUpperCase(Locale.ROOT));
    int outputs = conf.getIntList("data.target").size();
    double[][] rows = rows(ROOT.resolve(conf.getString("data.path")));
    int inputs = rows[0].length - outputs;
    double[][] x = Arrays.stream(rows).map(r -> Arrays.copyOf(r, inputs)).toArray(double[][]::new);
    double[][] y =
        Arrays.stream(rows)
            .map(r -> Arrays.copyOfRange(r, inputs, r.length))
            .toArray(double[][]::new);
    Config network = conf.getConfig("network");
    boolean linear = network.hasPath("kind") && network.getString("kind").equals("deep-linear");
    boolean bias = network.getBoolean("bias");
    Architecture architecture =
        new Architecture(
            inputs,
            network.getIntList("hidden"),
            outputs,
            Activations.named(linear ? "identity" : network.getString("activation"), 0.1),
            Activations.named(network.getString("output-activation"), 0.1),
            bias,
            network.hasPath("output-bias") ? network.getBoolean("output-bias") : bias,
            false);
    Loss loss = Losses.named(conf.getString("loss.name"), conf.getInt("loss.power"));
    Reduction reduction =
        Reduction.valueOf(conf.getString("loss.reduction").toUpperCase(Locale.ROOT));
    Objective objective =
        Objective.plain(architecture, loss, reduction, conf.getDouble("regularization.l2"));
    return new LocalEvaluator(objective, Training.set(x, y, task));
  }

  private static double[][] rows(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
