package org.minimacensus.proof;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.numeric.interval.Interval;

/**
 * Proves that a box around a point holds exactly one critical point of an objective, and that it is
 * a strict local minimum.
 *
 * <p>Existence and uniqueness: Krawczyk's operator K(X) = x - Y g(x) + (I - Y H(X)) (X - x), with Y
 * near the inverse of the Hessian at x, H(X) an enclosure of the Hessian over X and g(x) one of the
 * gradient at x. When K(X) lies in the interior of X there is exactly one zero of g in X (Krawczyk
 * 1969; Rump 2010, Verification methods, Acta Numerica 19, theorem 13.3), X found by epsilon
 * inflation (same, section 13.2). Minimum: with L near the Cholesky factor of the Hessian, every
 * symmetric matrix in L^-1 H(X) L^-T has positive Gershgorin discs, so every one in H(X) is
 * positive definite (Sylvester). Y and L are guesses in floating point: a bad guess proves nothing,
 * and nothing false.
 */
public final class MinimumProof {
  /** Boxes tried, each wider than the last. */
  private static final int INFLATIONS = 12;

  private static final double WIDER = 1.5;

  /** Of the size of a parameter: the first box is not narrower. */
  private static final double LEAST_WIDTH = 0x1p-50;

  private MinimumProof() {}

  /**
   * What was proved, or why nothing was.
   *
   * @param certificate empty where nothing is proved
   * @param reason its kind; empty where it is proved
   * @param why the reason in words; empty where it is proved
   */
  public record Outcome(
      Optional<MinimumCertificate> certificate, Optional<Reason> reason, String why) {
    static Outcome of(MinimumCertificate certificate) {
      return new Outcome(Optional.of(certificate), Optional.empty(), "");
    }

    /** Nothing is proved. */
    public static Outcome not(Reason reason, String why) {
      return new Outcome(Optional.empty(), Optional.of(reason), why);
    }

    public boolean proved() {
      return certificate.isPresent();
    }
  }

  /**
   * Looks for a box and proves it.
   *
   * @param x p parameters near a critical point, as good as double precision allows
   */
  public static Outcome of(ObjectiveEnclosure objective, double[] x) {
    return from(objective, x, Approach::inflated);
  }

  /**
   * Proves a given box, and no other one.
   *
   * @param middle p parameters
   * @param radius p numbers > 0
   */
  public static Outcome of(ObjectiveEnclosure objective, double[] middle, double[] radius) {
    return from(objective, middle, a -> a.proved(radius));
  }

  private static Outcome from(
      ObjectiveEnclosure objective, double[] x, Function<Approach, Outcome> proof) {
    try {
      ObjectiveEnclosure.Enclosed at = objective.hessian(Interval.points(x));
      return Guess.of(at.hessian())
          .map(guess -> proof.apply(Approach.by(guess, objective, x, at)))
          .orElseGet(() -> Refusal.of(at).orElseGet(MinimumProof::noGuess));
    } catch (KinkException e) {
      return Outcome.not(Reason.KINK, e.getMessage());
    }
  }

  /** Rounding or overflow alone made the factorisation break down. */
  private static Outcome noGuess() {
    return Outcome.not(Reason.SINGULAR, "the Hessian has no inverse in double precision");
  }

  /**
   * A point with what all boxes around it need.
   *
   * @param at enclosures there
   * @param step Y g(x)
   */
  private record Approach(
      ObjectiveEnclosure objective,
      double[] x,
      ObjectiveEnclosure.Enclosed at,
      Guess guess,
      Interval[] step) {
    static Approach by(
        Guess guess, ObjectiveEnclosure objective, double[] x, ObjectiveEnclosure.Enclosed at) {
      return new Approach(
          objective, x, at, guess, IntervalMatrices.times(guess.inverse(), at.gradient()));
    }

    Outcome inflated() {
      double[] radius = new double[x.length];
      Arrays.setAll(
          radius, i -> 2 * step[i].magnitude() + LEAST_WIDTH * Math.max(1, Math.abs(x[i])));
      for (int attempt = 0; attempt < INFLATIONS; attempt++) {
        Interval[] box = MinimumCertificate.box(x, radius);
        ObjectiveEnclosure.Enclosed over = objective.hessian(box);
        double[] image = image(over.hessian(), box);
        if (inside(image, box)) {
          return judged(over, radius);
        }

        for (int i = 0; i < radius.length; i++) {
          radius[i] = Math.max(radius[i], WIDER * image[i]);
        }

        if (!Arrays.stream(radius).allMatch(Double::isFinite)) {
          break;
        }
      }

      return leaves("every box that was tried");
    }

    Outcome proved(double[] radius) {
      Interval[] box = MinimumCertificate.box(x, radius);
      ObjectiveEnclosure.Enclosed over = objective.hessian(box);
      return inside(image(over.hessian(), box), box) ? judged(over, radius) : leaves("the box");
    }

    /** Near a singular Hessian the guess is a factor of rounding errors. */
    private Outcome leaves(String what) {
      return Refusal.of(at)
          .orElseGet(
              () -> Outcome.not(Reason.NOT_CONTRACTING, "Krawczyk's operator leaves " + what));
    }

    private Outcome judged(ObjectiveEnclosure.Enclosed over, double[] radius) {
      return guess.positiveDefinite(over.hessian())
          ? Outcome.of(new MinimumCertificate(x, radius, loss(over, radius)))
          : Outcome.not(
              Reason.NOT_POSITIVE_DEFINITE,
              "one critical point, whose Hessian is not proved positive definite");
    }

    /** By the mean value theorem f(x) + g(X) (X - x), where that is narrower. */
    private Interval loss(ObjectiveEnclosure.Enclosed over, double[] radius) {
      Interval[] box = MinimumCertificate.box(x, radius);
      Interval sum = at.value();
      for (int i = 0; i < x.length; i++) {
        sum = sum.plus(over.gradient()[i].times(box[i].minus(Interval.of(x[i]))));
      }

      return sum.meet(over.value());
    }

    /** Bounds on |K(X) - x|, entry by entry. */
    private double[] image(Interval[][] hessian, Interval[] box) {
      Interval[][] product = IntervalMatrices.times(guess.inverse(), hessian);
      double[] image = new double[x.length];
      for (int i = 0; i < image.length; i++) {
        Interval sum = step[i].negated();
        for (int j = 0; j < x.length; j++) {
          Interval rest = (i == j ? Interval.ONE : Interval.ZERO).minus(product[i][j]);
          sum = sum.plus(rest.times(box[j].minus(Interval.of(x[j]))));
        }

        image[i] = sum.magnitude();
      }

      return image;
    }

    /** Whether x + image is in the interior of X. */
    private boolean inside(double[] image, Interval[] box) {
      for (int i = 0; i < image.length; i++) {
        if (!Double.isFinite(image[i]) || !box[i].holdsInside(Interval.around(x[i], image[i]))) {
          return false;
        }
      }

      return true;
    }
  }
}
