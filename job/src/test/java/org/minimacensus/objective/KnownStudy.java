package org.minimacensus.objective;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

/**
 * The plain objective and the training set of a study with known minima, from its conf.
 *
 * @param reference its name for {@link org.minimacensus.KnownAnswers}
 */
public record KnownStudy(String reference, Objective objective, Dataset data) {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Config DEFAULTS =
      ConfigFactory.parseString(
          "network { activation = tanh, bias = true, output-activation = identity }, loss.power ="
              + " 3, regularization.l2 = 0");

  /** The conf files of all of them. */
  public static List<Path> confs() throws IOException {
    try (Stream<Path> known = Files.list(ROOT.resolve("conf/known"))) {
      return Stream.concat(
              known.sorted(),
              Stream.of(
                  ROOT.resolve("conf/quickstart.conf"), ROOT.resolve("conf/many-minima.conf")))
          .toList();
    }
  }

  /** From a conf file. */
  public static KnownStudy of(Path file) throws IOException {
    Config conf = ConfigFactory.parseFile(file.toFile()).withFallback(DEFAULTS);
    String folder = file.getParent().endsWith("known") ? "known/" : "";
    Task task = Task.valueOf(conf.getString("data.task").toUpperCase(Locale.ROOT));
    int outputs = conf.getIntList("data.target").size();
    double[][] rows = rows(ROOT.resolve(conf.getString("data.path")));
    int inputs = rows[0].length - outputs;
    double[][] x = Arrays.stream(rows).map(r -> Arrays.copyOf(r, inputs)).toArray(double[][]::new);
    double[][] y =
        Arrays.stream(rows)
            .map(r -> Arrays.copyOfRange(r, inputs, r.length))
            .toArray(double[][]::new);
    return new KnownStudy(
        folder + conf.getString("study.name"),
        objective(conf, inputs, outputs),
        PlainRows.set(x, y, task));
  }

  private static Objective objective(Config conf, int inputs, int outputs) {
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
    return Objective.plain(architecture, loss, reduction, conf.getDouble("regularization.l2"));
  }

  private static double[][] rows(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
