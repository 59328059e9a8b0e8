package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.theorem.ConvexOptimum.Attainment;

class ComparisonModelTest {
  private static final double[][] X = {
    {0.3, 1.2}, {-1.1, 0.4}, {0.9, -0.7}, {1.6, 0.8}, {-0.5, -1.3},
    {0.2, 0.6}, {-1.7, 1.1}, {1.3, -1.9}, {0.7, 0.1}, {-0.4, 0.9}
  };
  private static final int[] SIGNS = {1, -1, 1, -1, -1, 1, 1, -1, 1, -1};
  private static final int[] CLASSES = {0, 1, 1, 2, 2, 0, 1, 0, 2, 1};
  private static final double[][] TARGETS = {
    {1.0, -0.3}, {0.2, 0.8}, {-1.5, 0.4}, {0.6, 2.1}, {3.5, -1.2},
    {-0.4, 0.9}, {0.8, 0.1}, {1.9, -0.6}, {-0.2, 0.5}, {0.4, -4.0}
  };

  /** A training set with the objective of a study on it. */
  private record Study(Objective objective, Dataset data) {
    static Study of(Architecture network, String loss, Reduction reduction, double[][] x) {
      Loss of = Losses.named(loss, 3, 0.5);
      Task task =
          of.supports(Task.REGRESSION)
              ? Task.REGRESSION
              : of.supports(Task.BINARY) ? Task.BINARY : Task.MULTICLASS;
      double[][] y = new double[x.length][];
      for (int i = 0; i < y.length; i++) {
        y[i] = targets(task, i);
      }

      return of(network, of, reduction, x, y, task);
    }

    static Study of(
        Architecture network, Loss loss, Reduction reduction, double[][] x, double[][] y, Task t) {
      return new Study(Objective.plain(network, loss, reduction, 0), PlainRows.set(x, y, t, 3));
    }

    private static double[] targets(Task task, int i) {
      if (task == Task.BINARY) {
        return new double[] {SIGNS[i]};
      }

      if (task == Task.REGRESSION) {
        return TARGETS[i];
      }

      double[] oneHot = new double[3];
      oneHot[CLASSES[i]] = 1;
      return oneHot;
    }

    Function<Objective, Evaluator> evaluators() {
      return of -> new LocalEvaluator(of, data);
    }

    ConvexOptimum solve(ComparisonModel model) {
      return model.solve(
          evaluators(),
          data.rows(),
          FunctionSpaceFloor.of(data, objective.loss(), objective.reduction()));
    }
  }

  private static Architecture resnet(int inputs, int outputs, String activation, Integer... z) {
    return Architecture.residual(
        inputs, List.of(z), outputs, Activations.named(activation, 0.1), true);
  }

  private static int outputs(String loss) {
    Loss of = Losses.named(loss, 3);
    return of.supports(Task.REGRESSION) ? 2 : of.supports(Task.BINARY) ? 1 : 3;
  }

  /** Degree 0: R x. Optima by Newton's method in 50 digits (mpmath), to 17 of them. */
  @ParameterizedTest
  @CsvSource({
    "squared, 0, 19.648031963479897",
    "squared, 1, 16.574205772216470",
    "squared, 2, 6.3882394353992422",
    "logistic, 0, 6.3376718077622846",
    "logistic, 1, 6.3178503820354334",
    "cross-entropy, 0, 9.0585541638474399",
    "cross-entropy, 1, 8.9919294962050033",
    "polynomial-hinge, 0, 9.0931404552696984",
    "polynomial-hinge, 1, 9.0558853294482063",
    "smooth-hinge, 0, 4.2334289195701368",
    "smooth-hinge, 1, 4.2332490132020348",
    "huber, 0, 7.4243441041920760",
    "huber, 1, 6.5840154166511929",
  })
  void optimaAreThoseOfHighPrecision(String loss, int degree, double expected) {
    for (Reduction reduction : Reduction.values()) {
      Study study = Study.of(resnet(2, outputs(loss), "tanh", 2), loss, reduction, X);
      double scale = reduction == Reduction.MEAN ? X.length : 1;
      ConvexOptimum found =
          study.solve(
              degree == 0
                  ? ComparisonModel.linear(study.objective)
                  : ComparisonModel.basis(study.objective, degree));
      String as = loss + " " + reduction + " " + found;
      assertThat(found.value() * scale).as(as).isCloseTo(expected, within(1e-13 * expected));
      assertThat(found.lowerBound() * scale).as(as).isLessThanOrEqualTo(expected * (1 + 0x1p-52));
      assertThat(found.gap() * scale).as(as).isBetween(0.0, 1e-8);
      assertThat(found.attainment()).as(as).isEqualTo(Attainment.ATTAINED);
      assertThat(found.gradientNorm()).as(as).isLessThan(1e-6);
    }
  }

