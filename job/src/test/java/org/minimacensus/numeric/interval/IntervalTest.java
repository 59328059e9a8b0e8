package org.minimacensus.numeric.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.PreciseFunctions;
import org.minimacensus.numeric.RandomStream;

/** Against exact arithmetic and double-double: no enclosure misses, and none is much too wide. */
class IntervalTest {
  private static final int ROUNDS = 60_000;
  private static final double[] ODD = {
    0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1,
    -1,
    0x1p-1022,
    1e-300,
    1e300,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Math.nextUp(1.0),
    Math.nextDown(1.0),
    0.1,
    3,
    1.0 / 3
  };

  private static double draw(RandomStream dice) {
    if (dice.nextInt(8) == 0) {
      return ODD[dice.nextInt(ODD.length)];
    }

    double m = 2 * dice.nextDouble() - 1;
    return Math.scalb(m, dice.nextInt(80) - 40);
  }

  private static Interval drawn(RandomStream dice) {
    double a = draw(dice);
    double next = Math.min(Double.MAX_VALUE, Math.nextUp(a));
    double b = dice.nextInt(3) == 0 ? a : dice.nextInt(2) == 0 ? next : draw(dice);
    return new Interval(Math.min(a, b), Math.max(a, b));
  }

  /** A number in an interval: an end or one between. */
  private static double in(Interval x, RandomStream dice) {
    int which = dice.nextInt(4);
    double t = x.low() + dice.nextDouble() * (x.high() - x.low());
    boolean between = which > 1 && t >= x.low() && t <= x.high();
    return between ? t : which % 2 == 0 ? x.low() : x.high();
  }

  private static void holds(Interval x, BigDecimal exact) {
    boolean below =
        x.low() == Double.NEGATIVE_INFINITY || new BigDecimal(x.low()).compareTo(exact) <= 0;
    boolean above =
        x.high() == Double.POSITIVE_INFINITY || new BigDecimal(x.high()).compareTo(exact) >= 0;
    assertThat(below && above).as("%s holds %s", x, exact).isTrue();
  }

  private static void arithmetic(
      String name, BinaryOperator<Interval> op, BinaryOperator<BigDecimal> exact) {
    RandomStream dice = RandomStream.of(1, name, 0);
    for (int i = 0; i < ROUNDS; i++) {
      Interval x = drawn(dice);
      Interval y = drawn(dice);
      Interval z = op.apply(x, y);
      BigDecimal value = exact.apply(new BigDecimal(in(x, dice)), new BigDecimal(in(y, dice)));
      holds(z, value);
    }
  }

  @Test
  void sumsDifferencesAndProductsHoldTheExactOnes() {
    arithmetic("plus", Interval::plus, BigDecimal::add);
    arithmetic("minus", Interval::minus, BigDecimal::subtract);
    arithmetic("times", Interval::times, BigDecimal::multiply);
  }

  @Test
  void quotientsAndRootsHoldTheExactOnes() {
    RandomStream dice = RandomStream.of(2, "over", 0);
    MathContext digits = new MathContext(60);
    for (int i = 0; i < ROUNDS; i++) {
      Interval x = drawn(dice);
      Interval y = drawn(dice);
      double a = in(x, dice);
      double b = in(y, dice);
      if (y.holds(0)) {
        assertThat(x.over(y)).isEqualTo(Interval.ENTIRE);
      } else {
        // The quotient in 60 digits may be beyond the exact one: multiply back instead.
        Interval q = x.over(y);
        BigDecimal sign = new BigDecimal(Math.signum(b));
        boolean below =
            !Double.isFinite(q.low())
                || new BigDecimal(q.low())
                        .multiply(new BigDecimal(b))
                        .multiply(sign)
                        .compareTo(new BigDecimal(a).multiply(sign))
                    <= 0;
        boolean above =
            !Double.isFinite(q.high())
                || new BigDecimal(q.high())
                        .multiply(new BigDecimal(b))
                        .multiply(sign)
                        .compareTo(new BigDecimal(a).multiply(sign))
                    >= 0;
        assertThat(below && above).as("%s / %s in %s", a, b, q).isTrue();
      }

      holds(x.square(), new BigDecimal(a).multiply(new BigDecimal(a)));
      holds(x.power(3), new BigDecimal(a).pow(3));
      if (a >= 0 && Math.abs(a) < 1e150) {
        Interval root = new Interval(a, a).sqrt();
        assertThat(new BigDecimal(root.low()).pow(2)).isLessThanOrEqualTo(new BigDecimal(a));
        assertThat(new BigDecimal(root.high()).pow(2).round(digits))
            .isGreaterThanOrEqualTo(new BigDecimal(a).round(digits));
      }
    }
  }

