package org.minimacensus.certify;

import java.util.List;
import java.util.Locale;
import org.minimacensus.model.Activation;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;

/**
 * The first correction to the loss where a unit has nearly become a relu unit.
 *
 * <p>The activation is s(u) = max(u, 0) + b(u), its bend b small away from 0. With incoming weights
 * a / t, outgoing weights t beta, k_i = sum_k beta_k C_ki and C_ki the sums of dl/ds_k over the
 * rows with input i, the loss is
 *
 * <p>L0 + t sum_{i not pinned} k_i b(a.x~_i / t) + t sum_{i pinned} k_i (s(zeta_i) - q_i zeta_i)
 *
 * <p>and smaller terms. On the pinned inputs, where a.x~ = 0, the unit has the pre-activations
 * zeta, which are free, and q_i k_i is the slope of L0 as a.x~_i falls below 0: at a minimum of
 * relu units 0 < q_i < 1. s(zeta) - q zeta is least where s'(zeta) = q. So the first correction is
 * t h with h = sum k_i min (s - q_i zeta); of elu, whose bend tends to -1 on the left, less sum k_i
 * over the inputs there. Without pinned inputs (and not for elu) it is exponentially small and has
 * the sign of k_i b at the nearest input. (Derivation in docs/mathematics.md.)
 */
final class SharpCorrection {
  /** Slopes and sums below this share of the terms they are made of are rounding. */
  private static final double ROUNDING = 1e-9;

  /** Pre-activations beyond which slopes are those of relu to the last bit. */
  private static final double FAR = 800;

  private final SharpeningUnit term;
  private final Activation activation;
  private final double[] pull;
  private final double[] pullError;
  private final double[] z;
  private final double[] zError;
  private final double[][] rows;
  private final double[] zeta;
  private final double[] one = new double[Kernels.LANES];
  private final double[] value = new double[Kernels.LANES];
  private final double[] slope = new double[Kernels.LANES];
  private LimitTerm.Correction.Answer answer = LimitTerm.Correction.Answer.OPEN;
  private String words = "";
  private boolean settled;
  private boolean linear;
  private int leaves = -1;
  private int side;
  private double h;

  private SharpCorrection(
      SharpeningUnit term, List<InputPull> pulls, double[] phi, double[] error) {
    this.term = term;
    this.activation = term.runaway().architecture().activation();
    int n = pulls.size();
    pull = new double[n];
    pullError = new double[n];
    rows = new double[n][];
    zError = new double[n];
    z = term.preActivations(term.direction(phi));
    double[] aError = term.directionError(error);
    for (int i = 0; i < n; i++) {
      InputPull at = pulls.get(i);
      rows[i] = term.runaway().extended(at.input());
      double scale = 0;
      for (int k = 0; k < at.pull().length; k++) {
        double beta = term.beta(phi, k);
        double betaError = term.ofBeta(error, k);
        pull[i] += beta * at.pull()[k];
        scale += Math.abs(beta * at.pull()[k]);
        pullError[i] +=
            Math.abs(beta) * at.error()[k] + betaError * (Math.abs(at.pull()[k]) + at.error()[k]);
      }

      pullError[i] += 0x1p-50 * scale;
      for (int j = 0; j < aError.length; j++) {
        zError[i] += 2 * Math.abs(rows[i][j]) * aError[j];
      }
    }

    zeta = new double[term.pinned().length];
  }

  /** The first correction at a strict minimum of the joint limit. */
  static SharpCorrection of(SharpeningUnit term, LimitPoint at, double[] phi) {
    SharpCorrection c = new SharpCorrection(term, at.pulls(), phi, at.error(term));
    c.settle();
    return c;
  }

  LimitTerm.Correction.Answer answer() {
    return answer;
  }

  String words() {
    return words;
  }

  /** Whether the slopes at the pinned inputs, and so zeta, are known. */
  boolean settled() {
    return settled;
  }

  /** The pinned input, by its place among them, from which the loss falls most steeply; or -1. */
  int leaves() {
    return leaves;
  }

  /** To which side of that input the loss falls, 1 or -1. */
  int side() {
    return side;
  }

  /** Pre-activations of the pinned inputs near the limit. */
  double[] zeta() {
    return zeta.clone();
  }

  /** The first correction at a distance t. */
  double expected(double t) {
    if (linear) {
      return t * h;
    }

    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += pull[i] * bend(Math.abs(z[i]) / t);
    }

