package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Saddles come with a direction, a step and a decrease that hold when they are computed anew. */
class SaddleWitnessTest {
  /** Recomputes the witness from what is stored of an endpoint. */
  static void assertChecks(Problem problem, Endpoint e) {
    LocalEvaluator evaluator = problem.evaluator();
    SaddleWitness witness = e.witness();
    double[] saddle = witness.point();
    if (saddle.length == 0) {
      saddle = Arrays.copyOf(e.theta(), e.theta().length + e.augmentationChart().length);
      System.arraycopy(
          e.augmentationChart(), 0, saddle, e.theta().length, e.augmentationChart().length);
    }

    int n = evaluator.objective().dimension();
    Point at =
        new Point(
            new DenseVector(Arrays.copyOf(saddle, n)),
            Arrays.copyOfRange(saddle, n, saddle.length));
    double[] lower = at.values().clone();
    double square = 0;
    for (int i = 0; i < n; i++) {
      lower[i] += witness.step() * witness.direction()[i];
      square += witness.direction()[i] * witness.direction()[i];
    }

    double there = evaluator.evaluate(Question.value(at)).value();
    double below = evaluator.evaluate(Question.value(at.with(lower))).value();
    assertThat(square).isCloseTo(1, within(1e-14));
    assertThat(witness.step()).isPositive();
    assertThat(witness.decrease()).isPositive();
    assertThat(there - below)
        .as(e.evidence())
        .isCloseTo(witness.decrease(), within(4 * Math.ulp(1 + Math.abs(there))));
    if (witness.point().length == 0) {
      assertThat(there).isCloseTo(e.loss(), within(4 * Math.ulp(1 + Math.abs(there))));
    }
  }

  @Test
  void aSaddleThatIsKeptHasItsOwnWitness() {
    // Beyond the segment of minima of Ding, Li and Sun, where one outgoing weight is negative.
    Problem problem = FlatMinimaTest.dingLiSun(2).keepingSaddles();

    Endpoint e = problem.end(FlatMinimaTest.dingLiSun(1.3, -0.3));

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.SADDLE);
    assertThat(e.detail()).isEqualTo("strict-saddle");
    assertThat(e.witness().point()).isEmpty();
    assertChecks(problem, e);
  }

  @Test
  void aSaddleThatIsLeftIsStoredWithItsWitness() {
    Problem problem = FlatMinimaTest.dingLiSun(2);

    Endpoint e = problem.end(FlatMinimaTest.dingLiSun(1.3, -0.3));

    assertThat(e.endpointClass()).isNotEqualTo(EndpointClass.SADDLE);
    assertThat(e.escapes()).isPositive();
    assertThat(e.witness().point()).hasSize(6);
    assertThat(e.loss()).isLessThan(0.5 - 1e-3);
    assertChecks(problem, e);
  }

  /**
   * A linear model whose residuals are orthogonal to e^(x/2) and x e^(x/2) as well: at a = 0, w =
   * 1/2 the gradient is 0, whatever b.
   */
  private static Problem silentNeuron() {
    double[][] x = PlainRows.column(-1, 0, 1, 2, 3);
    double[][] basis = new double[4][x.length];
    for (int i = 0; i < x.length; i++) {
      basis[0][i] = 1;
      basis[1][i] = x[i][0];
      basis[2][i] = StrictMath.exp(x[i][0] / 2);
      basis[3][i] = x[i][0] * basis[2][i];
    }

    double[] y = FlatMinimaTest.orthogonal(basis, new double[] {1, -2, 3, 1, 2});
    return new Problem(
            x,
            PlainRows.column(y),
            Task.REGRESSION,
            Problem.network(1, List.of(), 1, "tanh", true),
            "squared",
            0)
        .augmented("output-neuron");
  }

  @Test
  void aSilentNeuronAboveTheFloorIsAHigherOrderSaddle() {
    Problem problem = silentNeuron().keepingSaddles();

    Endpoint e = problem.end(new double[] {0, 0}, new double[] {0, 0.5, 0.2});

    assertThat(e.endpointClass()).as(e.evidence()).isEqualTo(EndpointClass.SADDLE);
    assertThat(e.detail()).isEqualTo("higher-order-saddle");
    assertThat(e.contribution()).hasValue(0);
    assertChecks(problem, e);
  }

  @Test
  void whenItIsLeftThatIsAPassage() {
    Problem problem = silentNeuron();

    Endpoint e = problem.end(new double[] {0, 0}, new double[] {0, 0.5, 0.2});

    assertThat(e.escapes()).isPositive();
    assertThat(e.evidence()).contains("left by explicit descent");
    assertThat(e.witness().point()).hasSize(2 + 3 + 1);
    assertChecks(problem, e);
  }

  @Test
  void aMinimumReachedDirectlyHasNone() {
    Endpoint e = FlatMinimaTest.dingLiSun(2).end(FlatMinimaTest.dingLiSun(0.5, 0.5));

    assertThat(e.escapes()).isZero();
    assertThat(e.witness().direction()).isEmpty();
    assertThat(e.witness().step()).isNaN();
  }
}
