package org.minimacensus.proof;

import java.util.List;
import java.util.Optional;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.IntervalFunctions;
import org.minimacensus.objective.LossEnclosure;

/**
 * What is proved about the points (theta, a, w, b) of the augmented loss of Liang, Sun, Lee and
 * Srikant (2018), one exponential neuron to an output, for every theta in a box at once.
 *
 * <p>With c_i = dl/df on row i, all at a = 0 (docs/mathematics.md, section 1.1): where the sum of
 * c_i over the rows with one input is not 0, no (theta, a, w, b) is a local minimum, whatever a, w
 * and b are. For a != 0, as (a e^-t, w, b + t) keeps the outputs and lowers the regulariser; for a
 * = 0, as G(w', b') = sum_i c_i exp(w'.x_i + b') is analytic and not 0 everywhere, hence not 0
 * somewhere in each neighbourhood of (w, b), and there a small a of the other sign lowers the loss.
 * This asks for a loss that is differentiable at the outputs and nothing of the network.
 */
public final class NeuronExtension {
  private final ObjectiveEnclosure objective;
  private final double lambda;
  private final Interval[] theta;
  private final int width;

  /** Rows x K. */
  private final Interval[][] outputs;

  /** Rows x K: dl/df, not scaled. */
  private final Interval[][] slopes;

  /**
   * Takes the rows once through the network.
   *
   * @param objective the plain one
   * @param lambda > 0, of the regulariser (lambda / 2) |a|^2
   * @param theta box of p intervals
   * @throws KinkException where a kink of the loss is in the box
   */
  public NeuronExtension(ObjectiveEnclosure objective, double lambda, Interval[] theta) {
    if (!(lambda > 0)) {
      throw new IllegalArgumentException("expected lambda > 0, found " + lambda);
    }

    this.objective = objective;
    this.lambda = lambda;
    this.theta = theta.clone();
    this.width = objective.architecture().inputs() + 2;
    this.outputs = objective.outputs(theta, objective.rows());
    this.slopes = new Interval[outputs.length][];
    for (int r = 0; r < slopes.length; r++) {
      slopes[r] = objective.loss(outputs[r], r).gradient();
    }
  }

  /**
   * The sum of dl/df, 1/n included, over the rows with one input.
   *
   * @param row the first row with this input, from 0 on
   */
  public record GroupSum(int row, int output, Interval sum) {}

  /**
   * A sum over the rows with one input that is not 0 for any theta in the box, the one farthest
   * from it; with it no (theta, a, w, b) is a local minimum. Empty: none is proved not to be 0.
   */
  public Optional<GroupSum> unbalanced() {
    GroupSum farthest = null;
    for (List<Integer> rows : objective.rowsByInput()) {
      for (int k = 0; k < outputs[0].length; k++) {
        Interval sum = Interval.ZERO;
        for (int r : rows) {
          sum = sum.plus(slopes[r][k]);
        }

        sum = sum.times(objective.scale());
        if (sum.mignitude() > (farthest == null ? 0 : farthest.sum().mignitude())) {
          farthest = new GroupSum(rows.get(0), k, sum);
        }
      }
    }

    return Optional.ofNullable(farthest);
  }

  /**
   * C_m = sum_i c_i exp(w.x_i + b) ((x_i, 1).q)^m, 1/n included: the derivative of G of order m
   * along q. Where it is not 0, (theta, 0, w, b) is no local minimum.
   *
   * @param neuron w_1 .. w_d, b of the output
   * @param direction q, d + 1 numbers; not looked at for order 0
   */
  public Interval moment(int output, double[] neuron, double[] direction, int order) {
    Interval sum = Interval.ZERO;
    for (int r = 0; r < slopes.length; r++) {
      double[] x = objective.input(r);
      Interval reach = order == 0 ? Interval.ONE : product(direction, x).power(order);
      Interval e = IntervalFunctions.exp(product(neuron, x));
      sum = sum.plus(slopes[r][output].times(e).times(reach));
    }

    return sum.times(objective.scale());
  }

  /** v.(x, 1). */
  private static Interval product(double[] v, double[] x) {
    Interval sum = Interval.of(v[x.length]);
    for (int i = 0; i < x.length; i++) {
      sum = sum.plus(Interval.of(v[i]).times(x[i]));
    }

    return sum;
  }

  /**
   * The augmented loss on the way from (theta, 0, w, b) to (theta, a, w, b), D(u) at (theta, u a,
   * w, b) less what it is at u = 0: D(u) = u slope + (u^2 / 2) h with an h in {@code curvature},
   * for 0 <= u <= 1 (Taylor's formula with remainder; l' need only be Lipschitz).
   */
  public record Way(Interval slope, Interval curvature) {
    /** Not below D(1). */
    public double change() {
      return slope.plus(curvature.max(0).times(0.5)).high();
    }

    /** Whether D(u) < 0 for 0 < u <= 1: u D(1)'s bound is not below D(u) there. */
    public boolean falls() {
      return change() < 0;
    }
  }

  /**
   * The way along which the amplitudes grow, for every theta in the box.
   *
   * @param neurons for each output a, w_1 .. w_d, b
   * @throws KinkException where a kink of the loss is on it
   */
  public Way way(double[] neurons) {
    Interval[] added = Interval.points(neurons);
    int count = outputs[0].length;
    Interval slope = Interval.ZERO;
    Interval curvature = Interval.ZERO;
    for (int r = 0; r < outputs.length; r++) {
      Interval[] d = new Interval[count];
      Interval[] on = new Interval[count];
      for (int k = 0; k < count; k++) {
        d[k] = ObjectiveEnclosure.neuron(added, k * width, objective.input(r));
        on[k] = outputs[r][k].hull(outputs[r][k].plus(d[k]));
        slope = slope.plus(slopes[r][k].times(d[k]));
      }

      curvature = curvature.plus(quadratic(objective.loss(on, r), d));
    }

    Interval squares = Interval.ZERO;
    for (int k = 0; k < count; k++) {
      squares = squares.plus(added[k * width].square());
    }

    return new Way(
        slope.times(objective.scale()),
        curvature.times(objective.scale()).plus(squares.times(lambda)));
  }

  private static Interval quadratic(LossEnclosure loss, Interval[] d) {
    Interval sum = Interval.ZERO;
    for (int k = 0; k < d.length; k++) {
      sum = sum.plus(loss.hessian()[k][k].times(d[k].square()));
      for (int j = 0; j < k; j++) {
        sum = sum.plus(loss.hessian()[k][j].times(d[k]).times(d[j]).times(2));
      }
    }

    return sum;
  }

  /** The augmented loss over the box at (theta, a, w, b). */
  public Interval value(double[] neurons) {
    Interval[] added = Interval.points(neurons);
    return objective.withNeurons(theta, added, lambda);
  }
}
