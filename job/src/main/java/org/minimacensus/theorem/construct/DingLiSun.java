package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;

/** A sub-optimal minimum of a network with one hidden layer of any width, of identical units. */
final class DingLiSun implements Construction {
  @Override
  public String name() {
    return "ding-li-sun";
  }

  @Override
  public String summary() {
    return "sub-optimal minimum of one hidden layer of any width with a smooth activation";
  }

  @Override
  public String source() {
    return "Ding, Li, Sun 2019, sub-optimal local minima exist for neural networks with almost all"
        + " non-linear activations; construction re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    List<ConstructionOption> options = new ArrayList<>(SmoothUnits.options("tanh"));
    options.add(ConstructionOption.of("--hidden", "M", "2", "hidden units, >= 2"));
    options.add(ConstructionOption.inputs(1));
    options.add(ConstructionOption.rows(""));
    options.add(
        ConstructionOption.of("--kappa", "K", "1", "length of the residual; the loss is K^2 / 2"));
    options.add(ConstructionOption.seed());
    return options;
  }

  @Override
  public Constructed build(OptionValues options) {
    int hidden =
        options.whole(
            "--hidden", 2, "a single unit has no identical one that it could be told apart from");
    return DingLiSunChain.build(options, List.of(hidden));
  }
}
