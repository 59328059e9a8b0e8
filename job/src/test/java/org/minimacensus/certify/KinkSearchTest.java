package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
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
 * Minima on kinks: against lists of all minima made without a search, and against the loss around
 * them computed anew.
 */
class KinkSearchTest {
  @Test
  void unitsOnALineEndOnKnownMinimaAndOnNoOthers() {
    int atKinks = 0;
    for (int units = 1; units <= 2; units++) {
      for (int seed = 0; seed < 6; seed++) {
        Problem p = Problem.onALine(seed, units, seed == 5);
        List<KnotMinima.Minimum> known = KnotMinima.of(p.line(), p.targets(), units);
        List<Endpoint> ends = p.ends(60);

        for (double loss : distinct(ends, units)) {
          assertThat(known).anyMatch(k -> Math.abs(k.loss() - loss) < 1e-9);
        }

        assertThat(ends).filteredOn(e -> !minimum(e)).as("unsettled").hasSizeLessThan(2);
        atKinks += (int) ends.stream().filter(KinkSearchTest::atKink).count();
      }
    }

    assertThat(atKinks).isGreaterThan(200);
  }

  @Test
  void everyKnownMinimumIsCertified() {
    int certified = 0;
    for (int units = 1; units <= 2; units++) {
      for (int seed = 0; seed < 6; seed++) {
        Problem p = Problem.onALine(seed, units, seed == 5);
        for (KnotMinima.Minimum known : KnotMinima.of(p.line(), p.targets(), units)) {
          if (p.nearlyOnKink(known.theta())) {
            continue;
          }

          double[] beside = known.theta().clone();
          RandomStream stream = RandomStream.of(seed, "beside", units);
          for (int i = 0; i < beside.length; i++) {
            beside[i] += 1e-6 * stream.nextGaussian();
          }

          Endpoint end = p.end(beside);
          assertThat(minimum(end)).as(known.loss() + " " + end.evidence()).isTrue();
          assertThat(end.loss()).isCloseTo(known.loss(), within(1e-10));
          assertThat(end.hessianZeroModes()).as(end.evidence()).isEqualTo(units);
          certified++;
        }
      }
    }

    assertThat(certified).isGreaterThan(30);
  }

  @Test
  void noNetworkAroundAMinimumOnKinksIsLower() {
    for (String activation : List.of("relu", "leaky-relu")) {
      for (double decay : new double[] {0, 0.01}) {
        Problem p = Problem.inThePlane(activation, 3, 2, decay);
        List<Endpoint> onKinks = p.ends(30).stream().filter(KinkSearchTest::atKink).toList();

        assertThat(onKinks.size()).isGreaterThan(10);
        assertThat(onKinks)
            .allSatisfy(
                e -> assertThat(p.deepestAround(e.theta())).as(e.evidence()).isGreaterThan(-1e-13));
        if (decay > 0) {
          assertThat(onKinks)
              .filteredOn(e -> e.endpointClass() == EndpointClass.STRICT_MINIMUM)
              .hasSizeGreaterThan(10)
              .allSatisfy(e -> assertThat(e.hessianZeroModes()).isZero())
              .allSatisfy(e -> assertThat(e.parameterError()).hasSize(e.theta().length))
              .allSatisfy(e -> assertThat(e.gradientNorm()).isLessThan(1e-10));
        } else {
          assertThat(onKinks).allMatch(e -> e.endpointClass() == EndpointClass.DEGENERATE_MINIMUM);
        }
      }
    }
  }

  @Test
  void severalKinksOfOneUnitHoldTogether() {
    Problem p = Problem.inThePlane("relu", 2, 1, 0.01);

    assertThat(p.ends(60))
        .filteredOn(KinkSearchTest::atKink)
        .anySatisfy(
            e -> {
              List<Integer> units = p.pinnedUnits(e.theta());
              assertThat(units.size()).isGreaterThan((int) units.stream().distinct().count());
              assertThat(p.deepestAround(e.theta())).isGreaterThan(-1e-13);
            });
  }