  private static void function(
      UnaryOperator<Interval> f, UnaryOperator<DoubleDouble> exact, double span, double width) {
    RandomStream dice = RandomStream.of(3, "f" + span, 0);
    for (int i = 0; i < 20_000; i++) {
      double a = span * (2 * dice.nextDouble() - 1);
      a = dice.nextInt(4) == 0 ? Math.scalb(a, -dice.nextInt(60)) : a;
      Interval point = Interval.of(a);
      DoubleDouble value = exact.apply(DoubleDouble.of(a));
      BigDecimal big = new BigDecimal(value.high()).add(new BigDecimal(value.low()));
      Interval at = f.apply(point);
      holds(at, big);
      assertThat(at.high() - at.low())
          .as("width at %s", a)
          .isLessThanOrEqualTo(width * Math.max(Math.abs(value.high()), 1e-300));
      Interval wide = f.apply(new Interval(a, a + dice.nextDouble()));
      assertThat(wide.holds(at.low()) || wide.holds(at.high())).isTrue();
      holds(wide, big);
    }
  }

  @Test
  void functionsHoldTheirValuesInDoubleDouble() {
    function(IntervalFunctions::exp, PreciseFunctions::exp, 30, 2e-15);
    function(IntervalFunctions::tanh, PreciseFunctions::tanh, 20, 4e-15);
    function(IntervalFunctions::sigmoid, PreciseFunctions::sigmoid, 30, 4e-15);
    function(IntervalFunctions::softplus, PreciseFunctions::softplus, 30, 4e-15);
    function(IntervalFunctions::erf, PreciseFunctions::erf, 5, 1e-13);
  }

  @Test
  void wavesStayWithinOne() {
    RandomStream dice = RandomStream.of(4, "sin", 0);
    for (int i = 0; i < 20_000; i++) {
      double a = 40 * (dice.nextDouble() - 0.5);
      Interval x = new Interval(a, a + 4 * dice.nextDouble());
      double t = x.low() + dice.nextDouble() * (x.high() - x.low());
      DoubleDouble value = PreciseFunctions.sin(DoubleDouble.of(t));
      Interval s = IntervalFunctions.sin(x);
      assertThat(s.holds(value.high())).isTrue();
      assertThat(s.low()).isGreaterThanOrEqualTo(-1);
      assertThat(s.high()).isLessThanOrEqualTo(1);
      assertThat(IntervalFunctions.cos(x).holds(StrictMath.cos(t))).isTrue();
    }
  }

  /** The decimals that all is held against, against mpmath. */
  @Test
  void decimalFunctionsAreThoseOfMpmath() throws IOException {
    Map<String, UnaryOperator<BigDecimal>> functions =
        Map.of(
            "exp",
            HighPrecision::exp,
            "log",
            x -> HighPrecision.log(x.doubleValue()),
            "tanh",
            HighPrecision::tanh,
            "sigmoid",
            HighPrecision::sigmoid,
            "log1pExp",
            HighPrecision::softplus,
            "sin",
            x -> HighPrecision.sin(x, 0),
            "cos",
            x -> HighPrecision.sin(x, 1),
            "erf",
            HighPrecision::erf);
    Set<String> met = new HashSet<>();
    for (String line : reference("/reference/elementary.csv")) {
      String[] cells = line.split(",");
      UnaryOperator<BigDecimal> f = functions.get(cells[0]);
      if (f != null) {
        met.add(cells[0]);
        BigDecimal expected = new BigDecimal(cells[2]);
        BigDecimal found = f.apply(new BigDecimal(Double.parseDouble(cells[1])));
        assertThat(found.subtract(expected).abs())
            .as("%s: %s", line, found)
            .isLessThanOrEqualTo(expected.abs().movePointLeft(29));
      }
    }

    assertThat(met).isEqualTo(functions.keySet());
  }

  private static List<String> reference(String resource) throws IOException {
    try (InputStream in = IntervalTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /** More of them in {@link IntervalIT}. */
  @Test
  void resultsOfOddArgumentsHoldTheExactOnes() {
    IntervalChecks checks = new IntervalChecks(2, 1_500);
    checks.run();
    assertThat(checks.checks()).isGreaterThan(18_000);
  }

  @Test
  void nothingIsEverNaN() {
    Interval all = Interval.ENTIRE;
    Interval up = new Interval(1, Double.POSITIVE_INFINITY);
    Interval down = new Interval(Double.NEGATIVE_INFINITY, -1);
    for (Interval x : new Interval[] {all, up, down, Interval.ZERO, Interval.of(1e308)}) {
      for (Interval y : new Interval[] {all, up, down, Interval.ZERO, Interval.of(-1e308)}) {
        assertThat(x.plus(y).plus(x.minus(y)).plus(x.times(y)).plus(x.over(y))).isNotNull();
        assertThat(x.hull(y).square().plus(x.power(5)).middle()).isNotNaN();
      }

      assertThat(IntervalFunctions.exp(x).plus(IntervalFunctions.tanh(x))).isNotNull();
      assertThat(IntervalFunctions.softplus(x).plus(IntervalFunctions.sigmoid(x))).isNotNull();
      assertThat(IntervalFunctions.erf(x).plus(IntervalFunctions.sin(x))).isNotNull();
    }

    assertThatThrownBy(() -> new Interval(1, 0)).hasMessageContaining("low <= high");
    assertThatThrownBy(() -> new Interval(Double.NaN, 0)).hasMessageContaining("NaN");
  }
}
