package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.minimacensus.objective.DerivativesTest.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.Travelled;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.OrderedSum;
import org.minimacensus.numeric.RandomStream;

/** The bits of an answer depend on the question and the training set alone. */
class DeterminismTest {
  static Stream<ObjectiveCase> everyRemainderOfRows() {
    return IntStream.rangeClosed(1, 40)
        .mapToObj(
            n ->
                ObjectiveCase.random(
                    n,
                    n % 2 == 0 ? "tanh" : "softplus",
                    Losses.names().get(n % Losses.names().size()),
                    ObjectiveCase.OBJECTIVES.get(n % ObjectiveCase.OBJECTIVES.size()),
                    n));
  }

  /** One tile, several tiles, several shards of several tiles, shards whose tiles are copied. */
  static Stream<ObjectiveCase> largerSets() {
    return Stream.of(255, 256, 257, 520, 1000, 1601, 3500)
        .map(
            n ->
                ObjectiveCase.random(
                    n,
                    "tanh",
                    "squared",
                    ObjectiveCase.OBJECTIVES.get(n % ObjectiveCase.OBJECTIVES.size()),
                    n));
  }

  @ParameterizedTest
  @MethodSource({"everyRemainderOfRows", "largerSets"})
  void valueIsRightAtEveryNumberOfRows(ObjectiveCase c) {
    double expected = new Reference(c).value(Reference.exactly(c.parameters()), c.origins()).high();
    assertThat(c.evaluator().evaluate(Question.value(c.point())).value())
        .isCloseTo(expected, within(1e-13 * (1 + expected)));
  }

  /** The whole is the sum over its rows: none is lost or counted twice in any derivative. */
  @ParameterizedTest
  @MethodSource({"everyRemainderOfRows", "largerSets"})
  void derivativesAreSumsOverRows(ObjectiveCase c) {
    int n = c.features().length;
    double scale = c.reduction() == Reduction.MEAN ? n : 1;
    Answer whole = c.evaluator().evaluate(Question.hessian(c.point()));
    int p = c.parameters().length;
    double[] gradient = new double[p];
    double[] hessian = new double[p * p];
    Objective sum = withoutRegularisers(c);
    Objective own = c.objective();

    int step = n <= 40 ? 1 : 100;
    int parts = 0;

    for (int i = 0; i < n; i += step) {
      int end = Math.min(n, i + step);
      Dataset some =
          ObjectiveCase.dataset(
              Arrays.copyOfRange(c.features(), i, end),
              Arrays.copyOfRange(c.targets(), i, end),
              c.task(),
              1);
      Answer part = new LocalEvaluator(sum, some).evaluate(Question.hessian(c.point()));
      parts++;
      addTo(gradient, part.gradient().values(), 1 / scale);
      addTo(hessian, part.hessian().values(), 1 / scale);
    }

    Answer regulariser =
        own.answer(
            Question.hessian(c.point()),
            new double[1 + p + p * p],
            ChartReach.none(c.objective()),
            1);
    Answer counted =
        sum.answer(
            Question.hessian(c.point()),
            new double[1 + p + p * p],
            ChartReach.none(c.objective()),
            1);
    addTo(gradient, regulariser.gradient().values(), 1);
    addTo(gradient, counted.gradient().values(), -parts / scale);
    addTo(hessian, regulariser.hessian().values(), 1);
    addTo(hessian, counted.hessian().values(), -parts / scale);
    double size = 1 + DerivativesTest.norm(hessian) + DerivativesTest.norm(gradient);

    for (int i = 0; i < p * p; i++) {
      assertThat(whole.hessian().values()[i]).isCloseTo(hessian[i], within(1e-12 * size));
    }

    for (int i = 0; i < p; i++) {
      assertThat(whole.gradient().apply(i)).isCloseTo(gradient[i], within(1e-12 * size));
    }
  }

  private static Objective withoutRegularisers(ObjectiveCase c) {
    Objective plain =
        Objective.plain(c.architecture(), Losses.named(c.loss(), c.power()), Reduction.SUM, 0);
    return c.objectiveName().equals("plain")
        ? plain
        : plain.augmented(Augmentations.named(c.objectiveName(), c.lambda(), ObjectiveCase.DEGREE));
  }

