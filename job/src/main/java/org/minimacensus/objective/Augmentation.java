package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkPass;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;

/**
 * Something added to a network, mostly to its outputs (after the output activation), or a factor of
 * the data term, with parameters phi of its own and a regulariser of its own. One file each,
 * registered in {@link Augmentations}.
 *
 * <p>What is added inside the network ({@link #insideNetwork}) brings a {@link #network} pass that
 * has it built in and reads phi behind theta; the network alone is still theta.
 *
 * <p>In {@link Point} phi follows theta; {@code offset} is where it begins in an array of
 * parameters, of a direction or of a gradient. Indices that methods return count from the begin of
 * phi. {@code inputs} is d, {@code outputs} is K, {@code origins} is K x d row by row.
 */
public interface Augmentation extends Serializable {
  /** The objective's name in the conf file, such as {@code output-neuron}. */
  String name();

  /**
   * The same for a network, whose shape alone it may depend on.
   *
   * @throws IllegalArgumentException when there is none for it
   */
  default Augmentation on(Architecture network) {
    return this;
  }

  /** Whether it changes the hidden layers, so that the network's pass is another one. */
  default boolean insideNetwork() {
    return false;
  }

  /** Arithmetic of the network with what is added inside it. */
  default NetworkPass network(Architecture architecture, Kernels kernels) {
    return new NetworkPass(architecture, kernels);
  }

  /** Number of added parameters for d inputs and K outputs. */
  int dimension(int inputs, int outputs);

  /**
   * Per output the parameter that is 0 exactly when the augmentation adds nothing to it; of what is
   * added inside the network all weights that lead from it, which are 0 exactly when the network is
   * as it is alone. Empty when there is none.
   */
  default int[] amplitudes(int inputs, int outputs) {
    return new int[0];
  }

  /**
   * Per added neuron the parameter that changes the regulariser alone (the bias of the exponent);
   * empty when there is none.
   */
  default int[] exponents(int inputs, int outputs) {
    return new int[0];
  }

  /**
   * The parameters that do not matter while all amplitudes are 0: endpoints that differ in them
   * alone are one endpoint.
   */
  default int[] trivialDirections(int inputs, int outputs) {
    return new int[0];
  }

  /**
   * Those of the {@link #trivialDirections} that do not matter at a point, as what they act through
   * is 0 there; here they belong to one amplitude after the other, as many to each.
   */
  default int[] idle(double[] parameters, int offset, int inputs, int outputs) {
    int[] amplitudes = amplitudes(inputs, outputs);
    int[] free = trivialDirections(inputs, outputs);
    return IntStream.range(0, free.length)
        .filter(i -> parameters[offset + amplitudes[i * amplitudes.length / free.length]] == 0)
        .map(i -> free[i])
        .toArray();
  }

  /** Length of a chart's origins. */
  default int originDimension(int inputs, int outputs) {
    return inputs * outputs;
  }

  /** Nothing reached so far. */
  default ChartReach reach(int inputs, int outputs) {
    return new ChartReach(inputs, outputs);
  }

  /**
   * Null, or the origins of a chart that suits a point better.
   *
   * @param reach over all rows, in the chart with these origins
   */
  default double[] advice(ChartReach reach, double[] parameters, int offset, double[] origins) {
    return reach.advice(origins, Objective.CHART_SLACK);
  }

  /**
   * Parameters as the papers write them, at random: here per output (a, w_1..w_d, b), or (A,
   * w_1..w_d) where there is no b, of the same draws.
   *
   * @param a standard deviation of amplitudes, {@code w} of weights, {@code b} of biases
   */
  default double[] drawn(
      double a, double w, double b, RandomStream stream, int inputs, int outputs) {
    int each = dimension(inputs, outputs) / outputs;
    double[] raw = new double[outputs * each];

    for (int k = 0; k < outputs; k++) {
      double[] drawn = new double[inputs + 2];
      Arrays.setAll(drawn, j -> (j == 0 ? a : j <= inputs ? w : b) * stream.nextGaussian());
      System.arraycopy(drawn, 0, raw, k * each, each);
    }

    return raw;
  }

