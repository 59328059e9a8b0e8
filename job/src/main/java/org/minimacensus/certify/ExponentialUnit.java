package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.model.ExponentialTail;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.Augmentations;

/**
 * A hidden unit whose bias b runs into an exponential tail of its activation while its outgoing
 * weight v grows.
 *
 * <p>With s(z) = s0 + m (e^(rz) - k e^(2rz) + ...) as z falls, v s(w.x + b) is a constant, which
 * the output bias takes over, and A (exp(W.x) - t k exp(2 W.x) + ...) with A = m v e^(rb), W = r w
 * and t = e^(rb). At t = 0, that is b = -infinity, is the limit: an exponential neuron. Near it the
 * loss is L0 + t h, h = -k A sum_i c_i exp(2 W.x_i), and t is positive: a strict minimum of L0 with
 * h > 0 is a minimum at infinity. (Derivation in docs/mathematics.md.)
 *
 * <p>On the other side of tanh and sigmoid the unit is first turned over; there softplus is z + the
 * same tail, and another unit that is straight takes the linear part over.
 */
final class ExponentialUnit implements LimitTerm {
  /** Of t exp(W.x) on the training set, where the loss is compared with its expansion. */
  private static final double[] NEARER = {0.1, 0.05, 0.02, 0.01, 0.003, 1e-3, 1e-4, 1e-5};

  /** The same, where the loss falls away from infinity. */
  private static final double[] AWAY = {10, 5, 3, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 1e-3};

  /** Where the next term of the expansion is large too: from a strict minimum of the chart only. */
  private static final double[] CLOSER = {1e-4, 1e-5, 1e-6, 1e-7};

  /** Sums below this share of their terms are rounding. */
  private static final double ROUNDING = 1e-9;

  private final Runaway run;
  private final ExponentialTail tail;
  private final int unit;

  /** 1 where the run's unit is in its tail, -1 where it must be turned over first. */
  private final int side;

  /** The unit that takes a linear function over; -1 where there is none. */
  private final int straight;

  ExponentialUnit(Runaway run, ExponentialTail tail, int unit, int side, int straight) {
    this.run = run;
    this.tail = tail;
    this.unit = unit;
    this.side = side;
    this.straight = straight;
  }

  private int inputs() {
    return run.architecture().inputs();
  }

  @Override
  public String kind() {
    return ExponentialUnits.KIND;
  }

  @Override
  public int[] units() {
    return new int[] {unit};
  }

  @Override
  public String words() {
    return "unit " + (unit + 1) + " becomes an exponential";
  }

  @Override
  public Augmentation limit() {
    return Augmentations.named("output-neuron-limit", 1);
  }

  @Override
  public int free() {
    return 1 + inputs();
  }

  private double bias() {
    return side * run.incoming(unit)[inputs()];
  }

  private double distance() {
    return StrictMath.exp(tail.rate() * bias());
  }

  /** A. */
  @Override
  public int[] linear() {
    return new int[] {0};
  }

  @Override
  public double[] place(double[] theta) {
    ParameterLayout layout = run.layout();
    double v = turned(theta);
    double[] phi = new double[1 + inputs()];
    phi[0] = v * tail.size() * distance();
    for (int j = 0; j < inputs(); j++) {
      phi[1 + j] = tail.rate() * side * run.incoming(unit)[j];
    }

    if (layout.hasBias(1)) {
      theta[layout.biasOffset(1)] += v * tail.constant();
    }

    return phi;
  }

