package org.minimacensus.census;

import java.util.Arrays;
import java.util.Comparator;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.Polynomials;

/**
 * A representative of theta under the network's symmetries: layer by layer from the inputs, each
 * unit scaled to |(w, b)| = 1 where units can be rescaled, flipped so that its first incoming
 * parameter that is not nearly 0 is positive, its bias in [-pi/2, pi/2] where it can be shifted,
 * units sorted by their parameters, and the outputs centred where the loss does not see a common
 * shift. Where units can be mixed without weight decay, the polynomials that the network is.
 *
 * <p>Where a first parameter is close to 0 or two units are nearly equal, a small change of theta
 * changes the representative by much. It serves to show and to order minima; whether two are the
 * same is decided by {@link ParameterMatcher}.
 */
public final class CanonicalForm {
  /** A parameter of a unit below this share of the unit's largest one does not decide its sign. */
  private static final double NEGLIGIBLE = 1e-9;

  private CanonicalForm() {}

  /** The canonical representative, a fresh array, in the order of theta unless units are mixed. */
  public static double[] of(NetworkSymmetry symmetry, double[] theta) {
    double[] canonical = theta.clone();
    ParameterLayout layout = symmetry.layout();
    symmetry.centreOutputs(canonical);
    if (symmetry.mixesUnits() && !symmetry.decayed() && symmetry.covered()) {
      return new Polynomials(symmetry.architecture()).of(canonical);
    }

    for (int l = 0; l < layout.hiddenLayers(); l++) {
      for (int j = 0; j < layout.units(l) && symmetry.scalesUnits(); j++) {
        double norm = norm(layout, canonical, l, j);
        if (norm > 0 && Double.isFinite(norm)) {
          symmetry.applyScale(canonical, l, j, 1 / norm);
        }
      }
      if (symmetry.flip(l) != NetworkSymmetry.Flip.NONE) {
        for (int j = 0; j < layout.units(l); j++) {
          if (negative(layout, canonical, l, j)) {
            symmetry.applyFlip(canonical, l, j);
          }
        }
      }

      for (int j = 0; j < layout.units(l) && symmetry.shiftsBiases(); j++) {
        double turns = canonical[layout.biasOffset(l) + j] / Math.PI;
        symmetry.applyShift(canonical, l, j, -(long) Math.rint(turns));
      }

      symmetry.applyPermutation(canonical, l, sorted(layout, canonical, l));
    }

    return canonical;
  }

  private static double norm(ParameterLayout layout, double[] theta, int layer, int unit) {
    double square = 0;
    for (int i = 0; i < layout.parameters(layer); i++) {
      double value = theta[layout.parameter(layer, unit, i)];
      square += value * value;
    }

    return Math.sqrt(square);
  }

  private static boolean negative(ParameterLayout layout, double[] theta, int layer, int unit) {
    int parameters = layout.parameters(layer);
    double largest = 0;
    for (int i = 0; i < parameters; i++) {
      largest = Math.max(largest, Math.abs(theta[layout.parameter(layer, unit, i)]));
    }
    for (int i = 0; i < parameters; i++) {
      double value = theta[layout.parameter(layer, unit, i)];
      if (Math.abs(value) > NEGLIGIBLE * largest) {
        return value < 0;
      }
    }

    return false;
  }

  private static int[] sorted(ParameterLayout layout, double[] theta, int layer) {
    Integer[] units = new Integer[layout.units(layer)];
    Arrays.setAll(units, j -> j);
    Comparator<Integer> byParameters =
        (a, b) -> {
          for (int i = 0; i < parametersOf(layout, layer); i++) {
            int order =
                Double.compare(
                    parameter(layout, theta, layer, a, i), parameter(layout, theta, layer, b, i));
            if (order != 0) {
              return order;
            }
          }
          return 0;
        };
    Arrays.sort(units, byParameters);
    return Arrays.stream(units).mapToInt(Integer::intValue).toArray();
  }

  private static int parametersOf(ParameterLayout layout, int layer) {
    return layout.parameters(layer) + layout.units(layer + 1);
  }

  /** Incoming weights, bias, then outgoing weights of a unit. */
  private static double parameter(
      ParameterLayout layout, double[] theta, int layer, int unit, int i) {
    int incoming = layout.parameters(layer);
    // Adding 0 makes one zero of the two, which Double.compare tells apart.
    return 0.0
        + (i < incoming
            ? theta[layout.parameter(layer, unit, i)]
            : theta[layout.weight(layer + 1, i - incoming, unit)]);
  }
}
