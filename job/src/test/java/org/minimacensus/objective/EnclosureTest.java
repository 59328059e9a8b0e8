package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.model.Activations;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.proof.KinkException;
import org.minimacensus.proof.NeuronExtension;
import org.minimacensus.proof.ObjectiveEnclosure;

/** Enclosures against the objectives in double-double, for every activation and every loss. */
class EnclosureTest {
  static Stream<ObjectiveCase> cases() {
    List<ObjectiveCase> all = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      for (String activation : Activations.names()) {
        for (String loss : ObjectiveCase.LOSSES) {
          all.add(ObjectiveCase.random(40 + seed, activation, loss, "plain", 5));
          if (seed < 2) {
            all.add(ObjectiveCase.residual(40 + seed, activation, loss, "plain"));
          }
        }
      }
    }

    return all.stream();
  }

  private static BigDecimal exact(DoubleDouble x) {
    return new BigDecimal(x.high()).add(new BigDecimal(x.low()));
  }

  /** Double-double errs by less than this, relative to the largest term. */
  private static final double PRECISE = 1e-25;

  private static void holds(Interval x, DoubleDouble value, double scale, String what) {
    BigDecimal slack = new BigDecimal(PRECISE * scale);
    assertThat(new BigDecimal(x.low()).subtract(slack)).as(what).isLessThanOrEqualTo(exact(value));
    assertThat(new BigDecimal(x.high()).add(slack)).as(what).isGreaterThanOrEqualTo(exact(value));
  }

  private static Interval[] box(double[] x, double radius) {
    return Arrays.stream(x).mapToObj(v -> Interval.around(v, radius)).toArray(Interval[]::new);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void atAPointTheyHoldValueGradientAndHessianAndAreNarrow(ObjectiveCase c) {
    double[] x = c.parameters();
    Objective objective = c.objective();
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(objective, c.dataset());
    Interval[] point = Arrays.stream(x).mapToObj(Interval::of).toArray(Interval[]::new);
    ObjectiveEnclosure.Enclosed found;
    try {
      found = enclosure.hessian(point);
    } catch (KinkException e) {
      // Units above one that is off on a row have pre-activation 0 there.
      assertThat(c.architecture().activation().kinked())
          .as("%s: not enclosed, without a kink", c.architecture().activation().name())
          .isTrue();
      return;
    }

    DoubleDouble[] gradient = new DoubleDouble[x.length];
    DoubleDouble[] at = Reference.exactly(x);
    PreciseObjective precise = PreciseObjective.of(objective, c.dataset());
    DoubleDouble value = precise.gradient(at, c.origins(), gradient);
    holds(found.value(), value, 1e3, "value");
    for (int i = 0; i < x.length; i++) {
      holds(found.gradient()[i], gradient[i], 1e3, "gradient " + i);
    }

    Answer answer =
        new LocalEvaluator(objective, c.dataset()).evaluate(Question.hessian(Point.of(x)));
    double scale = Math.max(1, found.value().magnitude());
    for (double h : answer.hessian().values()) {
      scale = Math.max(scale, Math.abs(h));
    }

    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        Interval h = found.hessian()[i][j];
        double slack = 1e-11 * scale;
        // Powers of powers cancel.
        double narrow = c.architecture().activation().name().equals("quadratic") ? 1e-4 : 1e-9;
        boolean jump = h.high() - h.low() > narrow * scale;
        assertThat(h.low() - slack)
            .as("(%s, %s)", i, j)
            .isLessThanOrEqualTo(answer.hessian().apply(i, j));
        assertThat(h.high() + slack)
            .as("(%s, %s)", i, j)
            .isGreaterThanOrEqualTo(answer.hessian().apply(i, j));
        assertThat(jump).as("width of (%s, %s): %s", i, j, h).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void overABoxTheyHoldWhatIsFoundAtItsPoints(ObjectiveCase c) {
    double[] x = c.parameters();
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(c.objective(), c.dataset());
    RandomStream dice = RandomStream.of(5, c.toString(), 0);
    for (double radius : new double[] {1e-9, 1e-4, 1e-2}) {
      ObjectiveEnclosure.Enclosed over;
      try {
        over = enclosure.hessian(box(x, radius));
      } catch (KinkException e) {
        assertThat(c.architecture().activation().kinked() || c.power() == 1)
            .as("%s: not enclosed, without a kink", c.architecture().activation().name())
            .isTrue();
        continue;
      }

      for (int t = 0; t < 3; t++) {
        double[] inside = x.clone();
        for (int i = 0; i < x.length; i++) {
          inside[i] += radius * (2 * dice.nextDouble() - 1);
        }

        Interval[] point = Arrays.stream(inside).mapToObj(Interval::of).toArray(Interval[]::new);
        ObjectiveEnclosure.Enclosed at = enclosure.hessian(point);
        assertThat(over.value().meets(at.value())).isTrue();
        if (t == 0) {
          holdsPrecisely(over, c, inside);
        }

        for (int i = 0; i < x.length; i++) {
          assertThat(over.gradient()[i].meets(at.gradient()[i])).as("gradient %s", i).isTrue();
          for (int j = 0; j < x.length; j++) {
            assertThat(over.hessian()[i][j].meets(at.hessian()[i][j])).isTrue();
          }
        }

        // The mean value theorem, which every proof rests on: g(inside) - g(x) in H (inside - x).
        ObjectiveEnclosure.Enclosed middle =
            enclosure.gradient(Arrays.stream(x).mapToObj(Interval::of).toArray(Interval[]::new));
        for (int i = 0; i < x.length; i++) {
          Interval change = Interval.ZERO;
          for (int j = 0; j < x.length; j++) {
            Interval step = Interval.of(inside[j]).minus(Interval.of(x[j]));
            change = change.plus(over.hessian()[i][j].times(step));
          }

          Interval found = at.gradient()[i].minus(middle.gradient()[i]);
          assertThat(change.meets(found)).as("%s meets %s", change, found).isTrue();
        }
      }
    }
  }

  private static void holdsPrecisely(
      ObjectiveEnclosure.Enclosed over, ObjectiveCase c, double[] inside) {
    DoubleDouble[] gradient = new DoubleDouble[inside.length];
    DoubleDouble value =
        PreciseObjective.of(c.objective(), c.dataset())
            .gradient(Reference.exactly(inside), c.origins(), gradient);
    holds(over.value(), value, 1e3, "value");
    for (int i = 0; i < inside.length; i++) {
      holds(over.gradient()[i], gradient[i], 1e3, "gradient " + i);
    }
  }

  static Stream<ObjectiveCase> augmented() {
    return ObjectiveCase.LOSSES.stream()
        .flatMap(
            loss ->
                Stream.of("tanh", "softplus", "elu")
                    .map(a -> ObjectiveCase.random(60, a, loss, "output-neuron", 6)));
  }

  @ParameterizedTest
  @MethodSource("augmented")
  void withNeuronsTheyHoldTheAugmentedLoss(ObjectiveCase c) {
    Objective objective = c.objective();
    Point point = new Point(new DenseVector(c.parameters()), c.origins());
    double[] theta = objective.theta(point);
    double[] neurons = objective.rawAugmentation(point);
    Interval[] exactly = Arrays.stream(theta).mapToObj(Interval::of).toArray(Interval[]::new);
    Interval[] added = Arrays.stream(neurons).mapToObj(Interval::of).toArray(Interval[]::new);

    Interval found =
        new ObjectiveEnclosure(objective.base(), c.dataset())
            .withNeurons(exactly, added, c.lambda());

    DoubleDouble[] all = new DoubleDouble[theta.length + neurons.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = DoubleDouble.of(i < theta.length ? theta[i] : neurons[i - theta.length]);
    }

    DoubleDouble value = PreciseObjective.of(objective, c.dataset()).valueAsWritten(all);
    holds(found, value, Math.max(1e3, Math.abs(value.high())), "value");
    assertThat(found.high() - found.low()).isLessThan(1e-10 * Math.max(1, found.magnitude()));
  }

  @ParameterizedTest
  @MethodSource("augmented")
  void alongAmplitudesTheyHoldTheChangeOfTheAugmentedLoss(ObjectiveCase c) {
    Objective objective = c.objective();
    Point point = new Point(new DenseVector(c.parameters()), c.origins());
    double[] theta = objective.theta(point);
    double[] neurons = objective.rawAugmentation(point);
    int block = objective.architecture().inputs() + 2;
    PreciseObjective precise = PreciseObjective.of(objective, c.dataset());
    RandomStream dice = RandomStream.of(6, c.toString(), 0);
    for (double radius : new double[] {0, 1e-6, 1e-2}) {
      NeuronExtension.Way way;
      try {
        way =
            new NeuronExtension(
                    new ObjectiveEnclosure(objective.base(), c.dataset()),
                    c.lambda(),
                    box(theta, radius))
                .way(neurons);
      } catch (KinkException e) {
        assertThat(c.power()).isOne();
        continue;
      }

      for (double u : new double[] {1, 0.5, 0x1p-7}) {
        double[] inside = theta.clone();
        for (int i = 0; i < inside.length; i++) {
          inside[i] += radius * (2 * dice.nextDouble() - 1);
        }

        DoubleDouble at = precise.valueAsWritten(written(inside, neurons, block, u));
        DoubleDouble silent = precise.valueAsWritten(written(inside, neurons, block, 0));
        DoubleDouble change = at.minus(silent);
        double scale = Math.max(1e3, Math.abs(at.high()));
        holds(way.slope().times(u).plus(way.curvature().times(u * u / 2)), change, scale, "way");
        if (way.falls()) {
          assertThat(change.high()).isNegative();
        }

        if (u == 1) {
          assertThat(way.change()).isGreaterThanOrEqualTo(change.high() - 1e-22 * scale);
        }

        if (u == 1 && radius == 0 && c.loss().equals("squared")) {
          assertThat(way.change() - change.high()).isLessThan(1e-12 * scale);
        }
      }
    }
  }

  private static DoubleDouble[] written(double[] theta, double[] neurons, int block, double u) {
    DoubleDouble[] all = new DoubleDouble[theta.length + neurons.length];
    for (int i = 0; i < neurons.length; i++) {
      double share = i % block == 0 ? u : 1;
      all[theta.length + i] = DoubleDouble.of(share * neurons[i]);
    }

    for (int i = 0; i < theta.length; i++) {
      all[i] = DoubleDouble.of(theta[i]);
    }

    return all;
  }

  static Stream<ObjectiveCase> kinked() {
    return cases().filter(c -> c.architecture().activation().kinked()).filter(c -> c.power() != 1);
  }

  @ParameterizedTest
  @MethodSource("kinked")
  void valuesAreEnclosedAcrossKinksOfUnits(ObjectiveCase c) {
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(c.objective(), c.dataset());
    double[] x = c.parameters();
    Interval over = enclosure.value(box(x, 0.5));
    RandomStream dice = RandomStream.of(7, c.toString(), 0);
    for (int t = 0; t < 5; t++) {
      double[] inside = x.clone();
      for (int i = 0; i < x.length; i++) {
        inside[i] += 0.5 * (2 * dice.nextDouble() - 1);
      }

      DoubleDouble value =
          PreciseObjective.of(c.objective(), c.dataset())
              .value(Reference.exactly(inside), c.origins());
      holds(over, value, Math.max(1e3, Math.abs(value.high())), "value");
    }
  }
}
