package org.minimacensus.model;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The transformations of theta that change neither the function of a network nor its penalty:
 * permutations of hidden units, sign flips of hidden units and, for losses of logits, a common
 * shift of all outputs (Sussmann 1992; Chen, Lu and Hecht-Nielsen 1993; Kurkova and Kainen 1994);
 * scalings of relu units; shifts of the biases of sin units; mixtures of the units of a layer where
 * they are identities or squares.
 *
 * <p>A hidden unit has incoming parameters (w, b) and an outgoing column v of the next layer, whose
 * biases are c; D are the weights from the inputs to the outputs. Flips: odd activations (w, b, v)
 * -> (-w, -b, -v); even ones (w, b) -> (-w, -b); sigmoid(-t) = 1 - sigmoid(t) gives (w, b, v, c) ->
 * (-w, -b, -v, c + v), which needs biases in the next layer and no weight decay; where sigma(t) -
 * sigma(-t) = kappa t, (w, b, D, c) -> (-w, -b, D + kappa v w^T, c + kappa v b), which needs
 * weights D past a single hidden layer, output biases if there are hidden ones, and no weight
 * decay.
 *
 * <p>The group of a residual network W (x + V z) without weight decay is that of its {@link
 * ResidualImage}, whose coordinates are compared ({@link #coordinates}); V + N with W N = 0 is the
 * same network. Under weight decay permutations and flips of the units of z are left.
 *
 * <p>Other kinds of networks bring groups of their own: they belong here, beside {@link
 * #ofUnitsAndInputs}.
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
    COMPLEMENT,
    /** (w, b) -> (-w, -b), D -> D + kappa v w^T and c -> c + kappa v b. */
    LINEAR
  }

  private final Architecture architecture;
  private final Penalty penalty;
  private final OutputInvariance invariance;
  private final ParameterLayout layout;
  private final Flip[] flips;
  private final boolean shift;
  private final boolean inputs;
  private final boolean scaled;
  private final boolean periodic;
  private final boolean mixed;
  private final String reason;

  /** Null but for a residual network without weight decay. */
  private final ResidualImage image;

  private NetworkSymmetry(Architecture architecture) {
    this.architecture = architecture;
    this.penalty = Penalty.NONE;
    this.invariance = OutputInvariance.NONE;
    this.layout = architecture.layout();
    this.flips = new Flip[0];
    this.shift = false;
    this.inputs = true;
    this.scaled = false;
    this.periodic = false;
    this.mixed = false;
    this.reason = "";
    this.image = null;
  }

  private NetworkSymmetry(
      Architecture architecture, Penalty penalty, OutputInvariance outputs, ResidualImage image) {
    Activation sigma = architecture.activation();
    boolean hidden = !architecture.hidden().isEmpty();
    boolean free = penalty == Penalty.NONE;
    this.architecture = architecture;
    this.penalty = penalty;
    this.invariance = outputs;
    this.layout = architecture.layout();
    this.flips = new Flip[architecture.hidden().size()];
    for (int l = 0; l < flips.length; l++) {
      flips[l] = flipOf(architecture, penalty, layout.hasBias(l + 1));
    }
    this.shift = outputs == OutputInvariance.COMMON_SHIFT && free && architecture.linearOutputs();
    this.inputs = false;
    this.mixed = hidden && sigma.mixes();
    this.scaled = hidden && free && sigma.positivelyHomogeneous() && !mixed;
    this.periodic = hidden && free && architecture.bias() && sigma.sine();
    this.reason = hidden ? uncovered(architecture, penalty) : "";
    this.image = image;
  }

  public static NetworkSymmetry of(
      Architecture architecture, Penalty penalty, OutputInvariance outputs) {
    if (architecture.residual() && penalty == Penalty.NONE) {
      ResidualImage image = new ResidualImage(architecture);
      return new NetworkSymmetry(image.perceptron(), penalty, outputs, image);
    }

    return new NetworkSymmetry(architecture, penalty, outputs, null);
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

  private static Flip flipOf(Architecture a, Penalty penalty, boolean nextHasBias) {
    boolean free = penalty == Penalty.NONE;
    return switch (a.activation().parity()) {
      case ODD -> Flip.ODD;
      case EVEN -> Flip.EVEN;
      case COMPLEMENT -> nextHasBias && free ? Flip.COMPLEMENT : Flip.NONE;
      case NONE -> free && undoneByDirectWeights(a) ? Flip.LINEAR : Flip.NONE;
    };
  }

  private static boolean undoneByDirectWeights(Architecture a) {
    return !Double.isNaN(a.activation().oddSlope())
        && a.direct()
        && a.hidden().size() == 1
        && (a.outputBias() || !a.bias());
  }

  /** Why minima are not compared by parameters; empty when they are. */
  private static String uncovered(Architecture a, Penalty penalty) {
    Activation sigma = a.activation();
    if (a.residual() && sigma.mixes()) {
      return "units of a residual network that are "
          + sigma.name()
          + " can be mixed continuously, and under weight decay what stays the same is not known";
    }

    if (sigma.power() == 2) {
      long coefficients = Polynomials.coefficients(a);
      return penalty == Penalty.WEIGHT_DECAY || coefficients <= Polynomials.LIMIT
          ? ""
          : "quadratic units can be mixed continuously, and the polynomial of degree "
              + Polynomials.degree(a)
              + " that the network is has "
              + coefficients
              + " coefficients, more than the "
              + Polynomials.LIMIT
              + " that are compared";
    }

    boolean known = sigma.positivelyHomogeneous() || sigma.sine() || sigma.symmetricBySignsAlone();
    return known
        ? ""
        : "the symmetries of the activation " + sigma.name() + " beyond permutations are not known";
  }

  /** The group of the same kind of network with other widths of its hidden layers. */
  public NetworkSymmetry withHidden(List<Integer> widths) {
    Architecture a = architecture;
    return of(
        new Architecture(
            a.inputs(),
            widths,
            a.outputs(),
            a.activation(),
            a.outputActivation(),
            a.bias(),
            a.outputBias(),
            a.direct()),
        penalty,
        invariance);
  }

  /** The network whose parameters {@link #coordinates} are. */
  public Architecture architecture() {
    return architecture;
  }

  /** Parameters as this group moves them: the image of a residual network, else theta itself. */
  public double[] coordinates(double[] theta) {
    return image == null ? theta : image.of(theta);
  }

  /** Bounds on the errors of {@link #coordinates}; perhaps the array given. */
  public double[] coordinateErrors(double[] theta, double[] errors) {
    return image == null ? errors : image.errors(theta, errors);
  }

  /**
   * Dimension of the set of parameters that have the same {@link #coordinates} as theta; -1 where
   * these do not cover a neighbourhood, so that nothing is known of it.
   */
  public int hiddenDimensions(double[] theta) {
    return image == null ? 0 : image.onto(theta) ? image.unread() : -1;
  }

  /** The transformations that move theta itself: of a residual network those of the units of z. */
  public NetworkSymmetry onParameters() {
    return image == null ? this : new NetworkSymmetry(image.residual(), penalty, invariance, null);
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

  /** Whether the penalty is a multiple of |theta|^2. */
  public boolean decayed() {
    return penalty == Penalty.WEIGHT_DECAY;
  }

  /** Whether hidden units may be rescaled, (w, b, v) -> (s w, s b, v / s) with s > 0. */
  public boolean scalesUnits() {
    return scaled;
  }

  /** Whether b -> b + pi with v -> -v, and so b -> b + 2 pi, changes nothing at hidden units. */
  public boolean shiftsBiases() {
    return periodic;
  }

  /**
   * Whether the units of a hidden layer can be mixed: identities by any invertible matrix (under
   * weight decay by any orthogonal one), squares as long as the network stays the same polynomial
   * of its inputs (under weight decay those of equal v, by any orthogonal matrix). Networks of such
   * units are compared by the polynomials that they are.
   */
  public boolean mixesUnits() {
    return mixed;
  }

  /**
   * Whether two strict minima are the same modulo the network's symmetries exactly if permutations,
   * flips, shifts of biases and the common shift of outputs map one onto the other: there are no
   * other symmetries, or none that leaves a minimum strict.
   */
  public boolean discrete() {
    return !(scaled || mixed && penalty == Penalty.NONE) && reason.isEmpty();
  }

  /** Whether the whole known group is covered, so that distinct parameters can be counted. */
  public boolean covered() {
    return reason.isEmpty();
  }

  /** Why parameters are not compared; empty when {@link #covered}. */
  public String reason() {
    return reason;
  }

  /**
   * Number of permutations, flips and shifts of biases: the product over hidden layers of m!, m!
   * 2^m or m! 4^m, with biases modulo 2 pi where they may be shifted; (k!)^2 where units and inputs
   * are permuted.
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
      order = periodic ? order.shiftLeft(units) : order;
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

    if (flip == Flip.LINEAR) {
      moveLinearPart(theta, unit, architecture.activation().oddSlope());
    }
    layout.scaleIncoming(theta, hiddenLayer, unit, -1);
    int next = hiddenLayer + 1;
    for (int k = 0; k < layout.units(next) && flip == Flip.COMPLEMENT; k++) {
      theta[layout.bias(next, k)] += theta[layout.weight(next, k, unit)];
    }
    if (flip == Flip.ODD || flip == Flip.COMPLEMENT) {
      layout.scaleOutgoing(theta, hiddenLayer, unit, -1);
    }
  }

  /**
   * Adds share v (w.x + b) of a unit of the single hidden layer to the weights past it; theta is
   * modified.
   */
  public void moveLinearPart(double[] theta, int unit, double share) {
    for (int k = 0; k < layout.units(1); k++) {
      double v = share * theta[layout.weight(1, k, unit)];
      for (int i = 0; i < layout.inputs(0); i++) {
        theta[layout.weight(1, k, layout.units(0) + i)] += v * theta[layout.weight(0, unit, i)];
      }
      if (layout.hasBias(0)) {
        theta[layout.bias(1, k)] += v * theta[layout.bias(0, unit)];
      }
    }
  }

  /** (w, b, v) -> (s w, s b, v / s) for a unit of a hidden layer, s > 0; theta is modified. */
  public void applyScale(double[] theta, int hiddenLayer, int unit, double factor) {
    layout.scaleIncoming(theta, hiddenLayer, unit, factor);
    layout.scaleOutgoing(theta, hiddenLayer, unit, 1 / factor);
  }

  /** Adds halfTurns pi to the bias of a unit of sin, with the sign of v; theta is modified. */
  public void applyShift(double[] theta, int hiddenLayer, int unit, long halfTurns) {
    theta[layout.bias(hiddenLayer, unit)] += halfTurns * Math.PI;
    if (halfTurns % 2 != 0) {
      layout.scaleOutgoing(theta, hiddenLayer, unit, -1);
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
      Arrays.setAll(column, k -> layout.bias(last, k));
      columns.add(column);
    }

    return columns;
  }
}
