package org.minimacensus.census;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.ParameterLayout;

/**
 * Compares parameters modulo permutations, flips, shifts of biases, scalings of units and the
 * common shift of outputs.
 *
 * <p>Fingerprints are theta in {@link UnitCoordinates}, in which what is continuous is gone and
 * every flip only changes signs. The tolerance of a sum is the sum of its terms' tolerances.
 * Parameters of an added neuron stand behind theta as they are.
 */
final class ParameterMatcher implements SymmetryMatcher {
  /** An error bound above this share of 1 + |theta_i| says nothing about identity. */
  private static final double LARGEST_ERROR = 1e-2;

  private final NetworkSymmetry symmetry;
  private final double tolerance;
  private final GroupSearch search;
  private final UnitCoordinates coordinates;
  private final double[] weight;
  private final boolean[] signFree;

  ParameterMatcher(NetworkSymmetry symmetry, double tolerance) {
    this.symmetry = symmetry;
    this.tolerance = tolerance;
    this.search = new GroupSearch(symmetry, tolerance);
    this.coordinates = new UnitCoordinates(symmetry);
    int dimension = symmetry.layout().dimension();
    this.weight = new double[dimension];
    this.signFree = new boolean[dimension];
    classify(symmetry.layout());
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Matcher widened(double factor) {
    return new ParameterMatcher(symmetry, tolerance * factor);
  }

  @Override
  public long undecided() {
    return search.undecided();
  }

  @Override
  public Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    return search.align(leader, other);
  }

  @Override
  public BigInteger stabiliser(Fingerprint fingerprint) {
    return search.stabiliser(fingerprint);
  }

  @Override
  public Fingerprint fingerprint(Endpoint endpoint) {
    double[] theta = symmetry.coordinates(endpoint.theta());
    int dimension = weight.length;
    if (theta.length != dimension) {
      throw new IllegalArgumentException(
          "theta of restart "
              + endpoint.restart()
              + " has "
              + theta.length
              + " entries, the network needs "
              + dimension);
    }

    int added = endpoint.augmentation().length;
    double[] values = Arrays.copyOf(theta, dimension + added);
    System.arraycopy(endpoint.augmentation(), 0, values, dimension, added);
    double[] error =
        Arrays.copyOf(
            symmetry.coordinateErrors(endpoint.theta(), errors(endpoint, endpoint.theta().length)),
            dimension + added);
    centre(values, error);
    double[] addedScale = new double[dimension + added];
    coordinates.enter(values, addedScale, error);
    return keyed(values, addedScale, error);
  }

  /** What an endpoint knows of the errors of its parameters, as far as it can be believed. */
  static double[] errors(Endpoint endpoint, int length) {
    double[] theta = endpoint.theta();
    double[] bounds = endpoint.parameterError();
    double[] error = new double[length];
    for (int i = 0; i < Math.min(theta.length, bounds.length); i++) {
      double largest = LARGEST_ERROR * (1 + Math.abs(theta[i]));
      error[i] = bounds[i] >= 0 ? Math.min(bounds[i], largest) : 0;
    }

    return error;
  }

  private void centre(double[] values, double[] error) {
    if (!symmetry.shiftsOutputs()) {
      return;
    }

    symmetry.centreOutputs(values);
    for (int[] column : symmetry.outputColumns()) {
      double sum = 0;
      for (int index : column) {
        sum += error[index];
      }
      for (int index : column) {
        error[index] += sum / column.length;
      }
    }
  }

  private Fingerprint keyed(double[] values, double[] addedScale, double[] error) {
    double key = 0;
    double reach = 0;
    for (int i = 0; i < values.length; i++) {
      boolean own = i < weight.length;
      double factor = own ? weight[i] : weightOf(i);
      key += factor * (own && signFree[i] ? Math.abs(values[i]) : values[i]);
      reach += factor * (tolerance * (1 + Math.abs(values[i]) + addedScale[i]) + error[i]);
    }
    return new Fingerprint(values, addedScale, error, key, reach);
  }

  /**
   * Gives entries that a permutation can exchange the same weight in the key, and marks those whose
   * sign a flip or a shift can change: the weighted sum, of magnitudes where marked, is invariant.
   */
  private void classify(ParameterLayout layout) {
    for (int l = 0; l < layout.layers(); l++) {
      boolean hidden = l < layout.hiddenLayers();
      boolean rowFlips = hidden && symmetry.flip(l) != Flip.NONE;
      boolean columnFlips =
          l > 0 && l <= layout.hiddenLayers() && outgoingSign(symmetry, l - 1) < 0;
      int permuted = l == 0 || l > layout.hiddenLayers() ? 0 : layout.units(l - 1);
      for (int u = 0; u < layout.units(l); u++) {
        int rowSlot = hidden ? layout.weight(l, 0, 0) : layout.weight(l, u, 0);
        for (int i = 0; i < layout.inputs(l); i++) {
          int index = layout.weight(l, u, i);
          weight[index] = weightOf(rowSlot + (i < permuted ? 0 : i));
          signFree[index] = rowFlips || (columnFlips && i < permuted);
        }
        if (layout.hasBias(l)) {
          int index = layout.biasOffset(l) + u;
          weight[index] = weightOf(layout.biasOffset(l) + (hidden ? 0 : u));
          signFree[index] = rowFlips;
        }
      }
    }
  }

  /** The sign that a flip of a unit gives to its outgoing column. */
  static int outgoingSign(NetworkSymmetry symmetry, int hiddenLayer) {
    Flip flip = symmetry.flip(hiddenLayer);
    return flip == Flip.ODD || flip == Flip.COMPLEMENT ? -1 : 1;
  }

  /** Weights in [0.5, 1.5), spread evenly (multiples of the golden ratio modulo 1). */
  static double weightOf(int slot) {
    double turn = (slot + 1) * 0.6180339887498949;
    return 0.5 + (turn - Math.floor(turn));
  }
}
