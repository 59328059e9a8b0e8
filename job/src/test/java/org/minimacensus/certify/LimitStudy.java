package org.minimacensus.certify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/** The plain loss of a network with one hidden layer and linear outputs on a few rows. */
final class LimitStudy {
  static final RestartSettings SETTINGS = new RestartSettings("auto", 1e-8, 5000, 0.1, false);

  final Objective plain;
  final Dataset data;
  final LocalEvaluator evaluator;
  private final FunctionSpaceFloor floor;

  /**
   * @param loss of the data term, summed over rows: squared, or polynomial-hinge of degree 3 (with
   *     labels -1 and 1)
   */
  LimitStudy(double[][] x, double[][] y, String loss, Architecture network) {
    Task task = loss.equals("squared") ? Task.REGRESSION : Task.BINARY;
    this.plain = Objective.plain(network, Losses.named(loss, 3), Reduction.SUM, 0);
    this.data = PlainRows.set(x, y, task);
    this.evaluator = new LocalEvaluator(plain, data);
    this.floor = FunctionSpaceFloor.of(data, plain.loss(), Reduction.SUM);
  }

  static Architecture network(
      int inputs, String activation, int units, boolean bias, boolean outputBias) {
    return new Architecture(
        inputs,
        List.of(units),
        1,
        Activations.named(activation, 0),
        Activations.named("identity", 0),
        bias,
        outputBias,
        false);
  }

  Endpoint end(long restart, double[] start) {
    RestartRunner runner =
        new RestartRunner(
            evaluator, evaluator, of -> new LocalEvaluator(of, data), floor, SETTINGS);
    return runner.run(restart, 7, Point.of(start), StepListener.NONE);
  }

  /** Ends of restarts with normal parameters. */
  List<Endpoint> ends(int restarts, double scale) {
    List<Endpoint> ends = new ArrayList<>();
    for (int k = 0; k < restarts; k++) {
      RandomStream stream = RandomStream.of(1, "start", k);
      double[] theta = new double[plain.dimension()];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = scale * stream.nextGaussian();
      }

      ends.add(end(k, theta));
    }

    return ends;
  }

  /** Another objective on the same rows. */
  LocalEvaluator on(Objective objective) {
    return new LocalEvaluator(objective, data);
  }

  double loss(double... theta) {
    return evaluator.evaluate(Question.value(Point.of(theta))).value();
  }

  UnitLimits limits() {
    return new UnitLimits(evaluator, of -> new LocalEvaluator(of, data), floor, SETTINGS);
  }

  /** What becomes of a run that is said to have ended there without a verdict. */
  Optional<UnitLimits.Outcome> from(double... theta) {
    Verdict open = Verdict.of(Point.of(theta), EndpointClass.UNCONVERGED, "slow", "made up");
    return limits()
        .of(open, new SearchBudget(SETTINGS, StepListener.NONE), RandomStream.of(1, "c", 1));
  }

  /** Softplus units on the rows of data/softplus-channels.csv. */
  static LimitStudy softplusChannels(int units) {
    try (Stream<String> lines = Files.lines(Path.of("..", "data", "softplus-channels.csv"))) {
      List<double[]> rows =
          lines
              .map(l -> Stream.of(l.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toList();
      double[][] x = rows.stream().map(r -> new double[] {r[0], r[1]}).toArray(double[][]::new);
      double[][] y = rows.stream().map(r -> new double[] {r[2]}).toArray(double[][]::new);
      return new LimitStudy(x, y, "squared", network(2, "softplus", units, true, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
