package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;

/**
 * A network in which all units of each hidden layer are alike: as a function a chain of single
 * units, whatever the widths.
 *
 * <p>Incoming weights of a layer behind a layer of width m are those of the chain divided by m, as
 * are the weights of the output.
 */
final class UnitChain {
  /** Of the chain's output weight. */
  private static final double OUTGOING = 1;

  private final Architecture architecture;
  private final double[][] weights;
  private final double[] biases;

  private UnitChain(Architecture architecture, double[][] weights, double[] biases) {
    this.architecture = architecture;
    this.weights = weights;
    this.biases = biases;
  }

  /** A chain with random weights. */
  static UnitChain draw(Architecture architecture, RandomStream stream) {
    int depth = architecture.hidden().size();
    // Sigmoids are nearly linear on a range where the others bend.
    double spread = depth > 1 && architecture.activation().name().equals("sigmoid") ? 3 : 1;
    double[][] weights = new double[depth][];
    double[] biases = new double[depth];
    for (int l = 0; l < depth; l++) {
      weights[l] = new double[l == 0 ? architecture.inputs() : 1];
      for (int k = 0; k < weights[l].length; k++) {
        double sign = stream.nextInt(2) == 0 ? 1 : -1;
        weights[l][k] =
            spread * (l == 0 ? stream.nextGaussian() : sign * (0.7 + 1.1 * stream.nextDouble()));
      }

      double bias = 0.8 * stream.nextGaussian();
      biases[l] = architecture.bias() && !elu(architecture, l) ? bias : 0;
    }

    return new UnitChain(architecture, weights, biases);
  }

  /**
   * Where a constant follows the layer the two pieces of elu force (M (u, c)) to have no bias
   * component, so that M = I needs c = 0.
   */
  private static boolean elu(Architecture architecture, int layer) {
    boolean last = layer == architecture.hidden().size() - 1;
    return architecture.activation().name().equals("elu")
        && (last ? architecture.outputBias() : architecture.bias());
  }

  /** Equations that the residual must satisfy; a row less makes them unsolvable in general. */
  static int equations(Architecture architecture) {
    int count = 1 + (architecture.outputBias() ? 1 : 0);
    for (int l = 0; l < architecture.hidden().size(); l++) {
      int k = (l == 0 ? architecture.inputs() : 1) + (architecture.bias() ? 1 : 0);
      count += k + k * (k + 1) / 2;
    }

    return count;
  }

  /** Zero modes: shifts between output weights, and between the weights behind equal units. */
  static int zeroModes(List<Integer> widths) {
    int modes = widths.get(widths.size() - 1) - 1;
    for (int l = 1; l < widths.size(); l++) {
      modes += widths.get(l) * (widths.get(l - 1) - 1);
    }

    return modes;
  }

  /** The residual, scaled so that all curvatures are the unit matrix; null where there is none. */
  double[] residual(double[][] inputs) {
    Activation sigma = architecture.activation();
    int depth = weights.length;
    int n = inputs.length;
    double[][][] at = new double[depth][][];
    List<List<double[]>> features = new ArrayList<>();
    List<double[]> columns = new ArrayList<>(List.of(Vector.transposed(inputs)));
    for (int l = 0; l < depth; l++) {
      double[] p = new double[n];
      for (int k = 0; k < columns.size(); k++) {
        Vector.add(p, weights[l][k], columns.get(k));
      }

      for (int i = 0; i < n; i++) {
        p[i] += biases[l];
      }

      List<double[]> extended = new ArrayList<>(columns);
      if (architecture.bias()) {
        extended.add(ones(n));
      }

      features.add(extended);
      at[l] = SmoothUnits.derivatives(sigma, p);
      columns = List.of(at[l][0]);
    }

    Residual equations = new Residual(n);
    equations.orthogonalTo(columns.get(0));
    if (architecture.outputBias()) {
      equations.orthogonalTo(ones(n));
    }

    double[] back = ones(n);
    Vector.scale(back, OUTGOING);
    for (int l = depth - 1; l >= 0; l--) {
      double[] slope = Vector.times(back, at[l][1]);
      for (double[] feature : features.get(l)) {
        equations.orthogonalTo(Vector.times(slope, feature));
      }

      equations.curved(Vector.times(back, at[l][2]), features.get(l));
      back = slope;
      Vector.scale(back, l == 0 ? 1 : weights[l][0]);
    }

    return equations.solve();
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** The parameters of the network. */
  double[] theta() {
    ParameterLayout layout = architecture.layout();
    double[] theta = new double[layout.dimension()];
    for (int l = 0; l < layout.layers(); l++) {
      boolean output = l == layout.layers() - 1;
      for (int unit = 0; unit < layout.units(l); unit++) {
        for (int k = 0; k < layout.inputs(l); k++) {
          double weight = output ? OUTGOING : weights[l][l == 0 ? k : 0];
          theta[layout.weight(l, unit, k)] = l == 0 ? weight : weight / layout.inputs(l);
        }

        if (!output && layout.hasBias(l)) {
          theta[layout.bias(l, unit)] = biases[l];
        }
      }
    }

    return theta;
  }
}
