package org.minimacensus.theorem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * A minimum theta of the plain loss, extended by added neurons with amplitude 0 and any (w, b).
 *
 * <p>While a = 0 the neuron's (w, b) cost nothing, so the extended point is a local minimum only if
 * the slope G(w, b) of the loss by the amplitude vanishes all around, and then every sum c_g does
 * (the perturbable-gradient-basis argument of Kawaguchi and Kaelbling 2020; docs/mathematics.md).
 * Otherwise this class writes down a way along which the loss falls.
 *
 * <p>Neurons are given as the papers write them, per output (a, w_1..w_d, b). Not thread safe.
 */
public final class ExtendedMinimum {
  /** Orders of descent that are looked for beyond the number that distinct inputs ask for. */
  private static final int MOST_ORDERS = 40;

  /** Random directions tried at every order from the second on. */
  private static final int DIRECTIONS = 16;

  private static final int CURVE_STEPS = 40;

  /** Decreases of this many units in the last place of the loss are measured to a percent. */
  private static final double MEASURABLE = 1e4;

  /** Points of the curve that its slope is taken from. */
  private static final int SLOPE_POINTS = 3;

  private final Evaluator evaluator;
  private final Objective objective;
  private final double[] theta;
  private final ResidualMoments moments;
  private final int[] amplitudes;
  private final int block;

  /**
   * @param evaluator of the augmented objective
   * @param slopes of the plain objective at theta
   * @param function of the added neurons
   */
  public ExtendedMinimum(
      Evaluator evaluator, InputSlopes slopes, NeuronFunction function, double[] theta) {
    this.evaluator = evaluator;
    this.objective = evaluator.objective();
    this.theta = theta.clone();
    this.moments = new ResidualMoments(slopes, function);
    this.amplitudes = objective.amplitudes();
    this.block = objective.architecture().inputs() + 2;
  }

  /** The largest |c_g|. */
  public double groupResidual() {
    return moments.largest();
  }

  /** Whether rounding explains every c_g, so that no added function has a lower loss near theta. */
  public boolean nothingToEscape() {
    return moments.vanish();
  }

  /** Number of outputs, each with a neuron. */
  int outputs() {
    return amplitudes.length;
  }

  /** Numbers of a neuron: a, w_1..w_d, b. */
  int block() {
    return block;
  }

  /** The point (theta, 0, w, b). */
  public Point point(double[] neurons) {
    double[] silent = neurons.clone();
    for (int k = 0; k < amplitudes.length; k++) {
      silent[k * block] = 0;
    }

    return objective.point(theta, silent, evaluator.chartOrigins(silent));
  }

  private double shift(Point point, int output) {
    int[] exponents = objective.exponents();
    return exponents.length == 0 ? 0 : point.values()[exponents[output]];
  }

  double[] neuron(double[] neurons, int output) {
    return Arrays.copyOfRange(neurons, output * block + 1, (output + 1) * block);
  }

  /** G of an output, scaled so that exponentials are 1 at most on the training inputs. */
  Bounded scaledSlope(double[] neurons, int output) {
    return slope(neurons, point(neurons), output);
  }

  private Bounded slope(double[] neurons, Point point, int output) {
    return moments.moment(output, neuron(neurons, output), shift(point, output), null, 0);
  }

  /** G of each output, as the papers write it. */
  public List<Bounded> slopes(double[] neurons) {
    Point point = point(neurons);
    List<Bounded> all = new ArrayList<>();
    for (int k = 0; k < amplitudes.length; k++) {
      Bounded g = slope(neurons, point, k);
      double scale = Elementary.exp(shift(point, k));
      all.add(new Bounded(g.value() * scale, g.bound() * scale));
    }

    return all;
  }

  /** Derivatives along a direction of the amplitudes. */
  private Answer along(Point point, double[] direction) {
    double[] full = new double[point.dimension()];
    for (int k = 0; k < amplitudes.length; k++) {
      full[amplitudes[k]] = direction[k];
    }

    return evaluator.evaluate(Question.hessianVector(point, full));
  }

