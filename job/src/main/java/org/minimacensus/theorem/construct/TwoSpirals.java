package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.RandomStream;

/** Two interleaved spirals in the plane, one for each class. */
final class TwoSpirals implements Construction {
  private static final double INNER = 0.4;
  private static final double OUTER = 2;

  @Override
  public String name() {
    return "two-spirals";
  }

  @Override
  public String summary() {
    return "two interleaved spirals in the plane, one for each class";
  }

  @Override
  public String source() {
    return "Lang, Witbrock 1988, learning to tell two spirals apart; own data";
  }

  @Override
  public List<ConstructionOption> options() {
    List<ConstructionOption> options = new ArrayList<>();
    options.add(ConstructionOption.of("--points", "N", "16", "points of each spiral"));
    options.add(ConstructionOption.of("--turns", "T", "1", "turns of each spiral"));
    options.add(
        ConstructionOption.of("--noise", "S", "0.08", "deviation of normal noise on the inputs"));
    options.addAll(Labelled.network(3));
    options.add(ConstructionOption.seed());
    return options;
  }

  @Override
  public Constructed build(OptionValues options) {
    int points = options.whole("--points", 2, "a spiral has two ends");
    double turns = options.positive("--turns");
    double noise = options.notNegative("--noise");
    RandomStream stream = RandomStream.of(options.seed(), "noise", 0);
    double[][] inputs = new double[2 * points][2];
    double[][] labels = new double[2 * points][1];
    for (int i = 0; i < inputs.length; i++) {
      int along = i / 2;
      double t = along / (points - 1.0);
      double angle = 2 * Math.PI * turns * t + (i % 2) * Math.PI;
      double radius = INNER + (OUTER - INNER) * t;
      inputs[i][0] = radius * StrictMath.cos(angle) + noise * stream.nextGaussian();
      inputs[i][1] = radius * StrictMath.sin(angle) + noise * stream.nextGaussian();
      labels[i][0] = 2 * (i % 2) - 1;
    }

    return new Constructed(Labelled.problem(options, inputs, labels))
        .fact("expected_minima", "not known");
  }
}
