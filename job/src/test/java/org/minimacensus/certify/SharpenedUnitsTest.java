package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/**
 * Minima at infinity towards which one unit on a line sharpens: all of them, and the sign of the
 * first correction at each, are worked out from the relu unit's minima alone ({@link KnotMinima}).
 */
class SharpenedUnitsTest {
  /** A first correction below this is not looked at: runs do not feel it. */
  private static final double WEAK = 0.02;

  private static DoubleUnaryOperator function(String activation) {
    return switch (activation) {
      case "softplus" -> u -> Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
      case "swish" -> u -> u / (1 + Math.exp(-u));
      case "elu" -> u -> u > 0 ? u : Math.expm1(u);
      default -> u -> u * normal(u);
    };
  }

  /** The normal distribution function by its series (Marsaglia 2004). */
  private static double normal(double u) {
    if (Math.abs(u) > 8) {
      return u > 0 ? 1 : 0;
    }

    double sum = u;
    double term = u;
    for (int i = 3; i < 400; i += 2) {
      term *= u * u / i;
      sum += term;
    }

    return 0.5 + sum * Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
  }

  /** One unit's minimum on seven rows, with the activation's first correction there. */
  private static final class Limit {
    final double[] x;
    final double[] y;
    final KnotMinima.Minimum relu;
    final double[] z;
    final double[] k;
    int pinned = -1;
    double zeta;

    Limit(double[] x, double[] y, KnotMinima.Minimum relu) {
      this.x = x;
      this.y = y;
      this.relu = relu;
      double[] theta = relu.theta();
      z = new double[x.length];
      k = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        z[i] = (theta[0] * x[i] + theta[1]) * Math.abs(theta[2]);
        double f = theta[3] + Math.signum(theta[2]) * Math.max(z[i], 0);
        k[i] = Math.signum(theta[2]) * (f - y[i]);
        pinned = Math.abs(z[i]) < 1e-12 ? i : pinned;
      }
    }

    /** h, or for an exponentially small correction the nearest row's coefficient. */
    double correction(String activation) {
      DoubleUnaryOperator s = function(activation);
      double h = 0;
      if (pinned >= 0) {
        double down = 0;
        for (int i = 0; i < z.length; i++) {
          down -= z[i] > 1e-12 ? k[i] : 0;
        }

        h = Double.POSITIVE_INFINITY;
        for (double u = -40; u <= 40; u += 1e-3) {
          double at = k[pinned] * s.applyAsDouble(u) - down * u;
          zeta = at < h ? u : zeta;
          h = Math.min(h, at);
        }
      }

      int nearest = -1;
      for (int i = 0; i < z.length; i++) {
        h -= activation.equals("elu") && z[i] < 0 && i != pinned ? k[i] : 0;
        nearest = nearest < 0 || Math.abs(z[i]) < Math.abs(z[nearest]) ? i : nearest;
      }

      boolean small = pinned < 0 && !activation.equals("elu");
      return small ? (activation.equals("softplus") ? 1 : -1) * k[nearest] : h;
    }

    /** The network at a distance t, off the limit by some change of each of its numbers. */
    double[] network(double t, double change, RandomStream stream) {
      double[] theta = relu.theta();
      double size = Math.abs(theta[2]);
      double a = size * theta[0] * (1 + change * stream.nextGaussian());
      double knot = -theta[1] / theta[0] * (1 + (pinned < 0 ? change * stream.nextGaussian() : 0));
      double bend = pinned < 0 ? 0 : zeta + 100 * change * stream.nextGaussian();
      return new double[] {
        a / t,
        -a * knot / t + bend,
        Math.signum(theta[2]) * t,
        theta[3] + change * stream.nextGaussian()
      };
    }

    double loss(String activation, double[] theta) {
      DoubleUnaryOperator s = function(activation);
      double loss = 0;
      for (int i = 0; i < x.length; i++) {
        double u = theta[0] * x[i] + theta[1];
        double r = theta[3] + theta[2] * s.applyAsDouble(u) - y[i];
        loss += r * r / 2;
      }

      return loss;
    }

    double nearestGap() {
      double gap = Double.POSITIVE_INFINITY;
      for (int i = 0; i < z.length; i++) {
        gap = i == pinned ? gap : Math.min(gap, Math.abs(z[i]));
      }

      return gap;
    }