  private double curvature(Answer along, double[] direction) {
    double sum = 0;
    for (int k = 0; k < amplitudes.length; k++) {
      sum += direction[k] * along.hessianVector().values()[amplitudes[k]];
    }

    return sum;
  }

  private double[] unit(int output) {
    double[] e = new double[amplitudes.length];
    e[output] = 1;
    return e;
  }

  /** The decrease that one step of the amplitudes promises: sum over outputs of G^2 / (2 K). */
  public double promised(double[] neurons) {
    Point point = point(neurons);
    double sum = 0;
    for (int k = 0; k < amplitudes.length; k++) {
      Answer answer = along(point, unit(k));
      double g = answer.gradient().values()[amplitudes[k]];
      double curvature = curvature(answer, unit(k));
      sum += curvature > 0 ? g * g / (2 * curvature) : 0;
    }

    return sum;
  }

  /**
   * The explicit descent from (theta, 0, w, b).
   *
   * @param stream of directions, asked only where G and its derivatives vanish
   */
  public EscapeStep descend(double[] neurons, RandomStream stream) {
    Point point = point(neurons);
    for (int k = 0; k < amplitudes.length; k++) {
      if (!slope(neurons, point, k).vanishes()) {
        return firstOrder(neurons, point);
      }
    }

    int most = Math.min(MOST_ORDERS, moments.inputs() - 1);
    for (int order = 1; order <= most; order++) {
      Leading leading = leading(neurons, point, order, stream);
      if (leading != null) {
        return curve(neurons, point, order, leading);
      }
    }

    double loss = evaluator.evaluate(Question.value(point)).value();
    Bounded none = slope(neurons, point, 0);
    return new EscapeStep(
        -1, -1, new double[0], none, shift(point, 0), loss, 0, 0, 0, List.of(), Double.NaN, point);
  }

  /** The amplitudes of all outputs at once, each against its slope over its curvature. */
  private EscapeStep firstOrder(double[] neurons, Point point) {
    double[] step = new double[amplitudes.length];
    Bounded largest = new Bounded(0, 0);
    double shift = 0;
    double loss = 0;
    for (int k = 0; k < step.length; k++) {
      Answer answer = along(point, unit(k));
      loss = answer.value();
      double curvature = Math.abs(curvature(answer, unit(k)));
      Bounded g = slope(neurons, point, k);
      step[k] = g.vanishes() ? 0 : -g.value() / (curvature > 0 ? curvature : 1);
      if (Math.abs(g.value()) >= Math.abs(largest.value())) {
        largest = g;
        shift = shift(point, k);
      }
    }

    Answer answer = along(point, step);
    double descent = 0;
    for (int k = 0; k < step.length; k++) {
      descent -= step[k] * slope(neurons, point, k).value();
    }

    double curvature = curvature(answer, step);
    double best = curvature > 0 ? descent / curvature : 1;
    for (double share = 1; share > 1e-12; share /= 4) {
      double s = share * best;
      Point to = moved(point, step, s);
      double measured = loss - evaluator.evaluate(Question.value(to)).value();
      if (measured > 0) {
        double predicted = s * descent - s * s * curvature / 2;
        return new EscapeStep(
            0,
            -1,
            new double[0],
            largest,
            shift,
            loss,
            predicted,
            measured,
            share,
            List.of(),
            Double.NaN,
            to);
      }
    }

    // The slope is real, but what it gains is below the rounding of the loss.
    return new EscapeStep(
        0,
        -1,
        new double[0],
        largest,
        shift,
        loss,
        best * descent / 2,
        0,
        0,
        List.of(),
        Double.NaN,
        point);
  }

  private Point moved(Point point, double[] step, double by) {
    double[] x = point.values().clone();
    for (int k = 0; k < amplitudes.length; k++) {
      x[amplitudes[k]] = by * step[k];
    }

    return point.with(x);
  }

  /** A direction along which the moment of an order does not vanish. */
  private record Leading(int output, double[] direction, Bounded moment) {}