    return t * sum;
  }

  private void settle() {
    for (int i = 0; i < z.length; i++) {
      if (!term.pins(i) && !(Math.abs(z[i]) > zError[i])) {
        words = "another input is within the error of the bend";
        return;
      }
    }

    double left = activation.leftLimit();
    linear = zeta.length > 0 || left != 0;
    if (!linear) {
      settled = true;
      nearest();
      return;
    }

    double hError = 0;
    double scale = 0;
    double least = 0;
    boolean open = false;
    StringBuilder told = new StringBuilder();
    for (int l = 0; l < zeta.length; l++) {
      int i = term.pinned()[l];
      double down = 0;
      double downError = 0;
      double terms = 0;
      for (int r = 0; r < z.length; r++) {
        if (!term.pins(r) && z[r] > 0) {
          double move = PinnedRows.dot(term.moves().get(l), rows[r]);
          down -= pull[r] * move;
          downError += pullError[r] * Math.abs(move);
          terms += Math.abs(pull[r] * move);
        }
      }

      downError += ROUNDING * terms;
      double up = pull[i] - down;
      double upError = pullError[i] + downError;
      told.append(
          String.format(
              Locale.ROOT,
              "%sslopes down and up at a pinned input %.6g, %.6g +- %.2g",
              l == 0 ? "" : "; ",
              down,
              up,
              upError));
      if (Math.min(down, up) < -upError && Math.min(down, up) < least) {
        least = Math.min(down, up);
        leaves = l;
        side = up < down ? 1 : -1;
      }

      if (!(down > downError && up > upError)) {
        open = true;
      }

      if (open) {
        continue;
      }

      zeta[l] = bent(down / pull[i]);
      evaluate(zeta[l]);
      h += pull[i] * value[0] - down * zeta[l];
      hError += 2 * (Math.abs(value[0]) * pullError[i] + Math.abs(zeta[l]) * downError);
      scale += Math.abs(pull[i] * value[0]) + Math.abs(down * zeta[l]);
    }

    if (open) {
      words = told + ": not a minimum of relu units there";
      return;
    }

    settled = true;
    for (int i = 0; left != 0 && i < z.length; i++) {
      if (!term.pins(i) && z[i] < 0) {
        h += left * pull[i];
        hError += Math.abs(left) * pullError[i];
        scale += Math.abs(left * pull[i]);
      }
    }

    hError += ROUNDING * scale;
    words =
        String.format(
            Locale.ROOT,
            "%s%sh = %.6g +- %.2g, of the first order",
            told,
            zeta.length > 0 ? "; " : "",
            h,
            hError);
    decide(h, hError);
  }

  private void decide(double by, double error) {
    if (by > error) {
      answer = LimitTerm.Correction.Answer.CERTIFIED;
    } else if (by < -error) {
      answer = LimitTerm.Correction.Answer.FALLS;
    } else {
      words += ": its sign is open";
    }
  }

  /** Of all inputs that may be nearest the pulls must have one sign. */
  private void nearest() {
    double near = Double.POSITIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      near = Math.min(near, Math.abs(z[i]) + zError[i]);
    }

    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double error = 0;
    double sign = Math.signum(bend(1));
    for (int i = 0; i < z.length; i++) {
      if (Math.abs(z[i]) - zError[i] <= near) {
        least = Math.min(least, sign * pull[i]);
        most = Math.max(most, sign * pull[i]);
        error = Math.max(error, pullError[i] + ROUNDING * Math.abs(pull[i]));
      }
    }

    words =
        String.format(
            Locale.ROOT,
            "coefficient of its bend at the nearest input %.6g +- %.2g, exponentially small",
            least,
            error);
    if (least > error || most < -error) {
      decide(least, error);
    } else {
      words += ": its sign is open";
    }
  }

  private void evaluate(double at) {
    one[0] = at;
    activation.evaluate(KernelProvider.kernels(), one, value, slope, null, 0, Kernels.LANES, 1);
  }

  /** b(u) at a pre-activation u > 0; but for elu it is even. */
  private double bend(double u) {
    evaluate(-u);
    return value[0];
  }

  /** The pre-activation at which the slope is q, 0 < q < 1: it crosses q once. */
  private double bent(double q) {
    double low = -FAR;
    double high = FAR;
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      evaluate(middle);
      if (slope[0] < q) {
        low = middle;
      } else {
        high = middle;
      }
    }

    return (low + high) / 2;
  }
}
