package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.Vectors;

/**
 * Newton steps from where a search ended, down to the noise floor, with a record of how they
 * behaved: the record tells a minimum from a run to infinity.
 *
 * <p>At a non-degenerate minimum the steps contract quadratically; at a minimum of order q by
 * (q-2)/(q-1); along an exponential tail, such as a saturating unit, successive steps keep their
 * length (ratio 1), along an algebraic tail r^-q, such as a pair of merging units, they grow by
 * (q+2)/(q+1). Gradients die in all cases, so their size says nothing (docs/mathematics.md).
 */
final class Endgame {
  /** Enough to go from a gradient of 1e-8 to 1e-16 along an exponential tail. */
  private static final int MAX_STEPS = 40;

  /** Steps over the strong modes; they converge quadratically. */
  private static final int STRONG_STEPS = 8;

  /** Modes below this multiple of the scaled gradient may be tilted zero modes. */
  static final double TILT = 1e3;

  /**
   * Steps shorter than this, relative to 1 + |theta_i|, are below what any tolerance of the census
   * sees.
   */
  private static final double NEGLIGIBLE = 1e-7;

  /** A gradient below this multiple of its rounding bound carries no information. */
  static final double AT_NOISE = 4;

  /** Ratio of successive steps from which on they do not contract. */
  private static final double TAIL_RATIO = 0.95;

  /** A parameter drifts when it moves by this share of what the fastest one does. */
  private static final double DRIFTING = 0.1;

  /** Error bounds are taken anew when the steps went further than this, relative to 1 + |theta|. */
  private static final double SHORT_WAY = 1e-3;

  /** How the steps ended. */
  enum Outcome {
    /** The remaining step is negligible, or the gradient along every resolved mode is rounding. */
    ATTAINED,
    /** Successive steps did not contract: the run heads for infinity, or is very slow. */
    TAIL,
    /** The Hessian has negative curvature beyond its error bound. */
    NEGATIVE_CURVATURE,
    /** Steps end without contraction and without evidence of a tail. */
    STALLED,
    /** Something is not finite. */
    NOT_FINITE
  }

  /**
   * @param lastStep largest entry of the remaining Newton step relative to 1 + |theta_i|
   * @param ratios ratios of successive step lengths
   * @param excess see {@link HessianSpectrum#excess}; where the remaining step is not negligible
   *     {@link HessianSpectrum#noiseExcess}
   */
  record Result(
      Point point,
      Outcome outcome,
      HessianSpectrum spectrum,
      double[] rounding,
      double lastStep,
      List<Double> ratios,
      double excess,
      int evaluations) {
    double gradientNorm() {
      return Vectors.maxAbs(spectrum.gradient());
    }

    /** Indexes of the parameters that the next Newton step changes most, relatively. */
    IntStream drift() {
      double[] step = spectrum.newtonStep(spectrum.gradient());
      double most = relativeSize(step, point);
      double[] x = point.values();
      return IntStream.range(0, step.length)
          .filter(i -> Math.abs(step[i]) > DRIFTING * most * (1 + Math.abs(x[i])));
    }

    /** Whether max |g_i| is within the tolerance, or within what rounding makes of it. */
    boolean stationary(double gradientTolerance) {
      return gradientNorm() <= Math.max(gradientTolerance, AT_NOISE * Vectors.maxAbs(rounding));
    }
  }

  private final Evaluator evaluator;
  private int evaluations;

