package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;

/** Units with kinks, inside one activation region, and residual networks. */
class ArchitectureProofTest {
  private static Objective squared(Architecture network, double l2) {
    return Objective.plain(network, Losses.named("squared", 0, 0), Reduction.MEAN, l2);
  }

  private static Architecture relu(int units, String activation) {
    return new Architecture(
        2,
        List.of(units),
        1,
        Activations.named(activation, 0.1),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  /** Whether a start led to a critical point with a clearly positive definite Hessian. */
  private static boolean isMinimum(Objective objective, Dataset data, double[] x) {
    Answer answer = new LocalEvaluator(objective, data).evaluate(Question.hessian(Point.of(x)));
    return Arrays.stream(answer.gradient().values()).allMatch(g -> Math.abs(g) < 1e-13)
        && PreciseCritical.near(x, objective, data).least() > 1e-6;
  }

  /** A minimum near the network that made the data, up to a little noise. */
  private record Taught(Objective objective, Dataset data, double[][] rows, double[] minimum) {
    static Optional<Taught> drawn(int units, String activation, RandomStream dice) {
      double[] teacher = new double[4 * units + 1];
      Arrays.setAll(teacher, i -> 2 * (2 * dice.nextDouble() - 1));
      double[][] x = new double[20][2];
      double[][] y = new double[20][1];
      for (int r = 0; r < x.length; r++) {
        Arrays.setAll(x[r], j -> 4 * dice.nextDouble() - 2);
        y[r][0] = teacher[4 * units] + 0.01 * dice.nextDouble();
        for (int u = 0; u < units; u++) {
          double z = sum(teacher, units, u, x[r]);
          double slope = z > 0 ? 1 : activation.equals("relu") ? 0 : 0.1;
          y[r][0] += teacher[3 * units + u] * slope * z;
        }
      }

      Dataset data = PlainRows.set(x, y, Task.REGRESSION);
      Objective objective = squared(relu(units, activation), 1e-3);
      double[] end = ProofStudy.critical(objective, data, teacher, true);
      return isMinimum(objective, data, end)
          ? Optional.of(new Taught(objective, data, x, end))
          : Optional.empty();
    }
  }

  /** A pre-activation of layout W1 (units x 2), b1. */
  private static double sum(double[] theta, int units, int u, double[] x) {
    return theta[2 * u] * x[0] + theta[2 * u + 1] * x[1] + theta[2 * units + u];
  }

  @Test
  void minimaOffTheKinksAreProvedInsideTheirRegion() {
    RandomStream dice = RandomStream.of(11, "relu", 0);
    for (String activation : List.of("relu", "leaky-relu")) {
      int minima = 0;
      int mixed = 0;
      for (int i = 0; i < 20; i++) {
        Optional<Taught> taught = Taught.drawn(2, activation, dice);
        if (taught.isEmpty()) {
          continue;
        }

        minima++;
        Taught t = taught.get();
        ObjectiveEnclosure enclosure = new ObjectiveEnclosure(t.objective, t.data);
        MinimumProof.Outcome outcome = MinimumProof.of(enclosure, t.minimum);
        assertThat(outcome.proved()).as(outcome.why()).isTrue();
        Interval[] box = outcome.certificate().orElseThrow().box();
        assertThat(PreciseCritical.near(t.minimum, t.objective, t.data).in(box)).isTrue();

        boolean[][] region = enclosure.region(box).orElseThrow();
        for (int u = 0; u < 2; u++) {
          int on = 0;
          for (int r = 0; r < region.length; r++) {
            assertThat(region[r][u]).isEqualTo(sum(t.minimum, 2, u, t.rows[r]) > 0);
            on += region[r][u] ? 1 : 0;
          }

          mixed += on > 0 && on < region.length ? 1 : 0;
        }
      }

      assertThat(minima).as("minima with %s", activation).isGreaterThan(3);
      assertThat(mixed).as("units that are on for some rows alone").isGreaterThan(3);
    }
  }

  private static Taught taught(int units) {
    RandomStream dice = RandomStream.of(13, "relu", units);
    Optional<Taught> found = Optional.empty();
    for (int i = 0; i < 20 && found.isEmpty(); i++) {
      found = Taught.drawn(units, "relu", dice);
    }

    return found.orElseThrow();
  }

  @Test
  void boxesAcrossAKinkAreRefused() {
    Taught t = taught(2);
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(t.objective, t.data);
    double[] wide = new double[t.minimum.length];
    Arrays.fill(wide, 10);

    MinimumProof.Outcome outcome = MinimumProof.of(enclosure, t.minimum, wide);

    assertThat(outcome.reason()).contains(Reason.KINK);
    assertThat(outcome.why()).contains("kink");
    assertThatThrownBy(() -> enclosure.region(MinimumCertificate.box(t.minimum, wide)))
        .isInstanceOf(KinkException.class);
    assertThat(
            new ObjectiveEnclosure(ProofStudy.objective(0), ProofStudy.data())
                .region(Interval.points(new double[9])))
        .isEmpty();
  }

  /** One unit of two is off on all rows: 4 of 9 parameters do nothing. */
  @Test
  void flatnessOfADeadUnitIsToldApart() {
    Taught t = taught(1);
    double[] one = t.minimum;
    double[] dead = {one[0], one[1], 0.5, 0.25, one[2], -9, one[3], 2, one[4]};

    MinimumProof.Outcome outcome =
        MinimumProof.of(new ObjectiveEnclosure(squared(relu(2, "relu"), 0), t.data), dead);

    assertThat(outcome.reason()).contains(Reason.SINGULAR);
    assertThat(outcome.why()).contains("by 4 parameters are exactly 0, as those of dead units are");
  }

  @Test
  void residualNetworksAreProvedUnlessTheirOutputsLeaveDirectionsUnread() {
    RandomStream dice = RandomStream.of(12, "residual", 0);
    double[][] x = new double[12][1];
    double[][] y = new double[12][1];
    for (int r = 0; r < x.length; r++) {
      x[r][0] = 4 * dice.nextDouble() - 2;
      y[r][0] = StrictMath.sin(3 * x[r][0]) + 0.3 * dice.nextDouble();
    }

    Dataset data = PlainRows.set(x, y, Task.REGRESSION);
    Objective decayed =
        squared(Architecture.residual(1, List.of(2), 1, Activations.named("tanh", 0), true), 0.002);
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(decayed, data);
    int minima = 0;
    for (int i = 0; i < 20; i++) {
      double[] minimum = ProofStudy.critical(decayed, data, dice, true);
      if (!isMinimum(decayed, data, minimum)) {
        continue;
      }

      minima++;
      MinimumProof.Outcome outcome = MinimumProof.of(enclosure, minimum);
      assertThat(outcome.proved()).as(outcome.why()).isTrue();
      MinimumCertificate certificate = outcome.certificate().orElseThrow();
      PreciseCritical polished = PreciseCritical.near(minimum, decayed, data);
      assertThat(polished.in(certificate.box())).isTrue();
      assertThat(PreciseCritical.holds(certificate.loss(), polished.value())).isTrue();
    }

    assertThat(minima).isGreaterThan(3);

    // W (x + V z) of two inputs and one output: V + N with W N = 0 is the same network.
    Architecture wide = Architecture.residual(2, List.of(1), 1, Activations.named("tanh", 0), true);
    Objective unread = squared(wide, 0);
    double[] critical = ProofStudy.critical(unread, ProofStudy.data(), dice, true);
    MinimumProof.Outcome outcome =
        MinimumProof.of(new ObjectiveEnclosure(unread, ProofStudy.data()), critical);
    assertThat(outcome.reason()).contains(Reason.SINGULAR);
  }
}
