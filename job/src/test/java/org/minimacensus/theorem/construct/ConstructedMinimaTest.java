package org.minimacensus.theorem.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/** Constructed minima, by an evaluator of the test's own on the numbers as they are written. */
class ConstructedMinimaTest {
  private final Map<String, String> values = new LinkedHashMap<>();
  private Constructed made;
  private LocalEvaluator evaluator;
  private Dataset data;

  private void build(String kind, String options) {
    for (String option : options == null ? new String[0] : options.split(" ")) {
      String[] parts = option.split("=", 2);
      values.put("--" + parts[0], parts[1]);
    }

    Construction construction = Constructions.named(kind);
    made = construction.build(OptionValues.of(construction, values));
    Problem problem = made.problem();
    data = PlainRows.set(read(problem.inputs()), read(problem.targets()), problem.task());
    evaluator =
        new LocalEvaluator(
            Objective.plain(problem.architecture(), loss(problem), Reduction.SUM, 0), data);
  }

  private static Loss loss(Problem problem) {
    return Losses.named(problem.loss(), 3);
  }

  /** Through text and back. */
  private static double[][] read(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(v -> Double.parseDouble(Double.toString(v))).toArray())
        .toArray(double[][]::new);
  }

  private double value(double[] theta) {
    return evaluator.evaluate(Question.value(Point.of(theta))).value();
  }

  private double gradientNorm(double[] theta) {
    return Arrays.stream(evaluator.evaluate(Question.gradient(Point.of(theta))).gradient().values())
        .map(Math::abs)
        .max()
        .getAsDouble();
  }

  private SymmetricEigen spectrum(double[] theta) {
    return SymmetricEigen.of(evaluator.evaluate(Question.hessian(Point.of(theta))).hessian());
  }

  private Endpoint end(double[] theta) {
    return new RestartRunner(
            evaluator,
            evaluator,
            of -> new LocalEvaluator(of, data),
            FunctionSpaceFloor.of(data, loss(made.problem()), Reduction.SUM),
            new RestartSettings("auto", 1e-10, 5000, 0.1, false))
        .run(3, 11, Point.of(theta), StepListener.NONE);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvFileSource(resources = "/constructions/minima.csv")
  void isAFlatSubOptimalMinimum(String kind, String options, int zeroModes) {
    build(kind, options == null ? null : options.replace(';', ','));
    KnownPoint known = made.known().orElseThrow();
    double[] theta = known.theta();
    double loss = value(theta);

    assertThat(gradientNorm(theta)).as("gradient").isLessThan(1e-13);
    assertThat(known.loss()).isEqualTo(loss);
    assertThat(known.facts()).containsEntry("zero_modes_predicted", zeroModes);

    Endpoint end = end(theta);
    assertThat(end.endpointClass().label()).as(end.evidence()).isEqualTo("degenerate-minimum");
    assertThat(end.hessianZeroModes()).as("zero modes").isEqualTo(zeroModes);
    assertThat(end.loss()).as("loss").isCloseTo(loss, within(1e-13 * loss));

    double[] values = spectrum(theta).values();
    double rounding = 1e-13 * values[values.length - 1];
    assertThat(values[0]).as("smallest eigenvalue").isGreaterThan(-rounding);
    assertThat(values[zeroModes - 1]).as("zero modes").isLessThan(rounding);
    assertThat(values[zeroModes]).as("curvature").isGreaterThan(10 * values[zeroModes - 1]);
    assertThat((double) known.facts().get("smallest_positive_eigenvalue"))
        .isCloseTo(values[zeroModes], within(1e-6 * values[zeroModes] + rounding));
    nothingNearIsLower(theta, loss);
    aLowerPointExists(known, loss);
  }

  private void nothingNearIsLower(double[] theta, double loss) {
    RandomStream stream = RandomStream.of(5, "perturbation", 0);
    for (int k = 0; k < 100; k++) {
      double[] direction = new double[theta.length];
      for (int i = 0; i < theta.length; i++) {
        direction[i] = stream.nextGaussian();
      }

      double[] near = theta.clone();
      Vector.add(near, (k % 2 == 0 ? 1e-3 : 1e-4) / Vector.norm(direction), direction);
      assertThat(value(near)).as("loss nearby").isGreaterThan(loss - 1e-13 * (1 + loss));
    }
  }

  private void aLowerPointExists(KnownPoint known, double loss) {
    LowerPoint lower = known.lower().orElseThrow();
    assertThat(value(lower.theta())).isEqualTo(lower.loss()).isLessThan(loss * (1 - 1e-6));
    double[] saddle = (double[]) lower.facts().get("saddle_theta");
    if (saddle != null) {
      assertThat(value(saddle)).as("saddle").isCloseTo(loss, within(1e-9 * loss));
      assertThat(spectrum(saddle).values()[0]).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ding-li-sun, activation=tanh, 0.5",
    "ding-li-sun, activation=gelu kappa=3, 4.5",
    "yun, activation=swish, 0.3333333333333333",
  })
  void hasTheLossThatWasAskedFor(String kind, String options, double loss) {
    build(kind, options);

    assertThat(value(made.known().orElseThrow().theta())).isCloseTo(loss, within(1e-14 * loss));
  }
}
