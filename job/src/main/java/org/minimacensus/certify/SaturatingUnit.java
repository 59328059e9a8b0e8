package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.minimacensus.model.Activation;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.ScalarActivation;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.SaturatedUnit;

/**
 * A hidden unit that becomes a step ({@link SaturatedUnit}): incoming weights t D + w0, where w0
 * lies in the span of the pinned inputs and D is orthogonal to it, outgoing weights v. At t =
 * infinity is the limit.
 *
 * <p>Near it, output k at row i is by v_k sgn(z_i) T(|z_i|) nearer to 0, z_i the pre-activation and
 * T the activation's tail, so that the loss is L0 + sum_i k_i T(|z_i|) and smaller terms, k_i = -
 * sgn(z_i) sum_k v_k c_ki, over the rows that are not pinned. The step is the limit not of D alone
 * but of all weights with these sides and these pinned inputs. A strict local minimum of L0 where
 * the sum is positive in that whole cone, far out, is a local minimum of the loss at infinity
 * ({@link ConeCorrection} decides). Where it is negative along some direction the loss falls away
 * from infinity. (Derivation in docs/mathematics.md.)
 */
final class SaturatingUnit implements LimitTerm {
  /** Tails of the nearest row at which the loss is compared with its expansion. */
  private static final double[] NEARER = {1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8};

  /** Tails of the nearest row that are tried where the loss falls away from infinity. */
  private static final double[] AWAY = {0.7, 0.5, 0.3, 0.2, 0.1, 0.03, 0.01, 1e-3, 1e-4, 1e-6};

  /** Two vectors are independent by more than this share of their size. */
  private static final double INDEPENDENT = 1e-9;

  /** Larger than all coefficients: no equality makes up for one. */
  private static final double HUGE = 1e60;

  private final Runaway run;
  private final int unit;

  /** Indices of the pinned inputs, and of those that span them all. */
  private final int[] pinned;

  private final double[][] basis;

  /** Rows of B: the pinned inputs in terms of the basis. */
  private final double[][] shares;

  /** Direction of the run's incoming weights, and its pinned pre-activations. */
  private final double[] direction;

  private final double[] zeta;

  private SaturatingUnit(
      Runaway run,
      int unit,
      int[] pinned,
      double[][] basis,
      double[][] shares,
      double[] direction,
      double[] zeta) {
    this.run = run;
    this.unit = unit;
    this.pinned = pinned;
    this.basis = basis;
    this.shares = shares;
    this.direction = direction;
    this.zeta = zeta;
  }

  /**
   * Null when these inputs cannot be pinned while the unit saturates on all others.
   *
   * @param pinned indices of inputs, ascending
   */
  static SaturatingUnit of(Runaway run, int unit, int[] pinned) {
    List<InputPull> inputs = run.inputs().orElseThrow();
    double[] w = run.incoming(unit);
    List<double[]> basis = new ArrayList<>();
    for (int p : pinned) {
      double[] x = run.extended(inputs.get(p).input());
      double[] left = PinnedSpan.outside(basis, x);
      if (ConeRows.largest(left) > INDEPENDENT * ConeRows.largest(x)) {
        basis.add(x);
      }
    }

    if (basis.size() >= w.length) {
      return null;
    }

    double[] direction = PinnedSpan.outside(basis, w);
    int next = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (next < pinned.length && pinned[next] == i) {
        next++;
        continue;
      }

      double[] x = run.extended(inputs.get(i).input());
      double[] left = PinnedSpan.outside(basis, x);
      boolean bounded = !(ConeRows.largest(left) > INDEPENDENT * ConeRows.largest(x));
      double z = ConeRows.product(w, x);
      double far = ConeRows.product(direction, x);
      boolean clear =
          Math.abs(far)
              > INDEPENDENT * ConeRows.largest(direction) * ConeRows.largest(x) * x.length;
      if (bounded || !clear || far > 0 != z > 0) {
        return null;
      }
    }

    double[][] spanning = basis.toArray(double[][]::new);
    double[][] shares = new double[pinned.length][];
    for (int p = 0; p < pinned.length; p++) {
      shares[p] = PinnedSpan.shares(spanning, run.extended(inputs.get(pinned[p]).input()));
    }

