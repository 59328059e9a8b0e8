package org.minimacensus.numeric.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.minimacensus.numeric.RandomStream;

/**
 * Draws intervals where rounding, overflow, underflow and the branches of the library's functions
 * are, draws a number in each, and looks whether the result's enclosure holds the exact one.
 */
final class IntervalChecks {
  private static final double[] ODD = {
    0,
    -0.0,
    Double.MIN_VALUE,
    3 * Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    0x1p-537,
    0x1p-511,
    1e-300,
    0x1p511,
    0x1p512,
    1e300,
    Double.MAX_VALUE,
    0x1p53,
    1,
    0.1,
    3,
    1.0 / 3
  };

  /**
   * Where fdlibm's functions and ours change their formulas, over- or underflow (Sun Microsystems
   * 1993, e_exp.c, e_log.c, s_log1p.c, s_tanh.c, s_sin.c, k_sin.c, k_cos.c, e_rem_pio2.c): powers
   * of two are drawn apart.
   */
  private static final double[] BRANCHES = {
    0.34657359027997264,
    1.0397207708399179,
    709.782712893384,
    709.0895657128241,
    745.1332191019411,
    744.4400719213812,
    708.3964185322641,
    0.41421356237309503,
    0.29289321881345254,
    0.7071067811865476,
    1.4142135623730951,
    22,
    19.061547465398498,
    36.7368005696771,
    37.42994775023705,
    0.7853981633974483,
    2.356194490192345,
    0.3,
    0.78125,
    1,
    2,
    5,
    6,
    823549.6645826427
  };

  /** The double that is nearest to a multiple of pi / 2 (Muller 2016, Elementary Functions). */
  private static final double NEAREST_TO_A_ZERO = Math.scalb(6381956970095103.0, 797);

  /** Of the wave functions of large numbers there are fewer: they are slow in decimals. */
  private static final int LARGE = 64;

  private final RandomStream dice;
  private final int rounds;
  private long checks;

  /**
   * @param rounds of every function and operation
   */
  IntervalChecks(long seed, int rounds) {
    this.dice = RandomStream.of(seed, "intervals", rounds);
    this.rounds = rounds;
  }

  /** How many enclosures were compared with an exact number so far. */
  long checks() {
    return checks;
  }

  private double signed(double x) {
    return dice.nextInt(2) == 0 ? x : -x;
  }

  /** Up to 8 doubles away. */
  private double near(double x) {
    double moved = x;
    int steps = dice.nextInt(9);
    boolean up = dice.nextInt(2) == 0;
    for (int i = 0; i < steps; i++) {
      moved = up ? Math.nextUp(moved) : Math.nextDown(moved);
    }

    return Double.isFinite(moved) ? moved : x;
  }

  /** Any finite double, its bits drawn. */
  private double any() {
    double x = Double.longBitsToDouble(dice.nextLong());
    return Double.isFinite(x) ? x : 1.5;
  }

  private double number() {
    return switch (dice.nextInt(6)) {
      case 0 -> signed(near(ODD[dice.nextInt(ODD.length)]));
      case 1 -> any();
      case 2 -> signed(near(Math.scalb(1.0, dice.nextInt(2098) - 1074)));
      default -> Math.scalb(2 * dice.nextDouble() - 1, dice.nextInt(80) - 40);
    };
  }

  /** An argument of a function that is of interest up to {@code span}. */
  private double argument(double span) {
    return switch (dice.nextInt(8)) {
      case 0 -> signed(near(BRANCHES[dice.nextInt(BRANCHES.length)]));
      case 1 -> signed(near(ODD[dice.nextInt(ODD.length)]));
      case 2 -> signed(near(Math.scalb(1.0, dice.nextInt(1074 + 10) - 1074)));
      case 3 -> signed(Math.scalb(1 + dice.nextDouble(), -dice.nextInt(60)));
      // Where e^x passes a power of two, and where its reduction takes another multiple of log 2.
      case 4 -> signed(near((dice.nextInt(2200) - 1100) * 0.5 * 0.6931471805599453));
      case 5 -> signed(near(dice.nextInt(200) * (0.25 * Math.PI)));
      default -> span * (2 * dice.nextDouble() - 1);
    };
  }

