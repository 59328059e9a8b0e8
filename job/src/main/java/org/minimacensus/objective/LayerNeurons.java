package org.minimacensus.objective;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkPass;
import org.minimacensus.model.SpecialLayout;
import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;

/**
 * One exponential neuron per hidden layer, without skips to the outputs (Liang, Sun, Lee and
 * Srikant 2018): with L hidden layers and h_0 = x, z_1 = exp(u_1.x + b_1), h_1 = sigma(W_1 x +
 * c_1), then
 *
 * <pre>
 * h_l = sigma(W_l h_(l-1) + V_l z_(l-1) + c_l),
 * z_l = exp(u_l.h_(l-1) + mu_l z_(l-1) + b_l),
 * f~ = f + a z_L,
 * </pre>
 *
 * and the regulariser (lambda/2) sum of all entries of V, mu and a to the power 2L: of everything
 * that special neurons feed, and with the power that leaves the descent of order 2L - 2, which mu_l
 * = eps and |a| = eps^(L-1) give at a bad minimum, lower than it. a has one entry per output; what
 * is added to the outputs is added after the output activation.
 *
 * <p>In the chart with origins r_l of what enters neuron l (its last entry is that of z_(l-1)) it
 * is y_l = exp((u_l, mu'_l).((h_(l-1), y_(l-1)) - r_l)), with beta_l = b_l + (u_l, mu'_l).r_l the
 * exponent there, z_l = e^(beta_l) y_l, and every weight that z_l feeds (the primed ones) times
 * e^(beta_l): nothing overflows while y does not, and beta_l occurs in the regulariser alone, which
 * is (lambda/2) sum (weight e^(-beta_l))^(2L). Origins are what entered neuron l on the row of
 * largest exponent when the chart was chosen; as weights of the network change, exponents move, and
 * a chart is left when its largest exponent is beyond {@link Objective#CHART_SLACK} on either side.
 * A chart with all origins 0 is one that has not been chosen yet and is left at once.
 *
 * <p>Without the regulariser (the limit of all beta_l to infinity) there are no beta_l.
 */
final class LayerNeurons implements Augmentation {
  private static final long serialVersionUID = 1L;
  private final double lambda;
  private final boolean regularised;
  private final Architecture network;
  private final SpecialLayout layout;

  /**
   * Not yet of any network.
   *
   * @param lambda > 0
   */
  LayerNeurons(double lambda) {
    this(lambda, true, null);

    if (!(lambda > 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "layer-neurons needs lambda > 0 and finite, found " + lambda);
    }
  }

  private LayerNeurons(double lambda, boolean regularised, Architecture network) {
    this.lambda = lambda;
    this.regularised = regularised;
    this.network = network;
    this.layout = network == null ? null : new SpecialLayout(network, regularised);
  }

  @Override
  public LayerNeurons on(Architecture of) {
    if (of.residual()) {
      throw new IllegalArgumentException(
          "layer-neurons are for networks without skip connections, found a residual network");
    }

    return new LayerNeurons(lambda, regularised, of);
  }

  /** The same without the regulariser and its exponents. */
  LayerNeurons limit() {
    return new LayerNeurons(lambda, false, network);
  }

  /** The weights mu. */
  int[] chain() {
    return IntStream.range(1, layout.layers()).map(layout::mu).toArray();
  }

  /** The weights u of the first neuron. */
  int[] firstWeights() {
    return IntStream.range(0, layout.inputs(0)).map(j -> layout.weights(0) + j).toArray();
  }

  @Override
  public boolean insideNetwork() {
    return true;
  }

  @Override
  public double lambda() {
    return lambda;
  }

  @Override
  public String name() {
    return regularised ? "layer-neurons" : "layer-neurons-limit";
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return layout.dimension();
  }

  /** All weights that special neurons feed, neuron by neuron. */
  @Override
  public int[] amplitudes(int inputs, int outputs) {
    return IntStream.range(0, layout.layers())
        .flatMap(l -> Arrays.stream(layout.outgoing(l)))
        .toArray();
  }

  @Override
  public int[] exponents(int inputs, int outputs) {
    return regularised
        ? IntStream.range(0, layout.layers()).map(layout::bias).toArray()
        : new int[0];
  }