  private Leading leading(double[] neurons, Point point, int order, RandomStream stream) {
    Leading best = null;
    for (int k = 0; k < amplitudes.length; k++) {
      double[] neuron = neuron(neurons, k);
      for (double[] q : directions(k, neuron, shift(point, k), order, stream)) {
        Bounded moment = moments.moment(k, neuron, shift(point, k), q, order);
        boolean larger = best == null || Math.abs(moment.value()) > Math.abs(best.moment().value());
        if (!moment.vanishes() && larger) {
          best = new Leading(k, q, moment);
        }
      }
    }

    return best;
  }

  private List<double[]> directions(
      int output, double[] neuron, double shift, int order, RandomStream stream) {
    if (order == 1) {
      return List.of(moments.steepest(output, neuron, shift));
    }

    List<double[]> all = new ArrayList<>();
    for (int j = 0; j < neuron.length - 1; j++) {
      double[] axis = new double[neuron.length];
      axis[j] = 1;
      all.add(axis);
    }

    for (int i = 0; i < DIRECTIONS; i++) {
      double[] q = new double[neuron.length];
      for (int j = 0; j < q.length; j++) {
        q[j] = stream.nextGaussian();
      }

      all.add(ResidualMoments.normalised(q));
    }

    return all;
  }

  private EscapeStep curve(double[] neurons, Point start, int order, Leading leading) {
    int k = leading.output();
    double shift = shift(start, k);
    Answer at = along(start, unit(k));
    double loss = at.value();
    double factorial = 1;
    for (int i = 2; i <= order; i++) {
      factorial *= i;
    }

    double root = leading.moment().value() / factorial;
    double scale = root * root / (2 * curvature(at, unit(k)));
    List<EscapeStep.CurvePoint> curve = new ArrayList<>();
    EscapeStep.CurvePoint best = null;
    double t = 1 / moments.reach(leading.direction());
    for (int i = 0; i < CURVE_STEPS; i++, t /= 2) {
      double[] there = neurons.clone();
      for (int j = 0; j < block - 1; j++) {
        there[k * block + 1 + j] += t * leading.direction()[j];
      }

      EscapeStep.CurvePoint point = onCurve(there, k, t, scale * power(t, 2 * order), loss);
      if (!(point.measured() > MEASURABLE * Math.ulp(1 + Math.abs(loss)))) {
        if (best != null) {
          break;
        }

        continue;
      }

      curve.add(point);
      best = best == null || point.measured() > best.measured() ? point : best;
    }

    boolean found = best != null;
    return new EscapeStep(
        order,
        k,
        leading.direction(),
        leading.moment(),
        shift,
        loss,
        found ? best.predicted() : 0,
        found ? best.measured() : 0,
        1,
        curve,
        fitted(curve),
        found ? best.point() : start);
  }

  private EscapeStep.CurvePoint onCurve(
      double[] neurons, int output, double t, double predicted, double loss) {
    Point silent = point(neurons);
    Answer answer = along(silent, unit(output));
    double curvature = curvature(answer, unit(output));
    double amplitude = curvature > 0 ? -slope(neurons, silent, output).value() / curvature : 0;
    Point to = moved(silent, unit(output), amplitude);
    double value = evaluator.evaluate(Question.value(to)).value();
    return new EscapeStep.CurvePoint(t, predicted, loss - value, to);
  }

  private static double power(double x, int n) {
    double value = 1;
    for (int i = 0; i < n; i++) {
      value *= x;
    }

    return value;
  }

  /** Least squares through the logarithms of the shortest steps; NaN for fewer than two. */
  private static double fitted(List<EscapeStep.CurvePoint> curve) {
    List<EscapeStep.CurvePoint> last =
        curve.subList(Math.max(0, curve.size() - SLOPE_POINTS), curve.size());
    int n = last.size();
    double x = 0;
    double y = 0;
    for (EscapeStep.CurvePoint p : last) {
      x += Elementary.log(p.t()) / n;
      y += Elementary.log(p.measured()) / n;
    }

    double xx = 0;
    double xy = 0;
    for (EscapeStep.CurvePoint p : last) {
      double dx = Elementary.log(p.t()) - x;
      xx += dx * dx;
      xy += dx * (Elementary.log(p.measured()) - y);
    }

    return n < 2 ? Double.NaN : xy / xx;
  }
}
