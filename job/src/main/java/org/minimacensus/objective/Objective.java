package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;

/**
 * A training objective: reduce_i l(f(x_i; theta) + added neurons, y_i) + (l2 / 2) |theta|^2 + the
 * augmentation's regulariser; the data term may have a {@link LossFactor}.
 *
 * <p>It holds everything of an evaluation that needs no data: how sums over the training set become
 * values and derivatives, and the charts of the added neurons.
 */
public final class Objective implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * An exponent may exceed its value at the chart origin by this much (e^20 = 5e8) before {@link
   * Answer#originAdvice} asks for another origin.
   */
  public static final double CHART_SLACK = 20;

  private final Architecture architecture;
  private final Loss loss;
  private final Reduction reduction;
  private final double l2;
  private final Augmentation augmentation;
  private final boolean population;
  private final int thetaDimension;
  private final int dimension;

  private Objective(
      Architecture architecture,
      Loss loss,
      Reduction reduction,
      double l2,
      Augmentation augmentation,
      boolean population) {
    this.architecture = architecture;
    this.loss = loss;
    this.reduction = reduction;
    this.l2 = l2;
    this.augmentation = augmentation;
    this.population = population;
    this.thetaDimension = architecture.layout().dimension();
    this.dimension =
        augmentation == null
            ? thetaDimension
            : thetaDimension
                + augmentation.dimension(architecture.inputs(), architecture.outputs());
  }

  /** The un-augmented objective, named {@code plain}. */
  public static Objective plain(
      Architecture architecture, Loss loss, Reduction reduction, double l2) {
    return new Objective(architecture, loss, reduction, l2, null, false);
  }

  /**
   * k relu units that learn from k relu units along the axes: the squared loss of their sums,
   * averaged over standard normal inputs in k dimensions in closed form (Safran and Shamir 2018,
   * arXiv 1712.08968). Its parameters are the k x k weights of the units, which the architecture
   * holds as a layer of k relu outputs without biases; that these are summed is part of the loss.
   * {@link PopulationEvaluator} evaluates it.
   *
   * @param units k >= 1
   */
  public static Objective reluPopulation(int units) {
    Architecture layer =
        new Architecture(
            units,
            List.of(),
            units,
            Activations.named("identity", 0),
            Activations.named("relu", 0),
            false,
            false,
            false);
    return new Objective(layer, new SquaredLoss(), Reduction.MEAN, 0, null, true);
  }

  /** The same network and loss with an augmentation; its name is the augmentation's. */
  public Objective augmented(Augmentation by) {
    if (population) {
      throw new IllegalArgumentException(
          "an objective over a population has no augmentation, found "
              + by.name()
              + "; added neurons need a training set");
    }

    return new Objective(architecture, loss, reduction, l2, by.on(architecture), false);
  }

  /**
   * With special neurons in the hidden layers: the same without their regulariser, which is what
   * the objective tends to as their biases grow and what they feed stays. Empty for others.
   */
  public Optional<Objective> switchedOff() {
    return augmentation instanceof LayerNeurons neurons
        ? Optional.of(base().augmented(neurons.limit()))
        : Optional.empty();
  }

  /** The same loss and augmentation of another network of as many inputs and outputs. */
  public Objective on(Architecture network) {
    requireLength("the inputs of a network", architecture.inputs(), network.inputs());
    requireLength("the outputs of a network", architecture.outputs(), network.outputs());
    return new Objective(network, loss, reduction, l2, augmentation, population);
  }

  /**
   * Whether all sets of bounded value are bounded, so that nothing can run to infinity: weight
   * decay on every parameter does that, and sums of relu units with outgoing weights 1 do, as no
   * unit can cancel another: by norms over the population, |students| >= |w_i| / sqrt 2 for every
   * unit, and F >= 1/2 (|students| - |teachers|)^2.
   */
  public boolean coercive() {
    return augmentation == null && (l2 > 0 || population);
  }

  /** Whether it averages over a population in closed form and has no training set. */
  public boolean population() {
    return population;
  }

  public String name() {
    return augmentation == null ? "plain" : augmentation.name();
  }

  public Architecture architecture() {
    return architecture;
  }

  public Loss loss() {
    return loss;
  }