  /** An angle: also large, and next to multiples of pi / 4. */
  private double angle() {
    if (dice.nextInt(LARGE) == 0) {
      return dice.nextInt(4) == 0 ? signed(near(NEAREST_TO_A_ZERO)) : any();
    }

    return dice.nextInt(3) == 0
        ? signed(
            near(Math.rint(Math.scalb(dice.nextDouble(), dice.nextInt(20))) * (0.25 * Math.PI)))
        : argument(40);
  }

  /** An interval with a number in it: a point, one double wide, wider or without an end. */
  private record Drawn(Interval interval, double in) {}

  private Drawn around(double t) {
    double next = dice.nextInt(2) == 0 ? Math.nextUp(t) : Math.nextDown(t);
    double other = Double.isFinite(next) ? next : t;
    return switch (dice.nextInt(6)) {
      case 0, 1 -> new Drawn(new Interval(t, t), t);
      case 2 -> new Drawn(new Interval(Math.min(t, other), Math.max(t, other)), t);
      case 3 -> {
        double wide = signed(Math.scalb(dice.nextDouble(), dice.nextInt(40) - 36));
        double end = Double.isFinite(t + wide) ? t + wide : t;
        yield new Drawn(new Interval(Math.min(t, end), Math.max(t, end)), t);
      }
      case 4 -> {
        double low = t - Math.abs(t) * dice.nextDouble();
        double high = t + Math.abs(t) * dice.nextDouble();
        yield new Drawn(new Interval(Math.min(low, t), Math.max(high, t)), t);
      }
      default ->
          new Drawn(
              dice.nextInt(2) == 0
                  ? new Interval(t, Double.POSITIVE_INFINITY)
                  : new Interval(Double.NEGATIVE_INFINITY, t),
              t);
    };
  }

  private void holds(Interval z, BigDecimal exact, BigDecimal slack, Object what) {
    checks++;
    boolean below =
        z.low() == Double.NEGATIVE_INFINITY
            || new BigDecimal(z.low()).subtract(slack).compareTo(exact) <= 0;
    boolean above =
        z.high() == Double.POSITIVE_INFINITY
            || new BigDecimal(z.high()).add(slack).compareTo(exact) >= 0;
    if (!below || !above) {
      assertThat(z).as("%s: encloses %s", what, exact).isNull();
    }
  }

  /** Points have narrow results, unless those are beyond the doubles. */
  private static void narrow(Interval z, double ulps, Object what) {
    double size = Math.max(z.magnitude(), 0x1p-1000);
    if (size < 0x1p1000 && !(z.high() - z.low() <= ulps * Math.ulp(size))) {
      assertThat(z).as("%s: no wider than %s ulps", what, ulps).isNull();
    }
  }

  private static boolean point(Interval x) {
    return x.low() == x.high();
  }

  void operation(String name, BinaryOperator<Interval> op, BinaryOperator<BigDecimal> exact) {
    for (int i = 0; i < rounds; i++) {
      Drawn x = around(number());
      Drawn y = around(number());
      Interval z = op.apply(x.interval, y.interval);
      String what = name + " " + x + " " + y;
      holds(z, exact.apply(new BigDecimal(x.in), new BigDecimal(y.in)), BigDecimal.ZERO, what);
      if (point(x.interval) && point(y.interval)) {
        narrow(z, 2, what);
      }
    }
  }

  void quotients() {
    for (int i = 0; i < rounds; i++) {
      Drawn x = around(number());
      Drawn y = around(number());
      Interval q = x.interval.over(y.interval);
      String what = "over " + x + " " + y;
      if (y.interval.holds(0)) {
        assertThat(q).as(what).isEqualTo(Interval.ENTIRE);
        continue;
      }

      // Ends times the divisor against the dividend: exact.
      BigDecimal divisor = new BigDecimal(Math.abs(y.in));
      BigDecimal dividend = new BigDecimal(Math.signum(y.in) * x.in);
      checks++;
      boolean below =
          q.low() == Double.NEGATIVE_INFINITY
              || new BigDecimal(q.low()).multiply(divisor).compareTo(dividend) <= 0;
      boolean above =
          q.high() == Double.POSITIVE_INFINITY
              || new BigDecimal(q.high()).multiply(divisor).compareTo(dividend) >= 0;
      if (!below || !above) {
        assertThat(q).as(what).isNull();
      }
    }
  }