    Endpoint end(String activation, double t) {
      Dataset data = PlainRows.set(PlainRows.column(x), PlainRows.column(y), Task.REGRESSION);
      return run(data, activation, 1, network(t, 0, RandomStream.of(1, "none", 0)));
    }
  }

  private static Endpoint run(Dataset data, String activation, int units, double[] start) {
    Objective objective =
        Objective.plain(
            new Architecture(
                data.features(),
                List.of(units),
                data.outputs(),
                Activations.named(activation, 0),
                Activations.named("identity", 0),
                true,
                true,
                false),
            Losses.named("squared", 1),
            Reduction.SUM,
            0);
    Evaluator evaluator = new LocalEvaluator(objective, data);
    return new RestartRunner(
            evaluator,
            evaluator,
            of -> new LocalEvaluator(of, data),
            FunctionSpaceFloor.of(data, objective.loss(), Reduction.SUM),
            new RestartSettings("auto", 1e-10, 5000, 0.1, false))
        .run(0, 7, Point.of(start), StepListener.NONE);
  }

  private static List<Limit> limits(int seed) {
    RandomStream stream = RandomStream.of(seed, "problem", 0);
    double[] x = new double[7];
    double[] y = new double[7];
    for (int i = 0; i < 7; i++) {
      x[i] = i + 0.3 * stream.nextGaussian();
      y[i] = stream.nextGaussian();
    }

    return KnotMinima.of(x, y, 1).stream().map(m -> new Limit(x, y, m)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"softplus", "swish", "gelu", "elu"})
  void runsNearARelusMinimumEndAtInfinityWhereTheFirstCorrectionIsPositive(String activation) {
    int certified = 0;
    int fell = 0;
    for (int seed = 0; seed < 20; seed++) {
      for (Limit limit : limits(seed)) {
        double h = limit.correction(activation);
        boolean exponential = limit.pinned < 0 && !activation.equals("elu");
        if (Math.abs(h) < WEAK || limit.nearestGap() < WEAK) {
          continue;
        }

        Endpoint e = limit.end(activation, limit.nearestGap() / (exponential ? 12 : 1000));
        String words = activation + " " + limit.relu.loss() + " h " + h + ": " + e.evidence();
        if (h > 0) {
          assertThat(e.endpointClass()).as(words).isEqualTo(EndpointClass.AT_INFINITY);
          assertThat(e.infinityKind()).isEqualTo("sharpened-units");
          assertThat(e.limitLoss().orElseThrow()).isCloseTo(limit.relu.loss(), within(1e-10));
          // An exponentially small correction is less than rounding there.
          assertThat(e.loss()).as(words).isGreaterThan(limit.relu.loss() - 1e-14);
          certified++;
        } else {
          assertThat(e.limitLoss().orElse(0))
              .as(words)
              .isNotCloseTo(limit.relu.loss(), within(1e-10));
          assertThat(e.loss()).as(words).isLessThan(limit.relu.loss());
          fell++;
        }
      }
    }

    assertThat(certified).isGreaterThan(1);
    // Of elu with biases every first correction is positive.
    assertThat(fell).isGreaterThan(activation.equals("elu") ? -1 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"softplus", "elu"})
  void everyNetworkNearACertifiedLimitIsHigher(String activation) {
    RandomStream stream = RandomStream.of(2, "around", 0);
    int certified = 0;
    for (Limit limit : limits(0)) {
      double h = limit.correction(activation);
      if (h < WEAK || limit.pinned < 0) {
        continue;
      }

      certified++;
      for (int trial = 0; trial < 4000; trial++) {
        double t = Math.pow(10, -3 - trial % 3);
        double[] theta = limit.network(t, Math.pow(10, -2 - trial % 4), stream);
        assertThat(limit.loss(activation, theta)).isGreaterThan(limit.relu.loss());
      }
    }

    assertThat(certified).as("limits that are certified").isGreaterThanOrEqualTo(2);
  }

  /** The expansion itself, against the loss computed anew: t h is all that is left as t falls. */
  @ParameterizedTest
  @ValueSource(strings = {"softplus", "swish", "gelu", "elu"})
  void theFirstCorrectionIsThatOfTheLoss(String activation) {
    int pinned = 0;
    for (Limit limit : limits(0)) {
      double h = limit.correction(activation);
      if (limit.pinned >= 0) {
        pinned++;
        double t = 1e-6;
        double[] theta = limit.network(t, 0, RandomStream.of(1, "none", 0));
        double above = limit.loss(activation, theta) - limit.relu.loss();
        assertThat(above / t).isCloseTo(h, within(1e-4 * (1 + Math.abs(h))));
      }
    }

    assertThat(pinned).as("limits with a row on a bend").isGreaterThanOrEqualTo(2);
  }

  @Test
  void sharpUnitsOfARegressionInThePlaneAreCertified() {
    RandomStream stream = RandomStream.of(4, "plane", 0);
    double[][] x = new double[30][2];
    double[][] y = new double[30][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = stream.nextGaussian();
      x[i][1] = stream.nextGaussian();
      y[i][0] = StrictMath.sin(2 * x[i][0]) * x[i][1] + 0.3 * stream.nextGaussian();
    }

    Dataset data = PlainRows.set(x, y, Task.REGRESSION);
    int sharp = 0;
    for (int r = 0; r < 16; r++) {
      RandomStream s = RandomStream.of(3, "start", r);
      double[] start = IntStream.range(0, 9).mapToDouble(i -> s.nextGaussian()).toArray();
      Endpoint e = run(data, "softplus", 2, start);
      if (e.infinityKind().equals("sharpened-units")) {
        sharp++;
        // Some are as near the limit as rounding.
        assertThat(e.loss()).isGreaterThan(e.limitLoss().orElseThrow() * (1 - 1e-14));
        assertThat(e.evidence()).contains("sharpens");
      }
    }

    assertThat(sharp).isGreaterThan(3);
  }

  @Test
  void severalOutputsSharpenTogether() {
    Limit one = limits(0).get(0);
    double[][] y = new double[7][2];
    for (int i = 0; i < 7; i++) {
      y[i][0] = one.y[i];
      y[i][1] = -0.5 * one.y[i] + 0.01 * i;
    }

    one.correction("softplus");
    double[] near = one.network(1e-4, 0, RandomStream.of(1, "none", 0));
    double[] start = {near[0], near[1], near[2], -0.5 * near[2], near[3], -0.5 * near[3]};
    Endpoint e =
        run(PlainRows.set(PlainRows.column(one.x), y, Task.REGRESSION), "softplus", 1, start);

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.AT_INFINITY);
    assertThat(e.infinityKind()).isEqualTo("sharpened-units");
    assertThat(e.loss()).isGreaterThan(e.limitLoss().orElseThrow());
  }
}
