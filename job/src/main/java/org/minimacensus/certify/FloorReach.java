package org.minimacensus.certify;

import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.Vectors;

/**
 * Takes a point whose loss is close to the function-space floor down to the floor, if the floor is
 * attained nearby.
 *
 * <p>A loss max(0, z)^q is reached by (q - 1) Newton steps at once, an interpolated squared loss by
 * ordinary ones; a run to infinity never reaches its limit, but its loss can come within rounding
 * of it far away. So only a short way counts as attained.
 */
final class FloorReach {
  /** Loss above the floor that rounding explains, as a share of the loss of the zero network. */
  private static final double TOLERANCE = 1e-18;

  /** The same of a minimum that was certified above the floor's own rounding. */
  private static final double UNPOLISHED = 1e-12;

  /** The same of what searches to a finite gradient tolerance leave open. */
  private static final double UNFINISHED = 1e-10;

  /** The floor is worth trying from here, as a share of the loss of the zero network. */
  private static final double NEAR = 1e-4;

  /**
   * The way from the end of the search, relative to 1 + |theta_i|: along an exponential tail ten
   * decades of loss are about half the way already gone.
   */
  private static final double SHORT = 0.1;

  /**
   * Scaling overshoots the margin by this much, so that rounding of the outputs does not fall short
   * of it.
   */
  private static final double MARGIN_ROUNDING = 1e-9;

  /** Steps towards a minimum of order q contract by (q - 2)/(q - 1), along a tail by 1. */
  private static final double CONTRACTION = 0.9;

  private static final int CONTRACTING_STEPS = 5;

  /** A step this short, as a share of every parameter it changes, is rounding. */
  private static final double NO_STEP = 1e-12;

  /** At the noise floor steps are rounding over curvature; along a tail they would be percents. */
  private static final double NOISE_STEP = 1e-3;

  private static final int MAX_STEPS = 60;
  private static final int POLISHING_STEPS = 5;
  private static final double[] MULTIPLES = {1, 2, 3, 4, 8};

  private final Evaluator evaluator;
  private final FunctionSpaceFloor floor;
  private final double scale;
  private int evaluations;

  private FloorReach(Evaluator evaluator, FunctionSpaceFloor floor, double scale) {
    this.evaluator = evaluator;
    this.floor = floor;
    this.scale = scale;
  }

  /** The same floor and scale for another objective on the same data. */
  FloorReach on(Evaluator other) {
    return new FloorReach(other, floor, scale);
  }

  /**
   * @param evaluator of the un-augmented objective
   */
  FloorReach(Evaluator evaluator, FunctionSpaceFloor floor) {
    this.evaluator = evaluator;
    this.floor = floor;
    double zero =
        evaluator
            .evaluate(Question.value(Point.of(new double[evaluator.objective().dimension()])))
            .value();
    double size = Math.max(zero - floor.value(), Math.abs(floor.value()));
    // Where the zero network is the best function there is, the data have no scale of their own.
    this.scale = size > 0 ? size : 1;
  }

  FunctionSpaceFloor floor() {
    return floor;
  }

  /** Whether this loss is the floor up to rounding. */
  boolean reached(double loss) {
    return floor.attained() && loss - floor.value() <= tolerance();
  }

  /** Losses up to this are the floor, as far as rounding can tell. */
  double highest() {
    return floor.value() + tolerance();
  }

  /** Whether this loss of a minimum is that of the floor, perhaps not polished to the last bit. */
  boolean atFloor(double loss) {
    return floor.attained() && loss - floor.value() <= UNPOLISHED * scale + tolerance();
  }

  private double tolerance() {
    return Math.max(TOLERANCE * scale, 64 * Math.ulp(Math.abs(floor.value())));
  }

  /** Whether the floor can be attained and this loss is close enough to try. */
  boolean near(double loss) {
    return floor.attained() && loss - floor.value() <= NEAR * scale + tolerance();
  }

  /** The loss of the zero network above the floor: the scale of this training set's losses. */
  double scale() {
    return scale;
  }

  /**
   * What searches to a finite gradient tolerance leave open of a value: a slide along a path of
   * constant loss must not fail by it.
   */
  double slack() {
    return UNFINISHED * scale;
  }

  int evaluations() {
    return evaluations;
  }

  /** The point on the floor, or null when the floor is not attained near here. */
  Point from(Point start) {
    evaluations = 1;
    double loss = evaluator.evaluate(Question.value(start)).value();
    if (!near(loss)) {
      return null;
    }

    Point scaled = scaledToMargin(start);
    if (scaled != null) {
      return scaled;
    }

    if (start.dimension() > CriticalPoints.DENSE_LIMIT) {
      return null;
    }

    Point x = start;
    for (int k = 0; k < MAX_STEPS && !reached(loss); k++) {
      HessianSpectrum spectrum =
          HessianSpectrum.at(evaluator, x, new double[x.dimension() * x.dimension()]);
      evaluations++;
      if (spectrum == null) {
        return null;
      }

      double[] step = spectrum.newtonStep(spectrum.gradient());
      Point best = null;
      double bestLoss = loss;
      for (double multiple : MULTIPLES) {
        double[] moved = x.values().clone();
        for (int i = 0; i < moved.length; i++) {
          moved[i] += multiple * step[i];
        }

        Answer answer = evaluator.evaluate(Question.value(x.with(moved)));
        evaluations++;
        if (answer.value() < bestLoss) {
          bestLoss = answer.value();
          best = x.with(moved);
        }
      }

      if (best == null) {
        return null;
      }

      x = best;
      loss = bestLoss;
    }

    boolean attained = reached(loss) && Endgame.moved(start, x) <= SHORT && attained(x, loss);
    return attained ? polished(x) : null;
  }

