package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.PivotWeights;
import org.minimacensus.objective.SharpenedUnit;

/**
 * A hidden unit that becomes a relu unit ({@link SharpenedUnit}): incoming weights a / t + w0 and
 * outgoing weights t beta, where a is orthogonal to the pinned inputs and w0 gives them bounded
 * pre-activations zeta. At t = 0 is the limit; its first correction is {@link SharpCorrection}.
 */
final class SharpeningUnit implements LimitTerm {
  /** Pre-activations of the nearest row beside the pinned ones at which the loss is compared. */
  private static final double[] NEARER = {15, 30, 60, 125, 250, 500, 1e3, 2e3, 4e3, 1e4, 1e5};

  /** The same where no row is pinned and the correction is exponentially small. */
  private static final double[] NEARER_WITHOUT_PINS = {3, 4, 5, 6, 8, 10, 12, 15, 18, 22};

  /** The same, that are tried where the loss falls away from infinity. */
  private static final double[] AWAY = {1, 1.5, 2, 3, 5, 8, 12, 20, 50, 100, 300, 1e3, 1e4};

  /** An input this near to the bend, as a share of the unit's range, may hold a search. */
  private static final double HOLDS = 1e-3;

  /** Share of the unit's range by which an input is let go. */
  private static final double LOOSE = 1e-2;

  private final Runaway run;
  private final int unit;
  private final int[] pinned;
  private final PivotWeights betas;

  /** Basis of the vectors orthogonal to the pinned inputs, and what moves these one by one. */
  private final List<double[]> along;

  private final List<double[]> moves;

  private SharpeningUnit(
      Runaway run, int unit, int[] pinned, List<double[]> along, List<double[]> moves) {
    this.run = run;
    this.unit = unit;
    this.pinned = pinned;
    this.along = along;
    this.moves = moves;
    int largest = 0;
    for (int k = 1; k < run.architecture().outputs(); k++) {
      largest = Math.abs(out(k)) > Math.abs(out(largest)) ? k : largest;
    }

    this.betas = new PivotWeights(largest, out(largest) > 0 ? 1 : -1);
  }

  /**
   * Null when these inputs cannot be pinned together.
   *
   * @param pinned indices of inputs, ascending
   */
  static SharpeningUnit of(Runaway run, int unit, int[] pinned) {
    List<double[]> rows = new ArrayList<>();
    for (int p : pinned) {
      rows.add(run.extended(run.inputs().orElseThrow().get(p).input()));
    }

    SharpeningUnit term;
    if (rows.isEmpty()) {
      term = new SharpeningUnit(run, unit, pinned, identity(run.incoming()), List.of());
    } else {
      PinnedRows split = PinnedRows.of(rows);
      if (!split.independent() || split.along().isEmpty()) {
        return null;
      }

      term = new SharpeningUnit(run, unit, pinned.clone(), split.along(), split.moves());
    }

    return term;
  }

  private static List<double[]> identity(int n) {
    List<double[]> basis = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      basis.add(unit);
    }

