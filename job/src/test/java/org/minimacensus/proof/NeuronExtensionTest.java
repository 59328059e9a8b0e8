package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.objective.RowPass;

class NeuronExtensionTest {
  private static final double LAMBDA = 0.01;

  /** w x + b. */
  private static final double[] LINE = {0.5, 0.25};

  private static Objective line() {
    Architecture network =
        new Architecture(
            1,
            List.of(),
            1,
            Activations.named("identity", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    return Objective.plain(network, Losses.named("squared", 0, 0), Reduction.SUM, 0);
  }

  /** Two rows at 0, written 0 and -0, and two at 1, their residuals of opposite signs. */
  private static Dataset balanced(double more) {
    return PlainRows.set(
        new double[][] {{0.0}, {1}, {-0.0}, {1}},
        new double[][] {{1.25}, {0.5}, {-0.75}, {1 + more}},
        Task.REGRESSION);
  }

  private static Interval[] point(double[] x) {
    return Arrays.stream(x).mapToObj(Interval::of).toArray(Interval[]::new);
  }

  private static NeuronExtension extension(double more, double lambda) {
    return new NeuronExtension(new ObjectiveEnclosure(line(), balanced(more)), lambda, point(LINE));
  }

  @Test
  void whereTheRowsOfEachInputBalanceNothingIsProved() {
    NeuronExtension extension = extension(0, LAMBDA);
    RandomStream dice = RandomStream.of(3, "neurons", 0);

    assertThat(extension.unbalanced()).isEmpty();
    for (int t = 0; t < 200; t++) {
      double[] neurons = {dice.nextGaussian(), dice.nextGaussian(), dice.nextGaussian()};
      assertThat(extension.way(neurons).falls()).isFalse();
      double[] neuron = {neurons[1], neurons[2]};
      assertThat(extension.moment(0, neuron, new double[] {1, 1}, t % 4).holds(0)).isTrue();
    }
  }

  @Test
  void theSmallestImbalanceIsProvedWithItsSignAndItsRows() {
    double more = 1e-14;
    NeuronExtension.GroupSum sum = extension(more, LAMBDA).unbalanced().orElseThrow();

    assertThat(sum.row()).isEqualTo(1);
    assertThat(sum.sum().high()).isNegative();
    // The target is rounded, which the enclosure knows nothing of.
    assertThat(sum.sum().holds(-((1 + more) - 1))).isTrue();
    double a = 1e-16;
    assertThat(extension(more, LAMBDA).way(new double[] {a, 0, 0}).falls()).isTrue();
    assertThat(extension(more, LAMBDA).way(new double[] {-a, 0, 0}).falls()).isFalse();
  }

  @Test
  void theRegulariserStopsLargeAmplitudes() {
    // D(u) = -0.1 a u + (4 + lambda) (a u)^2 / 2: falls as long as a < 0.2 / (4 + lambda).
    double limit = 0.2 / (4 + 1);
    assertThat(extension(0.1, 1).way(new double[] {0.999 * limit, 0, 0}).falls()).isTrue();
    assertThat(extension(0.1, 1).way(new double[] {1.001 * limit, 0, 0}).falls()).isFalse();
    assertThat(extension(0.1, 1).way(new double[] {limit / 2, 0, 0}).change())
        .isCloseTo(-0.1 * 0.1 / (2 * 5), within(1e-15));
  }

  @Test
  void aProvedMinimumAboveTheFloorExtendsToNoneAndHasLowerPoints() {
    Objective objective = ProofStudy.objective(0.002);
    Dataset data = ProofStudy.data();
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(objective, data);
    RandomStream dice = RandomStream.of(10, "starts", 0);
    int proved = 0;
    for (int start = 0; start < 12; start++) {
      double[] x = ProofStudy.critical(objective, data, dice, true);
      Optional<MinimumCertificate> minimum = MinimumProof.of(enclosure, x).certificate();
      if (minimum.isEmpty()) {
        continue;
      }

      proved++;
      NeuronExtension extension =
          new NeuronExtension(enclosure, LAMBDA, minimum.orElseThrow().box());
      InputSlopes slopes =
          new RowPass(objective, data, KernelProvider.kernels()).slopes(Point.of(x));
      NeuronExtension.GroupSum sum = extension.unbalanced().orElseThrow();
      assertThat(sum.sum().holds(slopes.sums()[sum.row()][0])).as("inputs are distinct").isTrue();
      assertThat(sum.sum().mignitude())
          .isCloseTo(largest(slopes), within(1e-10))
          .isGreaterThan(1e-3);

      double[] neuron = {dice.nextGaussian(), dice.nextGaussian(), dice.nextGaussian()};
      double[] q = {dice.nextGaussian(), dice.nextGaussian(), dice.nextGaussian()};
      for (int order = 0; order < 4; order++) {
        Interval moment = extension.moment(0, neuron, q, order);
        double size = moment(slopes, neuron, q, order, true);
        assertThat(moment.middle())
            .isCloseTo(moment(slopes, neuron, q, order, false), within(1e-10 * size));
        assertThat(moment.radius()).isLessThan(1e-9 * size);
      }

      double g = extension.moment(0, neuron, q, 0).middle();
      double a = 1e-9;
      double[] down = {-a * Math.signum(g), neuron[0], neuron[1], neuron[2]};
      NeuronExtension.Way way = extension.way(down);
      assertThat(way.falls()).isTrue();
      assertThat(way.change()).isCloseTo(-a * Math.abs(g), within(a * (1e-4 * Math.abs(g) + 1e-5)));
      down[0] = -down[0];
      assertThat(extension.way(down).falls()).isFalse();
    }

    assertThat(proved).isGreaterThan(3);
  }

  private static double largest(InputSlopes slopes) {
    return Arrays.stream(slopes.sums()).mapToDouble(c -> Math.abs(c[0])).max().orElseThrow();
  }

  /**
   * @param absolute the sizes of its terms instead
   */
  private static double moment(
      InputSlopes slopes, double[] neuron, double[] q, int order, boolean absolute) {
    double sum = 0;
    for (int g = 0; g < slopes.count(); g++) {
      double[] x = slopes.inputs()[g];
      double e = StrictMath.exp(neuron[0] * x[0] + neuron[1] * x[1] + neuron[2]);
      double reach = q[0] * x[0] + q[1] * x[1] + q[2];
      double term = slopes.sums()[g][0] * e * StrictMath.pow(reach, order);
      sum += absolute ? Math.abs(term) : term;
    }

    return sum;
  }
}
