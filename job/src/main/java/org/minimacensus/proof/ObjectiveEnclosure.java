package org.minimacensus.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.IntervalFunctions;
import org.minimacensus.objective.LossEnclosure;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;

/**
 * Enclosures of the plain objective, of its gradient and of its Hessian over boxes of parameters,
 * for the training set as it stands in memory: its doubles are exact numbers here.
 *
 * <p>Row by row: the pre-activations by the natural interval extension, derivatives by theirs, so
 * that over boxes as narrow as those of a proof the enclosures are wider than the range by a factor
 * of the depth alone. A row costs u^2 w + p^2 / 2 interval operations, u units, outputs among them,
 * w the largest width, p parameters.
 */
public final class ObjectiveEnclosure {
  private final Objective objective;
  private final Architecture architecture;
  private final List<double[]> inputs = new ArrayList<>();
  private final List<double[]> targets = new ArrayList<>();
  private final Interval scale;

  /**
   * Sums over the rows, scaled.
   *
   * @param gradient of p; null when only the value was asked for
   * @param hessian p x p, symmetric; null when it was not asked for
   */
  public record Enclosed(Interval value, Interval[] gradient, Interval[][] hessian) {}

  /**
   * @throws IllegalArgumentException for an objective that {@link #unsupported} tells of
   */
  public ObjectiveEnclosure(Objective objective, Dataset data) {
    unsupported(objective)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("expected an objective to enclose, found " + why);
            });
    this.objective = objective;
    this.architecture = objective.architecture();
    for (DataShard shard : data.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        inputs.add(row(shard.features(), r));
        targets.add(row(shard.targets(), r));
      }
    }

    this.scale =
        objective.reduction() == Reduction.MEAN
            ? Interval.ONE.over(Interval.of(inputs.size()))
            : Interval.ONE;
  }

  /** Why there are no enclosures of an objective; empty: there are. */
  public static Optional<String> unsupported(Objective objective) {
    if (objective.population()) {
      return Optional.of("an objective over a population");
    }

    return objective.augmentation().map(a -> "the augmented objective " + objective.name());
  }

  private static double[] row(DenseMatrix matrix, int r) {
    double[] row = new double[matrix.numCols()];
    for (int k = 0; k < row.length; k++) {
      row[k] = matrix.apply(r, k);
    }

    return row;
  }

  /** Number of rows n. */
  public int rows() {
    return inputs.size();
  }

  /** Number of parameters p. */
  public int dimension() {
    return objective.thetaDimension();
  }

  /**
   * The loss over a box, in which units may have their kinks.
   *
   * @param theta p intervals
   * @throws KinkException where a kink of the loss is in the box
   */
  public Interval value(Interval[] theta) {
    return enclosed(theta, 0).value();
  }

  /**
   * A proved lower bound on the objective: on the infimum of its data term over all functions of
   * the inputs, any output being free at each distinct input, by {@link
   * org.minimacensus.objective.Loss#groupInfimumLeast}; no penalty is negative.
   */
  public double floor() {
    Interval sum = Interval.ZERO;
    for (List<Integer> rows : rowsByInput()) {
      sum = sum.plus(least(rows.stream().map(targets::get).toList()));
    }

    return Math.max(0, sum.times(scale).low());
  }

  /** The rows of each distinct input, in the order of their first ones; 0 and -0 are one number. */
  List<List<Integer>> rowsByInput() {
    Map<List<Double>, List<Integer>> groups = new LinkedHashMap<>();
    for (int r = 0; r < inputs.size(); r++) {
      List<Double> input = Arrays.stream(inputs.get(r)).mapToObj(x -> x + 0.0).toList();
      groups.computeIfAbsent(input, g -> new ArrayList<>()).add(r);
    }

    return List.copyOf(groups.values());
  }

  private Interval least(List<double[]> group) {
    return Interval.of(objective.loss().groupInfimumLeast(group.toArray(new double[0][])));
  }

  /** The loss at a point; {@link Interval#ENTIRE} where a kink is there. */
  public Interval valueAt(double[] theta) {
    try {
      return value(Interval.points(theta));
    } catch (KinkException e) {
      return Interval.ENTIRE;
    }
  }

  UnitBoxes unitBoxes() {
    return new UnitBoxes(architecture, objective.l2() > 0);
  }

  /**
   * The loss with an exponential neuron added to each output and its regulariser (Liang et al.
   * 2018, equation 3): l at f_k(x) + a_k exp(w_k . x + b_k), and (lambda / 2) |a|^2.
   *
   * @param neurons for each output a, w_1 .. w_d, b
   */
  public Interval withNeurons(Interval[] theta, Interval[] neurons, double lambda) {
    int width = architecture.inputs() + 2;
    if (neurons.length != width * architecture.outputs()) {
      throw new IllegalArgumentException(
          "expected "
              + width
              + " numbers for each of "
              + architecture.outputs()
              + " outputs, found "
              + neurons.length);
    }

    RowEnclosure row = new RowEnclosure(architecture, theta);
    Interval sum = Interval.ZERO;
    for (int r = 0; r < inputs.size(); r++) {
      Interval[] s = row.values(inputs.get(r)).clone();
      for (int k = 0; k < s.length; k++) {
        s[k] = s[k].plus(neuron(neurons, k * width, inputs.get(r)));
      }

      sum = sum.plus(loss(s, r).value());
    }

    Interval squares = Interval.ZERO;
    for (int k = 0; k < architecture.outputs(); k++) {
      squares = squares.plus(neurons[k * width].square());
    }

    return decayed(new Enclosed(sum.times(scale), null, null), theta, 0)
        .value()
        .plus(squares.times(lambda).times(0.5));
  }

  /** a exp(w . x + b) of the neuron that begins at an index. */
  static Interval neuron(Interval[] neurons, int at, double[] x) {
    Interval exponent = neurons[at + x.length + 1];
    for (int i = 0; i < x.length; i++) {
      exponent = exponent.plus(neurons[at + 1 + i].times(x[i]));
    }

    return neurons[at].times(IntervalFunctions.exp(exponent));
  }

  double[] input(int row) {
    return inputs.get(row);
  }

  /** 1/n or 1. */
  Interval scale() {
    return scale;
  }

  Architecture architecture() {
    return architecture;
  }

  /** Of a row, not scaled. */
  LossEnclosure loss(Interval[] s, int row) {
    return objective
        .loss()
        .enclosure(s, targets.get(row))
        .orElseThrow(() -> new KinkException("the loss has a kink on row " + row));
  }

  /**
   * Value and gradient over a box; as {@link #value}.
   *
   * @throws KinkException where a kink is in the box
   */
  public Enclosed gradient(Interval[] theta) {
    return enclosed(theta, 1);
  }

  /** Value, gradient and Hessian over a box; as {@link #gradient}. */
  public Enclosed hessian(Interval[] theta) {
    return enclosed(theta, 2);
  }

  /**
   * The K outputs; as {@link #value}.
   *
   * @param most of more rows so many are taken, row floor(i n / most)
   * @return rows x K
   */
  public Interval[][] outputs(Interval[] theta, int most) {
    RowEnclosure row = new RowEnclosure(architecture, theta);
    int n = inputs.size();
    Interval[][] outputs = new Interval[Math.min(n, most)][];
    for (int i = 0; i < outputs.length; i++) {
      int r = (int) ((long) i * n / outputs.length);
      outputs[i] = row.values(inputs.get(r)).clone();
    }

    return outputs;
  }

  /**
   * The activation region that a box lies in, of a network whose units have kinks: no
   * pre-activation is 0 in the box, and its sign is the same all over it.
   *
   * @return rows x hidden units, layer after layer: whether a unit is on; empty for smooth units
   * @throws KinkException where the box meets two regions
   */
  public Optional<boolean[][]> region(Interval[] theta) {
    if (!architecture.activation().kinked()) {
      return Optional.empty();
    }

    RowEnclosure row = new RowEnclosure(architecture, theta);
    boolean[][] on = new boolean[inputs.size()][];
    for (int r = 0; r < on.length; r++) {
      row.outputs(inputs.get(r));
      on[r] = row.on();
    }

    return Optional.of(on);
  }

  private Enclosed enclosed(Interval[] theta, int order) {
    int p = dimension();
    if (theta.length != p) {
      throw new IllegalArgumentException(
          "expected a box of " + p + " parameters, found " + theta.length);
    }

    RowEnclosure row = new RowEnclosure(architecture, theta);
    IntervalSums sums = new IntervalSums(p, order);
    for (int r = 0; r < inputs.size(); r++) {
      Interval[] s = order > 0 ? row.outputs(inputs.get(r)) : row.values(inputs.get(r));
      LossEnclosure loss = loss(s, r);
      sums.value(loss.value());
      if (order > 0) {
        row.derivatives(loss, sums, order);
      }
    }

    return decayed(sums.scaled(scale), theta, order);
  }

  /** With weight decay, (mu / 2) |theta|^2. */
  private Enclosed decayed(Enclosed sums, Interval[] theta, int order) {
    double mu = objective.l2();
    if (mu == 0) {
      return sums;
    }

    Interval square = Interval.ZERO;
    for (int i = 0; i < theta.length; i++) {
      square = square.plus(theta[i].square());
      if (order > 0) {
        sums.gradient[i] = sums.gradient[i].plus(theta[i].times(mu));
      }

      if (order > 1) {
        sums.hessian[i][i] = sums.hessian[i][i].plus(Interval.of(mu));
      }
    }

    Interval value = sums.value.plus(square.times(mu).times(0.5));
    return new Enclosed(value, sums.gradient, sums.hessian);
  }
}