  /** Of the regulariser, which is lambda/2 times something; 0 without one. */
  default double lambda() {
    return 0;
  }

  /** What the data term is multiplied with; empty for 1. */
  default Optional<LossFactor> lossFactor() {
    return Optional.empty();
  }

  /** Whether weights of its own may grow without bound, towards a spike at some inputs. */
  default boolean sharpens() {
    return false;
  }

  /** Whether {@link Inspection#rows} lists the rows of the training set. */
  default boolean listsRows() {
    return false;
  }

  /**
   * The parameters as the papers write them, in the chart with these origins; here they are phi.
   */
  default double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    return raw.clone();
  }

  /** The inverse of {@link #fromRaw}; reads phi at offset. */
  default double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    return Arrays.copyOfRange(parameters, offset, offset + dimension(inputs, outputs));
  }

  /**
   * Rewrites phi at offset for other origins; function and regulariser stay the same up to
   * rounding.
   */
  void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs);

  /** The regulariser, never scaled by the reduction; 0 unless there is one. */
  default double regulariser(double[] parameters, int offset, int inputs, int outputs) {
    return 0;
  }

  /** Adds the regulariser's gradient at offset. */
  default void addRegulariserGradient(
      double[] parameters, int offset, double[] gradient, int inputs, int outputs) {
    // Without a regulariser there is nothing to add.
  }

  /**
   * Adds the regulariser's Hessian applied to a direction at offset; symmetric to the last bit for
   * unit directions.
   */
  default void addRegulariserHessianVector(
      double[] parameters,
      double[] direction,
      int offset,
      double[] result,
      int inputs,
      int outputs) {
    // Without a regulariser there is nothing to add.
  }

  /** Roundings in an entry of the regulariser's gradient at most. */
  default int regulariserRoundings() {
    return 8;
  }

  /** Arithmetic on row tiles with scratch of its own, for one thread. */
  Pass pass(Kernels kernels, int inputs, int outputs);

  /**
   * The same beside a pass of the network.
   *
   * @param beside from {@link #network}; passed forward, backward and along tangents before
   */
  default Pass pass(NetworkPass beside, Kernels kernels, int inputs, int outputs) {
    return pass(kernels, inputs, outputs);
  }

  /**
   * The added function g(x; phi) on row tiles, laid out as {@link Kernels} says. For one tile first
   * {@link #forward}, then the others. Arrays of K x rows have no offset. Lane sums of phi_j stand
   * at {@code lanes[(laneOffset + j) * Kernels.LANES]}.
   */
  interface Pass {
    /** s_kr += g_k(x_r). */
    void forward(
        double[] parameters,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] s,
        int ld,
        int rows);

    /** lanes_j += sum_kr c_kr dg_kr/dphi_j. */
    void gradient(
        double[] parameters,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] c,
        double[] lanes,
        int laneOffset);

    /** ds_kr += sum_j dg_kr/dphi_j direction_j, the direction's part for phi at offset too. */
    void tangent(
        double[] parameters,
        double[] direction,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] ds);

    /**
     * The derivative of {@link #gradient} along the direction of the last {@link #tangent}: lanes_j
     * += sum_kr (rc_kr dg_kr/dphi_j + c_kr sum_i d2g_kr/dphi_j dphi_i direction_i).
     */
    void gradientTangent(
        double[] parameters,
        double[] direction,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] c,
        double[] rc,
        double[] lanes,
        int laneOffset);

    /** Notes the largest exponents of the tile's first {@code real} rows. */
    void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into);

    /** The largest |g_kr| of the tile's first {@code real} rows. */
    double contribution(double[] parameters, int offset, int real);

    /** errors_kr += a bound on the rounding error of g_kr. */
    void addOutputErrors(
        double[] parameters,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] errors);

    /**
     * Adds to {@code bounds[offset + j]} what the rounding errors of one tile may amount to in the
     * data term's derivative by phi_j.
     *
     * @param errors bounds on the errors of c
     * @param steps roundings of a sum over rows
     */
    void addGradientErrors(
        double[] parameters,
        int offset,
        double[] origins,
        double[] x,
        int xOffset,
        double[] c,
        double[] errors,
        int real,
        double steps,
        double[] bounds);
  }
}
