package org.minimacensus.theorem;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.ResidualImage;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.MonomialBasis;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * A model that is linear in its parameters, with the loss and the reduction of a study and without
 * weight decay: what the theorem on residual networks compares their minima with (Kawaguchi and
 * Bengio, Depth with nonlinearity creates no bad local minima in ResNets, Neural Networks 118,
 * 2019).
 */
public final class ComparisonModel {
  private final String name;
  private final Objective objective;
  private final Point start;
  private final int[] free;
  private final int features;

  private ComparisonModel(String name, Objective objective, Point start, int[] free, int features) {
    this.name = name;
    this.objective = objective;
    this.start = start;
    this.free = free;
    this.features = features;
  }

  /** min over R of the loss of R x. */
  public static ComparisonModel linear(Objective study) {
    Objective linear = plain(study, linear(study.architecture()));
    return new ComparisonModel(
        "linear model R x",
        linear,
        Point.of(new double[linear.dimension()]),
        all(linear),
        study.architecture().inputs());
  }

  /**
   * min over R of the loss of R phi(x), phi(x) all monomials of x up to a degree, 1 among them.
   *
   * @param degree >= 1
   */
  public static ComparisonModel basis(Objective study, int degree) {
    int inputs = study.architecture().inputs();
    MonomialBasis monomials = new MonomialBasis(degree);
    Objective basis = plain(study, linear(study.architecture())).augmented(monomials);
    Point start =
        new Point(
            new DenseVector(new double[basis.dimension()]),
            new double[inputs * study.architecture().outputs()]);
    return new ComparisonModel(
        "polynomials of degree " + degree,
        basis,
        start,
        all(basis),
        inputs + monomials.exponents(inputs).size());
  }

  /**
   * min over the output layer with what it reads held: of a residual network over R1, R2 of the
   * loss of R1 x + R2 z(x, u).
   *
   * @param theta of the study's network, whose outputs are linear and which has hidden layers
   */
  public static ComparisonModel features(Objective study, double[] theta) {
    Architecture network = study.architecture();
    double[] own = theta;
    if (network.residual()) {
      ResidualImage image = new ResidualImage(network);
      network = image.perceptron();
      own = image.of(theta);
    }

    if (network.hidden().isEmpty() || !network.linearOutputs()) {
      throw new IllegalArgumentException(
          "a network compared with its features needs hidden layers and linear outputs, found "
              + network);
    }

    ParameterLayout layout = network.layout();
    int last = layout.layers() - 1;
    int[] free = IntStream.range(layout.weightOffset(last), layout.dimension()).toArray();
    return new ComparisonModel(
        "output layer on the features at the endpoint",
        plain(study, network),
        Point.of(own),
        free,
        free.length / network.outputs());
  }

  private static Architecture linear(Architecture network) {
    return new Architecture(
        network.inputs(),
        List.of(),
        network.outputs(),
        Activations.named("identity", 0),
        Activations.named("identity", 0),
        false,
        false,
        false);
  }

  private static Objective plain(Objective study, Architecture network) {
    if (study.population()) {
      throw new IllegalArgumentException(
          "an objective over a population has no training set to compare models on");
    }

    if (!study.loss().properties().convex()) {
      throw new IllegalArgumentException(
          "models are compared under convex losses, found " + study.loss().name());
    }

    return Objective.plain(network, study.loss(), study.reduction(), 0);
  }

  private static int[] all(Objective objective) {
    return IntStream.range(0, objective.dimension()).toArray();
  }

  public String name() {
    return name;
  }

  /** The model's objective; only the parameters {@link #free} are the model's own. */
  public Objective objective() {
    return objective;
  }

  Point start() {
    return start;
  }

  /** Indexes of the parameters in which the model is linear. */
  int[] free() {
    return free;
  }

  /** Features that each output reads. */
  int features() {
    return features;
  }

  /**
   * Solves it.
   *
   * @param evaluators of objectives on the study's training set
   * @param rows of the training set
   * @param floor of the data term, a lower bound of every model
   */
  public ConvexOptimum solve(
      Function<Objective, Evaluator> evaluators, long rows, FunctionSpaceFloor floor) {
    return new ConvexSolver(this, evaluators, rows, floor).solve();
  }
}