  void roots() {
    for (int i = 0; i < rounds; i++) {
      Drawn x = around(number());
      Interval root = x.interval.sqrt();
      if (x.in < 0) {
        continue;
      }

      checks++;
      BigDecimal low = new BigDecimal(root.low());
      boolean below = low.multiply(low).compareTo(new BigDecimal(x.in)) <= 0;
      boolean above =
          root.high() == Double.POSITIVE_INFINITY
              || new BigDecimal(root.high()).pow(2).compareTo(new BigDecimal(x.in)) >= 0;
      if (root.low() < 0 || !below || !above) {
        assertThat(root).as("root of %s", x).isNull();
      }
    }
  }

  void powers() {
    for (int i = 0; i < rounds; i++) {
      Drawn x = around(number());
      BigDecimal at = new BigDecimal(x.in);
      holds(x.interval.square(), at.multiply(at), BigDecimal.ZERO, x);
      int exponent = 3 + dice.nextInt(3);
      if (Math.abs(x.in) > 1e-80) {
        holds(x.interval.power(exponent), at.pow(exponent), BigDecimal.ZERO, x);
      }
    }
  }

  private void function(
      String name,
      double t,
      UnaryOperator<Interval> f,
      UnaryOperator<BigDecimal> exact,
      double ulps) {
    Drawn x = around(t);
    BigDecimal value = exact.apply(new BigDecimal(t));
    BigDecimal slack = value.abs().multiply(HighPrecision.RELATIVE);
    Interval z = f.apply(x.interval);
    holds(z, value, slack, name + " " + x);
    if (point(x.interval)) {
      narrow(z, ulps, name + " " + x);
    }
  }

  void functions() {
    for (int i = 0; i < rounds; i++) {
      double t = argument(750);
      double bounded = Math.max(-1e4, Math.min(1e4, t));
      function("exp", bounded, IntervalFunctions::exp, HighPrecision::exp, 4);
      function("sigmoid", bounded, IntervalFunctions::sigmoid, HighPrecision::sigmoid, 24);
      function("softplus", bounded, IntervalFunctions::softplus, HighPrecision::softplus, 24);
      function(
          "tanh",
          Math.max(-1e3, Math.min(1e3, argument(25))),
          IntervalFunctions::tanh,
          HighPrecision::tanh,
          12);
      double positive = Math.max(Double.MIN_VALUE, Math.abs(dice.nextInt(3) == 0 ? t : number()));
      function("log", positive, IntervalFunctions::log, x -> HighPrecision.log(x.doubleValue()), 4);
    }
  }

  void waves() {
    for (int i = 0; i < rounds; i++) {
      double t = angle();
      function("sin", t, IntervalFunctions::sin, x -> HighPrecision.sin(x, 0), 4);
      function("cos", t, IntervalFunctions::cos, x -> HighPrecision.sin(x, 1), 4);
    }
  }

  /** A quarter of the rounds, as they are slow in decimals. */
  void errorFunctions() {
    for (int i = 0; i < rounds / 4; i++) {
      double t = dice.nextInt(8) == 0 ? 7 * (2 * dice.nextDouble() - 1) : argument(3);
      function("erf", t, IntervalFunctions::erf, HighPrecision::erf, 1200);
    }
  }

  /** All of them. */
  void run() {
    List.<Runnable>of(
            () -> operation("plus", Interval::plus, BigDecimal::add),
            () -> operation("minus", Interval::minus, BigDecimal::subtract),
            () -> operation("times", Interval::times, BigDecimal::multiply),
            this::quotients,
            this::roots,
            this::powers,
            this::functions,
            this::waves,
            this::errorFunctions)
        .forEach(Runnable::run);
  }
}