  @Test
  void smoothLossesHaveTightBounds() {
    for (String loss : List.of("squared", "logistic", "cross-entropy", "polynomial-hinge")) {
      Study study = Study.of(resnet(2, outputs(loss), "tanh", 2), loss, Reduction.SUM, X);
      ConvexOptimum found = study.solve(ComparisonModel.linear(study.objective));
      assertThat(found.gap()).as(found.toString()).isLessThan(1e-9 * found.value());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "logistic, 2, NOT_ATTAINED",
    "cross-entropy, 3, NOT_ATTAINED",
    "polynomial-hinge, 2, ATTAINED",
    "smooth-hinge, 2, ATTAINED"
  })
  void separatedRowsLeaveNothing(String loss, int degree, Attainment attainment) {
    Study study = Study.of(resnet(2, outputs(loss), "tanh", 2), loss, Reduction.MEAN, X);
    ConvexOptimum found = study.solve(ComparisonModel.basis(study.objective, degree));
    assertThat(found.value()).as(found.toString()).isBetween(0.0, 1e-15);
    assertThat(found.lowerBound()).as(found.toString()).isZero();
    assertThat(found.attainment()).as(found.toString()).isEqualTo(attainment);
  }

  /** Some rows can be separated for ever, the others not: no lower bound but the floor is known. */
  @Test
  void whatIsNotShownIsOpen() {
    double[][] x = {{1, 0}, {1, 0}, {0, 1}};
    double[][] y = {{1}, {-1}, {1}};
    Study study =
        Study.of(
            resnet(2, 1, "tanh", 1), Losses.named("logistic", 1), Reduction.SUM, x, y, Task.BINARY);
    ConvexOptimum found = study.solve(ComparisonModel.linear(study.objective));
    assertThat(found.value()).isCloseTo(2 * StrictMath.log(2), within(1e-9));
    assertThat(found.lowerBound()).isCloseTo(2 * StrictMath.log(2), within(1e-11));
    assertThat(found.gap()).isGreaterThanOrEqualTo(0);
    assertThat(found.attainment()).isEqualTo(Attainment.OPEN);
  }

  @Test
  void exactLeastSquares() {
    // R = 11/14, loss 1/2 (9 - 121/14).
    double[][] x = {{1}, {2}, {3}};
    double[][] y = {{1}, {2}, {2}};
    Study study =
        Study.of(
            resnet(1, 1, "tanh", 1),
            Losses.named("squared", 1),
            Reduction.SUM,
            x,
            y,
            Task.REGRESSION);
    ConvexOptimum found = study.solve(ComparisonModel.linear(study.objective));
    assertThat(found.value()).isCloseTo(5.0 / 28, within(1e-16));
    assertThat(found.lowerBound()).isCloseTo(5.0 / 28, within(1e-12));
    assertThat(found.parameters().apply(0)).isCloseTo(11.0 / 14, within(1e-14));
  }

  @Test
  void featuresThatAreOneAnotherAreOne() {
    double[][] x = new double[X.length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {X[i][0], X[i][1], 2 * X[i][0], 0};
    }

    for (String loss : List.of("squared", "logistic", "cross-entropy", "huber")) {
      Study two = Study.of(resnet(2, outputs(loss), "tanh", 2), loss, Reduction.SUM, X);
      Study four = Study.of(resnet(4, outputs(loss), "tanh", 2), loss, Reduction.SUM, x);
      ConvexOptimum one = two.solve(ComparisonModel.linear(two.objective));
      ConvexOptimum other = four.solve(ComparisonModel.linear(four.objective));
      assertThat(other.value()).as(loss).isCloseTo(one.value(), within(1e-12 * one.value()));
      assertThat(other.gap()).as(other.toString()).isBetween(0.0, 1e-8);
      assertThat(other.attained()).as(other.toString()).isTrue();
    }
  }

  @Test
  void noParametersAreBelowTheLowerBound() {
    for (String loss : Losses.names()) {
      if (!Losses.named(loss, 3).properties().convex()) {
        continue;
      }

      Study study = Study.of(resnet(2, outputs(loss), "tanh", 3, 2), loss, Reduction.MEAN, X);
      RandomStream stream = RandomStream.of(3, loss, 0);
      double[] theta = stream(stream, study.objective.dimension());
      for (ComparisonModel model :
          List.of(
              ComparisonModel.linear(study.objective),
              ComparisonModel.basis(study.objective, 1),
              ComparisonModel.features(study.objective, theta))) {
        ConvexOptimum found = study.solve(model);
        assertThat(found.gap()).as(found.toString()).isGreaterThanOrEqualTo(0);
        Evaluator evaluator = study.evaluators().apply(model.objective());
        for (int trial = 0; trial < 200; trial++) {
          double scale = StrictMath.pow(10, -trial % 8);
          double[] all = model.start().values().clone();
          for (int j = 0; j < model.free().length; j++) {
            all[model.free()[j]] = found.parameters().apply(j) + scale * stream.nextGaussian();
          }

          double value = evaluator.evaluate(Question.value(model.start().with(all))).value();
          assertThat(value).as(found.toString()).isGreaterThanOrEqualTo(found.lowerBound());
        }
      }
    }
  }

