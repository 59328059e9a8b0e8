package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.numeric.RandomStream;

/** Random points with random signs: what there is to learn is learnt by heart. */
final class RandomLabels implements Construction {
  @Override
  public String name() {
    return "random-labels";
  }

  @Override
  public String summary() {
    return "normal points with random signs";
  }

  @Override
  public String source() {
    return "Zhang, Bengio, Hardt, Recht, Vinyals 2017, understanding deep learning requires"
        + " rethinking generalization; own data";
  }

  @Override
  public List<ConstructionOption> options() {
    List<ConstructionOption> options = new ArrayList<>();
    options.add(ConstructionOption.inputs(2));
    options.add(ConstructionOption.rows("12"));
    options.addAll(Labelled.network(4));
    options.add(ConstructionOption.seed());
    return options;
  }

  @Override
  public Constructed build(OptionValues options) {
    int d = options.whole("--inputs", 1, "");
    int n = options.whole("--rows", 2, "there are two classes");
    double[][] inputs = Networks.normalRows(RandomStream.of(options.seed(), "inputs", 0), n, d);
    RandomStream signs = RandomStream.of(options.seed(), "signs", 0);
    double[][] labels = new double[n][1];
    do {
      for (double[] row : labels) {
        row[0] = signs.nextInt(2) == 0 ? -1 : 1;
      }
    } while (!LogisticControl.bothClasses(labels));

    return new Constructed(Labelled.problem(options, inputs, labels))
        .fact("expected_minima", "not known");
  }
}
