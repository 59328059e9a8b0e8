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
   * @param proved whether {@code box} holds exactly one critical point, a strict local minimum
   * @param why the reason where it is not proved; else empty
   * @param box of p intervals; empty where not proved
   * @param loss encloses the loss over the box; {@link Interval#ENTIRE} where not proved
   */
  public record Outcome(boolean proved, String why, Interval[] box, Interval loss) {
    static Outcome not(String why) {
      return new Outcome(false, why, new Interval[0], Interval.ENTIRE);
    }
  }

  /**
   * @param x p parameters near a critical point, as good as double precision allows
   */
  public static Outcome of(ObjectiveEnclosure objective, double[] x) {
    try {
      return attempt(objective, x);
    } catch (KinkException e) {
      return Outcome.not(e.getMessage());
    }
  }

  private static Outcome attempt(ObjectiveEnclosure objective, double[] x) {
    Interval[] point = Arrays.stream(x).mapToObj(Interval::of).toArray(Interval[]::new);
    ObjectiveEnclosure.Enclosed at = objective.hessian(point);
    Optional<Guess> guess = Guess.of(at.hessian());
    if (guess.isEmpty()) {
      return Outcome.not("the Hessian is singular or indefinite in double precision");
    }

    Interval[] step = IntervalMatrices.times(guess.get().inverse(), at.gradient());
    double[] radius = new double[x.length];
    Arrays.setAll(radius, i -> 2 * step[i].magnitude() + LEAST_WIDTH * Math.max(1, Math.abs(x[i])));
    for (int attempt = 0; attempt < INFLATIONS; attempt++) {
      Interval[] box = box(x, radius);
      ObjectiveEnclosure.Enclosed over = objective.hessian(box);
      double[] image = image(guess.get(), step, over.hessian(), box, x);
      if (inside(image, box, x)) {
        return guess.get().positiveDefinite(over.hessian())
            ? new Outcome(true, "", box, over.value())
            : Outcome.not("one critical point, whose Hessian is not proved positive definite");
      }

      for (int i = 0; i < radius.length; i++) {
        radius[i] = Math.max(radius[i], WIDER * image[i]);
      }
    }

    return Outcome.not("Krawczyk's operator leaves every box that was tried");
  }

  private static Interval[] box(double[] x, double[] radius) {
    Interval[] box = new Interval[x.length];
    Arrays.setAll(box, i -> Interval.around(x[i], radius[i]));
    return box;
  }

  /** X - x, entry i. */
  private static Interval offset(Interval[] box, double[] x, int i) {
    return box[i].minus(Interval.of(x[i]));
  }

  /** Bounds on |K(X) - x|, entry by entry. */
  static double[] image(
      Guess guess, Interval[] step, Interval[][] hessian, Interval[] box, double[] x) {
    Interval[][] product = IntervalMatrices.times(guess.inverse(), hessian);
    double[] image = new double[x.length];
    for (int i = 0; i < image.length; i++) {
      Interval sum = step[i].negated();
      for (int j = 0; j < x.length; j++) {
        Interval rest = (i == j ? Interval.ONE : Interval.ZERO).minus(product[i][j]);
        sum = sum.plus(rest.times(offset(box, x, j)));
      }

      image[i] = sum.magnitude();
    }

    return image;
  }

  /** Whether x + image is in the interior of X. */
  static boolean inside(double[] image, Interval[] box, double[] x) {
    for (int i = 0; i < image.length; i++) {
      if (!box[i].holdsInside(Interval.around(x[i], image[i]))) {
        return false;
      }
    }

    return true;
  }
}
