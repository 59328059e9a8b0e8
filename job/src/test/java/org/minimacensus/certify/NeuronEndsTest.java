package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.optimize.TerminationReason;

/**
 * Spikes beside a linear model with squared loss in the plane, where everything can be worked out
 * without the code under test: the limit is the least-squares fit to the rows that are left, rho
 * the residual of those left out, and directions are angles, of which a fine grid is looked at.
 */
class NeuronEndsTest {
  private static final RestartSettings SETTINGS =
      new RestartSettings("lbfgs", 1e-9, 5000, 0.1, false);

  private static final int ANGLES = 20_000;

  private static Dataset data(double[][] x, double[][] y) {
    return PlainRows.set(x, y, Task.REGRESSION, 2);
  }

  private static Objective plain(int outputs) {
    return plain(outputs, List.of());
  }

  private static Objective plain(int outputs, List<Integer> hidden) {
    return Objective.plain(
        new Architecture(
            2,
            hidden,
            outputs,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false),
        Losses.named("squared", 3),
        Reduction.SUM,
        0);
  }

  /** Least squares (w1, w2, c) over the rows kept, by Cramer's rule. */
  private static double[] fit(double[][] x, double[][] y, int output, List<Integer> without) {
    double[][] a = new double[3][4];
    for (int i = 0; i < x.length; i++) {
      double[] row = {x[i][0], x[i][1], 1, y[i][output]};
      for (int r = 0; r < 3 && !without.contains(i); r++) {
        for (int c = 0; c < 4; c++) {
          a[r][c] += row[r] * row[c];
        }
      }
    }

    double whole = determinant(a, -1);
    return new double[] {
      determinant(a, 0) / whole, determinant(a, 1) / whole, determinant(a, 2) / whole
    };
  }

