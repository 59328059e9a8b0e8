package org.minimacensus.certify;

import java.util.function.Function;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LinearOutputs;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * What the network computes in the limit, on the training inputs.
 *
 * @param outputs as {@link Evaluator#sampleOutputs}
 * @param error the largest of their error bounds, relative to 1 + |output|: to first order what the
 *     errors of the limit point's parameters do, added up; at most {@link #LARGEST}
 */
record LimitFunction(double[] outputs, double error) {
  /** A parameter error below this share of 1 + |parameter| moves no output that matters. */
  private static final double NEGLIGIBLE = 1e-8;

  /** A function known less well than this cannot be told from its neighbours. */
  private static final double LARGEST = 1e-2;

  static LimitFunction of(Verdict.Limit limit, Function<Objective, Evaluator> evaluators) {
    Evaluator evaluator = evaluators.apply(limit.objective());
    double[] outputs = outputs(evaluator, limit.point());
    double[] error = new double[outputs.length];
    for (int i = 0; i < limit.parameterError().length && outputs.length > 0; i++) {
      double value = limit.point().values()[i];
      double bound = limit.parameterError()[i];
      if (!(bound > NEGLIGIBLE * (1 + Math.abs(value)))) {
        continue;
      }

      double[] moved = limit.point().values().clone();
      moved[i] += Math.min(bound, LARGEST * (1 + Math.abs(value)));
      Point there = limit.point().with(moved);
      double[] other = outputs(evaluator, there);
      for (int r = 0; r < error.length; r++) {
        error[r] += Math.abs(other[r] - outputs[r]);
      }
    }

    double largest = 0;
    for (int r = 0; r < error.length; r++) {
      largest = Math.max(largest, error[r] / (1 + Math.abs(outputs[r])));
    }

    return new LimitFunction(outputs, Math.min(largest, LARGEST));
  }

  private static double[] outputs(Evaluator evaluator, Point point) {
    return LinearOutputs.applied(evaluator.objective(), evaluator.sampleOutputs(point));
  }

  void describe(Endpoint.Builder endpoint) {
    endpoint.limitOutputs(outputs).limitError(error);
  }
}
