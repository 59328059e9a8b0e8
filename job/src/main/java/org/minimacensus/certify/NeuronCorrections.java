package org.minimacensus.certify;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.minimacensus.certify.ConeCorrection.Answer;
import org.minimacensus.certify.NeuronNominees.Nominee;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.NeuronEnds.Kind;
import org.minimacensus.objective.Point;

/**
 * The first corrections of neurons near their limits: per output and distinct input the slope of
 * the loss times what the neuron's end multiplies it with, A exp(s.z) for a spike, (s.z)^2 for a
 * flat neuron, 1 for a silent one.
 *
 * @param k output by input
 * @param error of its rounding, and twice what it changes by when each parameter of the limit is
 *     moved by its own error, both ways: sound when errors are small
 */
record NeuronCorrections(NeuronEndsChart chart, double[][] k, double[][] error) {
  /** Errors of parameters beyond this, relative to 1 + |x_i|, are too large for a first order. */
  private static final double SMALL = 1e-5;

  /** Far above the rounding of the factors, relative. */
  private static final double ROUNDING = 1e-12;

  /**
   * @param limit evaluator of the chart's objective
   * @param parameterError of the limit's parameters
   */
  static NeuronCorrections of(
      NeuronEndsChart chart,
      Evaluator limit,
      Point point,
      double[] parameterError,
      SearchBudget budget) {
    InputSlopes slopes = limit.inputSlopes(point).orElseThrow();
    double[][] k = coefficients(chart, point, slopes.sums());
    double[][] error = coefficients(chart, point, slopes.errors());
    for (int o = 0; o < k.length; o++) {
      for (int i = 0; i < k[o].length; i++) {
        error[o][i] = Math.abs(error[o][i]) + ROUNDING * Math.abs(k[o][i]);
      }
    }

    for (int j = 0; j < parameterError.length; j++) {
      boolean small = parameterError[j] <= SMALL * (1 + Math.abs(point.values()[j]));
      double[][] up = moved(chart, limit, point, j, parameterError[j]);
      double[][] down = moved(chart, limit, point, j, -parameterError[j]);
      for (int o = 0; o < k.length; o++) {
        for (int i = 0; i < k[o].length; i++) {
          double change = Math.max(Math.abs(up[o][i] - k[o][i]), Math.abs(down[o][i] - k[o][i]));
          error[o][i] += small ? 2 * change : Double.POSITIVE_INFINITY;
        }
      }
    }

    budget.add(1 + 2 * parameterError.length);
    return new NeuronCorrections(chart, k, error);
  }

  private static double[][] moved(
      NeuronEndsChart chart, Evaluator limit, Point point, int parameter, double by) {
    double[] x = point.values().clone();
    x[parameter] += by;
    Point there = point.with(x);
    return coefficients(chart, there, limit.inputSlopes(there).orElseThrow().sums());
  }

  /**
   * @param slopes input by output
   */
  private static double[][] coefficients(NeuronEndsChart chart, Point point, double[][] slopes) {
    double[][] k = new double[chart.outputs()][slopes.length];
    for (int o = 0; o < k.length; o++) {
      for (int i = 0; i < slopes.length; i++) {
        k[o][i] = factor(chart, point, o, chart.distinct()[i]) * slopes[i][o];
      }
    }

    return k;
  }

  private static double factor(NeuronEndsChart chart, Point point, int output, double[] input) {
    Nominee end = chart.end(output);
    if (end.spike()) {
      return point.values()[chart.place(output)]
          * StrictMath.exp(chart.alongFace(point, output, input));
    }

    double flat = end.end().kind() == Kind.FLAT ? chart.alongFlat(point, output, input) : 1;
    return flat * flat;
  }

  /** Whether the correction of an output is positive; not for flat neurons. */
  ConeCorrection.Outcome decided(int output) {
    Nominee end = chart.end(output);
    if (end.end().kind() == Kind.OFF) {
      return new ConeCorrection.Outcome(Answer.CERTIFIED, null, "switched off");
    }

    if (!end.spike()) {
      boolean none =
          IntStream.range(0, k[output].length)
              .allMatch(i -> Math.abs(k[output][i]) <= error[output][i]);
      return none
          ? new ConeCorrection.Outcome(Answer.CERTIFIED, null, "silent, and no input pulls at it")
          : ConeCorrection.Outcome.open("silent, but some input pulls at it");
    }

    int[] outside = chart.outside(output);
    return ConeCorrection.of(
        chart.rows(output, outside),
        Arrays.stream(outside).mapToDouble(i -> k[output][i]).toArray(),
        Arrays.stream(outside).mapToDouble(i -> error[output][i]).toArray(),
        chart.pinned(output));
  }

  /** Over all inputs. */
  double sum(int output) {
    return Arrays.stream(k[output]).sum();
  }

  /** Of {@link #sum}. */
  double sumError(int output) {
    double terms = Arrays.stream(k[output]).map(Math::abs).sum();
    return Arrays.stream(error[output]).sum() + k[output].length * Math.ulp(terms);
  }
}
