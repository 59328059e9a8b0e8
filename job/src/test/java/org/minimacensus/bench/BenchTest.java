package org.minimacensus.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.study.EvaluatorFactory;

class BenchTest {
  private static Map<String, String> arguments(String... pairs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }

    return values;
  }

  @Test
  void aRowDependsOnSeedAndIndexAlone() {
    TeacherRows rows = new TeacherRows(1, 5, 3, false);
    double[] late = rows.row(1_000_000_007L);
    rows.row(0);

    assertThat(new TeacherRows(1, 5, 3, false).row(1_000_000_007L)).containsExactly(late);
    assertThat(rows.row(1_000_000_008L)).hasSize(6).doesNotContain(late);
    assertThat(new TeacherRows(2, 5, 3, false).row(1_000_000_007L)).doesNotContain(late);
  }

  @Test
  void binaryTargetsAreTheSignsOfTheSameOutputs() {
    TeacherRows values = new TeacherRows(1, 5, 3, false);
    TeacherRows signs = new TeacherRows(1, 5, 3, true);
    double positive = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(signs.row(i)[5]).isEqualTo(Math.signum(values.row(i)[5]));
      positive += signs.row(i)[5] > 0 ? 1 : 0;
    }

    assertThat(positive / 1000).isBetween(0.1, 0.9);
  }

  @Test
  void argumentsTakePowersOfTenAndRefuseTheRest() {
    Map<String, String> defaults = arguments("rows", "10", "path", null);
    BenchArguments given = BenchArguments.parse(defaults, "--rows", "5e6", "--path", "a b");
    assertThat(given.number("rows")).isEqualTo(5_000_000);
    assertThat(given.text("path")).isEqualTo("a b");

    assertThatThrownBy(() -> BenchArguments.parse(defaults, "--row", "1"))
        .hasMessageContaining("--row")
        .hasMessageContaining("rows");
    assertThatThrownBy(() -> BenchArguments.parse(defaults, "--path"))
        .hasMessageContaining("--path");
    assertThatThrownBy(() -> BenchArguments.parse(defaults)).hasMessage("--path is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "many"})
  void aCountIsAWholeNumberOfAtLeastOne(String text) {
    BenchArguments given = BenchArguments.parse(arguments("rows", "10"), "--rows", text);
    assertThatThrownBy(() -> given.number("rows"))
        .hasMessage("--rows: expected a whole number >= 1, found '" + text + "'");
  }

  @Test
  void medianIsBetweenTheMiddleTwo() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3, 3));
    assertThat(Spread.of(4, 1, 3, 2).text(1)).isEqualTo("2.500 [1.000 .. 4.000] of 4");
    assertThatThrownBy(Spread::of).hasMessageContaining("at least one value");
  }

  @Test
  void everySearchAsksOnceAStepAndLeaves() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger left = new AtomicInteger();
    Objective plain = RowCost.plain(3, 2);
    List<SearchThreads.Seat> seats =
        IntStream.range(0, 7)
            .mapToObj(s -> (SearchThreads.Seat) new Counting(plain, asked, left))
            .toList();

    double[] seconds = SearchThreads.stepSeconds(plain, seats, 5);

    assertThat(seconds).hasSize(5);
    assertThat(Spread.of(seconds).low()).isNotNegative();
    assertThat(asked).hasValue(35);
    assertThat(left).hasValue(7);
  }

  private record Counting(Objective objective, AtomicInteger asked, AtomicInteger left)
      implements SearchThreads.Seat, Evaluator {
    @Override
    public EvaluatorFactory evaluators() {
      return o -> this;
    }

    @Override
    public void close() {
      left.incrementAndGet();
    }

    @Override
    public Answer evaluate(Question question) {
      assertThat(question.kind()).isEqualTo(Question.Kind.GRADIENT);
      asked.incrementAndGet();
      return new Answer(1, question.point().parameters(), null, null, null);
    }

    @Override
    public List<Answer> evaluateAll(List<Question> questions) {
      return questions.stream().map(this::evaluate).toList();
    }

    @Override
    public Inspection inspect(Point point) {
      throw new UnsupportedOperationException("searches of a benchmark do not inspect");
    }

    @Override
    public double[] chartOrigins(double[] rawAugmentation) {
      return new double[0];
    }
  }

  @Test
  void aRowCostsBetweenAPicosecondAndAMillisecond() {
    Map<String, String> small =
        arguments(
            "rows",
            "500",
            "features",
            "3",
            "hidden",
            "2",
            "shards",
            "4",
            "threads",
            "2",
            "steps",
            "5",
            "warm-up",
            "5");
    Spread tau = RowCost.measure(BenchArguments.parse(small));

    assertThat(tau.count()).isEqualTo(5);
    assertThat(tau.median()).isBetween(1e-12, 1e-3);
  }

  @Test
  void memoryOfThisProcessIsSeen() {
    assertThat(ProcessMemory.peakHeap()).isGreaterThan(1 << 20);
  }
}
