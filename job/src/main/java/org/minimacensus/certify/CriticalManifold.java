package org.minimacensus.certify;

import java.util.function.Supplier;
import org.minimacensus.certify.flat.InputDirections;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Whether a degenerate critical point lies on a manifold of critical points whose dimension is the
 * number of its zero modes (Morse and Bott): then it is a minimum, and no probe of the null space
 * is needed.
 *
 * <p>The moves of {@link ZeroModes}, one after the other, parametrise a manifold of equal loss of
 * the dimension that they explain. Equal loss is not enough: at -(x y)^2 the loss is 0 on both
 * axes, at x^2 + x y^2 on all of x = 0, and both are saddles. So points at random on the manifold
 * must be critical as well, to rounding.
 */
final class CriticalManifold {
  /** Steps on the manifold, relative to 1 + |theta_i|; as far as the probe of the null space. */
  private static final double[] RADII = {1e-3, 1e-2, 3e-2};

  private static final int WALKS = 4;

  /** Near a kink steps stay within this share of the way to it. */
  private static final double OF_KINK_DISTANCE = 0.01;

  /** Shorter steps show nothing. */
  private static final double SHORTEST = 1e-5;

  /** Changes of the loss below this, relative to 1 + |L|, are rounding. */
  private static final double SIGNIFICANT = 1e-12;

  /**
   * A gradient on the way below this share of the way's length, in scaled coordinates, is that of
   * where the search ended; of a way that is not critical it would be of order 1.
   */
  private static final double CRITICAL = 1e-6;

  private final Evaluator evaluator;
  private final Supplier<InputDirections> inputs;

  /**
   * @param inputs gives null when the dependencies of the inputs are not known
   */
  CriticalManifold(Evaluator evaluator, Supplier<InputDirections> inputs) {
    this.evaluator = evaluator;
    this.inputs = inputs;
  }

  /** What explains the zero modes at a critical point. */
  ZeroModes explained(Point point, HessianSpectrum spectrum, Inspection seen) {
    Objective objective = evaluator.objective();
    InputDirections directions =
        objective.population() || spectrum.zeroModes() == 0 ? null : inputs.get();
    return ZeroModes.of(
        objective,
        point,
        spectrum.hessian(),
        seen.sides(),
        directions,
        spectrum::curvature,
        spectrum.bound(),
        spectrum.zeroModes());
  }

  /**
   * The same at a point on the floor: there every point of equal loss is a minimum, and where the
   * outputs are the only ones on the floor and the network can change each of them, these points
   * are a manifold of all dimensions that are left (the implicit function theorem).
   */
  ZeroModes onFloor(Point point, HessianSpectrum spectrum, Inspection seen) {
    Objective objective = evaluator.objective();
    if (seen.minimumMargin() > objective.loss().floorMargin()) {
      return ZeroModes.of(objective, point, spectrum.zeroModes(), "rows beyond the loss's margin");
    }

    ZeroModes modes = explained(point, spectrum, seen);
    if (seen.kinkDistance() < CriticalPoints.ON_KINK || objective.insideNetwork()) {
      // Weights that a power above 2 holds at 0 have no curvature to be counted by.
      return modes;
    }

    // Amplitudes of added neurons are held at 0 by their regulariser alone.
    int ofNetwork = spectrum.positiveModes() - objective.amplitudes().length;
    int outputs = objective.architecture().outputs();
    long values =
        seen.distinctInputs()
            * (objective.loss().properties().shiftInvariant() ? outputs - 1 : outputs);
    return Double.isNaN(objective.loss().floorMargin()) && ofNetwork == values
        ? modes.withRest("parameters beyond the " + values + " output values that are fitted")
        : modes;
  }

  /** Loss evaluations that {@link #critical} takes at most. */
  static final int EVALUATIONS = RADII.length * WALKS;

  /** Whether points at random on the manifold of the moves are critical and of equal loss. */
  boolean critical(
      ZeroModes modes, HessianSpectrum spectrum, Inspection seen, RandomStream stream) {
    for (double farthest : RADII) {
      double radius = Math.min(farthest, OF_KINK_DISTANCE * seen.kinkDistance());
      if (radius < SHORTEST) {
        return false;
      }

      for (int k = 0; k < WALKS; k++) {
        Point there = modes.walked(radius, stream);
        Answer answer = evaluator.evaluate(Question.gradient(there));
        double[] g = answer.gradient().values();
        double rounding = SIGNIFICANT * (1 + Math.abs(spectrum.value()));
        // Written so that NaN is refused.
        boolean same = Math.abs(answer.value() - spectrum.value()) <= rounding;
        boolean flat = spectrum.squaredNewtonDecrement(g) <= rounding;
        boolean still = spectrum.scaledGradient(g) <= CRITICAL * radius;
        if (!same || !flat || !still) {
          return false;
        }
      }
    }

    return true;
  }
}
