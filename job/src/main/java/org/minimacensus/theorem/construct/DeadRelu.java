package org.minimacensus.theorem.construct;

import java.util.List;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;

/**
 * Relu units that are active on no row: they stay so, and the others at a minimum of the network
 * without them make a minimum of the whole.
 */
final class DeadRelu implements Construction {
  private static final double CLEAR = 1;
  private static final int STARTS = 60;

  @Override
  public String name() {
    return "dead-relu";
  }

  @Override
  public String summary() {
    return "relu units dead on all rows, all or some: a sub-optimal minimum of the others alone";
  }

  @Override
  public String source() {
    return "dead units of relu networks, such as in Yun, Sra, Jadbabaie 2019; re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of("--hidden", "M", "3", "hidden units"),
        ConstructionOption.of("--dead", "K", "", "dead units; default: all"),
        ConstructionOption.inputs(2),
        ConstructionOption.rows("12"),
        ConstructionOption.seed());
  }

  @Override
  public Constructed build(OptionValues options) {
    int m = options.whole("--hidden", 1, "");
    int dead = options.has("--dead") ? options.whole("--dead", 1, "") : m;
    if (dead > m) {
      throw options.wrong("--dead", "at most the " + m + " hidden units", "");
    }

    int d = options.whole("--inputs", 1, "");
    int alive = m - dead;
    int needed = alive * (d + 2) + 2;
    int n =
        options.whole(
            "--rows", needed, "with fewer the " + alive + " units that are alive fit all rows");
    long seed = options.seed();
    double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", 0), n, d);
    double[] targets = bentTargets(inputs, RandomStream.of(seed, "targets", 0));
    Architecture whole = network(d, m);
    Problem problem = Problem.squared(inputs, targets, whole);
    double[] rest = alive == 0 ? new double[] {mean(targets)} : smaller(problem, alive, seed);
    double[] theta = extended(problem, rest, alive, RandomStream.of(seed, "units", 0));
    int zeroModes = dead * (d + 2) + alive;
    KnownPoint point =
        KnownPoint.of(problem, theta, "degenerate-minimum", zeroModes, BadMinimum.GRADIENT)
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "the certificate does not agree that the point is a minimum; take another"
                            + " --seed"));
    LowerPoint lower =
        LowerPoint.search(problem, point.loss(), RandomStream.of(seed, "lower", 0))
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "no lower loss was found; take another --seed or more --dead"));
    return new Constructed(problem)
        .known(point.over(problem, lower))
        .fact("dead_units", dead)
        .fact("expected_minima", "at least 2, one of them this sub-optimal class");
  }

  /** |x_1| + x_d / 2 and some noise, which no affine map fits. */
  static double[] bentTargets(double[][] inputs, RandomStream stream) {
    double[] targets = new double[inputs.length];
    for (int i = 0; i < targets.length; i++) {
      double[] x = inputs[i];
      targets[i] = Math.abs(x[0]) + 0.5 * x[x.length - 1] + 0.1 * stream.nextGaussian();
    }

    return targets;
  }

  private static Architecture network(int d, int hidden) {
    return Networks.perceptron(d, List.of(hidden), Activations.named("relu", 0.1), true, true);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }

    return sum / values.length;
  }

  /** The lowest minimum found of the units that are alive, flat by their scalings alone. */
  private static double[] smaller(Problem whole, int alive, long seed) {
    Problem problem = whole.with(network(whole.inputs()[0].length, alive));
    RandomStream stream = RandomStream.of(seed, "starts", 0);
    Endpoint best = null;
    for (int k = 0; k < STARTS; k++) {
      Endpoint end = problem.run(problem.start(stream, 1));
      if (end.endpointClass().isMinimum()
          && end.hessianZeroModes() == alive
          && problem.gradientNorm(end.theta()) <= BadMinimum.GRADIENT
          && (best == null || end.loss() < best.loss())) {
        best = end;
      }
    }

    if (best == null) {
      throw new ConstructionException(
          "no minimum of the "
              + alive
              + " units that are alive was found away from kinks in "
              + STARTS
              + " starts; take another --seed or more --rows");
    }

    return best.theta();
  }

  private static double[] extended(Problem problem, double[] rest, int alive, RandomStream stream) {
    ParameterLayout layout = problem.architecture().layout();
    int d = problem.inputs()[0].length;
    double[] theta = new double[layout.dimension()];
    ParameterLayout from = network(d, Math.max(1, alive)).layout();
    for (int unit = 0; unit < layout.units(0); unit++) {
      double[] w = new double[d];
      for (int k = 0; k < d; k++) {
        w[k] = unit < alive ? rest[from.weight(0, unit, k)] : 0.5 * stream.nextGaussian();
        theta[layout.weight(0, unit, k)] = w[k];
      }

      double highest = Double.NEGATIVE_INFINITY;
      for (double[] row : problem.inputs()) {
        highest = Math.max(highest, Vector.dot(w, row));
      }

      theta[layout.bias(0, unit)] = unit < alive ? rest[from.bias(0, unit)] : -highest - CLEAR;
      theta[layout.weight(1, 0, unit)] =
          unit < alive ? rest[from.weight(1, 0, unit)] : stream.nextGaussian();
    }

    theta[layout.biasOffset(1)] = rest[rest.length - 1];
    return theta;
  }
}