    return basis;
  }

  private double out(int output) {
    return run.theta()[run.layout().weight(1, output, unit)];
  }

  /** Whether an input is pinned. */
  boolean pins(int input) {
    return Arrays.binarySearch(pinned, input) >= 0;
  }

  Runaway runaway() {
    return run;
  }

  int[] pinned() {
    return pinned.clone();
  }

  List<double[]> moves() {
    return moves;
  }

  /** Products of incoming weights with all distinct inputs. */
  double[] preActivations(double[] w) {
    return run.inputs().orElseThrow().stream()
        .mapToDouble(i -> PinnedRows.dot(w, run.extended(i.input())))
        .toArray();
  }

  @Override
  public String kind() {
    return SharpenedUnits.KIND;
  }

  @Override
  public int[] units() {
    return new int[] {unit};
  }

  @Override
  public String words() {
    return "unit "
        + (unit + 1)
        + " sharpens"
        + (pinned.length == 0
            ? ""
            : pinned.length == 1 ? " around one input" : " around " + pinned.length + " inputs");
  }

  private SharpenedUnit sharp() {
    return new SharpenedUnit(
        run.architecture().bias(), betas.pivot(), (int) betas.fixed(), pinned.length);
  }

  @Override
  public Augmentation limit() {
    return sharp();
  }

  @Override
  public int free() {
    return sharp().free(run.architecture().inputs(), run.architecture().outputs());
  }

  private int outputs() {
    return run.architecture().outputs();
  }

  /** Where zeta begin in phi. */
  private int zetas() {
    return free() + along.size() * run.incoming();
  }

  /** beta_k at phi; the pivot's is 1 or -1. */
  double beta(double[] phi, int output) {
    return betas.at(phi, 0, output);
  }

  /** An entry of what belongs to beta_k in an array like phi; 0 for the pivot, which is exact. */
  double ofBeta(double[] like, int output) {
    return betas.of(like, 0, output);
  }

  /** a at phi. */
  double[] direction(double[] phi) {
    return combined(phi, false);
  }

  /** Bounds on the errors of a from those of phi. */
  double[] directionError(double[] errors) {
    return combined(errors, true);
  }

  private double[] combined(double[] phi, boolean absolute) {
    double[] a = new double[run.incoming()];
    for (int j = 0; j < along.size(); j++) {
      double u = phi[outputs() - 1 + j];
      for (int i = 0; i < a.length; i++) {
        a[i] += u * (absolute ? Math.abs(along.get(j)[i]) : along.get(j)[i]);
      }
    }

    return a;
  }

  @Override
  public double[] place(double[] theta) {
    double[] phi = new double[sharp().dimension(run.architecture().inputs(), outputs())];
    double t = Math.abs(theta[run.layout().weight(1, betas.pivot(), unit)]);
    for (int k = 0; k < outputs(); k++) {
      if (k != betas.pivot()) {
        phi[betas.index(k)] = theta[run.layout().weight(1, k, unit)] / t;
      }
    }

    double[] w = new double[run.incoming()];
    for (int i = 0; i < w.length; i++) {
      w[i] = theta[Runaway.incoming(run.architecture(), unit, i)];
    }

    int at = free();
    for (int j = 0; j < along.size(); j++) {
      phi[outputs() - 1 + j] = t * PinnedRows.dot(along.get(j), w);
      System.arraycopy(along.get(j), 0, phi, at, w.length);
      at += w.length;
    }

    double[] z = preActivations(w);
    for (int l = 0; l < pinned.length; l++) {
      phi[at + l] = z[pinned[l]];
    }

    return phi;
  }

  @Override
  public Near run(double[] phi) {
    return new Near(phi, Math.abs(out(betas.pivot())));
  }

  @Override
  public List<Near> nearer(LimitPoint at, double[] phi) {
    SharpCorrection first = SharpCorrection.of(this, at, phi);
    return at(
        first.settled() ? first.zeta() : null,
        phi,
        pinned.length == 0 ? NEARER_WITHOUT_PINS : NEARER);
  }

  /**
   * Networks whose nearest row that is not pinned has these pre-activations.
   *
   * @param zeta pre-activations of the pinned rows; null for those of the run
   */
  private List<Near> at(double[] zeta, double[] phi, double[] nearest) {
    double[] turned = phi.clone();
    if (zeta != null) {
      System.arraycopy(zeta, 0, turned, zetas(), zeta.length);
    }

    double[] z = preActivations(direction(phi));
    double gap = Double.POSITIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      gap = pins(i) ? gap : Math.min(gap, Math.abs(z[i]));
    }

    List<Near> all = new ArrayList<>();
    for (double far : nearest) {
      all.add(new Near(turned, gap / far));
    }

    return all;
  }

  /**
   * A search that stalls is held by an input that should be pinned; where the loss falls to one
   * side of a pinned input it is let go to that side.
   */
  @Override
  public Adjusted adjusted(LimitPoint at, double[] phi, boolean minimum) {
    Adjusted same = new Adjusted(this, new Near(phi, Math.abs(out(betas.pivot()))), false);
    if (at.pulls().isEmpty()) {
      return same;
    }

    double[] z = preActivations(direction(phi));
    double range = Arrays.stream(z).map(Math::abs).max().orElse(0);
    if (!minimum) {
      Integer nearest =
          IntStream.range(0, z.length)
              .filter(i -> !pins(i) && Math.abs(z[i]) <= HOLDS * range)
              .boxed()
              .min(Comparator.comparingDouble(i -> Math.abs(z[i])))
              .orElse(null);
      return nearest == null ? same : with(nearest, phi, same);
    }

    SharpCorrection first = SharpCorrection.of(this, at, phi);
    return first.leaves() < 0
        ? same
        : without(first.leaves(), first.side() * LOOSE * range, phi, same);
  }

  private Adjusted with(int input, double[] phi, Adjusted same) {
    int[] more = Arrays.copyOf(pinned, pinned.length + 1);
    more[pinned.length] = input;
    Arrays.sort(more);
    SharpeningUnit other = of(run, unit, more);
    return other == null ? same : other.from(direction(phi), same);
  }

  /** Without a pinned input, on which a.x~ is moved away from 0. */
  private Adjusted without(int index, double by, double[] phi, Adjusted same) {
    int[] fewer =
        IntStream.range(0, pinned.length).filter(l -> l != index).map(l -> pinned[l]).toArray();
    SharpeningUnit other = of(run, unit, fewer);
    double[] a = direction(phi);
    for (int i = 0; i < a.length; i++) {
      a[i] += by * moves.get(index)[i];
    }

    return other == null ? same : other.from(a, same);
  }

  /** This term at a direction a, with the beta of another one. */
  private Adjusted from(double[] a, Adjusted other) {
    double[] phi = new double[sharp().dimension(run.architecture().inputs(), outputs())];
    System.arraycopy(other.near().phi(), 0, phi, 0, outputs() - 1);
    for (int j = 0; j < along.size(); j++) {
      phi[outputs() - 1 + j] = PinnedRows.dot(along.get(j), a);
    }

    return new Adjusted(this, new Near(phi, other.near().distance()), true);
  }

  @Override
  public void write(Near near, double[] theta) {
    double[] w = direction(near.phi());
    for (int i = 0; i < w.length; i++) {
      w[i] /= near.distance();
      for (int l = 0; l < pinned.length; l++) {
        w[i] += near.phi()[zetas() + l] * moves.get(l)[i];
      }

      theta[Runaway.incoming(run.architecture(), unit, i)] = w[i];
    }

    for (int k = 0; k < outputs(); k++) {
      theta[run.layout().weight(1, k, unit)] = near.distance() * beta(near.phi(), k);
    }
  }

  @Override
  public Correction correction(LimitPoint at, double[] phi) {
    if (at.pulls().isEmpty()) {
      return Correction.open("too many rows to look at its first correction");
    }

    SharpCorrection first = SharpCorrection.of(this, at, phi);
    String words = "first correction of unit " + (unit + 1) + ": " + first.words();
    return switch (first.answer()) {
      case CERTIFIED -> Correction.certified(words, near -> first.expected(near.distance()));
      case FALLS -> Correction.falls(words, at(first.zeta(), phi, AWAY));
      case OPEN -> Correction.open(words);
    };
  }
}