  /**
   * The point on the floor brought to where rounding ends Newton steps: a loss within rounding
   * still leaves residuals of its square root, which tilt the zero modes of the Hessian.
   */
  private Point polished(Point x) {
    Point best = x;
    double slope = Double.POSITIVE_INFINITY;
    for (int k = 0; k < POLISHING_STEPS; k++) {
      HessianSpectrum spectrum =
          HessianSpectrum.at(evaluator, x, new double[x.dimension() * x.dimension()]);
      evaluations++;
      // Written so that NaN is refused.
      if (spectrum == null
          || !reached(spectrum.value())
          || !(Vectors.maxAbs(spectrum.gradient()) < slope)) {
        return best;
      }

      best = x;
      slope = Vectors.maxAbs(spectrum.gradient());
      double[] moved = x.values().clone();
      double[] step = strongStep(spectrum);
      for (int i = 0; i < moved.length; i++) {
        moved[i] += step[i];
      }

      x = x.with(moved);
    }

    return best;
  }

  /**
   * Whether a point whose loss is within rounding of the floor has a point on the floor next to it:
   * Newton steps towards it contract. Along an exponential tail they keep their length, whatever
   * the units of the inputs; a run that is saturated shows nothing more.
   */
  private boolean attained(Point x, double loss) {
    if (withMargin(loss)) {
      return true;
    }

    Inspection seen = evaluator.inspect(x);
    evaluations += 2;
    return !RunawayFlags.saturated(seen) && contracts(x, seen);
  }

  /** Whether every row has its margin, whatever the units do. */
  private boolean withMargin(double loss) {
    Objective objective = evaluator.objective();
    boolean identity = objective.architecture().linearOutputs();
    return loss == floor.value() && identity && !Double.isNaN(objective.loss().floorMargin());
  }

  /**
   * Whether a point of this loss may be on the floor by rounding alone, as saturated units make the
   * loss flat where it still falls.
   */
  boolean saturated(Point x, double loss) {
    return !withMargin(loss) && RunawayFlags.saturated(evaluator.inspect(x));
  }

  /** Whether Newton steps from x keep contracting, or have nothing left to go. */
  private boolean contracts(Point x, Inspection seen) {
    double[] noError = new double[x.dimension() * x.dimension()];
    Point at = x;
    double last = Double.NaN;
    double ratio = Double.NaN;
    for (int k = 0; k < CONTRACTING_STEPS; k++) {
      HessianSpectrum spectrum = HessianSpectrum.at(evaluator, at, noError);
      evaluations++;
      if (spectrum == null) {
        return false;
      }

      double[] step = strongStep(spectrum);
      if (share(step, at) <= NO_STEP) {
        return true;
      }

      if (spectrum.noiseExcess(seen.gradientRounding()) <= Endgame.AT_NOISE) {
        return share(step, at) <= NOISE_STEP;
      }

      double length = Math.sqrt(Endgame.squaredNorm(step));
      ratio = length / last;
      last = length;
      double[] next = at.values().clone();
      for (int i = 0; i < next.length; i++) {
        next[i] += step[i];
      }

      at = at.with(next);
    }

    // The last ratio alone: the first ones may only make up for where the search stopped.
    return ratio <= CONTRACTION;
  }

  /** The largest change of a parameter as a share of its size, whatever the units of the inputs. */
  private static double share(double[] step, Point at) {
    double tiny = 1e-8 * Vectors.maxAbs(at.values());
    double max = 0;
    for (int i = 0; i < step.length; i++) {
      double size = Math.abs(at.values()[i]) + tiny;
      max = Math.max(max, step[i] == 0 ? 0 : Math.abs(step[i]) / size);
    }

    return max;
  }

  /** The Newton step without modes that the gradient itself may have tilted out of zero. */
  private static double[] strongStep(HessianSpectrum spectrum) {
    double threshold = Math.max(spectrum.bound(), Endgame.TILT * spectrum.scaledGradient());
    return spectrum.newtonStep(spectrum.gradient(), threshold);
  }

  /**
   * For losses that end at a margin: the output layer, and what is added to it, scaled up until
   * every row has it, when a short way suffices and the floor is then reached; else null.
   */
  Point scaledToMargin(Point start) {
    Objective objective = evaluator.objective();
    double wanted = objective.loss().floorMargin();
    if (Double.isNaN(wanted) || !objective.architecture().linearOutputs()) {
      return null;
    }

    double factor = wanted / evaluator.inspect(start).minimumMargin() * (1 + MARGIN_ROUNDING);
    evaluations += 2;
    if (!(factor > 1 && factor <= 1 + SHORT)) {
      return null;
    }

    ParameterLayout layout = objective.architecture().layout();
    double[] x = start.values().clone();
    for (int i = layout.weightOffset(layout.layers() - 1); i < objective.thetaDimension(); i++) {
      x[i] *= factor;
    }

    for (int i : objective.amplitudes()) {
      x[i] *= factor;
    }

    Point scaled = start.with(x);
    return reached(evaluator.evaluate(Question.value(scaled)).value()) ? scaled : null;
  }
}
