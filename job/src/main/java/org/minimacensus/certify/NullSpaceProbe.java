package org.minimacensus.certify;

import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * The test to higher order of a critical point whose Hessian is positive semidefinite but singular:
 * does the loss fall along a curve tangent to the null space?
 *
 * <p>Probes x + r q with q in the null space are first corrected by Newton steps in the complement
 * (without them x^2 + 3 x y^2 + y^4 passes for a minimum). Only small radii decide, because only
 * they are local; the order of the decrease tells a higher-order saddle (order 3 and more) from a
 * point that is not critical at all but drifts along a valley (order 1).
 */
final class NullSpaceProbe {
  private static final double[] RADII = {1e-3, 3e-3, 1e-2, 3e-2};
  private static final int DIRECTIONS = 12;
  private static final int CORRECTIONS = 3;

  /** Decreases below this, relative to 1 + |L|, are rounding. */
  private static final double SIGNIFICANT = 1e-12;

  /**
   * A decrease of order k shrinks by 2^-k when the radius is halved; orders below this are drift.
   */
  private static final double SADDLE_ORDER = 2.2;

  /** A decrease that shrinks more than this as the radius is halved would be of order 8 or more. */
  private static final double EDGE = 256;

  private static final int HALVINGS = 12;

  enum Outcome {
    NO_DECREASE,
    HIGHER_ORDER_DECREASE,
    DRIFT
  }

  /**
   * @param witness the point of lower loss; the centre when there is none
   * @param decrease how much lower it is
   * @param radius largest relative change of a parameter at the probe
   * @param order log2 of the ratio of the decreases at this radius and at half of it
   */
  record Result(
      Outcome outcome,
      Point witness,
      double decrease,
      double radius,
      double order,
      int evaluations) {}

  private final Evaluator evaluator;
  private final Point centre;
  private final HessianSpectrum spectrum;
  private double centreValue;
  private int evaluations;
  private Point probed;
  private boolean piecewise;

  NullSpaceProbe(Evaluator evaluator, Point centre, HessianSpectrum spectrum) {
    this.evaluator = evaluator;
    this.centre = centre;
    this.spectrum = spectrum;
  }

  /**
   * For losses made of analytic pieces, as of relu networks: a decrease that vanishes at once when
   * the radius is halved belongs to another piece, and says nothing of the centre.
   */
  NullSpaceProbe acrossPieces() {
    piecewise = true;
    return this;
  }

  /** Whether a decrease at a radius begins only at some smaller one. */
  private boolean edge(double[] q, double radius, double decrease, double threshold) {
    double larger = decrease;
    for (int k = 1; k <= HALVINGS && larger > threshold; k++) {
      double smaller = centreValue - relaxedValue(scaled(q, Math.scalb(radius, -k)));
      if (larger > EDGE * Math.max(smaller, 1e-3 * threshold)) {
        return true;
      }

      larger = smaller;
    }

    return false;
  }

  /**
   * @param stream decides the random directions
   */
  Result run(RandomStream stream) {
    int flat = spectrum.dimension() - spectrum.positiveModes();
    centreValue = relaxedValue(new double[centre.dimension()]);
    double threshold = SIGNIFICANT * (1 + Math.abs(centreValue));
    double clear = RADII[RADII.length - 1];
    for (double radius : RADII) {
      for (int k = 0; k < DIRECTIONS + 2 * flat; k++) {
        double[] q = direction(stream, flat, k);
        double decrease = centreValue - relaxedValue(scaled(q, radius));
        if (decrease > threshold && piecewise && edge(q, radius, decrease, threshold)) {
          clear = Math.min(clear, radius / 2);
        } else if (decrease > threshold) {
          if (piecewise) {
            // The point that edge() left last is another one.
            relaxedValue(scaled(q, radius));
          }

          Point witness = probed;
          double half =
              Math.max(centreValue - relaxedValue(scaled(q, radius / 2)), 1e-3 * threshold);
          double order = StrictMath.log(decrease / half) / StrictMath.log(2);
          Outcome outcome = order >= SADDLE_ORDER ? Outcome.HIGHER_ORDER_DECREASE : Outcome.DRIFT;
          return new Result(outcome, witness, decrease, radius, order, evaluations);
        }
      }
    }

    return new Result(Outcome.NO_DECREASE, centre, 0, clear, 0, evaluations);
  }

  /** The null vectors themselves with both signs, then random combinations; relative size 1. */
  private double[] direction(RandomStream stream, int flat, int k) {
    double[] q = new double[centre.dimension()];
    for (int j = 0; j < flat; j++) {
      double weight;
      if (k < 2 * flat) {
        weight = k / 2 == j ? 1 - 2 * (k % 2) : 0;
      } else {
        weight = stream.nextGaussian();
      }

      if (weight != 0) {
        double[] v = spectrum.direction(j);
        double size = Endgame.relativeSize(v, centre);
        for (int i = 0; i < q.length; i++) {
          q[i] += weight * v[i] / size;
        }
      }
    }

    double size = Endgame.relativeSize(q, centre);
    for (int i = 0; i < q.length; i++) {
      q[i] /= size;
    }

    return q;
  }

  private static double[] scaled(double[] q, double radius) {
    double[] r = q.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] *= radius;
    }

    return r;
  }

  /** The value at centre + offset after corrections in the complement of the null space. */
  private double relaxedValue(double[] offset) {
    double[] x = centre.values().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += offset[i];
    }

    double best = Double.POSITIVE_INFINITY;
    probed = centre.with(x);
    for (int k = 0; k <= CORRECTIONS; k++) {
      Answer answer = evaluator.evaluate(Question.gradient(centre.with(x)));
      evaluations++;
      if (!Double.isFinite(answer.value())) {
        break;
      }

      if (answer.value() < best) {
        best = answer.value();
        probed = centre.with(x.clone());
      }

      double[] step = spectrum.newtonStep(answer.gradient().values());
      for (int i = 0; i < x.length; i++) {
        x[i] += step[i];
      }
    }

    return best;
  }
}