  private static double[] stream(RandomStream stream, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = stream.nextGaussian();
    }

    return values;
  }

  /** Over [x; z] the normal equations, z by a network whose outputs are W = 1 times V = 1. */
  @Test
  void featuresOfAnEndpointAreThoseOfItsNetwork() {
    Architecture network = resnet(2, 2, "relu", 3, 2);
    Study study = Study.of(network, "squared", Reduction.SUM, X);
    double[] theta = stream(RandomStream.of(5, "theta", 1), study.objective.dimension());
    double[][] phi = new double[X.length][];
    for (int i = 0; i < X.length; i++) {
      double[] z = z(network, theta, X[i]);
      phi[i] = new double[] {X[i][0], X[i][1], z[0], z[1]};
    }

    ConvexOptimum found = study.solve(ComparisonModel.features(study.objective, theta));
    double both = leastSquares(phi);
    assertThat(found.value()).isCloseTo(both, within(1e-11));
    assertThat(found.gap()).isBetween(0.0, 1e-9);
    double linear = leastSquares(X);
    Improvement improvement = Improvement.of(study.objective, theta, study.evaluators(), X.length);
    assertThat(improvement.value()).isCloseTo(linear - both, within(1e-11));
    assertThat(improvement.value()).isGreaterThan(1);
    assertThat(improvement.smallestSingularValue()).isGreaterThan(0.01);
    Study mean = Study.of(network, "squared", Reduction.MEAN, X);
    assertThat(Improvement.of(mean.objective, theta, mean.evaluators(), X.length).value())
        .isCloseTo((linear - both) / X.length, within(1e-12));
  }

  /** z = V^-1 (W^-1 f - x) for square W and V that are the identity. */
  private static double[] z(Architecture network, double[] theta, double[] x) {
    double[] unit = theta.clone();
    int v = network.layout().weightOffset(2);
    int w = network.layout().weightOffset(3);
    for (int i = 0; i < 4; i++) {
      unit[v + i] = i % 3 == 0 ? 1 : 0;
      unit[w + i] = i % 3 == 0 ? 1 : 0;
    }

    double[] f = new Network(network).outputs(unit, new double[][] {x})[0];
    return new double[] {f[0] - x[0], f[1] - x[1]};
  }

  /** 1/2 |Y - R phi|^2 by elimination with pivots on the normal equations. */
  private static double leastSquares(double[][] phi) {
    int m = phi[0].length;
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      double[][] a = new double[m][m + 1];
      for (int i = 0; i < phi.length; i++) {
        for (int p = 0; p < m; p++) {
          for (int q = 0; q < m; q++) {
            a[p][q] += phi[i][p] * phi[i][q];
          }
          a[p][m] += phi[i][p] * TARGETS[i][k];
        }
      }

      double[] r = solved(a);
      for (int i = 0; i < phi.length; i++) {
        double rest = TARGETS[i][k];
        for (int p = 0; p < m; p++) {
          rest -= r[p] * phi[i][p];
        }
        sum += rest * rest / 2;
      }
    }

    return sum;
  }

  private static double[] solved(double[][] a) {
    int m = a.length;
    for (int c = 0; c < m; c++) {
      int column = c;
      int best =
          java.util.stream.IntStream.range(c, m)
              .boxed()
              .max(java.util.Comparator.comparingDouble(r -> Math.abs(a[r][column])))
              .orElseThrow();
      double[] swap = a[c];
      a[c] = a[best];
      a[best] = swap;
      for (int r = 0; r < m; r++) {
        double factor = r == c ? 0 : a[r][c] / a[c][c];
        for (int q = c; q <= m; q++) {
          a[r][q] -= factor * a[c][q];
        }
      }
    }

    double[] x = new double[m];
    Arrays.setAll(x, i -> a[i][m] / a[i][i]);
    return x;
  }

  @Test
  void theOutputLayerOfAPerceptronIsAModelToo() {
    Architecture network =
        new Architecture(
            2,
            List.of(3),
            2,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    Study study = Study.of(network, "squared", Reduction.SUM, X);
    double[] theta = stream(RandomStream.of(6, "theta", 1), study.objective.dimension());
    ConvexOptimum found = study.solve(ComparisonModel.features(study.objective, theta));
    double before =
        study.evaluators().apply(study.objective).evaluate(Question.value(Point.of(theta))).value();
    assertThat(found.value()).isLessThan(before);
    assertThat(found.parameters().size()).isEqualTo(2 * 4);
    assertThat(found.gap()).isBetween(0.0, 1e-9);
  }

  @Test
  void networksWithoutFeaturesAreRefused() {
    Architecture linear =
        new Architecture(
            2,
            List.of(),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    Objective objective = Objective.plain(linear, Losses.named("squared", 1), Reduction.SUM, 0);
    assertThatThrownBy(() -> ComparisonModel.features(objective, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a network compared with its features needs hidden layers and linear outputs, found ");
    assertThatThrownBy(() -> ComparisonModel.basis(objective, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a basis of monomials needs a degree >= 1, found 0");
  }
}
