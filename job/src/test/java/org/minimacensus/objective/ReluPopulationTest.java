package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Task;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.ReluPopulationAnswers.Known;

class ReluPopulationTest {
  private static PopulationEvaluator evaluator(int k) {
    return new PopulationEvaluator(Objective.reluPopulation(k));
  }

  private static double value(PopulationEvaluator e, double[] w) {
    return e.evaluate(Question.value(Point.of(w))).value();
  }

  private static double[] gradient(PopulationEvaluator e, double[] w) {
    return e.evaluate(Question.gradient(Point.of(w))).gradient().values();
  }

  private static double[] normal(int n, String purpose, long index) {
    RandomStream stream = RandomStream.of(11, purpose, index);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = stream.nextGaussian();
    }

    return x;
  }

  /** The teacher's own units. */
  private static double[] teacher(int k) {
    double[] w = new double[k * k];
    for (int i = 0; i < k; i++) {
      w[i * k + i] = 1;
    }

    return w;
  }

  /** Pairs at angle 0, near it, at pi, near it; lengths from 1e-6 to 1e3. */
  private static List<double[]> hardPoints(int k) {
    double[] parallel = normal(k * k, "hard", 0);
    double[] nearlyParallel = parallel.clone();
    double[] opposite = parallel.clone();
    double[] nearlyOpposite = parallel.clone();
    double[] uneven = parallel.clone();
    for (int c = 0; c < k; c++) {
      parallel[k + c] = 2 * parallel[c];
      nearlyParallel[k + c] = 2 * nearlyParallel[c] + 1e-9 * nearlyParallel[2 * k + c];
      opposite[k + c] = -3 * opposite[c];
      nearlyOpposite[k + c] = -3 * nearlyOpposite[c] + 1e-9 * nearlyOpposite[2 * k + c];
      uneven[c] *= 1e-6;
      uneven[k + c] *= 1e3;
    }

    double[] almostTaught = teacher(k);
    almostTaught[1] = 1e-8;
    almostTaught[k + 1] = -1;
    almostTaught[k + 2] = 1e-10;
    return List.of(parallel, nearlyParallel, opposite, nearlyOpposite, uneven, almostTaught);
  }

  @Test
  void theValueIsTheAverageOverThePlane() {
    double[] w = normal(4, "plane", 0);
    double sum = 0;
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      double x = StrictMath.cos(2 * Math.PI * (i + 0.5) / n);
      double y = StrictMath.sin(2 * Math.PI * (i + 0.5) / n);
      double student = Math.max(0, w[0] * x + w[1] * y) + Math.max(0, w[2] * x + w[3] * y);
      double difference = student - Math.max(0, x) - Math.max(0, y);
      sum += difference * difference;
    }

    // 1/2 E r^2 = 1 for the radius, and both functions are homogeneous in it.
    assertThat(value(evaluator(2), w)).isCloseTo(sum / n, within(1e-9));
  }

  @Test
  void oneUnitIsOffByItsDistanceFromTheTeacher() {
    PopulationEvaluator e = evaluator(1);

    assertThat(value(e, new double[] {3})).isCloseTo(1, within(1e-15));
    assertThat(value(e, new double[] {-1})).isCloseTo(0.5, within(1e-15));
    assertThat(value(e, new double[] {0})).isCloseTo(0.25, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12})
  void theTeacherHasNoLossAndIsStationary(int k) {
    PopulationEvaluator e = evaluator(k);

    assertThat(value(e, teacher(k))).isLessThan(1e-29);
    assertThat(gradient(e, teacher(k))).doesNotContain(Double.NaN);
    for (double g : gradient(e, teacher(k))) {
      assertThat(g).isCloseTo(0, within(1e-15));
    }
  }

  @Test
  void nearTheTeacherTheSmallLossKeepsItsDigits() {
    int k = 5;
    PopulationEvaluator e = evaluator(k);
    double[] w = teacher(k);
    double[] v = normal(k * k, "near", 0);
    for (int i = 0; i < w.length; i++) {
      double at = w[i];
      w[i] += 0x1p-34 * v[i];
      v[i] = 0x1p34 * (w[i] - at);
    }

    double[] h =
        e.evaluate(Question.hessianVector(Point.of(teacher(k)), v)).hessianVector().values();
    double quadratic = 0;
    for (int i = 0; i < v.length; i++) {
      quadratic += v[i] * h[i] / 2;
    }

    // The remainder is of third order.
    assertThat(value(e, w) * 0x1p68).isCloseTo(quadratic, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void derivativesAreThoseOfTheValue(int k) {
    PopulationEvaluator e = evaluator(k);
    double[] w = normal(k * k, "derivatives", k);
    double[] v = normal(k * k, "direction", k);
    Answer full = e.evaluate(Question.hessian(Point.of(w)));
    Answer along = e.evaluate(Question.hessianVector(Point.of(w), v));
    double step = 1e-6;
    for (int i = 0; i < w.length; i++) {
      double[] up = w.clone();
      double[] down = w.clone();
      up[i] += step;
      down[i] -= step;
      double slope = (value(e, up) - value(e, down)) / (2 * step);
      double[] above = gradient(e, up);
      double[] below = gradient(e, down);
      double product = 0;
      assertThat(full.gradient().apply(i)).isCloseTo(slope, within(1e-8));
      for (int j = 0; j < w.length; j++) {
        assertThat(full.hessian().apply(i, j))
            .isCloseTo((above[j] - below[j]) / (2 * step), within(1e-8));
        assertThat(full.hessian().apply(i, j)).isEqualTo(full.hessian().apply(j, i));
        product += full.hessian().apply(i, j) * v[j];
      }

      assertThat(along.hessianVector().apply(i)).isCloseTo(product, within(1e-13));
    }
  }

  /** In twice the precision, from areas and scalar products instead of sums and differences. */
  private static double[] referenceGradient(double[] w, int k) {
    double[] all = new double[2 * k * k];
    System.arraycopy(w, 0, all, 0, k * k);
    System.arraycopy(teacher(k), 0, all, k * k, k * k);
    double[] g = new double[k * k];
    DoubleDouble twoPi = DoubleDouble.PI.times(DoubleDouble.of(2));
    for (int i = 0; i < k; i++) {
      DoubleDouble own = dot(all, i, i, k);
      for (int c = 0; c < k; c++) {
        DoubleDouble sum = DoubleDouble.of(w[i * k + c]).times(DoubleDouble.PI);
        for (int j = 0; j < 2 * k; j++) {
          if (j == i) {
            continue;
          }

          DoubleDouble d = dot(all, i, j, k);
          DoubleDouble area = own.times(dot(all, j, j, k)).minus(d.times(d)).squareRoot();
          DoubleDouble turn = DoubleDouble.angle(area, d.negated());
          DoubleDouble term =
              area.dividedBy(own)
                  .times(DoubleDouble.of(w[i * k + c]))
                  .plus(turn.times(DoubleDouble.of(all[j * k + c])));
          sum = j < k ? sum.plus(term) : sum.minus(term);
        }

        g[i * k + c] = sum.dividedBy(twoPi).high();
      }
    }

    return g;
  }

  private static DoubleDouble dot(double[] rows, int i, int j, int k) {
    DoubleDouble sum = DoubleDouble.ZERO;
    for (int c = 0; c < k; c++) {
      sum = sum.plus(DoubleDouble.product(rows[i * k + c], rows[j * k + c]));
    }

    return sum;
  }

  @Test
  void theGradientIsWithinItsRoundingBoundEvenWhereUnitsAreAlmostParallel() {
    int k = 4;
    PopulationEvaluator e = evaluator(k);
    List<double[]> points = new ArrayList<>(hardPoints(k));
    for (int i = 0; i < 50; i++) {
      points.add(normal(k * k, "rounding", i));
    }

    for (double[] w : points) {
      double[] found = gradient(e, w);
      double[] expected = referenceGradient(w, k);
      double[] bound = e.inspect(Point.of(w)).gradientRounding();
      double size = 0;
      for (double x : w) {
        size = Math.max(size, Math.abs(x));
      }

      for (int i = 0; i < w.length; i++) {
        assertThat(Math.abs(found[i] - expected[i])).isLessThanOrEqualTo(bound[i]);
        assertThat(bound[i]).isLessThan(1e-14 * (1 + size));
      }
    }
  }

  @Test
  void theHessianIsContinuousWhereUnitsBecomeParallelOrOpposite() {
    int k = 4;
    PopulationEvaluator e = evaluator(k);
    List<double[]> points = hardPoints(k);
    for (int i = 0; i < 4; i += 2) {
      double[] at = e.evaluate(Question.hessian(Point.of(points.get(i)))).hessian().values();
      double[] near = e.evaluate(Question.hessian(Point.of(points.get(i + 1)))).hessian().values();

      for (int j = 0; j < at.length; j++) {
        assertThat(near[j]).isCloseTo(at[j], within(1e-7));
      }
    }
  }

  @Test
  void permutingUnitsAndCoordinatesChangesNothing() {
    int k = 5;
    PopulationEvaluator e = evaluator(k);
    double[] w = normal(k * k, "symmetry", 0);
    int[] rows = {3, 0, 4, 1, 2};
    int[] columns = {1, 4, 0, 2, 3};
    double[] moved = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        moved[i * k + j] = w[rows[i] * k + columns[j]];
      }
    }

    assertThat(value(e, moved)).isCloseTo(value(e, w), within(1e-16));
  }

  static List<Known> knownPoints() {
    return ReluPopulationAnswers.all().stream().filter(m -> m.theta().length > 0).toList();
  }

  @ParameterizedTest
  @MethodSource("knownPoints")
  void knownMinimaHaveTheirLossAndTheirSmallestEigenvalue(Known known) {
    PopulationEvaluator e = evaluator(known.units());
    Answer answer = e.evaluate(Question.hessian(Point.of(known.theta())));
    double smallest = SymmetricEigen.of(answer.hessian()).values()[0];

    // Their weights have 12 digits, and their eigenvalues come from differences of gradients.
    assertThat(answer.value()).isCloseTo(known.loss(), within(1e-14));
    assertThat(smallest).isCloseTo(known.smallestEigenvalue(), within(1e-9));
    for (double g : answer.gradient().values()) {
      assertThat(g).isCloseTo(0, within(1e-11));
    }
  }

  @Test
  void theSmallestEigenvalueAtTheTeacherIsThePublishedOneForAnyNumberOfUnits() {
    for (int k = 6; k <= 12; k++) {
      Answer answer = evaluator(k).evaluate(Question.hessian(Point.of(teacher(k))));
      Known known = ReluPopulationAnswers.published(k).get(0);

      assertThat(known.loss()).isZero();
      assertThat(SymmetricEigen.of(answer.hessian()).values()[0])
          .isCloseTo(known.smallestEigenvalue(), within(1e-13));
    }
  }

  @Test
  void aUnitThatIsZeroIsOnAKinkAndHasNoHessian() {
    double[] w = teacher(3);
    w[0] = 0;
    PopulationEvaluator e = evaluator(3);

    assertThat(e.inspect(Point.of(w)).kinkDistance()).isZero();
    assertThat(value(e, w)).isCloseTo(0.25, within(1e-15));
    assertThat(gradient(e, w)).doesNotContain(Double.NaN);
    assertThat(e.evaluate(Question.hessian(Point.of(w))).hessian().values()).contains(Double.NaN);
  }

  @Test
  void rowsAndAddedNeuronsAreRefused() {
    Objective objective = Objective.reluPopulation(3);

    assertThatThrownBy(() -> objective.require(Task.REGRESSION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no training set; evaluate it with PopulationEvaluator");
    assertThatThrownBy(() -> objective.augmented(Augmentations.named("output-neuron", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an objective over a population has no augmentation");
    Objective rows =
        Objective.plain(objective.architecture(), objective.loss(), objective.reduction(), 0);
    assertThatThrownBy(() -> new PopulationEvaluator(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evaluate it with LocalEvaluator");
  }

  @Test
  void theBaseOfAPopulationIsThePopulation() {
    assertThat(Objective.reluPopulation(2).base().population()).isTrue();
    assertThat(Objective.reluPopulation(2).thetaDimension()).isEqualTo(4);
  }
}