  public Reduction reduction() {
    return reduction;
  }

  public double l2() {
    return l2;
  }

  public Optional<Augmentation> augmentation() {
    return Optional.ofNullable(augmentation);
  }

  /** The un-augmented objective on the same network and loss. */
  public Objective base() {
    return new Objective(architecture, loss, reduction, l2, null, population);
  }

  /** The same with another network of as many parameters and another loss of its outputs. */
  Objective with(Architecture network, Loss ofOutputs) {
    return new Objective(network, ofOutputs, reduction, l2, augmentation, population);
  }

  /** Number of network parameters p. */
  public int thetaDimension() {
    return thetaDimension;
  }

  /** Number of parameters of a {@link Point}: theta, then the augmentation's. */
  public int dimension() {
    return dimension;
  }

  /** A copy of the network's own parameters at a point. */
  public double[] theta(Point point) {
    return Arrays.copyOf(point.values(), thetaDimension());
  }

  /** Indices in {@link Point} of the amplitudes A_k; empty for plain. */
  public int[] amplitudes() {
    return augmentation == null
        ? new int[0]
        : shifted(augmentation.amplitudes(architecture.inputs(), architecture.outputs()));
  }

  /**
   * Indices in {@link Point} of the biases beta_k of the exponents; empty for plain and in the
   * limit.
   */
  public int[] exponents() {
    return augmentation == null
        ? new int[0]
        : shifted(augmentation.exponents(architecture.inputs(), architecture.outputs()));
  }

  /**
   * Indices in {@link Point} of the parameters that do not matter while all amplitudes are 0; empty
   * for plain.
   */
  public int[] trivialDirections() {
    return augmentation == null
        ? new int[0]
        : shifted(augmentation.trivialDirections(architecture.inputs(), architecture.outputs()));
  }

  /**
   * Those of the {@link #trivialDirections} that do not matter at a point, as what they act through
   * is 0 there.
   *
   * @param values of a point of this objective
   */
  public int[] idle(double[] values) {
    return augmentation == null
        ? new int[0]
        : shifted(
            augmentation.idle(
                values, thetaDimension(), architecture.inputs(), architecture.outputs()));
  }

  /**
   * Indices in {@link Point} of the weights with which special neurons of hidden layers feed the
   * next one; empty without such neurons.
   */
  public int[] chain() {
    return augmentation instanceof LayerNeurons neurons ? shifted(neurons.chain()) : new int[0];
  }

  /** Indices of the weights with which the first of them looks at the inputs; empty without. */
  public int[] firstWeights() {
    return augmentation instanceof LayerNeurons neurons
        ? shifted(neurons.firstWeights())
        : new int[0];
  }

  /** Whether neurons are added inside the network, to its hidden layers. */
  public boolean insideNetwork() {
    return augmentation != null && augmentation.insideNetwork();
  }

  private int[] shifted(int[] indices) {
    int p = thetaDimension();
    return Arrays.stream(indices).map(i -> p + i).toArray();
  }

  /**
   * The point with network parameters theta and added neurons given as in the papers, per output
   * (a, w_1..w_d, b) (limit objective: (A, w_1..w_d) with A the amplitude at exponent w.x), in the
   * chart with the given origins (K x d). For plain objectives both arrays are empty.
   */
  public Point point(double[] theta, double[] raw, double[] origins) {
    requireLength("theta", thetaDimension(), theta.length);
    requireLength("the added neurons", dimension() - thetaDimension(), raw.length);
    requireLength("the chart origins", originDimension(), origins.length);
    double[] parameters = Arrays.copyOf(theta, dimension());

    if (augmentation != null) {
      double[] phi =
          augmentation.fromRaw(raw, origins, architecture.inputs(), architecture.outputs());
      System.arraycopy(phi, 0, parameters, theta.length, phi.length);
    }

    return new Point(new DenseVector(parameters), origins.clone());
  }

  /**
   * Added neurons as in the papers, drawn at random; empty for plain.
   *
   * @param a standard deviation of amplitudes, {@code w} of weights, {@code b} of biases
   */
  public double[] drawn(double a, double w, double b, RandomStream stream) {
    return augmentation == null
        ? new double[0]
        : augmentation.drawn(a, w, b, stream, architecture.inputs(), architecture.outputs());
  }

