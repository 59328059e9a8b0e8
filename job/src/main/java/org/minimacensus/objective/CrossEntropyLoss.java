package org.minimacensus.objective;

import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.IntervalFunctions;

/**
 * l(s, y) = ln sum_k e^(s_k) - s_t for the true class t of one-hot targets; without a minimum.
 *
 * <p>Exponentials are taken relative to the largest output, whose own 1 goes into ln(1 + .), and
 * p_t - 1 is summed from the other classes: value and gradient keep their digits when they are
 * small.
 */
record CrossEntropyLoss() implements Loss {
  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.MULTICLASS;
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] value,
      double[] delta,
      int outputs,
      int ld,
      int rows) {
    exponentials(kernels, s, sOffset, delta, 0, outputs, ld, rows);

    for (int r = 0; r < rows; r++) {
      int largest = largest(s, sOffset, outputs, ld, r);
      double rest = 0;
      double gap = 0;
      double others = 0;

      for (int k = 0; k < outputs; k++) {
        double e = delta[k * ld + r];
        boolean isTrue = y[yOffset + k * ld + r] == 1;
        rest += k == largest ? 0 : e;
        others += isTrue ? 0 : e;
        gap += isTrue ? s[sOffset + largest * ld + r] - s[sOffset + k * ld + r] : 0;
      }

      value[r] = gap + Elementary.log1p(rest);
      // Of the largest output e is 1, or not a number.
      double total = delta[largest * ld + r] + rest;

      for (int k = 0; k < outputs; k++) {
        boolean isTrue = y[yOffset + k * ld + r] == 1;
        delta[k * ld + r] = isTrue ? -others / total : delta[k * ld + r] / total;
      }
    }
  }

  /** (diag(p) - p p^T) ds = p_k (ds_k - sum_j p_j ds_j). */
  @Override
  public void hessianVector(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] y,
      int yOffset,
      double[] ds,
      int dsOffset,
      double[] out,
      int outOffset,
      int outputs,
      int ld,
      int rows) {
    exponentials(kernels, s, sOffset, out, outOffset, outputs, ld, rows);

    for (int r = 0; r < rows; r++) {
      // Relative to the class of largest p, so that nothing cancels when that is nearly 1.
      double reference = ds[dsOffset + largest(s, sOffset, outputs, ld, r) * ld + r];
      double total = 0;
      double mean = 0;

      for (int k = 0; k < outputs; k++) {
        double e = out[outOffset + k * ld + r];
        total += e;
        mean = Math.fma(e, ds[dsOffset + k * ld + r] - reference, mean);
      }

      mean /= total;

      for (int k = 0; k < outputs; k++) {
        double difference = ds[dsOffset + k * ld + r] - reference - mean;
        out[outOffset + k * ld + r] *= difference / total;
      }
    }
  }

  /** to = e^(s - max s). */
  private static void exponentials(
      Kernels kernels,
      double[] s,
      int sOffset,
      double[] to,
      int toOffset,
      int outputs,
      int ld,
      int rows) {
    for (int r = 0; r < rows; r++) {
      double max = s[sOffset + largest(s, sOffset, outputs, ld, r) * ld + r];

      for (int k = 0; k < outputs; k++) {
        to[toOffset + k * ld + r] = s[sOffset + k * ld + r] - max;
      }
    }

    for (int k = 0; k < outputs; k++) {
      kernels.exp(to, toOffset + k * ld, to, toOffset + k * ld, rows);
    }
  }

  private static int largest(double[] s, int sOffset, int outputs, int ld, int r) {
    int best = 0;

    for (int k = 1; k < outputs; k++) {
      best = s[sOffset + k * ld + r] > s[sOffset + best * ld + r] ? k : best;
    }

    return best;
  }

  @Override
  public LossProperties properties() {
    return new LossProperties(true, LossProperties.ANALYTIC, true, false, false, true, true, 0);
  }

  /** With m_c of m rows in class c: sum_c m_c ln(m / m_c). */
  @Override
  public double groupInfimum(double[][] targets) {
    double sum = 0;

    for (int k = 0; k < targets[0].length; k++) {
      double count = Labels.ofClass(targets, k);
      sum += count == 0 ? 0 : count * Elementary.log1p((targets.length - count) / count);
    }

    return sum;
  }

  @Override
  public double groupInfimumLeast(double[][] targets) {
    int[] classes = new int[targets[0].length];
    Arrays.setAll(classes, k -> Labels.ofClass(targets, k));
    return Labels.leastEntropy(classes);
  }

  /** Another class of at least the output of the true one leaves that at most half. */
  @Override
  public double offSide() {
    return LogisticLoss.LOG_2;
  }

  /** Finite outputs give every class a positive probability. */
  @Override
  public boolean groupInfimumAttained(double[][] targets) {
    int[] classes = new int[targets[0].length];
    Arrays.setAll(classes, k -> Labels.ofClass(targets, k));
    return Arrays.stream(classes).allMatch(count -> count > 0);
  }

  @Override
  public Optional<LossEnclosure> enclosure(Interval[] s, double[] y) {
    int outputs = y.length;
    Interval[] p = new Interval[outputs];
    Interval value = Interval.ZERO;
    for (int k = 0; k < outputs; k++) {
      Interval sum = Interval.ONE;
      for (int j = 0; j < outputs; j++) {
        sum = j == k ? sum : sum.plus(IntervalFunctions.exp(s[j].minus(s[k])));
      }

      p[k] = Interval.ONE.over(sum).meet(new Interval(0, 1));
      value = y[k] == 1 ? IntervalFunctions.log(sum) : value;
    }

    Interval[] gradient = new Interval[outputs];
    Interval[][] hessian = new Interval[outputs][outputs];
    for (int k = 0; k < outputs; k++) {
      Interval others = Interval.ZERO;
      for (int j = 0; j < outputs; j++) {
        others = j == k ? others : others.plus(p[j]);
        hessian[k][j] = p[k].times(p[j]).negated();
      }

      // 1 - p_k without the cancellation.
      gradient[k] = y[k] == 1 ? others.negated() : p[k];
      hessian[k][k] = p[k].times(others);
    }

    return Optional.of(new LossEnclosure(value.max(0), gradient, hessian));
  }
}