  private static void addTo(double[] sum, double[] part, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * part[i];
    }
  }

  @ParameterizedTest
  @MethodSource("largerSets")
  void severalQuestionsAtOnceEqualOneAtATime(ObjectiveCase c) {
    RandomStream stream = RandomStream.of(2, "points", 0);
    List<Question> questions = new ArrayList<>();

    for (int i = 0; i < 3; i++) {
      Point point = c.point().with(DerivativesTest.direction(stream, c.parameters().length));
      questions.add(Question.gradient(point));
      questions.add(Question.hessian(point));
      questions.add(Question.value(point));
      questions.add(
          Question.hessianVector(point, DerivativesTest.direction(stream, c.parameters().length)));
    }

    List<Answer> together = c.evaluator().evaluateAll(questions);
    LocalEvaluator other = c.evaluator();

    for (int i = questions.size() - 1; i >= 0; i--) {
      assertSameBits(together.get(i), other.evaluate(questions.get(i)));
    }
  }

  /** Every remainder of rows, units (1 to 5) and features (1 to 4) occurs among the cases. */
  @ParameterizedTest
  @MethodSource({"everyRemainderOfRows", "largerSets"})
  void kernelsOfThisMachineGiveTheBitsOfTheirDefinition(ObjectiveCase c) {
    double[] v =
        DerivativesTest.direction(RandomStream.of(3, "directions", 0), c.parameters().length);
    LocalEvaluator naive = new LocalEvaluator(c.objective(), c.dataset(), new NaiveKernels());

    for (Question question :
        List.of(Question.hessianVector(c.point(), v), Question.hessian(c.point()))) {
      assertSameBits(c.evaluator().evaluate(question), naive.evaluate(question));
    }
  }

  @Test
  void objectivesAndDataTravel() throws Exception {
    ObjectiveCase c =
        ObjectiveCase.random(6, "leaky-relu", "polynomial-hinge", "output-neuron", 300);
    LocalEvaluator there =
        new LocalEvaluator(Travelled.copy(c.objective()), Travelled.copy(c.dataset()));
    assertSameBits(
        there.evaluate(Travelled.copy(Question.hessian(c.point()))),
        c.evaluator().evaluate(Question.hessian(c.point())));
  }

  @Test
  void shardsInAnyOrderGiveTheSameBits() {
    ObjectiveCase c = ObjectiveCase.random(9, "tanh", "cross-entropy", "output-neuron", 1500);
    Dataset data = ObjectiveCase.dataset(c.features(), c.targets(), c.task(), 6);
    assertThat(data.shards()).hasSize(6);
    Question question = Question.hessian(c.point());
    Answer expected = new LocalEvaluator(c.objective(), data).evaluate(question);
    RandomStream stream = RandomStream.of(1, "orders", 0);

    for (int trial = 0; trial < 10; trial++) {
      List<DataShard> shards = new ArrayList<>(data.shards());

      for (int i = shards.size() - 1; i > 0; i--) {
        Collections.swap(shards, i, stream.nextInt(i + 1));
      }

      OrderedSum total =
          new OrderedSum(6, ShardSums.length(Question.Kind.HESSIAN, c.parameters().length));
      ChartReach reach = ChartReach.none(c.objective());
      ShardEvaluator evaluator = new ShardEvaluator(c.objective(), KernelProvider.kernels());

      for (DataShard shard : shards) {
        ShardSums sums = evaluator.sums(shard, List.of(question)).get(0);
        total.add(sums.shard(), sums.sums());
        reach.merge(sums.reach());
      }

      assertSameBits(c.objective().answer(question, total.result(), reach, data.rows()), expected);
    }
  }

  @Test
  void aPointThatIsNotFiniteGivesAValueThatIsNotFinite() {
    for (String activation : org.minimacensus.model.Activations.names()) {
      for (String loss : Losses.names()) {
        ObjectiveCase c = ObjectiveCase.random(4, activation, loss, "plain");
        double[] x = c.parameters().clone();
        Arrays.fill(x, Double.NaN);
        assertThat(c.evaluator().evaluate(Question.gradient(Point.of(x))).value())
            .as("%s", c)
            .isNaN();
      }
    }
  }

  private static void assertSameBits(Answer found, Answer expected) {
    assertThat(found.value()).isEqualTo(expected.value());
    assertThat(found.gradient()).isEqualTo(expected.gradient());
    assertThat(found.hessianVector()).isEqualTo(expected.hessianVector());
    assertThat(found.originAdvice()).isEqualTo(expected.originAdvice());
    assertThat(found.hessian() == null ? null : found.hessian().values())
        .isEqualTo(expected.hessian() == null ? null : expected.hessian().values());
  }
}
