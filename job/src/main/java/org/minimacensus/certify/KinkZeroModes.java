package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.ResidualImage;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Zero modes of the Hessian along kinks that are no riddle: units whose incoming weights are scaled
 * up and outgoing weights down, and coordinates that the loss does not depend on, as of dead units.
 */
final class KinkZeroModes {
  /** Far beyond rounding and far below what is seen of the landscape. */
  private static final double BESIDE = 1e-7;

  /** A scaling that is this near to the span of others, or of dead coordinates, is none. */
  private static final double DEPENDENT = 1e-6;

  private KinkZeroModes() {}

  /**
   * How many independent ones there are.
   *
   * @param u coordinates of x
   */
  static int explained(KinkManifold on, Point u, Point x) {
    boolean[] dead = dead(on, u);
    int count = 0;
    for (boolean d : dead) {
      count += d ? 1 : 0;
    }

    Objective objective = on.objective();
    if (objective.l2() != 0 || !objective.architecture().activation().positivelyHomogeneous()) {
      return count;
    }

    ParameterLayout layout = objective.architecture().layout();
    List<double[]> scalings = new ArrayList<>();
    if (objective.architecture().residual()) {
      addUnread(new ResidualImage(objective.architecture()), on, x, dead, scalings);
    }

    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      for (int unit = 0; unit < layout.units(layer); unit++) {
        add(scaling(layout, layer, unit, on, x), dead, scalings);
      }
    }

    return count + scalings.size();
  }

  /**
   * Coordinates whose rows of the Hessian are exactly 0, here and beside: between kinks the loss is
   * analytic, and if it depended on one of them, its row would not be 0 at a general point. At one
   * point it may be, as of a weight on a path with two other weights that are 0.
   */
  private static boolean[] dead(KinkManifold on, Point u) {
    double[] moved = u.values().clone();
    for (int i = 0; i < moved.length; i++) {
      // No pattern that the network could share.
      double share = 0.5 + (i + 1) * 0.6180339887498949 % 1;
      moved[i] += share * BESIDE * (1 + Math.abs(moved[i]));
    }

    double[] here = on.evaluate(Question.hessian(u)).hessian().values();
    double[] beside = on.evaluate(Question.hessian(u.with(moved))).hessian().values();
    int m = u.dimension();
    boolean[] dead = new boolean[m];
    for (int i = 0; i < m; i++) {
      dead[i] = true;
      for (int j = 0; j < m; j++) {
        dead[i] &= here[i * m + j] == 0 && beside[i * m + j] == 0;
      }
    }

    return dead;
  }

  /** Directions of V that W does not read, whatever the kinks are. */
  private static void addUnread(
      ResidualImage image, KinkManifold on, Point x, boolean[] dead, List<double[]> to) {
    int columns = image.residual().layout().inputs(image.residual().layers() - 2);
    for (double[] n : image.unreadBasis(x.values())) {
      for (int j = 0; j < columns; j++) {
        double[] direction = new double[x.dimension()];
        image.addTo(direction, j, n);
        add(on.project(x.with(direction)).values(), dead, to);
      }
    }
  }

  /** The change of coordinates when a unit is scaled; 0 for one that feeds nothing. */
  private static double[] scaling(
      ParameterLayout layout, int layer, int unit, KinkManifold on, Point x) {
    double[] scaling = new double[x.dimension()];
    boolean feeds = false;
    for (int place : layout.outgoing(layer, unit)) {
      scaling[place] = -x.values()[place];
      feeds |= x.values()[place] != 0;
    }

    for (int place : layout.incoming(layer, unit)) {
      scaling[place] = x.values()[place];
    }

    return on.project(x.with(feeds ? scaling : new double[x.dimension()])).values();
  }

  /** Adds a direction, made orthogonal to the others, if anything is left of it. */
  private static void add(double[] direction, boolean[] dead, List<double[]> to) {
    double all = Math.sqrt(PinnedRows.dot(direction, direction));
    double[] rest = direction.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] = dead[i] ? 0 : rest[i];
    }

    for (int pass = 0; pass < 2; pass++) {
      for (double[] other : to) {
        double c = PinnedRows.dot(rest, other);
        for (int i = 0; i < rest.length; i++) {
          rest[i] -= c * other[i];
        }
      }
    }

    double length = Math.sqrt(PinnedRows.dot(rest, rest));
    if (length > DEPENDENT * all) {
      to.add(PinnedRows.times(1 / length, rest));
    }
  }
}