    double[] zeta = Arrays.stream(spanning).mapToDouble(x -> ConeRows.product(w, x)).toArray();
    return new SaturatingUnit(run, unit, pinned.clone(), spanning, shares, direction, zeta);
  }

  @Override
  public String kind() {
    return SaturatedUnits.KIND;
  }

  int unit() {
    return unit;
  }

  @Override
  public int[] units() {
    return new int[] {unit};
  }

  /** Whether some inputs are pinned. */
  boolean pinsAny() {
    return pinned.length > 0;
  }

  /** Whether no row with a pinned input pulls at all: a margin is kept there, with room. */
  boolean pinsOnlySlack(List<InputPull> pulls) {
    for (int p : pinned) {
      InputPull row = pulls.get(p);
      if (ConeRows.largest(row.pull()) > 0 || ConeRows.largest(row.error()) > 0) {
        return false;
      }
    }

    return true;
  }

  /** The side, 1 or -1, of each distinct input; 0 where it is pinned. */
  int[] sides() {
    List<InputPull> inputs = run.inputs().orElseThrow();
    int[] sides = new int[inputs.size()];
    for (int i = 0; i < sides.length; i++) {
      boolean free = Arrays.binarySearch(pinned, i) < 0;
      double far = ConeRows.product(direction, run.extended(inputs.get(i).input()));
      sides[i] = free ? (int) Math.signum(far) : 0;
    }

    return sides;
  }

  @Override
  public String words() {
    return "unit "
        + (unit + 1)
        + " saturates"
        + (pinned.length == 0
            ? ""
            : pinned.length == 1 ? " but on one input" : " but on " + pinned.length + " inputs");
  }

  private SaturatedUnit step() {
    return new SaturatedUnit(
        run.architecture().activation(), run.architecture().bias(), pinned.length, basis.length);
  }

  @Override
  public Augmentation limit() {
    return step();
  }

  @Override
  public int free() {
    return step().free(run.architecture().outputs());
  }

  @Override
  public double[] place(double[] theta) {
    int outputs = run.architecture().outputs();
    int inputs = run.architecture().inputs();
    double[] phi = new double[step().dimension(inputs, outputs)];
    for (int k = 0; k < outputs; k++) {
      phi[k] = theta[run.layout().weight(1, k, unit)];
    }

    System.arraycopy(zeta, 0, phi, outputs, zeta.length);
    int at = outputs + zeta.length;
    System.arraycopy(direction, 0, phi, at, direction.length);
    at += direction.length;
    for (int p = 0; p < pinned.length; p++) {
      double[] input = run.inputs().orElseThrow().get(pinned[p]).input();
      System.arraycopy(input, 0, phi, at, inputs);
      System.arraycopy(shares[p], 0, phi, at + inputs, zeta.length);
      at += inputs + zeta.length;
    }

    return phi;
  }

  /** The part of the incoming weights that stays bounded. */
  private double[] bounded(double[] phi) {
    int outputs = run.architecture().outputs();
    return PinnedSpan.withProducts(
        basis, Arrays.copyOfRange(phi, outputs, outputs + zeta.length), direction.length);
  }

  private double[] direction(double[] phi) {
    int from = run.architecture().outputs() + zeta.length;
    return Arrays.copyOfRange(phi, from, from + direction.length);
  }

  private double[] incoming(Near near) {
    double[] w = bounded(near.phi());
    double[] d = direction(near.phi());
    for (int j = 0; j < w.length; j++) {
      w[j] = Math.fma(near.distance(), d[j], w[j]);
    }

    return w;
  }

  @Override
  public void write(Near near, double[] theta) {
    ParameterLayout layout = run.layout();
    for (int k = 0; k < run.architecture().outputs(); k++) {
      theta[layout.weight(1, k, unit)] = near.phi()[k];
    }

    double[] w = incoming(near);
    for (int j = 0; j < w.length; j++) {
      theta[Runaway.incoming(run.architecture(), unit, j)] = w[j];
    }
  }

  @Override
  public Near run(double[] phi) {
    return new Near(phi, 1);
  }

  @Override
  public List<Near> nearer(LimitPoint at, double[] phi) {
    return along(phi, direction(phi), NEARER);
  }

  /** Networks along a direction whose nearest row is by these tails away from its limit. */
  private List<Near> along(double[] phi, double[] d, double[] tails) {
    double[] turned = phi.clone();
    int from = run.architecture().outputs() + zeta.length;
    System.arraycopy(d, 0, turned, from, d.length);
    double nearest = Double.POSITIVE_INFINITY;
    int[] sides = sides();
    for (int i = 0; i < sides.length; i++) {
      double[] x = run.extended(run.inputs().orElseThrow().get(i).input());
      nearest = sides[i] == 0 ? nearest : Math.min(nearest, Math.abs(ConeRows.product(d, x)));
    }

    Activation activation = run.architecture().activation();
    List<Near> all = new ArrayList<>();
    for (double tail : tails) {
      all.add(new Near(turned, ScalarActivation.tailArgument(activation, tail) / nearest));
    }

    return all;
  }

  /** The rows that are not pinned: their directions and their coefficients. */
  private record Rows(double[][] d, double[] k, double[] error, double[] shift) {}

  @Override
  public Correction correction(LimitPoint at, double[] phi) {
    List<InputPull> pulls = at.pulls();
    if (pulls.isEmpty()) {
      return Correction.open("too many rows to look at its first correction");
    }

    Rows rows = rows(pulls, phi, at.error(this));
    ConeCorrection.Outcome outcome = decided(rows, false);
    if (at.flat() && outcome.answer() == ConeCorrection.Answer.CERTIFIED) {
      outcome = decided(rows, true);
      outcome =
          outcome.answer() == ConeCorrection.Answer.CERTIFIED
              ? outcome
              : ConeCorrection.Outcome.open("not on the whole flat set");
    }

    double least = Arrays.stream(rows.k).min().orElse(0);
    double largest = Arrays.stream(rows.k).max().orElse(0);
    String words =
        String.format(
            Locale.ROOT,
            "first correction of unit %d: coefficients of its tail on %d inputs from %.3g to %.3g"
                + " (errors up to %.2g), %s",
            unit + 1,
            rows.k.length,
            least,
            largest,
            Arrays.stream(rows.error).max().orElse(0),
            outcome.words());
    return switch (outcome.answer()) {
      case CERTIFIED -> Correction.certified("positive " + words, near -> expected(near, rows.k));
      case FALLS -> Correction.falls(words, along(phi, outcome.direction(), AWAY));
      case OPEN -> Correction.open(words + ": its sign is open");
    };
  }

  private Rows rows(List<InputPull> pulls, double[] phi, double[] error) {
    int[] sides = sides();
    double[] w0 = bounded(phi);
    int outputs = run.architecture().outputs();
    List<double[]> d = new ArrayList<>();
    double[] k = new double[sides.length];
    double[] e = new double[sides.length];
    double[] shift = new double[sides.length];
    int n = 0;
    for (int i = 0; i < sides.length; i++) {
      if (sides[i] == 0) {
        continue;
      }

      InputPull row = pulls.get(i);
      double[] x = run.extended(row.input());
      shift[n] = sides[i] * ConeRows.product(w0, x);
      for (int j = 0; j < x.length; j++) {
        x[j] *= sides[i];
      }

      d.add(x);
      for (int o = 0; o < outputs; o++) {
        k[n] -= sides[i] * phi[o] * row.pull()[o];
        e[n] +=
            Math.abs(phi[o]) * row.error()[o]
                + error[o] * (Math.abs(row.pull()[o]) + row.error()[o])
                + Math.ulp(k[n]);
      }

      n++;
    }

    return new Rows(
        d.toArray(double[][]::new),
        Arrays.copyOf(k, n),
        Arrays.copyOf(e, n),
        Arrays.copyOf(shift, n));
  }

  /**
   * A bounded part a of a pre-activation multiplies an exponential tail by e^-ra. Of a faster one
   * it changes the order of rows that would otherwise be alike, and on a flat set a is not one
   * number: negative rows must then be outweighed by nearer ones alone.
   */
  private ConeCorrection.Outcome decided(Rows rows, boolean flat) {
    double rate = run.architecture().activation().tailRate();
    double[] k = rows.k.clone();
    double[] error = rows.error.clone();
    for (int i = 0; i < k.length && basis.length > 0; i++) {
      if (Double.isFinite(rate) && !flat) {
        double factor = StrictMath.exp(-rate * rows.shift[i]);
        k[i] *= factor;
        error[i] = factor * error[i] + 1e-9 * Math.abs(k[i]);
      } else if (k[i] < error[i]) {
        k[i] = -HUGE;
        error[i] = 0;
      }
    }

    return ConeCorrection.of(rows.d, k, error, basis);
  }

  private double expected(Near near, double[] k) {
    int[] sides = sides();
    double[] w = incoming(near);
    Activation activation = run.architecture().activation();
    double sum = 0;
    int n = 0;
    for (int i = 0; i < sides.length; i++) {
      if (sides[i] != 0) {
        double[] x = run.extended(run.inputs().orElseThrow().get(i).input());
        sum += k[n++] * activation.tail(Math.abs(ConeRows.product(w, x)));
      }
    }

    return sum;
  }
}
