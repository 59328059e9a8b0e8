package org.minimacensus.model;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The transformations of theta that change neither the function of a network nor its penalty, as
 * far as they are permutations of hidden units, sign flips of hidden units and, for losses of
 * logits, a common shift of all outputs (Sussmann 1992; Chen, Lu and Hecht-Nielsen 1993; Kurkova
 * and Kainen 1994).
 *
 * <p>A hidden unit has incoming parameters (w, b) and an outgoing column v of the next layer, whose
 * biases are c. Flips: odd activations (w, b, v) -> (-w, -b, -v); even ones (w, b) -> (-w, -b);
 * sigmoid(-t) = 1 - sigmoid(t) gives (w, b, v, c) -> (-w, -b, -v, c + v), which needs biases in the
 * next layer and no weight decay. Some networks have more symmetries than these; {@link #discrete}
 * is false for them and {@link #reason} says which.
 */
public final class NetworkSymmetry implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What is added to the loss of the network's outputs. */
  public enum Penalty {
    NONE,
    /** A multiple of |theta|^2, all weights and biases. */
    WEIGHT_DECAY
  }

  /** What the loss does not see of the outputs. */
  public enum OutputInvariance {
    NONE,
    /** Adding the same number to all outputs of a row, as in cross-entropy of logits. */
    COMMON_SHIFT
  }

  /** What may be done to a single hidden unit of a layer. */
  public enum Flip {
    NONE,
    /** (w, b, v) -> (-w, -b, -v). */
    ODD,
    /** (w, b) -> (-w, -b). */
    EVEN,
    /** (w, b, v) -> (-w, -b, -v) and c -> c + v. */
    COMPLEMENT
  }

  /** Activations of which no other symmetries are known than permutations and flips. */
  private static final List<String> DISCRETE =
      List.of("tanh", "erf", "sigmoid", "softplus", "elu", "swish", "gelu");

  /** Activations with s(t) - s(-t) = t: flipping a unit adds a linear function. */
  private static final List<String> LINEAR_ODD_PART = List.of("softplus", "swish", "gelu");

  private final Architecture architecture;
  private final ParameterLayout layout;
  private final Flip[] flips;
  private final boolean shift;
  private final boolean inputs;
  private final String reason;

  private NetworkSymmetry(Architecture architecture) {
    this.architecture = architecture;
    this.layout = architecture.layout();
    this.flips = new Flip[0];
    this.shift = false;
    this.inputs = true;
    this.reason = "";
  }

  private NetworkSymmetry(Architecture architecture, Penalty penalty, OutputInvariance outputs) {
    this.architecture = architecture;
    this.layout = architecture.layout();
    this.flips = new Flip[architecture.hidden().size()];
    for (int l = 0; l < flips.length; l++) {
      flips[l] = flipOf(architecture.activation(), penalty, layout.hasBias(l + 1));
    }
    this.shift =
        outputs == OutputInvariance.COMMON_SHIFT
            && penalty == Penalty.NONE
            && linear(architecture.outputActivation());
    this.inputs = false;
    this.reason = flips.length == 0 ? "" : continuum(architecture, penalty);
  }

  public static NetworkSymmetry of(
      Architecture architecture, Penalty penalty, OutputInvariance outputs) {
    return new NetworkSymmetry(architecture, penalty, outputs);
  }

  /**
   * Of a single layer whose k units are summed, and learn from one unit along each of k coordinates
   * of exchangeable inputs: any permutation of the units, and any of the coordinates (Safran and
   * Shamir 2018, arXiv 1712.08968; Arjevani and Field 2020, arXiv 2008.01805).
   *
   * @param architecture k inputs, no hidden layer, k outputs, no biases
   */
  public static NetworkSymmetry ofUnitsAndInputs(Architecture architecture) {
    boolean square = architecture.inputs() == architecture.outputs();
    if (!square || architecture.layers() > 1 || architecture.outputBias()) {
      throw new IllegalArgumentException(
          "units and inputs can be permuted in a single layer of as many units as inputs without"
              + " biases, found "
              + architecture);
    }

    return new NetworkSymmetry(architecture);
  }

  private static boolean linear(Activation sigma) {
    return sigma.positivelyHomogeneous() && sigma.parity() == Activation.Parity.ODD;
  }

  private static Flip flipOf(Activation sigma, Penalty penalty, boolean nextHasBias) {
    return switch (sigma.parity()) {
      case ODD -> Flip.ODD;
      case EVEN -> Flip.EVEN;
      case COMPLEMENT -> nextHasBias && penalty == Penalty.NONE ? Flip.COMPLEMENT : Flip.NONE;
      case NONE -> Flip.NONE;
    };
  }

  /** Why permutations and flips are not all symmetries of the network; empty when they are. */
  private static String continuum(Architecture a, Penalty penalty) {
    Activation sigma = a.activation();
    String name = sigma.name();
    boolean decay = penalty == Penalty.WEIGHT_DECAY;
    if (linear(sigma)) {
      return name
          + " layers can be mixed by any "
          + (decay ? "orthogonal" : "invertible")
          + " matrix without a change of the function";
    }

    if (sigma.positivelyHomogeneous()) {
      return decay
          ? ""
          : name
              + " units can be rescaled, (w, b, v) -> (s w, s b, v / s) with s > 0, without a"
              + " change of the function";
    }

    if (name.equals("quadratic")) {
      return "quadratic units can be mixed continuously as long as the sum of v w w^T is kept";
    }

    if (name.equals("sin")) {
      return a.bias() && !decay
          ? "biases of sin units can be shifted by pi (with the sign of v) and 2 pi without a"
              + " change of the function"
          : "";
    }

    if (LINEAR_ODD_PART.contains(name) && a.direct() && a.hidden().size() == 1 && !decay) {
      return "flipping a "
          + name
          + " unit can be undone by the direct weights from inputs to outputs";
    }

    return DISCRETE.contains(name)
        ? ""
        : "the symmetries of the activation " + name + " beyond permutations are not known";
  }

  public Architecture architecture() {
    return architecture;
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** The flip of the units of a hidden layer, numbered from 0. */
  public Flip flip(int hiddenLayer) {
    return flips[hiddenLayer];
  }

  /** Whether the same function of the inputs may be added to all outputs. */
  public boolean shiftsOutputs() {
    return shift;
  }

  /** Whether theta is a square matrix whose rows and whose columns may be permuted. */
  public boolean permutesInputs() {
    return inputs;
  }

  /**
   * Whether permutations, flips and the common shift of outputs are the whole known group, so that
   * two minima are the same modulo the network's symmetries exactly if one of these maps one onto
   * the other.
   */
  public boolean discrete() {
    return reason.isEmpty();
  }

  /** Which symmetries are missing here; empty when {@link #discrete}. */
  public String reason() {
    return reason;
  }

  /**
   * Number of permutations and flips: the product over hidden layers of m! or m! 2^m; (k!)^2 where
   * units and inputs are permuted.
   */
  public BigInteger order() {
    BigInteger order = BigInteger.ONE;
    for (int k = 2; inputs && k <= architecture.inputs(); k++) {
      order = order.multiply(BigInteger.valueOf(k).pow(2));
    }

    for (int l = 0; l < flips.length; l++) {
      int units = layout.units(l);
      for (int k = 2; k <= units; k++) {
        order = order.multiply(BigInteger.valueOf(k));
      }
      order = flips[l] == Flip.NONE ? order : order.shiftLeft(units);
    }

    return order;
  }

  /** Flips one unit of a hidden layer; theta is modified. */
  public void applyFlip(double[] theta, int hiddenLayer, int unit) {
    Flip flip = flips[hiddenLayer];
    if (flip == Flip.NONE) {
      throw new IllegalArgumentException(
          "layer "
              + hiddenLayer
              + " of a network with "
              + architecture.activation().name()
              + " units has no flip; ask flip(layer) first");
    }

    int row = layout.weight(hiddenLayer, unit, 0);
    for (int i = 0; i < layout.inputs(hiddenLayer); i++) {
      theta[row + i] = -theta[row + i];
    }
    if (layout.hasBias(hiddenLayer)) {
      int b = layout.biasOffset(hiddenLayer) + unit;
      theta[b] = -theta[b];
    }
    if (flip == Flip.EVEN) {
      return;
    }

    int next = hiddenLayer + 1;
    for (int k = 0; k < layout.units(next); k++) {
      int v = layout.weight(next, k, unit);
      if (flip == Flip.COMPLEMENT) {
        theta[layout.biasOffset(next) + k] += theta[v];
      }
      theta[v] = -theta[v];
    }
  }

  /**
   * Reorders the units of a hidden layer; theta is modified.
   *
   * @param order a permutation: unit j becomes what unit order[j] was
   */
  public void applyPermutation(double[] theta, int hiddenLayer, int[] order) {
    double[] old = theta.clone();
    int next = hiddenLayer + 1;
    for (int j = 0; j < order.length; j++) {
      System.arraycopy(
          old,
          layout.weight(hiddenLayer, order[j], 0),
          theta,
          layout.weight(hiddenLayer, j, 0),
          layout.inputs(hiddenLayer));
      if (layout.hasBias(hiddenLayer)) {
        int b = layout.biasOffset(hiddenLayer);
        theta[b + j] = old[b + order[j]];
      }
      for (int k = 0; k < layout.units(next); k++) {
        theta[layout.weight(next, k, j)] = old[layout.weight(next, k, order[j])];
      }
    }
  }

  /**
   * Removes the common shift of outputs: every column of the output layer, biases included, gets
   * mean 0 over the outputs. Nothing happens unless {@link #shiftsOutputs}. theta is modified.
   */
  public void centreOutputs(double[] theta) {
    if (!shift) {
      return;
    }

    for (int[] column : outputColumns()) {
      double sum = 0;
      for (int index : column) {
        sum += theta[index];
      }
      for (int index : column) {
        theta[index] -= sum / column.length;
      }
    }
  }

  /** Indexes in theta of each column of the output layer, one array of K indexes a column. */
  public List<int[]> outputColumns() {
    int last = layout.layers() - 1;
    List<int[]> columns = new ArrayList<>();
    for (int i = 0; i < layout.inputs(last); i++) {
      int[] column = new int[layout.units(last)];
      for (int k = 0; k < column.length; k++) {
        column[k] = layout.weight(last, k, i);
      }
      columns.add(column);
    }
    if (layout.hasBias(last)) {
      int[] column = new int[layout.units(last)];
      Arrays.setAll(column, k -> layout.biasOffset(last) + k);
      columns.add(column);
    }

    return columns;
  }
}