  /** All u and b. */
  @Override
  public int[] trivialDirections(int inputs, int outputs) {
    return IntStream.range(0, layout.layers()).flatMap(this::incoming).toArray();
  }

  /** The parameters of neuron l that nothing depends on while it feeds nothing. */
  private IntStream incoming(int l) {
    IntStream u = IntStream.range(0, layout.ordinaryInputs(l)).map(j -> layout.weights(l) + j);
    return regularised ? IntStream.concat(u, IntStream.of(layout.bias(l))) : u;
  }

  @Override
  public int[] idle(double[] parameters, int offset, int inputs, int outputs) {
    return IntStream.range(0, layout.layers())
        .filter(l -> Arrays.stream(layout.outgoing(l)).allMatch(i -> parameters[offset + i] == 0))
        .flatMap(this::incoming)
        .toArray();
  }

  @Override
  public boolean sharpens() {
    return true;
  }

  @Override
  public int originDimension(int inputs, int outputs) {
    return layout.originDimension();
  }

  @Override
  public ChartReach reach(int inputs, int outputs) {
    return new ChartReach(IntStream.range(0, layout.layers()).map(layout::inputs).toArray());
  }

  @Override
  public double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    double[] phi = raw.clone();

    for (int l = 0; l < layout.layers(); l++) {
      // What neuron l - 1 feeds is in the chart by now, mu_l with it.
      double beta = shift(phi, 0, origins, l);

      if (regularised) {
        beta += phi[layout.bias(l)];
        phi[layout.bias(l)] = beta;
      }

      scale(phi, 0, l, beta);
    }

