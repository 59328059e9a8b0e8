package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;

/**
 * Relu units that are active on all rows: the network is affine there, and the linear fit is a
 * minimum.
 */
final class AffineRegion implements Construction {
  /** Pre-activations are at least this far on the active side. */
  private static final double CLEAR = 1;

  @Override
  public String name() {
    return "affine-region";
  }

  @Override
  public String summary() {
    return "relu or leaky-relu units active on all rows: the linear fit as a sub-optimal minimum";
  }

  @Override
  public String source() {
    return "after Yun, Sra, Jadbabaie 2019, small nonlinearities in activation functions create bad"
        + " local minima in neural networks; re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of("--activation", "SIGMA", "relu", "relu or leaky-relu"),
        ConstructionOption.of("--hidden", "M", "3", "hidden units"),
        ConstructionOption.inputs(2),
        ConstructionOption.rows("12"),
        ConstructionOption.seed());
  }

  @Override
  public Constructed build(OptionValues options) {
    String name = options.choice("--activation", List.of("relu", "leaky-relu"));
    int m = options.whole("--hidden", 1, "");
    int d = options.whole("--inputs", 1, "");
    int n = options.whole("--rows", d + 2, d + 1 + " rows have an exact linear fit");
    long seed = options.seed();
    double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", 0), n, d);
    double[] targets = DeadRelu.bentTargets(inputs, RandomStream.of(seed, "targets", 0));
    Architecture architecture =
        Networks.perceptron(d, List.of(m), Activations.named(name, 0.1), true, true);
    Problem problem = Problem.squared(inputs, targets, architecture);
    double[] theta = active(problem, RandomStream.of(seed, "units", 0));
    // The outputs see the affine map alone, d + 1 numbers.
    int zeroModes = theta.length - (d + 1);
    KnownPoint point =
        KnownPoint.of(problem, theta, "degenerate-minimum", zeroModes, BadMinimum.GRADIENT)
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "the certificate does not agree that the linear fit is a minimum; take"
                            + " another --seed"));
    LowerPoint lower =
        LowerPoint.search(problem, point.loss(), RandomStream.of(seed, "lower", 0))
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "no lower loss than that of the linear fit was found; take another --seed"
                            + " or more --hidden"));
    return new Constructed(problem)
        .known(point.over(problem, lower))
        .fact("expected_minima", "at least 2, one of them this sub-optimal class");
  }

  private static double[] active(Problem problem, RandomStream stream) {
    double[][] inputs = problem.inputs();
    ParameterLayout layout = problem.architecture().layout();
    int d = inputs[0].length;
    int m = layout.units(0);
    List<double[]> columns = new ArrayList<>(List.of(Vector.transposed(inputs)));
    double[] ones = new double[inputs.length];
    Arrays.fill(ones, 1);
    columns.add(ones);
    double[] fit = new LeastSquares(columns).coefficients(Vector.column(problem.targets(), 0));
    double[] theta = new double[layout.dimension()];
    double[] left = fit.clone();
    for (int unit = m - 1; unit >= 0; unit--) {
      // The first unit, of outgoing weight 1, takes what the others leave of the slopes.
      double v = unit == 0 ? 1 : 0.5 + 0.5 * stream.nextDouble();
      double[] w = new double[d];
      for (int k = 0; k < d; k++) {
        w[k] = unit == 0 ? left[k] : 0.5 * stream.nextGaussian();
        left[k] -= v * w[k];
        theta[layout.weight(0, unit, k)] = w[k];
      }

      double lowest = Double.POSITIVE_INFINITY;
      for (double[] row : inputs) {
        lowest = Math.min(lowest, Vector.dot(w, row));
      }

      theta[layout.bias(0, unit)] = CLEAR - lowest;
      theta[layout.weight(1, 0, unit)] = v;
      left[d] -= v * (CLEAR - lowest);
    }

    theta[layout.biasOffset(1)] = left[d];
    return theta;
  }
}
