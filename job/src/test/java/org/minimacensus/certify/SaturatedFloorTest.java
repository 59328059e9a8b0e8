package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Point;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/**
 * Steps whose limit is as low as steps on these sides can be: the XOR network of two sigmoid units
 * with a sigmoid output, targets 0.1 and 0.9.
 */
class SaturatedFloorTest {
  private static final double[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final double[][] Y = {{0.1}, {0.9}, {0.9}, {0.1}};
  private static final int STARTS = 45;

  private static Problem xor() {
    Architecture network =
        new Architecture(
            2,
            List.of(2),
            1,
            Activations.named("sigmoid", 0),
            Activations.named("sigmoid", 0),
            true,
            true,
            false);
    return new Problem(X, Y, Task.REGRESSION, network, "squared", 0);
  }

  private static double[] gaussian(RandomStream stream, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = stream.nextGaussian();
    }

    return values;
  }

  private static List<Endpoint> certified() {
    Problem problem = xor();
    List<Endpoint> certified = new ArrayList<>();
    for (int r = 0; r < STARTS; r++) {
      Endpoint end = problem.end(gaussian(RandomStream.of(33, "xor", r), 9));
      if (end.endpointClass() == EndpointClass.AT_INFINITY) {
        certified.add(end);
      }
    }

    return certified;
  }

  /**
   * Rows of different targets that share an output: two, 2 (0.4)^2 / 2, or three, whose mean is
   * 0.6333. Searches from nearer by, where tails are 1e-3, come back to the limit from above.
   */
  @Test
  void limitsOnTheFloorOfTheirStepsAreMinimaAtInfinity() {
    Problem problem = xor();
    List<Endpoint> certified = certified();
    assertThat(certified).hasSizeGreaterThanOrEqualTo(3);
    assertThat(certified).anyMatch(e -> e.loss() < 0.17);
    int searched = 0;
    for (Endpoint end : certified) {
      double limit = end.limitLoss().orElseThrow();
      assertThat(end.infinityKind()).isEqualTo("saturated-units");
      assertThat(limit).isCloseTo(limit < 0.17 ? 0.16 : 0.64 / 3, within(1e-14));
      for (double f : end.limitOutputs()) {
        assertThat(f).as("what the sigmoid makes").isBetween(0.1 - 1e-9, 0.9 + 1e-9);
      }

      double[] nearer = nearer(end.theta());
      for (int i = 0; i < 10; i++) {
        double[] start = nearer.clone();
        double[] by = gaussian(RandomStream.of(34, "around", i), start.length);
        for (int j = 0; j < start.length; j++) {
          start[j] += 1e-5 * by[j];
        }

        SearchResult found =
            Searches.drive(
                Searches.create(
                    "lbfgs",
                    Point.of(start),
                    new SearchLimits(1e-12, 2000),
                    0.1,
                    null,
                    StepListener.NONE),
                problem.evaluator());
        assertThat(found.value()).isGreaterThanOrEqualTo(limit - 1e-13);
        searched++;
      }
    }

    assertThat(searched).isGreaterThanOrEqualTo(30);
  }

  /** An output of 0 for a target of 0.1: the sigmoid is flat there, and hides that it pulls. */
  @Test
  void aSaturatedOutputIsNoFloor() {
    double[] theta = {
      -6129.096418713191, 503.4014624817898, -5473.6986398808785,
      -2338.036989010814, -506.6484608010262, 2333.1189904033336,
      521.2349452088247, -2384.79331676331, -2.4215319972206657e-16
    };
    Endpoint end = xor().end(theta);

    assertThat(end.endpointClass()).isNotEqualTo(EndpointClass.AT_INFINITY);
    assertThat(end.endpointClass().isMinimum()).isFalse();
  }

  /** Incoming weights with what is orthogonal to pinned inputs cut until the nearest is at 7. */
  private static double[] nearer(double[] theta) {
    double[] at = theta.clone();
    for (int u = 0; u < 2; u++) {
      double[] w = {theta[2 * u], theta[2 * u + 1], theta[4 + u]};
      List<double[]> pinned = new ArrayList<>();
      double[] far = w.clone();
      for (double[] x : X) {
        double[] extended = {x[0], x[1], 1};
        if (Math.abs(ConeRows.product(w, extended)) < 12) {
          pinned.add(PinnedSpan.outside(pinned, extended));
          far = PinnedSpan.outside(pinned, w);
        }
      }

      double nearest = Double.POSITIVE_INFINITY;
      for (double[] x : X) {
        double[] extended = {x[0], x[1], 1};
        if (Math.abs(ConeRows.product(w, extended)) >= 12) {
          nearest = Math.min(nearest, Math.abs(ConeRows.product(far, extended)));
        }
      }

      double cut = Math.max(0, 1 - 7 / nearest);
      at[2 * u] -= cut * far[0];
      at[2 * u + 1] -= cut * far[1];
      at[4 + u] -= cut * far[2];
    }

    return at;
  }
}