  /** A knot on a row, the rest fitted, where the loss falls to both sides. */
  @Test
  void aKinkThatBendsDownIsASaddleWithAWitness() {
    int saddles = 0;
    for (int seed = 0; seed < 6; seed++) {
      Problem p = Problem.onALine(seed, 1, false);
      for (int row = 1; row < 6; row++) {
        double[] theta = p.fittedWithKnotOn(row);
        double centre = p.loss(theta);
        double[] left = theta.clone();
        double[] right = theta.clone();
        left[1] += 1e-6;
        right[1] -= 1e-6;
        if (p.loss(left) > centre - 1e-9 || p.loss(right) > centre - 1e-9) {
          continue;
        }

        Verdict kept = p.acrossKinks(theta, true).verdict();
        assertThat(kept.endpointClass()).as(kept.evidence()).isEqualTo(EndpointClass.SADDLE);
        assertThat(kept.detail()).isEqualTo("at-kink");
        SaddleWitness witness = kept.more().witness();
        // Units of the point are balanced.
        double[] lower = kept.point().values().clone();
        for (int i = 0; i < lower.length; i++) {
          lower[i] += witness.step() * witness.direction()[i];
        }

        assertThat(witness.decrease()).isPositive();
        assertThat(centre - p.loss(lower)).isCloseTo(witness.decrease(), within(1e-12));
        KinkSearch.Outcome gone = p.acrossKinks(theta, false);
        Point to = gone.verdict() == null ? gone.onward() : gone.verdict().point();
        assertThat(p.loss(to.values())).isLessThan(centre);
        saddles++;
      }
    }

    assertThat(saddles).isGreaterThan(3);
  }

  /** f = relu(x) has its knot on row 0, which pulls it to one side alone. */
  @Test
  void aKinkThatSlopesDownIsLeft() {
    Problem p =
        new Problem(
            new double[][] {{-2}, {-1}, {0}, {1}, {2}, {3}},
            new double[][] {{0.1}, {-0.1}, {1}, {1}, {2.3}, {2.8}},
            1,
            "relu",
            0);
    Endpoint end = p.end(new double[] {1, 0, 1, 0});

    assertThat(minimum(end)).as(end.evidence()).isTrue();
    assertThat(Math.abs(p.preActivation(end.theta(), 0, 2))).isGreaterThan(0.01);
    assertThat(end.loss()).isLessThan(p.loss(new double[] {1, 0, 1, 0}) - 0.1);
  }

  /**
   * The best function with a free knot has it on a row exactly: its slope to the inactive side is
   * 0, and only a higher order decides.
   */
  @Test
  void aLevelSideLeavesItOpen() {
    // Residuals -1, 1, 0 on the active rows are orthogonal to 1 and leave a slope of 0; those of
    // the others add up to 0.
    double[][] x = {{-2}, {-1}, {0}, {1}, {2}, {3}, {4}};
    double[] residual = {1, -2, 1, 1, -3, 3, -1};
    double[][] y = new double[x.length][1];
    for (int i = 0; i < x.length; i++) {
      y[i][0] = Math.max(x[i][0], 0) - residual[i];
    }

    Problem p = new Problem(x, y, 1, "relu", 0);
    assertThat(sum(residual, 3)).isZero();
    assertThat(residual[3] + 2 * residual[4] + 3 * residual[5] + 4 * residual[6]).isZero();
    Endpoint end = p.end(new double[] {1, 0, 1, 0});

    assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(end.detail()).isEqualTo("at-kink");
    assertThat(end.theta()[1] / end.theta()[0]).isCloseTo(0, within(1e-9));
  }

  private static double sum(double[] v, int from) {
    double sum = 0;
    for (int i = from; i < v.length; i++) {
      sum += v[i];
    }

    return sum;
  }

