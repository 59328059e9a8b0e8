package org.minimacensus.theorem.construct;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/**
 * The networks on which it was settled in the 1990s whether the exclusive or has local minima:
 * sigmoid units, sigmoid output, targets 0.1 and 0.9, squared loss.
 */
final class XorNetwork implements Construction {
  private static final int ROWS = 4;
  private static final int STARTS = 300;

  /** What is published of a network. */
  private record Published(int hidden, boolean direct, String source, String minima) {}

  private static final Map<String, Published> NETWORKS = new LinkedHashMap<>();

  static {
    NETWORKS.put(
        "2-1-1-direct",
        new Published(
            1,
            true,
            "Sprinkhuizen-Kuyper, Boers 1996, the error surface of the simplest XOR network has"
                + " only global minima",
            "all of loss 0; all other finite stationary points are saddles"));
    NETWORKS.put(
        "2-2-1",
        new Published(
            2,
            false,
            "Sprinkhuizen-Kuyper, Boers 1999, the local minima of the error surface of the 2-2-1"
                + " XOR network; Hamey 1998, XOR has no local minima",
            "finite ones of loss 0 only; sub-optimal regions are at infinity, with saturated"
                + " units"));
    NETWORKS.put(
        "2-3-1",
        new Published(
            3,
            false,
            "Sprinkhuizen-Kuyper, Boers 1999, a local minimum for the 2-3-1 XOR network",
            "of loss 0; the paper describes a region of local minima of non-zero error"));
  }

  @Override
  public String name() {
    return "xor-network";
  }

  @Override
  public String summary() {
    return "the classical XOR networks: sigmoid units and output, targets 0.1 and 0.9";
  }

  @Override
  public String source() {
    return "Sprinkhuizen-Kuyper, Boers 1996 and 1999; Hamey 1998";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of("--network", "NAME", "2-2-1", String.join(", ", NETWORKS.keySet())));
  }

  @Override
  public Constructed build(OptionValues options) {
    Published published = NETWORKS.get(options.choice("--network", List.copyOf(NETWORKS.keySet())));
    double[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    double[][] targets = {{0.1}, {0.9}, {0.9}, {0.1}};
    Architecture network =
        new Architecture(
            2,
            List.of(published.hidden),
            1,
            Activations.named("sigmoid", 0.1),
            Activations.named("sigmoid", 0.1),
            true,
            true,
            published.direct);
    Problem problem = new Problem(inputs, targets, network, "squared", Task.REGRESSION);
    int zeroModes = problem.dimension() - ROWS;
    KnownPoint point =
        GlobalMinimum.find(problem, RandomStream.of(0, "starts", 0), 2, STARTS, zeroModes)
            .orElseThrow(
                () -> new IllegalStateException("none of " + STARTS + " starts reached loss 0"));
    double[] flat = new double[problem.dimension()];
    return new Constructed(problem)
        .known(point)
        .from(Constructed.Starts.normal(2, 500))
        .fact("published_in", published.source)
        .fact("expected_minima", published.minima)
        .fact("global_loss", 0.0)
        .fact("stationary_at_zero_loss", problem.value(flat))
        .fact("stationary_at_zero_gradient_norm", problem.gradientNorm(flat));
  }
}
