package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

class TraceRecorderTest {
  private static final LocalStudy STUDY =
      LocalStudy.of(
          Path.of(System.getProperty("basedir")).getParent(),
          "conf/quickstart.conf",
          "output.traces=all");

  /** Hears what is passed on. */
  private static final class Heard implements StepListener {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void step(int iteration, double value, double gradientNorm, Point point) {
      calls.add("step " + iteration);
    }

    @Override
    public void elsewhere(int iteration, double value, double gradientNorm, Point point) {
      calls.add("elsewhere " + iteration);
    }
  }

  @Test
  void aStepElsewhereHasNoParametersEvenOfTheSameDimension() {
    Heard heard = new Heard();
    Objective plain = STUDY.plan().objectives().get(0);
    TraceRecorder recorder = new TraceRecorder(plain, 7, heard);
    Point point = Point.of(new double[] {3, 4, 0, 0, 0, 0, 0, 0, 0});
    recorder.step(0, 1, 0.5, point);
    recorder.elsewhere(1, 0.9, 0.4, point);
    recorder.elsewhere(2, 0.8, 0.3, Point.of(new double[] {6, 8}));
    recorder.step(1, 0.7, 0.2, point);

    List<TraceStep> steps = recorder.steps();
    assertThat(steps).extracting(s -> s.theta().length).containsExactly(9, 0, 0, 9);
    assertThat(steps).extracting(s -> s.augmentation().length).containsOnly(0);
    assertThat(steps).extracting(TraceStep::parameterNorm).containsExactly(5.0, 5.0, 10.0, 5.0);
    assertThat(steps).extracting(TraceStep::segment).containsExactly(0, 0, 0, 1);
    assertThat(heard.calls).containsExactly("step 0", "elsewhere 1", "elsewhere 2", "step 1");
  }

  /** Restarts of the quickstart that end on a minimum and at infinity, by ways through charts. */
  @ParameterizedTest(name = "objective {0}, restart {1}")
  @CsvSource({"0, 0, 0", "0, 2, 1", "1, 0, 100", "1, 1, 100"})
  void parametersOfAStepHaveItsLoss(int objective, long restart, long leastElsewhere) {
    RestartResult result = STUDY.worker().run(objective, restart, StepListener.NONE);
    Objective of = STUDY.plan().objectives().get(objective);
    Evaluator evaluator = new LocalEvaluator(of, STUDY.dataset());

    List<TraceStep> own = result.trace().stream().filter(s -> s.theta().length > 0).toList();
    assertThat(own.size()).isGreaterThan(20);
    assertThat(result.trace().size() - (long) own.size()).isGreaterThanOrEqualTo(leastElsewhere);
    for (TraceStep step : own) {
      double[] origins = evaluator.chartOrigins(step.augmentation());
      Point point = of.point(step.theta(), step.augmentation(), origins);
      double loss = evaluator.evaluate(Question.value(point)).value();
      assertThat(loss)
          .as("segment %s, iteration %s", step.segment(), step.iteration())
          .isCloseTo(step.loss(), org.assertj.core.api.Assertions.within(1e-9 * (1 + step.loss())));
    }
  }

  /** Restarts of more than two searches, in charts too. */
  @ParameterizedTest(name = "objective {0}, restart {1}")
  @CsvSource({"0, 2", "1, 0", "1, 1"})
  void stepsAreCountedOverAllSearchesOfARestart(int objective, long restart) {
    RestartResult result = STUDY.worker().run(objective, restart, StepListener.NONE);

    List<TraceStep> steps = result.trace();
    assertThat(steps.get(0).iteration()).isZero();
    assertThat(steps.get(0).segment()).isZero();
    for (int i = 1; i < steps.size(); i++) {
      TraceStep before = steps.get(i - 1);
      TraceStep step = steps.get(i);
      int further = step.segment() - before.segment();
      assertThat(further).isBetween(0, 1);
      // The start of a search is none of its steps.
      assertThat(step.iteration()).isEqualTo(before.iteration() + 1 - further);
    }

    TraceStep last = steps.get(steps.size() - 1);
    assertThat(last.segment()).isGreaterThanOrEqualTo(2);
    assertThat(last.iteration()).isEqualTo(result.endpoint().iterations());
  }

  @Test
  void aCertifiedFirstSearchTellsBothListenersWhatIsElsewhere() {
    Heard one = new Heard();
    Heard other = new Heard();
    StepListener both = StepListener.both(one, other);
    both.step(0, 1, 1, Point.of(new double[] {1}));
    both.elsewhere(1, 1, 1, Point.of(new double[] {1}));

    assertThat(one.calls).containsExactly("step 0", "elsewhere 1").isEqualTo(other.calls);
  }
}
