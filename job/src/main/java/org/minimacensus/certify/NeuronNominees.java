package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.minimacensus.objective.NeuronEnds.End;
import org.minimacensus.objective.NeuronEnds.Kind;

/**
 * How the neuron of one output seems to end, from its exponents on the training inputs. Nothing is
 * decided here.
 */
final class NeuronNominees {
  /** Inputs below a gap of the exponents of -log of this are out of a spike's reach. */
  private static final double SHARP = 0.05;

  /** Faces of more inputs are not tried. */
  private static final int MOST_ON_FACE = 8;

  /** A span's dimension is clear above this share of its vectors' lengths. */
  private static final double CLEAR = 1e-8;

  /**
   * One way to end.
   *
   * @param on the inputs where the neuron adds something: numbers among the distinct inputs, the
   *     one of largest exponent first; empty unless it is a spike
   */
  record Nominee(End end, int[] on) {
    static final Nominee SILENT = new Nominee(End.SILENT, new int[0]);
    static final Nominee OFF = new Nominee(End.OFF, new int[0]);
    static final Nominee FLAT = new Nominee(End.FLAT, new int[0]);

    boolean spike() {
      return end.kind() == Kind.SPIKE;
    }
  }

  private NeuronNominees() {}

  /**
   * Spikes, those at the fewest inputs first.
   *
   * @param w weights of the neuron
   */
  static List<Nominee> spikes(double[][] inputs, double[] w) {
    double[] exponent = Arrays.stream(inputs).mapToDouble(x -> ConeRows.product(w, x)).toArray();
    Integer[] order = new Integer[inputs.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -exponent[i]));
    List<Nominee> found = new ArrayList<>();
    for (int m = 1; m < inputs.length && m <= MOST_ON_FACE; m++) {
      double gap = exponent[order[m - 1]] - exponent[order[m]];
      if (gap > -StrictMath.log(SHARP)) {
        int[] on = Arrays.stream(order).limit(m).mapToInt(i -> i).toArray();
        Nominee nominee = spike(inputs, on);
        if (nominee != null) {
          found.add(nominee);
        }
      }
    }

    return found;
  }

  /** Null where the inputs span all dimensions, or it is not clear how many. */
  private static Nominee spike(double[][] inputs, int[] on) {
    if (on.length == 1) {
      return new Nominee(End.SPIKE, on);
    }

    double[][] face = Arrays.stream(on).mapToObj(i -> inputs[i].clone()).toArray(double[][]::new);
    List<double[]> basis = new ArrayList<>();
    for (int f = 1; f < face.length; f++) {
      double[] left = difference(face[f], face[0]);
      double length = Math.sqrt(ConeRows.product(left, left));
      for (int pass = 0; pass < 2; pass++) {
        for (double[] b : basis) {
          double share = ConeRows.product(left, b);
          Arrays.setAll(left, j -> left[j] - share * b[j]);
        }
      }

      double norm = Math.sqrt(ConeRows.product(left, left));
      if (norm > CLEAR * length) {
        basis.add(Arrays.stream(left).map(x -> x / norm).toArray());
      } else if (norm > ConeRows.ROUNDING * length) {
        return null;
      }
    }

    return basis.size() < inputs[0].length
        ? new Nominee(new End(Kind.SPIKE, face, basis.toArray(double[][]::new)), on)
        : null;
  }

  /** By how much w.x differs between inputs. */
  static double range(double[][] inputs, double[] w) {
    double[] along = Arrays.stream(inputs).mapToDouble(x -> ConeRows.product(w, x)).toArray();
    return Arrays.stream(along).max().orElse(0) - Arrays.stream(along).min().orElse(0);
  }

  static double[] difference(double[] a, double[] b) {
    double[] out = new double[a.length];
    Arrays.setAll(out, j -> a[j] - b[j]);
    return out;
  }
}
