package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.minimacensus.objective.Kink;

/**
 * The least one-sided slope across pinned units that follow from one another (docs/mathematics.md,
 * section 4.4): on M they are 0 together, off M their pre-activations have kinks themselves. The
 * directions across M fall into cones, one for each pattern of signs of the pre-activations, in
 * which the loss is linear to first order; its least slope is that along an edge of a cone.
 */
final class KinkFan {
  /** Patterns are 2 to the power of this at most. */
  private static final int MOST_FORMS = 8;

  private static final int MOST_COORDINATES = 4;

  /** Shares of a length that are rounding. */
  private static final double CLOSE = 1e-9;

  private final KinkChart chart;
  private final Map<Long, KinkRow> rows;
  private final Map<Long, double[]> pulls;
  private final double[] left;
  private final double jump;

  /** Pins whose pre-activations are the same function near the point. */
  private final List<List<Kink>> forms;

  private final double[][] moves;

  private double slope = Double.POSITIVE_INFINITY;
  private double[] way;
  private double size;
  private List<Kink> leaving;

  /**
   * @param rows at the point, all pinned units to the left
   * @param pulls by row
   * @param left the gradient with all pinned units to the left
   * @param jump of the activation's slope
   * @param forms with the leading pins among them
   * @param moves of the leading pins
   */
  KinkFan(
      KinkChart chart,
      Map<Long, KinkRow> rows,
      Map<Long, double[]> pulls,
      double[] left,
      double jump,
      List<List<Kink>> forms,
      List<double[]> moves) {
    this.chart = chart;
    this.rows = rows;
    this.pulls = pulls;
    this.left = left;
    this.jump = jump;
    this.forms = forms;
    this.moves = moves.toArray(double[][]::new);
  }

  /**
   * Looks along all edges; leaves all pinned units to the left.
   *
   * @return false where there are too many
   */
  boolean search() {
    if (forms.size() > MOST_FORMS || moves.length > MOST_COORDINATES) {
      return false;
    }

    for (int pattern = 0; pattern < 1 << forms.size(); pattern++) {
      double[] gradient = withSides(pattern);
      double[][] a = new double[forms.size()][moves.length];
      double[] gamma = new double[moves.length];
      for (int j = 0; j < moves.length; j++) {
        gamma[j] = PinnedRows.dot(gradient, moves[j]);
      }

      for (int f = 0; f < a.length; f++) {
        Kink pin = forms.get(f).get(0);
        double[] z = rows.get(pin.row()).gradient(pin.layer(), pin.unit());
        double sign = (pattern >> f & 1) == 1 ? 1 : -1;
        for (int j = 0; j < moves.length; j++) {
          a[f][j] = sign * PinnedRows.dot(z, moves[j]);
        }
      }

      edges(a, gamma, new int[moves.length - 1], 0, 0);
    }

    withSides(0);
    return true;
  }

  /** The gradient with these forms to the right. */
  private double[] withSides(int pattern) {
    for (List<Kink> form : forms) {
      form.forEach(pin -> rows.get(pin.row()).side(pin.layer(), pin.unit(), false));
    }

    double[] gradient = left.clone();
    for (int f = 0; f < forms.size(); f++) {
      for (Kink pin : (pattern >> f & 1) == 1 ? forms.get(f) : List.<Kink>of()) {
        KinkRow row = rows.get(pin.row());
        double kappa = jump * row.worth(pin.layer(), pin.unit(), pulls.get(pin.row()));
        double[] z = row.gradient(pin.layer(), pin.unit());
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += kappa * z[i];
        }

        row.side(pin.layer(), pin.unit(), true);
      }
    }

    return gradient;
  }

  /** Every choice of as many forms as leave one direction on which they are 0. */
  private void edges(double[][] a, double[] gamma, int[] chosen, int count, int from) {
    if (count == chosen.length) {
      double[] c = onlyNull(a, chosen);
      if (c != null) {
        look(a, gamma, c, 1);
        look(a, gamma, c, -1);
      }

      return;
    }

    for (int f = from; f < a.length; f++) {
      chosen[count] = f;
      edges(a, gamma, chosen, count + 1, f + 1);
    }
  }

  /** A direction orthogonal to the chosen rows; null where there are several. */
  private static double[] onlyNull(double[][] a, int[] chosen) {
    double[][] rows = Arrays.stream(chosen).mapToObj(f -> a[f]).toArray(double[][]::new);
    if (rows.length == 0) {
      return new double[] {1};
    }

    if (Arrays.stream(rows).anyMatch(r -> PinnedRows.dot(r, r) == 0)) {
      return null;
    }

    List<double[]> along = PinnedRows.of(List.of(rows)).along();
    return along.size() == 1 ? along.get(0) : null;
  }

  private void look(double[][] a, double[] gamma, double[] direction, int sign) {
    double[] c = PinnedRows.times(sign, direction);
    double[] z = new double[a.length];
    double farthest = 0;
    for (int f = 0; f < a.length; f++) {
      z[f] = PinnedRows.dot(a[f], c);
      farthest = Math.max(farthest, Math.abs(z[f]));
    }

    for (double value : z) {
      // Written so that NaN is refused.
      if (!(value >= -CLOSE * farthest && farthest > 0)) {
        return;
      }
    }

    double along = PinnedRows.dot(gamma, c) / farthest;
    if (!(along >= slope)) {
      take(along, PinnedRows.times(1 / farthest, c), PinnedRows.times(1 / farthest, z));
    }
  }

  private void take(double along, double[] c, double[] z) {
    slope = along;
    way = new double[chart.size()];
    for (int j = 0; j < c.length; j++) {
      for (int i = 0; i < way.length; i++) {
        way[i] += c[j] * moves[j][i];
      }
    }

    leaving = new ArrayList<>();
    size = Math.abs(along);
    for (int f = 0; f < z.length; f++) {
      if (z[f] > CLOSE) {
        leaving.addAll(forms.get(f));
      }

      for (Kink pin : forms.get(f)) {
        KinkRow row = rows.get(pin.row());
        size += jump * row.worthSize(pin.layer(), pin.unit(), pulls.get(pin.row())) * z[f];
      }
    }
  }

  /** The least slope, when the pre-activation that moves most moves by 1. */
  double slope() {
    return slope;
  }

  /** The change of the parameters along that edge. */
  double[] way() {
    return way;
  }

  /** Sum of the sizes of the terms of the slope. */
  double size() {
    return size;
  }

  /** Pins that are left along that edge. */
  List<Kink> leaving() {
    return leaving;
  }
}