    return phi;
  }

  @Override
  public double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    double[] phi = Arrays.copyOfRange(parameters, offset, offset + layout.dimension());
    double[] raw = phi.clone();

    for (int l = 0; l < layout.layers(); l++) {
      double shift = shift(phi, 0, origins, l);
      scale(raw, 0, l, regularised ? -phi[layout.bias(l)] : -shift);

      if (regularised) {
        raw[layout.bias(l)] -= shift;
      }
    }

    return raw;
  }

  @Override
  public void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    double below = 0;

    for (int l = 0; l < layout.layers(); l++) {
      double shift = moved(parameters, offset, from, to, l, below);

      if (l > 0) {
        scale(parameters, offset, l - 1, below);
      }

      if (regularised) {
        parameters[offset + layout.bias(l)] += shift;
      }

      below = shift;
    }

    scale(parameters, offset, layout.layers() - 1, below);
  }

  /**
   * How much larger the exponent of neuron l is at other origins.
   *
   * @param below the same of neuron l - 1, whose value at its origin is one of them
   */
  private double moved(
      double[] parameters, int offset, double[] from, double[] to, int l, double below) {
    double sum = 0;

    for (int j = 0; j < layout.inputs(l); j++) {
      int i = layout.origin(l) + j;
      boolean special = j >= layout.ordinaryInputs(l);
      double there = special ? to[i] * Elementary.exp(below) : to[i];
      sum = Math.fma(parameters[offset + layout.weights(l) + j], there - from[i], sum);
    }

    return sum;
  }

  /** (u_l, mu_l).r_l. */
  private double shift(double[] parameters, int offset, double[] origins, int l) {
    double sum = 0;

    for (int j = 0; j < layout.inputs(l); j++) {
      sum =
          Math.fma(parameters[offset + layout.weights(l) + j], origins[layout.origin(l) + j], sum);
    }

    return sum;
  }

  /** Multiplies what neuron l feeds by e^exponent. */
  private void scale(double[] parameters, int offset, int l, double exponent) {
    for (int i : layout.outgoing(l)) {
      parameters[offset + i] = ExponentialNeurons.scaled(parameters[offset + i], exponent);
    }
  }

  @Override
  public double[] advice(ChartReach reach, double[] parameters, int offset, double[] origins) {
    boolean chosen = Arrays.stream(origins).anyMatch(o -> o != 0);
    double[] advised = origins.clone();
    boolean left = false;
    double below = 0;

    for (int l = 0; l < layout.layers(); l++) {
      boolean leaves = !(Math.abs(reach.exponent(l)) <= Objective.CHART_SLACK);

      if (leaves || !chosen) {
        left = true;
        System.arraycopy(reach.origin(l), 0, advised, layout.origin(l), layout.inputs(l));
      }

      if (l > 0) {
        // As a value of neuron l - 1 in its new chart.
        int q = layout.origin(l) + layout.ordinaryInputs(l);
        advised[q] *= Elementary.exp(-below);
      }

      below = moved(parameters, offset, origins, advised, l, below);
    }

    return left && !Arrays.equals(advised, origins) ? advised : null;
  }

  @Override
  public double[] drawn(
      double a, double w, double b, RandomStream stream, int inputs, int outputs) {
    double[] raw = new double[layout.dimension()];

    for (int l = 0; l < layout.layers(); l++) {
      for (int j = 0; j < layout.inputs(l); j++) {
        raw[layout.weights(l) + j] = w * stream.nextGaussian();
      }

      double bias = b * stream.nextGaussian();

      if (regularised) {
        raw[layout.bias(l)] = bias;
      }

      for (int u = 0; l > 0 && u < layout.units(l); u++) {
        raw[layout.feeding(l) + u] = a * stream.nextGaussian();
      }
    }

    for (int k = 0; k < layout.outputs(); k++) {
      raw[layout.amplitudes() + k] = a * stream.nextGaussian();
    }

    return raw;
  }

  /** Weight e^(-beta_l), the weight as the papers write it. */
  private double weight(double[] parameters, int offset, int l, int i) {
    return ExponentialNeurons.scaled(parameters[offset + i], -parameters[offset + layout.bias(l)]);
  }

  @Override
  public double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    double sum = 0;

    for (int l = 0; regularised && l < layout.layers(); l++) {
      for (int i : layout.outgoing(l)) {
        sum += Elementary.power(weight(parameters, offset, l, i), 2 * layout.layers());
      }
    }

    return 0.5 * lambda * sum;
  }

  @Override
  public void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    double factor = lambda * layout.layers();

    for (int l = 0; regularised && l < layout.layers(); l++) {
      int beta = offset + layout.bias(l);
      double sum = 0;

      for (int i : layout.outgoing(l)) {
        double weight = weight(parameters, offset, l, i);
        double slope = factor * Elementary.power(weight, 2 * layout.layers() - 1);
        gradient[offset + i] += ExponentialNeurons.scaled(slope, -parameters[beta]);
        sum += slope * weight;
      }

      gradient[beta] -= sum;
    }
  }

  @Override
  public void addRegulariserHessianVector(
      double[] parameters,
      double[] direction,
      int offset,
      double[] result,
      int inputs,
      int outputs) {
    int n = 2 * layout.layers();

    for (int l = 0; regularised && l < layout.layers(); l++) {
      int beta = offset + layout.bias(l);
      double less = -parameters[beta];
      double corner = 0;

      for (int i : layout.outgoing(l)) {
        int at = offset + i;
        double weight = weight(parameters, offset, l, i);
        double slope = 0.5 * lambda * n * Elementary.power(weight, n - 1);
        double mixed = -n * ExponentialNeurons.scaled(slope, less);
        double square =
            n == 2
                ? lambda * Elementary.exp(2 * less)
                : ExponentialNeurons.scaled(
                    0.5 * lambda * n * (n - 1) * Elementary.power(weight, n - 2), 2 * less);
        corner += n * slope * weight;
        result[at] += term(square, direction[at]) + term(mixed, direction[beta]);
        result[beta] += term(mixed, direction[at]);
      }

      result[beta] += term(corner, direction[beta]);
    }
  }

  /** A product in which a direction of 0 has no part, also when the factor is infinite. */
  private static double term(double factor, double direction) {
    return direction == 0 ? 0 : factor * direction;
  }

  @Override
  public int regulariserRoundings() {
    return 8 * (layout.layers() + 1);
  }

  @Override
  public NetworkPass network(Architecture architecture, Kernels kernels) {
    return new NetworkPass(architecture, kernels, layout);
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    throw new UnsupportedOperationException("special neurons need the pass of their network");
  }

  @Override
  public Pass pass(NetworkPass beside, Kernels kernels, int inputs, int outputs) {
    return new LayerNeuronsPass(beside.special(), layout);
  }
}
