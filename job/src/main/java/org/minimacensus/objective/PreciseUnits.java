package org.minimacensus.objective;

import org.minimacensus.numeric.PreciseNumber;

/**
 * Activations and losses written down once more as the documentation states them; shares nothing
 * with the families of the same names.
 */
final class PreciseUnits {
  private static final PreciseNumber ZERO = PreciseNumber.of(0);
  private static final PreciseNumber ONE = PreciseNumber.of(1);

  private PreciseUnits() {}

  /**
   * @param leakySlope of leaky-relu on its negative side
   */
  static PreciseNumber activation(String name, double leakySlope, PreciseNumber z) {
    return switch (name) {
      case "identity" -> z;
      case "tanh" -> z.tanh();
      case "sigmoid" -> z.sigmoid();
      case "softplus" -> z.softplus();
      case "elu" -> z.positive() ? z : z.exp().minus(ONE);
      case "swish" -> z.times(z.sigmoid());
      case "gelu" -> z.times(z.normal());
      case "erf" -> z.erf();
      case "sin" -> z.sin();
      case "quadratic" -> z.times(z);
      case "relu" -> z.positive() ? z : ZERO;
      case "leaky-relu" -> z.positive() ? z : z.times(leakySlope);
      default -> throw unknown("activation", name);
    };
  }

  private static IllegalArgumentException unknown(String what, String name) {
    return new IllegalArgumentException("no " + what + " in double-double is named '" + name + "'");
  }

  /**
   * The loss of one row.
   *
   * @param power of polynomial-hinge
   * @param delta of huber, cauchy and tukey
   */
  static PreciseNumber loss(
      String name, int power, double delta, PreciseNumber[] f, double[] target) {
    return switch (name) {
      case "logistic" -> f[0].times(-target[0]).softplus();
      case "cross-entropy" -> crossEntropy(f, target);
      case "polynomial-hinge" -> {
        PreciseNumber gap = gap(f, target);
        yield gap.positive() ? gap.power(power) : ZERO;
      }
      case "smooth-hinge" -> {
        PreciseNumber gap = gap(f, target);
        yield gap.positive() ? bowl(gap, 1) : ZERO;
      }
      default -> {
        PreciseNumber sum = ZERO;
        for (int k = 0; k < f.length; k++) {
          sum = sum.plus(residual(name, delta, f[k].minus(PreciseNumber.of(target[k]))));
        }

        yield sum;
      }
    };
  }

  /** 1 - y f. */
  private static PreciseNumber gap(PreciseNumber[] f, double[] target) {
    return ONE.minus(f[0].times(target[0]));
  }

  private static PreciseNumber residual(String loss, double delta, PreciseNumber r) {
    return switch (loss) {
      case "squared" -> r.power(2).times(0.5);
      case "huber" -> bowl(r.absolute(), delta);
      case "cauchy" -> {
        PreciseNumber u = r.dividedBy(delta);
        yield u.power(2).log1p().times(delta).times(delta).times(0.5);
      }
      case "tukey" -> {
        PreciseNumber inside = ONE.minus(r.dividedBy(delta).power(2));
        PreciseNumber cube = inside.positive() ? inside.power(3) : ZERO;
        yield ONE.minus(cube).dividedBy(6).times(delta).times(delta);
      }
      default -> throw unknown("loss", loss);
    };
  }

  /** r^2 / 2 up to delta, delta (r - delta / 2) beyond, for r >= 0. */
  private static PreciseNumber bowl(PreciseNumber r, double delta) {
    return r.minus(PreciseNumber.of(delta)).positive()
        ? r.minus(PreciseNumber.of(delta).times(0.5)).times(delta)
        : r.power(2).times(0.5);
  }

  private static PreciseNumber crossEntropy(PreciseNumber[] f, double[] target) {
    PreciseNumber largest = f[0];
    for (PreciseNumber output : f) {
      largest = output.minus(largest).positive() ? output : largest;
    }

    PreciseNumber others = ZERO;
    PreciseNumber own = ZERO;
    boolean counted = false;
    for (int k = 0; k < f.length; k++) {
      // e^0 of the largest is the 1 of ln(1 + ...).
      boolean first = f[k] == largest && !counted;
      counted |= first;
      others = first ? others : others.plus(f[k].minus(largest).exp());
      own = target[k] == 1 ? f[k] : own;
    }

    return others.log1p().plus(largest).minus(own);
  }
}