  /** The added neurons as in the papers, the inverse of {@link #point}; empty for plain. */
  public double[] rawAugmentation(Point point) {
    require(point);
    return augmentation == null
        ? new double[0]
        : augmentation.toRaw(
            point.values(),
            thetaDimension(),
            point.origin(),
            architecture.inputs(),
            architecture.outputs());
  }

  /** The same function and value in charts with other origins (exact up to rounding). */
  public Point moveOrigin(Point point, double[] origins) {
    require(point);
    requireLength("the chart origins", originDimension(), origins.length);
    double[] parameters = point.values().clone();

    if (augmentation != null) {
      augmentation.moveOrigin(
          parameters,
          thetaDimension(),
          point.origin(),
          origins,
          architecture.inputs(),
          architecture.outputs());
    }

    return new Point(new DenseVector(parameters), origins.clone());
  }

  /**
   * The answer that belongs to the sums over all rows: reduced, with weight decay and the
   * augmentation's regulariser.
   *
   * @param sums as {@link ShardSums#sums()}, added over all shards
   * @param reach over all shards
   * @param rows number of rows n
   */
  public Answer answer(Question question, double[] sums, ChartReach reach, long rows) {
    return new Finish(this, question, sums, reduction == Reduction.MEAN ? rows : 1).answer(reach);
  }

  /**
   * The question whose answer's {@link ChartReach#origins}, over all shards, are {@link
   * Evaluator#chartOrigins}: in the chart with origins 0 the exponent is w.x, whatever the network
   * does. Empty for plain objectives, which have no charts, and where exponents depend on the
   * network: there charts begin with origins 0 and follow {@link Answer#originAdvice}.
   *
   * @param rawAugmentation added neurons as in {@link #point}
   */
  public Optional<Question> originsQuestion(double[] rawAugmentation) {
    requireLength("the added neurons", dimension() - thetaDimension(), rawAugmentation.length);
    return augmentation == null || insideNetwork()
        ? Optional.empty()
        : Optional.of(
            Question.value(
                point(
                    new double[thetaDimension()], rawAugmentation, new double[originDimension()])));
  }

  /** Throws unless the loss is defined for the task of a training set. */
  public void require(Task task) {
    if (population) {
      throw new IllegalArgumentException(
          "an objective over a population has no training set; evaluate it with"
              + " PopulationEvaluator");
    }

    if (!loss.supports(task)) {
      throw new IllegalArgumentException(
          "loss "
              + loss.name()
              + " is not defined for task "
              + task.name().toLowerCase(Locale.ROOT)
              + "; choose another loss or another task");
    }
  }

  /** Throws unless the question is one about a point of this objective. */
  public void require(Question question) {
    require(question.point());

    if (question.kind() == Question.Kind.HESSIAN_VECTOR) {
      requireLength(
          "the direction of a Hessian-vector product", dimension(), question.direction().size());
    }
  }

  /** Throws unless the shard has the features and targets of this objective. */
  void require(DataShard shard) {
    int inputs = architecture.inputs();
    int outputs = architecture.outputs();

    if (shard.features().numCols() != inputs
        || shard.targets().numCols() != outputs
        || shard.paddedRows() % Kernels.LANES != 0) {
      throw new IllegalArgumentException(
          "shard "
              + shard.id()
              + " must have "
              + inputs
              + " features, "
              + outputs
              + " targets and a height that is a multiple of "
              + Kernels.LANES
              + ", found "
              + shard.features().numCols()
              + ", "
              + shard.targets().numCols()
              + " and "
              + shard.paddedRows());
    }
  }

  /** Throws unless the point has the dimensions of this objective. */
  public void require(Point point) {
    requireLength(
        "the parameters of a point of objective " + name(), dimension(), point.dimension());
    requireLength(
        "the chart origins of a point of objective " + name(),
        originDimension(),
        point.origin().length);
  }

  /** Length of a point's chart origins; 0 for plain objectives. */
  public int originDimension() {
    return augmentation == null
        ? 0
        : augmentation.originDimension(architecture.inputs(), architecture.outputs());
  }

  static void requireLength(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          what + " must be " + expected + " numbers, found " + found);
    }
  }
}