  /** The outgoing weight of the unit that has been turned over; the rest goes to where it may. */
  private double turned(double[] theta) {
    ParameterLayout layout = run.layout();
    double v = theta[layout.weight(1, 0, unit)];
    if (side > 0) {
      return v;
    }

    double[] w = run.incoming(unit);
    if (ExponentialUnits.linear(run)) {
      double through = theta[layout.weight(1, 0, straight)];
      for (int j = 0; j < inputs(); j++) {
        theta[layout.weight(0, straight, j)] += v * w[j] / through;
      }

      if (layout.hasBias(1)) {
        theta[layout.biasOffset(1)] += v * w[inputs()];
      } else {
        theta[layout.bias(0, straight)] += v * w[inputs()] / through;
      }

      return v;
    }

    // tanh is odd; sigmoid(z) = 1 - sigmoid(-z).
    if (tail.constant() == 0 && layout.hasBias(1)) {
      theta[layout.biasOffset(1)] += v;
    }

    return -v;
  }

  @Override
  public Near run(double[] phi) {
    return new Near(phi, distance());
  }

  @Override
  public List<Near> nearer(LimitPoint at, double[] phi) {
    return sized(phi, NEARER);
  }

  private List<Near> away(double[] phi, boolean flat) {
    List<Near> all = new ArrayList<>(sized(phi, AWAY));
    if (!flat) {
      all.addAll(sized(phi, CLOSER));
    }

    return all;
  }

  private List<Near> sized(double[] phi, double[] sizes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (InputPull i : run.inputs().orElseThrow()) {
      largest = Math.max(largest, exponent(phi, i));
    }

    List<Near> all = new ArrayList<>();
    for (double size : sizes) {
      all.add(new Near(phi, size * StrictMath.exp(-largest)));
    }

    return all;
  }

  private static double exponent(double[] phi, InputPull at) {
    double sum = 0;
    for (int j = 0; j < at.input().length; j++) {
      sum = Math.fma(phi[1 + j], at.input()[j], sum);
    }

    return sum;
  }

  @Override
  public void write(Near near, double[] theta) {
    ParameterLayout layout = run.layout();
    double v = near.phi()[0] / (tail.size() * near.distance());
    theta[layout.weight(1, 0, unit)] = v;
    theta[layout.bias(0, unit)] = StrictMath.log(near.distance()) / tail.rate();
    for (int j = 0; j < inputs(); j++) {
      theta[layout.weight(0, unit, j)] = near.phi()[1 + j] / tail.rate();
    }

    if (layout.hasBias(1)) {
      theta[layout.biasOffset(1)] -= v * tail.constant();
    }
  }

  /** The bias and the outgoing weight grow. */
  @Override
  public IntStream runaway(ParameterLayout layout) {
    return IntStream.concat(
        IntStream.of(layout.bias(0, unit)), Arrays.stream(layout.outgoing(0, unit)));
  }

  @Override
  public Correction correction(LimitPoint at, double[] phi) {
    if (at.pulls().isEmpty()) {
      return Correction.open("too many rows to look at its first correction");
    }

    double[] error = at.error(this);
    if (!(Math.abs(phi[0]) > error[0])) {
      return Correction.open("the exponential may add nothing");
    }

    double h = 0;
    double hError = 0;
    double terms = 0;
    for (InputPull i : at.pulls()) {
      double factor = tail.second() * phi[0] * StrictMath.exp(2 * exponent(phi, i));
      double c = i.pull()[0];
      double moved = Math.abs(error[0] / phi[0]);
      for (int j = 0; j < inputs(); j++) {
        moved += 2 * Math.abs(i.input()[j]) * error[1 + j];
      }

      h -= factor * c;
      terms += Math.abs(factor * c);
      hError += Math.abs(factor) * (i.error()[0] + 2 * moved * (Math.abs(c) + i.error()[0]));
    }

    hError += ROUNDING * terms;
    String words =
        String.format(
            Locale.ROOT,
            "first correction of unit %d: h = %.6g +- %.2g, its bias is %.3g",
            unit + 1,
            h,
            hError,
            bias());
    if (h > hError) {
      double slope = h;
      return Correction.certified(words, near -> near.distance() * slope);
    }

    return h < -hError
        ? Correction.falls(words, away(phi, at.flat()))
        : Correction.open(words + ": its sign is open");
  }
}
