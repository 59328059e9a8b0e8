package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.DoubleDouble;

/** The objectives in double-double against differences of their own, and a closed form. */
class PreciseObjectiveTest {
  /** Every objective with every loss, and every objective with every activation. */
  static Stream<ObjectiveCase> cases() {
    List<String> activations = Activations.names();
    List<ObjectiveCase> all = new ArrayList<>();
    for (String objective : ObjectiveCase.OBJECTIVES) {
      for (int i = 0; i < activations.size(); i++) {
        String loss = ObjectiveCase.LOSSES.get(i % ObjectiveCase.LOSSES.size());
        all.add(ObjectiveCase.random(11, activations.get(i), loss, objective));
      }

      for (int i = 0; i < ObjectiveCase.LOSSES.size(); i++) {
        String activation = activations.get((i + 5) % activations.size());
        all.add(ObjectiveCase.random(12, activation, ObjectiveCase.LOSSES.get(i), objective));
      }
    }

    return all.stream();
  }

  private static PreciseObjective of(ObjectiveCase c) {
    return PreciseObjective.of(c.objective(), c.dataset());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheObjectiveAsItWasDescribed(ObjectiveCase c) {
    DoubleDouble[] x = Reference.exactly(c.parameters());
    assertThat(of(c).value(x, c.origins())).isEqualTo(new Reference(c).value(x, c.origins()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientIsThatOfDifferences(ObjectiveCase c) {
    int p = c.parameters().length;
    DoubleDouble[] x = Reference.exactly(c.parameters());
    DoubleDouble[] gradient = new DoubleDouble[p];
    PreciseObjective objective = of(c);
    DoubleDouble value = objective.gradient(x, c.origins(), gradient);
    assertThat(value).isEqualTo(objective.value(x, c.origins()));
    double scale = 1;
    for (DoubleDouble g : gradient) {
      scale = Math.max(scale, Math.abs(g.high()));
    }

    // Below this the difference h = 2^-34 has no error but rounding: h^2 is 3e-21.
    double h = 0x1p-34;
    for (int i = 0; i < p; i++) {
      DoubleDouble[] up = x.clone();
      DoubleDouble[] down = x.clone();
      up[i] = up[i].plus(DoubleDouble.of(h));
      down[i] = down[i].minus(DoubleDouble.of(h));
      DoubleDouble slope =
          objective
              .value(up, c.origins())
              .minus(objective.value(down, c.origins()))
              .dividedBy(DoubleDouble.of(2 * h));
      assertThat(slope.minus(gradient[i]).high())
          .as("derivative by parameter %d", i)
          .isCloseTo(0, within(1e-17 * scale));
    }
  }

  @Test
  void aNeuronThatIsOffCostsNothingWhateverItsBias() {
    ObjectiveCase c = ObjectiveCase.random(3, "tanh", "squared", "output-neuron");
    int p = c.objective().thetaDimension();
    int block = c.architecture().inputs() + 2;
    double[] off = c.parameters().clone();
    for (int k = 0; k < c.architecture().outputs(); k++) {
      off[p + k * block] = 0;
      off[p + (k + 1) * block - 1] = -1e5;
    }

    DoubleDouble[] x = Reference.exactly(off);
    DoubleDouble[] gradient = new DoubleDouble[x.length];
    DoubleDouble value = of(c).gradient(x, c.origins(), gradient);
    PreciseObjective plain = PreciseObjective.of(c.objective().base(), c.dataset());
    DoubleDouble alone =
        plain.value(Reference.exactly(c.objective().theta(c.point())), c.origins());
    assertThat(value).isEqualTo(alone);
    assertThat(gradient).allMatch(g -> Double.isFinite(g.high()));
    assertThat(of(c).contribution(x, c.origins())).isEqualTo(DoubleDouble.ZERO);
  }

  /** f = w x, squared loss: 1/2 ((w - 1)^2 + (2 w + 3)^2) with a row's worth of a weight. */
  @Test
  void aLinearModelHasItsClosedForm() {
    Architecture linear =
        new Architecture(
            1,
            List.of(),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            false,
            false,
            false);
    Objective plain = Objective.plain(linear, Losses.named("squared", 2), Reduction.SUM, 0);
    PreciseObjective o =
        PreciseObjective.of(
            plain,
            PlainRows.set(new double[][] {{1}, {2}}, new double[][] {{1}, {-3}}, Task.REGRESSION));
    DoubleDouble third = DoubleDouble.of(1).dividedBy(DoubleDouble.of(3));
    DoubleDouble[] gradient = new DoubleDouble[1];
    DoubleDouble value = o.gradient(new DoubleDouble[] {third}, new double[0], gradient);
    // 1/2 (4/9 + 121/9) and (w - 1) + 2 (2 w + 3) = 20/3.
    DoubleDouble expected = DoubleDouble.of(125).dividedBy(DoubleDouble.of(18));
    assertThat(value.minus(expected).high()).isCloseTo(0, within(1e-30));
    DoubleDouble slope = DoubleDouble.of(20).dividedBy(DoubleDouble.of(3));
    assertThat(gradient[0].minus(slope).high()).isCloseTo(0, within(1e-30));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void contributionAndErrorsAreThoseOfTheInspection(ObjectiveCase c) {
    Inspection seen = c.evaluator().inspect(c.point());
    DoubleDouble[] x = Reference.exactly(c.parameters());
    // An exponent of a hundred has an error of 1e-14.
    double most = of(c).contribution(x, c.origins()).high();
    assertThat(most).isCloseTo(seen.contribution(), within(1e-11 * (1 + most)));
    assertThat(of(c).misclassified(x, c.task())).isEqualTo(seen.misclassified());
  }

  @Test
  void objectivesOfChartsAreRefused() {
    ObjectiveCase c = ObjectiveCase.random(3, "tanh", "squared", "layer-neurons");
    assertThatThrownBy(
            () -> PreciseObjective.of(c.objective().switchedOff().orElseThrow(), c.dataset()))
        .hasMessage("no objective in double-double is named 'layer-neurons-limit'");
  }
}
