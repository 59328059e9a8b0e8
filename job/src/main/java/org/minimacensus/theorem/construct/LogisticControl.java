package org.minimacensus.theorem.construct;

import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;

/** A control: logistic regression on classes that no plane separates has one minimum. */
final class LogisticControl implements Construction {
  private static final int DRAWS = 200;

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String summary() {
    return "control: logistic regression on overlapping classes, one strict minimum";
  }

  @Override
  public String source() {
    return "convexity; own data";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.inputs(2), ConstructionOption.rows(""), ConstructionOption.seed());
  }

  @Override
  public Constructed build(OptionValues options) {
    int d = options.whole("--inputs", 1, "");
    int n =
        Networks.rows(
            options, d + 3, 8 * (d + 1), "fewer rows in general position can be separated");
    long seed = options.seed();
    Architecture linear =
        Networks.perceptron(d, List.of(), Activations.named("identity", 0.1), true, true);
    for (int k = 0; k < DRAWS; k++) {
      double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", k), n, d);
      double[][] targets = labels(inputs, RandomStream.of(seed, "labels", k));
      Problem problem = new Problem(inputs, targets, linear, "logistic", Task.BINARY);
      if (!bothClasses(targets)) {
        continue;
      }

      Endpoint end = problem.run(new double[d + 1]);
      Optional<KnownPoint> point =
          KnownPoint.of(problem, end.theta(), "strict-minimum", 0, BadMinimum.GRADIENT);
      if (point.isPresent()) {
        return new Constructed(problem)
            .known(point.get())
            .from(Constructed.Starts.normal(3, 100))
            .fact("expected_minima", 1)
            .fact("global_loss", point.get().loss());
      }
    }

    throw new ConstructionException(
        "all of "
            + DRAWS
            + " draws of "
            + n
            + " rows could be separated, where the loss has no minimum; take more --rows");
  }

  /** The sign of the first input, with noise that makes the classes overlap. */
  private static double[][] labels(double[][] inputs, RandomStream stream) {
    double[][] labels = new double[inputs.length][1];
    for (int i = 0; i < labels.length; i++) {
      labels[i][0] = inputs[i][0] + 1.5 * stream.nextGaussian() > 0 ? 1 : -1;
    }

    return labels;
  }

  static boolean bothClasses(double[][] labels) {
    double sum = 0;
    for (double[] row : labels) {
      sum += row[0];
    }

    return Math.abs(sum) < labels.length;
  }
}
