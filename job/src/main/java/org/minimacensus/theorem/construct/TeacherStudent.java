package org.minimacensus.theorem.construct;

import java.util.List;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;

/** Targets by a random network: a student of the same width or wider can fit them. */
final class TeacherStudent implements Construction {
  @Override
  public String name() {
    return "teacher-student";
  }

  @Override
  public String summary() {
    return "targets by a random network, which the student can fit, with noise if wanted";
  }

  @Override
  public String source() {
    return "teacher and student networks, such as in Saad, Solla 1995, on-line learning in soft"
        + " committee machines; own data";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of("--activation", "SIGMA", "tanh", "any activation"),
        ConstructionOption.of("--hidden", "M", "2", "hidden units of the teacher"),
        ConstructionOption.of(
            "--student", "M", "", "hidden units of the student; default: as the teacher"),
        ConstructionOption.inputs(2),
        ConstructionOption.rows("40"),
        ConstructionOption.flag("--bias", true, "biases of the hidden units"),
        ConstructionOption.flag("--output-bias", true, "bias of the output"),
        ConstructionOption.of("--noise", "S", "0", "deviation of normal noise on the targets"),
        ConstructionOption.seed());
  }

  @Override
  public Constructed build(OptionValues options) {
    Activation sigma = Activations.named(options.choice("--activation", Activations.names()), 0.1);
    int teacher = options.whole("--hidden", 1, "");
    int student = options.has("--student") ? options.whole("--student", 1, "") : teacher;
    int d = options.whole("--inputs", 1, "");
    int n = options.whole("--rows", 1, "");
    double noise = options.notNegative("--noise");
    long seed = options.seed();
    double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", 0), n, d);
    Architecture taught =
        Networks.perceptron(
            d, List.of(student), sigma, options.flag("--bias"), options.flag("--output-bias"));
    Architecture teaching =
        Networks.perceptron(
            d, List.of(teacher), sigma, options.flag("--bias"), options.flag("--output-bias"));
    Problem lesson = Problem.squared(inputs, new double[n], teaching);
    double[] truth = lesson.start(RandomStream.of(seed, "teacher", 0), 1);
    boolean fits = student >= teacher;
    double[] theta = fits ? widened(taught, teaching, truth, seed) : truth;
    // By the student's own arithmetic, so that without noise the loss is exactly 0.
    double[][] outputs = (fits ? lesson.with(taught) : lesson).outputs(theta);
    double[] targets = new double[n];
    RandomStream errors = RandomStream.of(seed, "noise", 0);
    for (int i = 0; i < n; i++) {
      targets[i] = noise == 0 ? outputs[i][0] : outputs[i][0] + noise * errors.nextGaussian();
    }

    Problem problem = Problem.squared(inputs, targets, taught);
    Constructed made =
        new Constructed(problem)
            .fact("teacher_theta", truth)
            .fact("teacher_hidden", teacher)
            .fact("realisable", fits && noise == 0)
            .from(Constructed.Starts.USUAL)
            .fact("expected_minima", "not known");
    return fits && noise == 0 ? made.fact("global_loss", 0.0).known(global(problem, theta)) : made;
  }

  private static KnownPoint global(Problem problem, double[] theta) {
    Endpoint end = problem.certify(theta);
    if (!end.endpointClass().isMinimum()) {
      throw new ConstructionException(
          "the certificate does not agree that the teacher is a minimum, it says "
              + end.endpointClass().label()
              + "; take another --seed");
    }

    return KnownPoint.of(problem, theta, end.endpointClass().label(), -1, BadMinimum.GRADIENT)
        .orElseThrow(
            () -> new ConstructionException("the teacher is no minimum; take another --seed"));
  }

  /** The teacher with further units of outgoing weight 0. */
  private static double[] widened(
      Architecture student, Architecture teacher, double[] truth, long seed) {
    ParameterLayout layout = student.layout();
    ParameterLayout from = teacher.layout();
    RandomStream spare = RandomStream.of(seed, "spare", 0);
    double[] theta = new double[layout.dimension()];
    for (int unit = 0; unit < layout.units(0); unit++) {
      boolean taught = unit < from.units(0);
      for (int k = 0; k < student.inputs(); k++) {
        theta[layout.weight(0, unit, k)] =
            taught ? truth[from.weight(0, unit, k)] : spare.nextGaussian();
      }

      if (student.bias()) {
        theta[layout.bias(0, unit)] = taught ? truth[from.bias(0, unit)] : spare.nextGaussian();
      }

      theta[layout.weight(1, 0, unit)] = taught ? truth[from.weight(1, 0, unit)] : 0;
    }

    if (student.outputBias()) {
      theta[layout.biasOffset(1)] = truth[from.biasOffset(1)];
    }

    return theta;
  }
}