  private static double determinant(double[][] a, int replaced) {
    double[][] m = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        m[r][c] = a[r][c == replaced ? 3 : c];
      }
    }

    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  private static double residual(double[] fit, double[] x, double y) {
    return fit[0] * x[0] + fit[1] * x[1] + fit[2] - y;
  }

  /** What the angles say of a spike at v. */
  private record Scan(boolean vertex, boolean falls, double[] middle) {}

  private static Scan scan(double[][] x, double[] k, int v) {
    boolean falls = false;
    double[] middle = null;
    double best = 0;
    for (int a = 0; a < ANGLES; a++) {
      double angle = 2 * Math.PI * a / ANGLES;
      double[] omega = {StrictMath.cos(angle), StrictMath.sin(angle)};
      double nearest = Double.POSITIVE_INFINITY;
      double sign = 0;
      for (int i = 0; i < x.length; i++) {
        double at = omega[0] * (x[v][0] - x[i][0]) + omega[1] * (x[v][1] - x[i][1]);
        if (i != v && at < nearest) {
          nearest = at;
          sign = k[i];
        }
      }

      if (nearest > 0) {
        falls |= sign < 0;
        if (nearest > best) {
          best = nearest;
          middle = omega;
        }
      }
    }

    return new Scan(middle != null && best > 0.05, falls, middle);
  }

  private static double[][] points(RandomStream dice, int n) {
    double[][] x = new double[n][2];
    for (double[] row : x) {
      row[0] = dice.nextGaussian();
      row[1] = dice.nextGaussian();
    }

    return x;
  }

  /**
   * What a run close to the limit is told to be.
   *
   * @param neurons per output A at the origin, w
   */
  private static NeuronAtInfinity.Outcome outcome(
      Dataset data, int outputs, double[] theta, double[][] neurons, double[] origins) {
    LocalEvaluator augmented =
        new LocalEvaluator(
            plain(outputs).augmented(Augmentations.named("output-neuron", 0.1)), data);
    double[] x = Arrays.copyOf(theta, theta.length + 4 * outputs);
    for (int k = 0; k < outputs; k++) {
      System.arraycopy(neurons[k], 0, x, theta.length + 4 * k, 3);
      x[theta.length + 4 * k + 3] = 20;
    }

    Point run = new Point(new DenseVector(x), origins);
    double value = augmented.evaluate(Question.value(run)).value();
    FunctionSpaceFloor floor = FunctionSpaceFloor.of(data, plain(outputs).loss(), Reduction.SUM);
    return NeuronsAtInfinity.of(augmented, data, floor, SETTINGS)
        .of(
            new SearchResult(run, value, value, 0, TerminationReason.GRADIENT_TOLERANCE, 0, 0),
            new SearchBudget(SETTINGS, StepListener.NONE),
            RandomStream.of(1, "c", 1));
  }

  /** Either nothing was certified, or the search left the limit and found a lower one. */
  private static void assertNotThere(NeuronAtInfinity.Outcome outcome, double limit) {
    if (outcome.certified() != null) {
      assertThat(outcome.certified().limitLoss()).as(outcome.words()).isLessThan(limit - 1e-6);
    }
  }

  private static double lossWithout(
      double[][] x, double[][] y, int output, double[] fit, List<Integer> without) {
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      double r = residual(fit, x[i], y[i][output]);
      loss += without.contains(i) ? 0 : r * r / 2;
    }

    return loss;
  }

  @Test
  void spikesInThePlaneAreWhatEveryDirectionSays() {
    int certified = 0;
    int left = 0;
    for (int seed = 0; seed < 8; seed++) {
      RandomStream dice = RandomStream.of(seed, "plane", 1);
      double[][] x = points(dice, 7);
      double[][] y = new double[7][1];
      Arrays.setAll(y, i -> new double[] {dice.nextGaussian()});
      for (int v = 0; v < 7; v++) {
        double[] fit = fit(x, y, 0, List.of(v));
        double rho = -residual(fit, x[v], y[v][0]);
        double[] k = new double[7];
        for (int i = 0; i < 7; i++) {
          k[i] = rho * residual(fit, x[i], y[i][0]);
        }

        Scan scan = scan(x, k, v);
        if (!scan.vertex()) {
          continue;
        }

        double sharp = 400;
        double[] neuron = {rho, sharp * scan.middle()[0], sharp * scan.middle()[1]};
        NeuronAtInfinity.Outcome outcome =
            outcome(data(x, y), 1, fit, new double[][] {neuron}, x[v]);

        String what = "seed " + seed + ", input " + v + ": " + outcome.words();
        if (scan.falls()) {
          left++;
          assertNotThere(outcome, lossWithout(x, y, 0, fit, List.of(v)));
        } else {
          certified++;
          assertThat(outcome.certified()).as(what).isNotNull();
          assertThat(outcome.certified().infinityKind()).isEqualTo("spike");
          assertThat(outcome.certified().limitLoss())
              .isCloseTo(lossWithout(x, y, 0, fit, List.of(v)), within(1e-12));
          assertThat(outcome.certified().limit()).isNotNull();
        }
      }
    }

    assertThat(certified).isGreaterThan(3);
    assertThat(left).isGreaterThan(3);
  }

  @Test
  void theLossDoesFallFromALimitThatIsLeft() {
    int lower = 0;
    int left = 0;
    for (int seed = 20; seed < 30; seed++) {
      RandomStream dice = RandomStream.of(seed, "plane", 1);
      double[][] x = points(dice, 7);
      double[][] y = new double[7][1];
      Arrays.setAll(y, i -> new double[] {dice.nextGaussian()});
      LocalEvaluator augmented =
          new LocalEvaluator(
              plain(1).augmented(Augmentations.named("output-neuron", 0.1)), data(x, y));
      for (int v = 0; v < 7; v++) {
        double[] fit = fit(x, y, 0, List.of(v));
        double rho = -residual(fit, x[v], y[v][0]);
        double[] k = new double[7];
        for (int i = 0; i < 7; i++) {
          k[i] = rho * residual(fit, x[i], y[i][0]);
        }

        Scan scan = scan(x, k, v);
        if (scan.vertex() && scan.falls()) {
          left++;
          double[] neuron = {rho, 400 * scan.middle()[0], 400 * scan.middle()[1]};
          NeuronAtInfinity.Outcome outcome =
              outcome(data(x, y), 1, fit, new double[][] {neuron}, x[v]);
          if (outcome.onward() != null) {
            lower++;
            assertThat(augmented.evaluate(Question.value(outcome.onward())).value())
                .isLessThan(lossWithout(x, y, 0, fit, List.of(v)));
          }
        }
      }
    }

    assertThat(lower).isGreaterThan(left / 2).isPositive();
  }

  /** The nearest row inside an edge decides, as only one direction keeps both its ends in. */
  @Test
  void spikesOnEdgesOfTheInputs() {
    int certified = 0;
    int left = 0;
    for (int seed = 0; seed < 40; seed++) {
      RandomStream dice = RandomStream.of(seed, "edge", 1);
      double[][] x = points(dice, 8);
      double[][] y = new double[8][1];
      Arrays.setAll(y, i -> new double[] {dice.nextGaussian()});
      for (int[] edge : edges(x)) {
        List<Integer> without = List.of(edge[0], edge[1]);
        double[] fit = fit(x, y, 0, without);
        double first = -residual(fit, x[edge[0]], y[edge[0]][0]);
        double second = -residual(fit, x[edge[1]], y[edge[1]][0]);
        double[] along = {x[edge[1]][0] - x[edge[0]][0], x[edge[1]][1] - x[edge[0]][1]};
        double length = StrictMath.hypot(along[0], along[1]);
        if (first * second <= 0.01 || length < 0.2) {
          continue;
        }

        double[] normal = {along[1] / length, -along[0] / length};
        double best = Double.POSITIVE_INFINITY;
        double sign = 0;
        for (int i = 0; i < 8; i++) {
          double at = normal[0] * (x[edge[0]][0] - x[i][0]) + normal[1] * (x[edge[0]][1] - x[i][1]);
          if (!without.contains(i) && at < best) {
            best = at;
            sign = first * residual(fit, x[i], y[i][0]);
          }
        }

        if (best < 0.05) {
          continue;
        }

        double rate = StrictMath.log(second / first) / (length * length);
        double sharp = 40 / best;
        double[] neuron = {
          first, sharp * normal[0] + rate * along[0], sharp * normal[1] + rate * along[1]
        };
        NeuronAtInfinity.Outcome outcome =
            outcome(data(x, y), 1, fit, new double[][] {neuron}, x[edge[0]]);

        String what = "seed " + seed + ", edge " + Arrays.toString(edge) + ": " + outcome.words();
        if (sign > 0) {
          certified++;
          assertThat(outcome.certified()).as(what).isNotNull();
          assertThat(outcome.certified().evidence()).contains("a spike on a face of 2 inputs");
          assertThat(outcome.certified().limitLoss())
              .isCloseTo(lossWithout(x, y, 0, fit, without), within(1e-12));
        } else {
          left++;
          assertNotThere(outcome, lossWithout(x, y, 0, fit, without));
        }
      }
    }

    assertThat(certified).isGreaterThan(3);
    assertThat(left).isGreaterThan(3);
  }

  /** Pairs of inputs with all others on one side, that side to the left. */
  private static List<int[]> edges(double[][] x) {
    List<int[]> edges = new ArrayList<>();
    for (int a = 0; a < x.length; a++) {
      for (int b = 0; b < x.length; b++) {
        boolean edge = a != b;
        for (int i = 0; i < x.length; i++) {
          double side =
              (x[b][0] - x[a][0]) * (x[i][1] - x[a][1]) - (x[b][1] - x[a][1]) * (x[i][0] - x[a][0]);
          edge &= i == a || i == b || side > 0;
        }

        if (edge) {
          edges.add(new int[] {a, b});
        }
      }
    }

    return edges;
  }

  /** A neuron of large amplitude and small weights beside a tanh unit and an output bias. */
  @Test
  void flatNeuronsGoThroughInfinity() {
    int passed = 0;
    int crossed = 0;
    for (int seed = 0; seed < 60; seed++) {
      RandomStream dice = RandomStream.of(seed, "flat", 1);
      double[][] x = points(dice, 14);
      double[][] y = new double[14][1];
      for (int i = 0; i < 14; i++) {
        y[i][0] = x[i][0] - 2 * x[i][1] + StrictMath.tanh(2 * x[i][0]) + 0.5 * dice.nextGaussian();
      }

      Objective plain = plain(1, List.of(1));
      Dataset data = data(x, y);
      FunctionSpaceFloor floor = FunctionSpaceFloor.of(data, plain.loss(), Reduction.SUM);
      LocalEvaluator augmented =
          new LocalEvaluator(plain.augmented(Augmentations.named("output-neuron", 0.1)), data);
      // The limit is the network with direct inputs.
      Objective direct =
          Objective.plain(
              new Architecture(
                  2,
                  List.of(1),
                  1,
                  Activations.named("tanh", 0),
                  Activations.named("identity", 0),
                  true,
                  true,
                  true),
              plain.loss(),
              Reduction.SUM,
              0);
      LocalEvaluator limit = new LocalEvaluator(direct, data);
      SearchBudget budget = new SearchBudget(SETTINGS, StepListener.NONE);
      double[] start = new double[direct.dimension()];
      Arrays.setAll(start, i -> dice.nextGaussian());
      Point at = budget.continueFrom(limit, Point.of(start)).point();
      double loss = limit.evaluate(Question.value(at)).value();
      double[] theta = at.values();
      int last = direct.architecture().layout().weightOffset(1);
      double[] v = {theta[last + 1], theta[last + 2]};
      if (StrictMath.hypot(v[0], v[1]) > 20) {
        // The tanh unit fades: another way to infinity.
        continue;
      }

      double[] outputs = limit.sampleOutputs(at);
      double q = 0;
      for (int i = 0; i < 14; i++) {
        double added = v[0] * x[i][0] + v[1] * x[i][1];
        q += (outputs[i] - y[i][0]) * added * added;
      }

      double[] rising = flat(theta, v, Math.signum(q) * 1e4);
      double[] falling = flat(theta, v, -Math.signum(q) * 1e4);
      double above = value(augmented, rising);
      if (above <= loss || value(augmented, falling) >= loss) {
        // The next order of the expansion is in the way at this amplitude.
        continue;
      }

      Point run = new Point(new DenseVector(rising), new double[2]);
      NeuronAtInfinity.Outcome outcome =
          NeuronsAtInfinity.of(augmented, data, floor, SETTINGS)
              .of(
                  new SearchResult(
                      run, above, above, 0, TerminationReason.GRADIENT_TOLERANCE, 0, 0),
                  budget,
                  RandomStream.of(1, "c", 1));
      boolean elsewhere = outcome.words().contains("a passage through infinity");
      if (outcome.words().contains("as a flat neuron: the loss") && !elsewhere) {
        passed++;
        assertThat(outcome.certified()).as(outcome.words()).isNull();
        assertThat(outcome.onward()).as(outcome.words()).isNotNull();
        assertThat(augmented.evaluate(Question.value(outcome.onward())).value()).isLessThan(loss);
        assertThat(Math.signum(outcome.onward().values()[plain.dimension()]))
            .isEqualTo(-Math.signum(q));
      } else if (elsewhere) {
        // Fitted networks on the other side were found before: what is certified there is lower.
        crossed++;
        if (outcome.certified() != null) {
          assertThat(outcome.certified().limitLoss()).as(outcome.words()).isLessThan(loss);
        } else if (outcome.onward() != null) {
          assertThat(augmented.evaluate(Question.value(outcome.onward())).value()).isLessThan(loss);
        }
      }
    }

    assertThat(passed).isPositive();
    assertThat(passed + crossed).isGreaterThan(1);
  }

  /** The network without direct inputs and a neuron that nearly adds v.x. */
  private static double[] flat(double[] theta, double[] v, double amplitude) {
    // w (2), b, outgoing weight, direct (2), output bias.
    return new double[] {
      theta[0],
      theta[1],
      theta[2],
      theta[3],
      theta[6] - amplitude,
      amplitude,
      v[0] / amplitude,
      v[1] / amplitude,
      20
    };
  }

  private static double value(LocalEvaluator on, double[] x) {
    return on.evaluate(Question.value(new Point(new DenseVector(x), new double[2]))).value();
  }

  @Test
  void outputsHaveSpikesOfTheirOwn() {
    int certified = 0;
    int open = 0;
    for (int seed = 0; seed < 20; seed++) {
      RandomStream dice = RandomStream.of(seed, "outputs", 1);
      double[][] x = points(dice, 7);
      double[][] y = new double[7][2];
      Arrays.setAll(y, i -> new double[] {dice.nextGaussian(), dice.nextGaussian()});
      List<Scan> scans = new ArrayList<>();
      double[][] neurons = new double[2][];
      double[] origins = new double[4];
      double[] theta = new double[6];
      double loss = 0;
      for (int o = 0; o < 2; o++) {
        for (int v = 0; v < 7 && scans.size() == o; v++) {
          double[] fit = fit(x, y, o, List.of(v));
          double rho = -residual(fit, x[v], y[v][o]);
          double[] k = new double[7];
          for (int i = 0; i < 7; i++) {
            k[i] = rho * residual(fit, x[i], y[i][o]);
          }

          Scan scan = scan(x, k, v);
          if (scan.vertex() && (scan.falls() == (seed % 4 == 0 && o == 1))) {
            scans.add(scan);
            neurons[o] = new double[] {rho, 400 * scan.middle()[0], 400 * scan.middle()[1]};
            System.arraycopy(x[v], 0, origins, 2 * o, 2);
            theta[2 * o] = fit[0];
            theta[2 * o + 1] = fit[1];
            theta[4 + o] = fit[2];
            loss += lossWithout(x, y, o, fit, List.of(v));
          }
        }
      }

      if (scans.size() < 2) {
        continue;
      }

      NeuronAtInfinity.Outcome outcome = outcome(data(x, y), 2, theta, neurons, origins);
      if (scans.get(1).falls()) {
        open++;
        assertThat(outcome.certified()).as(outcome.words()).isNull();
        assertThat(outcome.words()).contains("the loss falls away from there");
      } else {
        certified++;
        assertThat(outcome.certified()).as(outcome.words()).isNotNull();
        assertThat(outcome.certified().infinityKind()).isEqualTo("spike");
        assertThat(outcome.certified().limitLoss()).isCloseTo(loss, within(1e-12));
      }
    }

    assertThat(certified).isGreaterThan(2);
    assertThat(open).isPositive();
  }
}