  Endgame(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Result run(Point start) {
    evaluations = 0;
    Point x = start;
    double[] rounding = evaluator.inspect(x).gradientRounding();
    HessianSpectrum spectrum = HessianSpectrum.at(evaluator, x);
    evaluations += 4;
    // First the strong modes alone: off a flat set a gradient tilts its zero modes by about its own
    // size, and a Newton step along those would run away.
    for (int k = 0; spectrum != null && k < STRONG_STEPS; k++) {
      double threshold = Math.max(spectrum.bound(), TILT * spectrum.scaledGradient());
      Point next = stepped(x, spectrum, rounding, threshold);
      if (next == null) {
        break;
      }

      x = next;
      spectrum = spectrum.closeBy(evaluator, x);
      evaluations++;
    }

    // Then all that rise above the error bound. Negative modes are left alone and judged at the
    // end.
    List<Double> lengths = new ArrayList<>();
    for (int k = 0; spectrum != null && k < MAX_STEPS; k++) {
      Point next = stepped(x, spectrum, rounding, spectrum.bound());
      if (next == null) {
        break;
      }

      lengths.add(distance(next, x));
      x = next;
      spectrum = spectrum.closeBy(evaluator, x);
      evaluations++;
    }

    if (spectrum == null) {
      return notFinite(x, rounding);
    }

    if (distance(start, x) > SHORT_WAY * (1 + Math.sqrt(squaredNorm(x.values())))) {
      // Error bounds of the start do not fit after a long way.
      rounding = evaluator.inspect(x).gradientRounding();
      spectrum = HessianSpectrum.at(evaluator, x);
      evaluations += 4;
    }

    return spectrum == null ? notFinite(x, rounding) : judged(x, spectrum, rounding, lengths);
  }

  private Result notFinite(Point x, double[] rounding) {
    return new Result(
        x, Outcome.NOT_FINITE, null, rounding, Double.NaN, List.of(), Double.NaN, evaluations);
  }

  private Result judged(
      Point x, HessianSpectrum spectrum, double[] rounding, List<Double> lengths) {
    List<Double> ratios = new ArrayList<>();
    for (int k = 1; k < lengths.size(); k++) {
      ratios.add(lengths.get(k) / lengths.get(k - 1));
    }

    double lastStep = relativeSize(spectrum.newtonStep(spectrum.gradient()), x);
    double excess =
        lastStep <= NEGLIGIBLE ? spectrum.excess(rounding) : spectrum.noiseExcess(rounding);
    Outcome outcome;
    if (spectrum.negativeModes() > 0) {
      outcome = Outcome.NEGATIVE_CURVATURE;
    } else if (tail(lengths, ratios, x)) {
      outcome = Outcome.TAIL;
    } else if (lastStep <= NEGLIGIBLE || excess <= AT_NOISE) {
      outcome = Outcome.ATTAINED;
    } else {
      outcome = Outcome.STALLED;
    }

    return new Result(
        x, outcome, spectrum, rounding, lastStep, List.copyOf(ratios), excess, evaluations);
  }

  /**
   * Three successive ratios at or above {@link #TAIL_RATIO} with steps that matter, not followed by
   * contraction.
   */
  private static boolean tail(List<Double> lengths, List<Double> ratios, Point x) {
    int run = 0;
    boolean tail = false;
    double unit = NEGLIGIBLE * (1 + Math.sqrt(squaredNorm(x.values())));
    for (int k = 0; k < ratios.size(); k++) {
      boolean matters = lengths.get(k + 1) > unit;
      run = ratios.get(k) >= TAIL_RATIO && matters ? run + 1 : 0;
      if (run >= 3) {
        tail = true;
      } else if (ratios.get(k) < 0.5) {
        tail = false;
      }
    }

    return tail;
  }

  /**
   * The point after a Newton step over the modes above a threshold; null when nothing is left to
   * gain.
   */
  private Point stepped(Point x, HessianSpectrum spectrum, double[] rounding, double threshold) {
    double[] step = spectrum.newtonStep(spectrum.gradient(), threshold);
    if (relativeSize(step, x) <= 1e-15 || spectrum.excess(rounding) <= 1) {
      return null;
    }

    return accepted(x, spectrum, step, threshold);
  }

  /**
   * x + t step with t = 1, 1/2, ... such that the value does not rise beyond rounding and, when it
   * does not fall either, the Newton decrement does; null if there is none.
   */
  private Point accepted(Point x, HessianSpectrum spectrum, double[] step, double threshold) {
    double decrement = spectrum.squaredNewtonDecrement(spectrum.gradient(), threshold);
    double rounding = 8 * Math.ulp(Math.abs(spectrum.value()));
    for (double t = 1; t > 1e-3; t /= 2) {
      double[] moved = x.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += t * step[i];
      }

      Point next = x.with(moved);
      Answer answer = evaluator.evaluate(Question.gradient(next));
      evaluations++;
      double fall = spectrum.value() - answer.value();
      if (!Double.isFinite(answer.value()) || fall < -rounding) {
        continue;
      }

      if (fall > rounding
          || spectrum.squaredNewtonDecrement(answer.gradient().values(), threshold) < decrement) {
        return next;
      }
    }

    return null;
  }

  static double squaredNorm(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }

    return sum;
  }

  /** max_i |step_i| / (1 + |x_i|). */
  static double relativeSize(double[] step, Point x) {
    double max = 0;
    for (int i = 0; i < step.length; i++) {
      max = Math.max(max, Math.abs(step[i]) / (1 + Math.abs(x.values()[i])));
    }

    return max;
  }

  /** max_i |to_i - from_i| / (1 + |from_i|). */
  static double moved(Point from, Point to) {
    double[] step = to.values().clone();
    for (int i = 0; i < step.length; i++) {
      step[i] -= from.values()[i];
    }

    return relativeSize(step, from);
  }

  private static double distance(Point a, Point b) {
    double sum = 0;
    for (int i = 0; i < a.dimension(); i++) {
      double d = a.values()[i] - b.values()[i];
      sum += d * d;
    }

    return Math.sqrt(sum);
  }
}