  @Test
  void sameStartSameBits() {
    Problem p = Problem.inThePlane("relu", 3, 2, 0.01);
    List<String> once = p.ends(10).stream().map(e -> Arrays.toString(e.theta())).toList();

    assertThat(p.ends(10).stream().map(e -> Arrays.toString(e.theta())).toList()).isEqualTo(once);
  }

  private static boolean minimum(Endpoint e) {
    return e.endpointClass().isMinimum();
  }

  private static boolean atKink(Endpoint e) {
    return minimum(e) && e.detail().equals("at-kink");
  }

  /** Losses of minima that have no freedom but the scale of their units, ascending. */
  private static List<Double> distinct(List<Endpoint> ends, int units) {
    List<Double> losses = new ArrayList<>();
    ends.stream()
        .filter(e -> minimum(e) && e.hessianZeroModes() == units)
        .mapToDouble(Endpoint::loss)
        .sorted()
        .forEach(
            l -> {
              if (losses.isEmpty() || l - losses.get(losses.size() - 1) > 1e-9) {
                losses.add(l);
              }
            });
    return losses;
  }

  /** Squared loss 1/2 sum (f - y)^2 of a network with one hidden layer and biases. */
  private static final class Problem {
    final double[][] x;
    final double[][] y;
    final int units;
    final double slope;
    final double decay;
    final Dataset data;
    final Objective objective;

    Problem(double[][] x, double[][] y, int units, String activation, double decay) {
      this.x = x;
      this.y = y;
      this.units = units;
      this.slope = activation.equals("relu") ? 0 : 0.1;
      this.decay = decay;
      int outputs = y[0].length;
      data = PlainRows.set(x, y, Task.REGRESSION);
      objective =
          Objective.plain(
              new Architecture(
                  x[0].length,
                  List.of(units),
                  outputs,
                  Activations.named(activation, 0.1),
                  Activations.named("identity", 0),
                  true,
                  true,
                  false),
              Losses.named("squared", 1),
              Reduction.SUM,
              decay);
    }

    /** Seven rows; with {@code repeated} two of them have the input of another. */
    static Problem onALine(int seed, int units, boolean repeated) {
      RandomStream stream = RandomStream.of(seed, "problem", 0);
      double[][] x = new double[7][1];
      double[][] y = new double[7][1];
      for (int i = 0; i < 7; i++) {
        x[i][0] = i + 0.3 * stream.nextGaussian();
        y[i][0] = stream.nextGaussian();
      }

      if (repeated) {
        x[2][0] = x[1][0];
        x[5][0] = x[4][0];
      }

      return new Problem(x, y, units, "relu", 0);
    }

    static Problem inThePlane(String activation, int units, int outputs, double decay) {
      RandomStream stream = RandomStream.of(1, "plane", outputs);
      double[][] x = new double[24][2];
      double[][] y = new double[24][outputs];
      for (int i = 0; i < x.length; i++) {
        x[i][0] = stream.nextGaussian();
        x[i][1] = stream.nextGaussian();
        for (int k = 0; k < outputs; k++) {
          y[i][k] = Math.abs(x[i][0] - k) + 0.3 * stream.nextGaussian();
        }
      }

      return new Problem(x, y, units, activation, decay);
    }

    double[] line() {
      return Arrays.stream(x).mapToDouble(r -> r[0]).toArray();
    }

    double[] targets() {
      return Arrays.stream(y).mapToDouble(r -> r[0]).toArray();
    }

    double preActivation(double[] theta, int unit, int row) {
      int d = x[0].length;
      double z = theta[units * d + unit];
      for (int j = 0; j < d; j++) {
        z += theta[unit * d + j] * x[row][j];
      }

      return z;
    }

    /** The loss, computed anew. */
    double loss(double[] theta) {
      int outputs = y[0].length;
      int out = units * (x[0].length + 1);
      double loss = 0;
      for (int i = 0; i < x.length; i++) {
        for (int k = 0; k < outputs; k++) {
          double f = theta[out + outputs * units + k];
          for (int u = 0; u < units; u++) {
            double z = preActivation(theta, u, i);
            f += theta[out + k * units + u] * (z > 0 ? z : slope * z);
          }

          loss += (f - y[i][k]) * (f - y[i][k]) / 2;
        }
      }

      for (double t : theta) {
        loss += decay * t * t / 2;
      }

      return loss;
    }

