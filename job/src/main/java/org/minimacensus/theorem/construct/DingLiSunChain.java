package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/**
 * Sub-optimal minima of networks of any depth and width: every hidden layer consists of identical
 * units, so that the rows needed do not grow with the widths.
 */
final class DingLiSunChain implements Construction {
  /** Chains drawn; the residual asks for few, its condition for many. */
  private static final int DRAWS = 400;

  /** Chains with the best residuals whose Hessians are looked at. */
  private static final int FINALISTS = 8;

  @Override
  public String name() {
    return "ding-li-sun-chain";
  }

  @Override
  public String summary() {
    return "sub-optimal minimum of a network of any depth and widths, all layers of identical"
        + " units";
  }

  @Override
  public String source() {
    return "Ding, Li, Sun 2019, sub-optimal local minima exist for neural networks with almost all"
        + " non-linear activations; construction re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    List<ConstructionOption> options = new ArrayList<>(SmoothUnits.options("tanh"));
    options.add(
        ConstructionOption.of(
            "--hidden", "M,M,...", "4,4", "widths of the hidden layers, each >= 2"));
    options.add(ConstructionOption.inputs(1));
    options.add(ConstructionOption.rows(""));
    options.add(
        ConstructionOption.of(
            "--kappa", "K", "1", "length of the residual; lowered until the point is a minimum"));
    options.add(ConstructionOption.seed());
    return options;
  }

  @Override
  public Constructed build(OptionValues options) {
    List<Integer> widths =
        options.wholes(
            "--hidden", 2, "a single unit has no identical one that it could be told apart from");
    return build(options, widths);
  }

  /** The same for given widths, which may be one. */
  static Constructed build(OptionValues options, List<Integer> widths) {
    int d = options.whole("--inputs", 1, "");
    Architecture architecture =
        Networks.perceptron(
            d,
            widths,
            SmoothUnits.activation(options),
            options.flag("--bias"),
            options.flag("--output-bias"));
    int needed = UnitChain.equations(architecture);
    int n =
        Networks.rows(
            options,
            needed,
            needed + needed / 2 + 2,
            "the residual of this network satisfies " + needed + " equations");
    double kappa = options.positive("--kappa");
    long seed = options.seed();
    double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", 0), n, d);
    int zeroModes = UnitChain.zeroModes(widths);
    List<BadMinimum> found = new ArrayList<>();
    for (Draw draw : best(architecture, inputs, seed)) {
      BadMinimum minimum =
          BadMinimum.of(architecture, inputs, draw.chain.theta(), draw.residual, kappa, zeroModes);
      if (minimum != null) {
        found.add(minimum);
      }
    }

    found.sort(Comparator.comparingDouble(m -> -m.margin()));
    for (BadMinimum minimum : found) {
      Optional<Constructed> made = minimum.certified(zeroModes);
      if (made.isPresent()) {
        return made.get().fact("expected_minima", "at least 2, one of them this sub-optimal class");
      }
    }

    throw new ConstructionException(
        "no minimum was found and certified among "
            + DRAWS
            + " draws of the identical units on "
            + n
            + " rows; take another --seed or more --rows (now "
            + n
            + ", at least "
            + needed
            + ")");
  }

  private static final class Draw {
    final UnitChain chain;
    final double[] residual;

    Draw(UnitChain chain, double[] residual) {
      this.chain = chain;
      this.residual = residual;
    }
  }

  /** The chains with the shortest residuals, which curve most for their length. */
  private static List<Draw> best(Architecture architecture, double[][] inputs, long seed) {
    List<Draw> draws = new ArrayList<>();
    for (int k = 0; k < DRAWS; k++) {
      UnitChain chain = UnitChain.draw(architecture, RandomStream.of(seed, "units", k));
      double[] residual = chain.residual(inputs);
      if (residual != null) {
        draws.add(new Draw(chain, residual));
      }
    }

    draws.sort(Comparator.comparingDouble(d -> Vector.norm(d.residual)));
    return draws.subList(0, Math.min(FINALISTS, draws.size()));
  }
}
