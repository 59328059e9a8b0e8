package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Derivatives by going backward against differences and closed forms. */
class PreciseNumberTest {
  private static final Map<String, UnaryOperator<PreciseNumber>> FUNCTIONS =
      Map.ofEntries(
          Map.entry("exp", PreciseNumber::exp),
          Map.entry("log1p", x -> x.times(x).log1p()),
          Map.entry("sigmoid", PreciseNumber::sigmoid),
          Map.entry("tanh", PreciseNumber::tanh),
          Map.entry("softplus", PreciseNumber::softplus),
          Map.entry("sin", PreciseNumber::sin),
          Map.entry("erf", PreciseNumber::erf),
          Map.entry("normal", PreciseNumber::normal),
          Map.entry("absolute", PreciseNumber::absolute),
          Map.entry("negated", PreciseNumber::negated),
          Map.entry("power", x -> x.power(5)),
          Map.entry("nothing", x -> x.power(0)),
          Map.entry("quotient", x -> x.dividedBy(3)),
          Map.entry("product", x -> x.times(x.exp()).minus(x.times(0.3).plus(x))));

  private static DoubleDouble slope(UnaryOperator<PreciseNumber> f, DoubleDouble x) {
    PreciseTape tape = new PreciseTape();
    PreciseNumber variable = tape.variable(x);
    tape.backward(f.apply(variable), DoubleDouble.of(1));
    return variable.slope();
  }

  @Test
  void slopesAreThoseOfDifferences() {
    DoubleDouble h = DoubleDouble.of(0x1p-34);
    FUNCTIONS.forEach(
        (name, f) -> {
          for (double at : new double[] {-2.3, -0.4, 0.7, 1.9}) {
            DoubleDouble x = DoubleDouble.of(at);
            DoubleDouble up = f.apply(PreciseNumber.of(x.plus(h))).value();
            DoubleDouble down = f.apply(PreciseNumber.of(x.minus(h))).value();
            DoubleDouble expected = up.minus(down).dividedBy(h.plus(h));
            double error = slope(f, x).minus(expected).high();
            assertThat(error)
                .as("%s at %s", name, at)
                .isCloseTo(0, within(1e-18 * (1 + Math.abs(expected.high()))));
          }
        });
  }

  @Test
  void slopesOfLogisticAndExponentialHaveAllDigits() {
    DoubleDouble x = DoubleDouble.of(0.3);
    DoubleDouble e = PreciseFunctions.exp(x);
    DoubleDouble one = DoubleDouble.of(1);
    DoubleDouble sum = one.plus(e);
    DoubleDouble expected = e.dividedBy(sum.times(sum));
    assertThat(slope(PreciseNumber::exp, x)).isEqualTo(e);
    assertThat(slope(PreciseNumber::sigmoid, x).minus(expected).high()).isCloseTo(0, within(1e-31));
  }

  @Test
  void slopesAddUpOverWhatIsDerivedOneAfterTheOther() {
    PreciseTape tape = new PreciseTape();
    PreciseNumber x = tape.variable(DoubleDouble.of(2));
    PreciseNumber y = tape.variable(DoubleDouble.of(5));
    tape.backward(x.times(y), DoubleDouble.of(3));
    tape.backward(x.times(x), DoubleDouble.of(1));
    assertThat(x.slope().high()).isEqualTo(3 * 5 + 2 * 2);
    assertThat(y.slope().high()).isEqualTo(3 * 2);
  }

  @Test
  void constantsHaveNoTape() {
    PreciseNumber a = PreciseNumber.of(2);
    PreciseNumber b = PreciseNumber.of(3);
    assertThat(a.times(b).plus(a).value().high()).isEqualTo(8);
    PreciseTape tape = new PreciseTape();
    PreciseNumber x = tape.variable(DoubleDouble.of(7));
    tape.backward(b.minus(x.times(a)), DoubleDouble.of(1));
    assertThat(x.slope().high()).isEqualTo(-2);
    assertThat(a.slope().high()).as("constants take no part").isZero();
  }
}
