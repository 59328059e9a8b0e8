package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.RandomStream;

/** Normal clusters around random centres, their classes in turns. */
final class GaussianMixture implements Construction {
  @Override
  public String name() {
    return "gaussian-mixture";
  }

  @Override
  public String summary() {
    return "normal clusters around random centres, classes in turns";
  }

  @Override
  public String source() {
    return "own data";
  }

  @Override
  public List<ConstructionOption> options() {
    List<ConstructionOption> options = new ArrayList<>();
    options.add(ConstructionOption.of("--clusters", "C", "4", "clusters, >= 2"));
    options.add(
        ConstructionOption.of(
            "--spread", "S", "0.5", "deviation within a cluster; centres have 2"));
    options.add(ConstructionOption.inputs(2));
    options.add(ConstructionOption.rows("40"));
    options.addAll(Labelled.network(3));
    options.add(ConstructionOption.seed());
    return options;
  }

  @Override
  public Constructed build(OptionValues options) {
    int clusters = options.whole("--clusters", 2, "each class has one");
    int d = options.whole("--inputs", 1, "");
    int n = options.whole("--rows", clusters, "each cluster has a row");
    double spread = options.notNegative("--spread");
    RandomStream of = RandomStream.of(options.seed(), "centres", 0);
    double[][] centres = new double[clusters][d];
    for (double[] centre : centres) {
      for (int k = 0; k < d; k++) {
        centre[k] = 2 * of.nextGaussian();
      }
    }

    RandomStream stream = RandomStream.of(options.seed(), "inputs", 0);
    double[][] inputs = new double[n][d];
    double[][] labels = new double[n][1];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        inputs[i][k] = centres[i % clusters][k] + spread * stream.nextGaussian();
      }

      labels[i][0] = i % clusters % 2 == 0 ? -1 : 1;
    }

    return new Constructed(Labelled.problem(options, inputs, labels))
        .fact("centres", centres)
        .fact("expected_minima", "not known");
  }
}
