package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

class MergingUnitsTest {
  @Test
  void look() {
    int n = 161;
    double[][] x = new double[n][1];
    for (int i = 0; i < n; i++) {
      x[i][0] = normalQuantile((i + 0.5) / n);
    }

    Architecture teacher = new Architecture(1, List.of(2), 1, Activations.named("erf", 0), Activations.named("identity", 0), true, false, false);
    double r = Math.sqrt(0.5);
    double[][] y = new Network(teacher).outputs(new double[] {5 * r, 5 * r, 2.5 * r, -2.5 * r, 1, 1}, x);
    DataDescription description =
        new DataDescription(n, 1, Task.REGRESSION, List.of("x"), List.of("y"), List.of(),
            List.of(0.0), List.of(1.0), List.of(0.0), List.of(1.0), "", List.of());
    Dataset data = DatasetBuilder.dataset(x, y, description, 1);
    Architecture student = new Architecture(1, List.of(2), 1, Activations.named("erf", 0), Activations.named("identity", 0), false, false, false);
    Objective plain = Objective.plain(student, Losses.named("squared", 3), Reduction.MEAN, 0);
    LocalEvaluator evaluator = new LocalEvaluator(plain, data);
    RestartRunner runner = new RestartRunner(evaluator, evaluator, of -> new LocalEvaluator(of, data),
        FunctionSpaceFloor.of(data, plain.loss(), Reduction.MEAN),
        new RestartSettings("auto", 1e-8, 5000, 0.1, false));
    for (int k = 0; k < 30; k++) {
      RandomStream s = RandomStream.of(1, "start", k);
      Endpoint e = runner.run(k, 7, Point.of(new double[] {2 * s.nextGaussian(), 2 * s.nextGaussian(), s.nextGaussian(), s.nextGaussian()}), StepListener.NONE);
      System.out.println(e.endpointClass() + " " + e.loss() + " " + e.limitLoss() + " " + java.util.Arrays.toString(e.theta()) + " " + e.iterations() + " " + e.evidence());
    }
  }

  private static double normalQuantile(double p) {
    double low = -10;
    double high = 10;
    for (int k = 0; k < 200; k++) {
      double m = (low + high) / 2;
      if ((1 + org.minimacensus.numeric.ErrorFunction.erf(m / Math.sqrt(2))) / 2 < p) low = m; else high = m;
    }
    return low;
  }
}
