package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.ScalarActivation;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.RowListing;

/**
 * A unit that saturates on every row and so becomes a function that the rest has anyway: a constant
 * beside output biases, or the same step as another unit's. Its outgoing weights v do nothing in
 * the limit, where they form a flat set, and the first correction changes its sign with them: the
 * limit is no minimum at infinity, the loss falls from the side where the correction is negative.
 */
final class SpareUnit implements LimitTerm {
  /** Tails of the nearest row that are tried. */
  private static final double[] AWAY = {0.7, 0.5, 0.3, 0.2, 0.1, 0.03, 0.01, 1e-3, 1e-5};

  /** Outgoing weights that are tried, as shares of the largest of the network (at least 1). */
  private static final double[] SIZES = {2, 1, 0.3, 0.1, 0.01};

  private final Runaway run;
  private final int unit;
  private final double[] direction;
  private final int[] sides;

  /** A unit with the same step; -1 where the step is a constant. */
  private final int twin;

  /** 1 where the twin's sides are the unit's, -1 where they are opposite. */
  private final int sign;

  private SpareUnit(Runaway run, SaturatingUnit step, int twin, int sign) {
    this.run = run;
    this.unit = step.unit();
    this.direction = run.incoming(unit);
    this.sides = step.sides();
    this.twin = twin;
    this.sign = sign;
  }

  /**
   * Null when the step is not spare.
   *
   * @param others steps of other units that stay
   */
  static SpareUnit of(Runaway run, SaturatingUnit step, List<SaturatingUnit> others) {
    if (step.pinsAny()) {
      return null;
    }

    int[] sides = step.sides();
    boolean outputBias = run.architecture().outputBias();
    if (outputBias && Arrays.stream(sides).distinct().count() == 1) {
      return new SpareUnit(run, step, -1, 1);
    }

    int[] opposite = Arrays.stream(sides).map(s -> -s).toArray();
    double[] limits = run.architecture().activation().limits();
    for (SaturatingUnit other : others) {
      if (other.pinsAny()) {
        continue;
      }

      if (Arrays.equals(other.sides(), sides)) {
        return new SpareUnit(run, step, other.unit(), 1);
      }

      if (Arrays.equals(other.sides(), opposite) && (outputBias || limits[0] == -limits[1])) {
        return new SpareUnit(run, step, other.unit(), -1);
      }
    }

    return null;
  }

  @Override
  public String kind() {
    return SaturatedUnits.KIND;
  }

  @Override
  public int[] units() {
    return new int[] {unit};
  }

  @Override
  public String words() {
    return "unit "
        + (unit + 1)
        + (twin < 0 ? " saturates to a constant" : " becomes the step of unit " + (twin + 1));
  }

  /** Nothing. */
  @Override
  public Augmentation limit() {
    return new RowListing();
  }

  @Override
  public int free() {
    return 0;
  }

  @Override
  public double[] place(double[] theta) {
    double[] v = new double[run.architecture().outputs()];
    for (int k = 0; k < v.length; k++) {
      v[k] = theta[run.layout().weight(1, k, unit)];
    }

    move(theta, v, 1);
    return new double[0];
  }

  /** Moves outgoing weights times their step to what takes it over. */
  private void move(double[] theta, double[] v, int forth) {
    ParameterLayout layout = run.layout();
    double[] limits = run.architecture().activation().limits();
    for (int k = 0; k < v.length; k++) {
      double constant = twin < 0 ? limits[sides[0] > 0 ? 1 : 0] : sign > 0 ? 0 : sum(limits);
      if (twin >= 0) {
        theta[layout.weight(1, k, twin)] += forth * sign * v[k];
      }

      if (layout.hasBias(1)) {
        theta[layout.bias(1, k)] += forth * constant * v[k];
      }
    }
  }

  private static double sum(double[] limits) {
    return limits[0] + limits[1];
  }

  /** phi of a place near the limit is the outgoing weights. */
  @Override
  public void write(Near near, double[] theta) {
    double[] v = near.phi();
    for (int k = 0; k < v.length; k++) {
      theta[run.layout().weight(1, k, unit)] = v[k];
    }

    for (int j = 0; j < direction.length; j++) {
      theta[Runaway.incoming(run.architecture(), unit, j)] = near.distance() * direction[j];
    }

    move(theta, v, -1);
  }

  @Override
  public Near run(double[] phi) {
    return new Near(new double[run.architecture().outputs()], 1);
  }

  @Override
  public List<Near> nearer(LimitPoint at, double[] phi) {
    return List.of(run(phi));
  }

  /** Outgoing weights of either sign: one of them has the sign that falls. */
  @Override
  public Correction correction(LimitPoint at, double[] phi) {
    List<InputPull> pulls = at.pulls();
    if (pulls.isEmpty()) {
      return Correction.open("too many rows to look at its first correction");
    }

    int outputs = run.architecture().outputs();
    double[] bent = new double[outputs];
    double nearest = Double.POSITIVE_INFINITY;
    double size = 1;
    for (int i = 0; i < sides.length; i++) {
      double z = Math.abs(ConeRows.product(direction, run.extended(pulls.get(i).input())));
      nearest = Math.min(nearest, z);
    }

    for (int i = 0; i < sides.length; i++) {
      double z = Math.abs(ConeRows.product(direction, run.extended(pulls.get(i).input())));
      double weight = run.architecture().activation().tail(z / nearest);
      for (int k = 0; k < outputs; k++) {
        bent[k] += weight * sides[i] * pulls.get(i).pull()[k];
      }
    }

    double[] theta = run.theta();
    for (int i = 0; i < run.hidden(); i++) {
      for (int k = 0; k < outputs; k++) {
        size = i == unit ? size : Math.max(size, Math.abs(theta[run.layout().weight(1, k, i)]));
      }
    }

    double largest = ConeRows.largest(bent);
    String words =
        String.format(
            Locale.ROOT,
            "the outgoing weights of unit %d are free in the limit, its tail pulls by %.3g",
            unit + 1,
            largest);
    if (largest == 0) {
      return Correction.open(words);
    }

    List<Near> all = new ArrayList<>();
    for (double tail : AWAY) {
      double distance =
          ScalarActivation.tailArgument(run.architecture().activation(), tail) / nearest;
      for (double share : SIZES) {
        for (int side = -1; side <= 1; side += 2) {
          double by = side * share * size / largest;
          all.add(new Near(Arrays.stream(bent).map(b -> by * b).toArray(), distance));
        }
      }
    }

    return Correction.falls(words, all);
  }
}
