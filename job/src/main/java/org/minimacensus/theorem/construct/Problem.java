package org.minimacensus.theorem.construct;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.Task;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.Recentering;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.Vectors;

/**
 * A training set with a network and a loss that is summed over the rows: what a study of it will
 * minimise, evaluated by the code that the study runs.
 */
public final class Problem {
  /** The polynomial hinge of the papers on the added neuron. */
  public static final int POWER = 3;

  private static final RestartSettings SETTINGS =
      new RestartSettings("auto", 1e-10, 5000, 0.1, false);
  private static final RestartSettings KEEPING_SADDLES =
      new RestartSettings("auto", 1e-10, 5000, 0.1, true);

  private final double[][] inputs;
  private final double[][] targets;
  private final Architecture architecture;
  private final String loss;
  private final Task task;
  private LocalEvaluator evaluator;

  /**
   * @param inputs n x d
   * @param targets n x K; +1 and -1 for two classes
   * @param loss its name in conf files
   */
  Problem(
      double[][] inputs, double[][] targets, Architecture architecture, String loss, Task task) {
    this.inputs = inputs;
    this.targets = targets;
    this.architecture = architecture;
    this.loss = loss;
    this.task = task;
  }

  /** Squared loss, one output. */
  static Problem squared(double[][] inputs, double[] targets, Architecture architecture) {
    double[][] column =
        Arrays.stream(targets).mapToObj(y -> new double[] {y}).toArray(double[][]::new);
    return new Problem(inputs, column, architecture, "squared", Task.REGRESSION);
  }

  /** Not a copy. */
  public double[][] inputs() {
    return inputs;
  }

  /** Not a copy. */
  public double[][] targets() {
    return targets;
  }

  public Architecture architecture() {
    return architecture;
  }

  /** The loss's name in conf files; a power is {@link #POWER}. */
  public String loss() {
    return loss;
  }

  public Task task() {
    return task;
  }

  int dimension() {
    return architecture.layout().dimension();
  }

  /** Outputs of the network, row after row. */
  double[][] outputs(double[] theta) {
    return new Network(architecture).outputs(theta, inputs);
  }

  /** The same training set for another network. */
  Problem with(Architecture other) {
    return new Problem(inputs, targets, other, loss, task);
  }

  Answer gradient(double[] theta) {
    return evaluator().evaluate(Question.gradient(Point.of(theta)));
  }

  /** max_i |g_i|. */
  double gradientNorm(double[] theta) {
    return Vectors.maxAbs(gradient(theta).gradient().values());
  }

  double value(double[] theta) {
    return evaluator().evaluate(Question.value(Point.of(theta))).value();
  }

  /** p x p, column-major. */
  double[] hessian(double[] theta) {
    return evaluator().evaluate(Question.hessian(Point.of(theta))).hessian().values();
  }

  SymmetricEigen spectrum(double[] theta) {
    return SymmetricEigen.of(hessian(theta), theta.length);
  }

  /** Where L-BFGS ends from a start. */
  SearchResult descend(double[] theta, int steps) {
    SearchLimits limits = new SearchLimits(1e-11, steps);
    Recentering recentering = evaluator().objective()::moveOrigin;
    return Searches.drive(
        Searches.create("lbfgs", Point.of(theta), limits, 0.1, recentering, StepListener.NONE),
        evaluator());
  }

  /** The certified end of a restart that starts here and escapes from saddles. */
  Endpoint run(double[] theta) {
    return runner(SETTINGS).run(0, 0, Point.of(theta), StepListener.NONE);
  }

  /** The certified end of a restart that starts here and stays on a saddle if it is on one. */
  Endpoint certify(double[] theta) {
    return runner(KEEPING_SADDLES).run(0, 0, Point.of(theta), StepListener.NONE);
  }

  private RestartRunner runner(RestartSettings settings) {
    Dataset data = dataset();
    return new RestartRunner(
        evaluator(),
        evaluator(),
        of -> new LocalEvaluator(of, data),
        FunctionSpaceFloor.of(data, named(), Reduction.SUM),
        settings);
  }

  /** Independent standard normal parameters. */
  double[] start(RandomStream stream, double scale) {
    double[] theta = new double[dimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = scale * stream.nextGaussian();
    }

    return theta;
  }

  private LocalEvaluator evaluator() {
    if (evaluator == null) {
      evaluator =
          new LocalEvaluator(Objective.plain(architecture, named(), Reduction.SUM, 0), dataset());
    }

    return evaluator;
  }

  private Loss named() {
    return Losses.named(loss, POWER);
  }

  private Dataset dataset() {
    int d = inputs[0].length;
    int k = targets[0].length;
    int scaled = task == Task.REGRESSION ? k : 0;
    DataDescription description =
        new DataDescription(
            inputs.length,
            k,
            task,
            names("x", d),
            names("y", k),
            task == Task.BINARY ? List.of("-1", "1") : List.of(),
            Collections.nCopies(d, 0.0),
            Collections.nCopies(d, 1.0),
            Collections.nCopies(scaled, 0.0),
            Collections.nCopies(scaled, 1.0),
            "",
            List.of());
    return DatasetBuilder.dataset(inputs, targets, description, 1);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
