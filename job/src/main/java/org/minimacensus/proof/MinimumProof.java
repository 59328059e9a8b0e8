package org.minimacensus.proof;

import java.util.Arrays;
import java.util.Optional;
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
   * @param why the reason; empty where it is proved
   */
  public record Outcome(Optional<MinimumCertificate> certificate, String why) {
    static Outcome not(String why) {
      return new Outcome(Optional.empty(), why);
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
    try {
      return Approach.to(objective, x).map(Approach::inflated).orElseGet(MinimumProof::noGuess);
    } catch (KinkException e) {
      return Outcome.not(e.getMessage());
    }
  }

  /**
   * Proves a given box, and no other one.
   *
   * @param middle p parameters
   * @param radius p numbers > 0
   */
  public static Outcome of(ObjectiveEnclosure objective, double[] middle, double[] radius) {
    try {
      return Approach.to(objective, middle)
          .map(a -> a.proved(radius))
          .orElseGet(MinimumProof::noGuess);
    } catch (KinkException e) {
      return Outcome.not(e.getMessage());
    }
  }

  private static Outcome noGuess() {
    return Outcome.not("the Hessian is singular or indefinite in double precision");
  }

  /**
   * A point with what all boxes around it need.
   *
   * @param step Y g(x)
   */
  private record Approach(ObjectiveEnclosure objective, double[] x, Guess guess, Interval[] step) {
    /** Empty where the Hessian at the point is of no use. */
    static Optional<Approach> to(ObjectiveEnclosure objective, double[] x) {
      Interval[] point = Arrays.stream(x).mapToObj(Interval::of).toArray(Interval[]::new);
      ObjectiveEnclosure.Enclosed at = objective.hessian(point);
      return Guess.of(at.hessian())
          .map(
              guess ->
                  new Approach(
                      objective, x, guess, IntervalMatrices.times(guess.inverse(), at.gradient())));
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

      return Outcome.not("Krawczyk's operator leaves every box that was tried");
    }

    Outcome proved(double[] radius) {
      Interval[] box = MinimumCertificate.box(x, radius);
      ObjectiveEnclosure.Enclosed over = objective.hessian(box);
      return inside(image(over.hessian(), box), box)
          ? judged(over, radius)
          : Outcome.not("Krawczyk's operator leaves the box");
    }

    private Outcome judged(ObjectiveEnclosure.Enclosed over, double[] radius) {
      return guess.positiveDefinite(over.hessian())
          ? new Outcome(Optional.of(new MinimumCertificate(x, radius, over.value())), "")
          : Outcome.not("one critical point, whose Hessian is not proved positive definite");
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
