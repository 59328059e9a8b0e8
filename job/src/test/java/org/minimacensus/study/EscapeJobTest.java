package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.minimacensus.Travelled;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

class EscapeJobTest {
  private static final StudyPlan PLAN = SineStudy.plan(1);
  private static final Dataset DATA = SineStudy.dataset();
  private static final double LAMBDA = 0.05;
  private static EscapeJob job;
  private static StoredMinimum minimum;
  private static EscapeJob.Escaped random;
  private static EscapeJob.Escaped stationary;

  @BeforeAll
  static void escape() {
    Endpoint e =
        PLAN.job().worker(EvaluatorFactory.local(DATA)).run(0, 0, StepListener.NONE).endpoint();
    assertThat(e.endpointClass().isMinimum()).isTrue();
    minimum =
        new StoredMinimum(
            "plain", 4, 0, e.loss(), 0.5, 1, e.endpointClass().label(), true, e.theta());
    job =
        new EscapeJob(
            PLAN, minimum, new EscapeSpec("plain", 4, "output-neuron", LAMBDA, 2, 2, 1, 9));
    random = job.run(DATA, 1);
    stationary = job.run(DATA, 2);
  }

  private static String text(EscapeJob.Escaped escaped) {
    return StudyJson.write(escaped.start()) + StudyJson.write(escaped.path());
  }

  @Test
  void aStartIsAPureFunctionOfItsNumber() throws Exception {
    EscapeJob sent = Travelled.copy(job);

    assertThat(text(sent.run(DATA, 1))).isEqualTo(text(random));
    assertThat(random.start().neurons()).isNotEqualTo(job.run(DATA, 0).start().neurons());
  }

  @Test
  void theWayBeginsAtTheMinimumAndEndsAtTheEndpoint() {
    for (EscapeJob.Escaped escaped : List.of(random, stationary)) {
      List<DescentStep> path = escaped.path();
      EscapeSummary.Start start = escaped.start();
      DescentStep first = path.get(0);
      assertThat(first.phase()).isEqualTo("extension");
      assertThat(first.a()).containsExactly(0);
      assertThat(first.theta()).containsExactly(minimum.theta());
      assertThat(first.loss()).isCloseTo(minimum.loss(), within(1e-15));
      assertThat(first.baseLoss()).isCloseTo(minimum.loss(), within(1e-15));
      DescentStep explicit =
          path.stream().filter(p -> p.phase().equals("explicit")).reduce((a, b) -> b).get();
      assertThat(explicit.loss()).isCloseTo(first.loss() - start.measured(), within(1e-15));
      assertThat(explicit.theta()).containsExactly(minimum.theta());
      assertThat(path.get(explicit.step() + 1).loss()).isEqualTo(explicit.loss());
      DescentStep last = path.get(path.size() - 1);
      assertThat(last.phase()).isEqualTo("endpoint");
      assertThat(last.loss()).isEqualTo(start.end().loss()).isLessThan(first.loss());
      assertThat(path).extracting(DescentStep::step).startsWith(0, 1, 2).doesNotHaveDuplicates();
      assertThat(start.end().steps()).isEqualTo(path.size());
    }
  }

  @Test
  void everyStepIsAPointOfItsLoss() {
    Objective augmented =
        PLAN.objectives().get(0).augmented(Augmentations.named("output-neuron", LAMBDA));
    LocalEvaluator evaluator = new LocalEvaluator(augmented, DATA);
    int added = augmented.dimension() - augmented.thetaDimension();
    for (DescentStep p : random.path()) {
      double[] x = Arrays.copyOf(p.theta(), augmented.dimension());
      System.arraycopy(p.augmentationChart(), 0, x, p.theta().length, added);
      double[] origin = {p.augmentationChart()[added]};
      Point point = new Point(new DenseVector(x), origin);
      assertThat(evaluator.evaluate(Question.value(point)).value()).isEqualTo(p.loss());
      assertThat(augmented.rawAugmentation(point)).containsExactly(p.augmentation());
      assertThat(p.weightNorm()[0]).isEqualTo(Math.abs(p.augmentation()[1]));
    }
  }

  @Test
  void aGlanceKeepsTheEndsAndTheExplicitDescent() {
    List<DescentStep> glance = random.glance(5).path();
    int last = random.path().size() - 1;
    assertThat(glance).hasSizeBetween(5, 9);
    assertThat(glance.get(0).step()).isZero();
    assertThat(glance.get(1).phase()).isEqualTo("explicit");
    assertThat(glance.get(glance.size() - 1).step()).isEqualTo(last);
    assertThat(glance).allSatisfy(p -> assertThat(p.theta()).isEmpty());
    assertThat(random.glance(1_000_000).path()).hasSameSizeAs(random.path());
  }

  @Test
  void theStationaryStartGoesDownAlongACurve() {
    EscapeSummary.Start s = stationary.start();
    assertThat(s.kind()).isEqualTo("stationary");
    assertThat(Math.abs(s.slope()[0])).isLessThanOrEqualTo(s.slopeBound()[0]);
    assertThat(s.order()).isEqualTo(1);
    assertThat(s.fittedSlope()).isCloseTo(s.expectedSlope(), within(0.02));
    assertThat(stationary.path().stream().filter(p -> p.phase().equals("explicit")).count())
        .isBetween(1L, (long) s.curve().size());
  }

  @Test
  void theSummaryCountsAndSaysWhatWasFound() throws IOException {
    EscapeSummary.MinimumFacts facts = job.facts(DATA);
    assertThat(facts.nothingToEscape()).isFalse();
    EscapeSummary.Counts c = new EscapeSummary.Counts(3, 2, 1, 0, 1, 2, 1, 0, 0, 0, 0);
    EscapeSpec spec = new EscapeSpec("plain", 4, "output-neuron", LAMBDA, 2, 2, 1, 9);
    assertThat(EscapeWords.statement(spec, facts, c, 0))
        .isEqualTo(
            "3 of 3 extended points are no local minima of the augmented loss (2 to first order in"
                + " the amplitude, 1 along a curve of higher order); followed down, 1 end on a"
                + " global minimum with a = 0, 2 at infinity, 0 unconverged; an end at infinity is"
                + " no minimum at a finite point: what was left has gone there and is not removed"
                + " (1 of these limits are above the lower bound or unknown)");
    EscapeSummary.Counts none = new EscapeSummary.Counts(0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0);
    assertThat(EscapeWords.statement(spec, facts, none, 1))
        .startsWith("0 of 2 extended points")
        .contains("for 1 starts no stationary", "from 2 of them no measurable descent");
  }
}