    /** The lowest of 4,000 networks around one, relative to its loss, radii 1e-7 to 1e-4. */
    double deepestAround(double[] theta) {
      RandomStream stream = RandomStream.of(11, "around", 0);
      double centre = loss(theta);
      double deepest = Double.POSITIVE_INFINITY;
      for (int trial = 0; trial < 4000; trial++) {
        double radius = Math.pow(10, -4 - trial % 4);
        double[] moved = theta.clone();
        for (int i = 0; i < moved.length; i++) {
          moved[i] += radius * stream.nextGaussian();
        }

        deepest = Math.min(deepest, loss(moved) - centre);
      }

      return deepest / (1 + centre);
    }

    /** Whether a knot lies so near a row that another minimum is next to it. */
    boolean nearlyOnKink(double[] theta) {
      boolean nearly = false;
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < x.length; i++) {
          double z = Math.abs(preActivation(theta, u, i));
          nearly |= z > 1e-12 && z < 1e-4;
        }
      }

      return nearly;
    }

    /** The unit of every unit and row that meet at a kink. */
    List<Integer> pinnedUnits(double[] theta) {
      List<Integer> pinned = new ArrayList<>();
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < x.length; i++) {
          if (Math.abs(preActivation(theta, u, i)) < 1e-12) {
            pinned.add(u);
          }
        }
      }

      return pinned;
    }

    /** One unit with slope 1 and knot on a row: outgoing weight and output bias by regression. */
    double[] fittedWithKnotOn(int row) {
      double sx = 0;
      double sy = 0;
      double sxx = 0;
      double sxy = 0;
      for (int i = 0; i < x.length; i++) {
        double b = Math.max(x[i][0] - x[row][0], 0);
        sx += b;
        sy += y[i][0];
        sxx += b * b;
        sxy += b * y[i][0];
      }

      double n = x.length;
      double slopeOut = (n * sxy - sx * sy) / (n * sxx - sx * sx);
      return new double[] {1, -x[row][0], slopeOut, (sy - slopeOut * sx) / n};
    }

    KinkSearch.Outcome acrossKinks(double[] theta, boolean keepSaddles) {
      RestartSettings settings = new RestartSettings("auto", 1e-10, 5000, 0.1, keepSaddles);
      return new KinkSearch(
              new LocalEvaluator(objective, data),
              settings,
              new SearchBudget(settings, StepListener.NONE),
              RandomStream.of(1, "kinks", 0))
          .from(Point.of(theta));
    }

    Endpoint end(double[] start) {
      Evaluator evaluator = new LocalEvaluator(objective, data);
      return new RestartRunner(
              evaluator,
              evaluator,
              of -> new LocalEvaluator(of, data),
              FunctionSpaceFloor.of(data, objective.loss(), Reduction.SUM),
              new RestartSettings("auto", 1e-10, 5000, 0.1, false))
          .run(0, 7, Point.of(start), StepListener.NONE);
    }

    /** From starts whose kinks lie all over the data. */
    List<Endpoint> ends(int restarts) {
      List<Endpoint> ends = new ArrayList<>();
      for (int r = 0; r < restarts; r++) {
        RandomStream stream = RandomStream.of(3, "start", r);
        double[] theta = new double[objective.thetaDimension()];
        for (int i = 0; i < theta.length; i++) {
          theta[i] = stream.nextGaussian();
        }

        int d = x[0].length;
        for (int u = 0; u < units; u++) {
          double[] row = x[stream.nextInt(x.length)];
          theta[units * d + u] *= 0.5;
          for (int j = 0; j < d; j++) {
            theta[units * d + u] -= theta[u * d + j] * row[j];
          }
        }

        ends.add(end(theta));
      }

      return ends;
    }
  }
}
