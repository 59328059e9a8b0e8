package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;

class CalibrationTest {
  private static final long RESTARTS = 40;

  /** A clock that goes on by a millisecond whenever it is read. */
  private static DoubleSupplier ticking() {
    double[] now = {0};
    return () -> now[0] += 1e-3;
  }

  private static SearchCosts costs(Calibration.Budget budget) {
    StudyPlan plan = SineStudy.plan(RESTARTS);
    return new Calibration(ticking())
        .searchCosts(plan.job(), SineStudy.dataset(), 20, 0, RESTARTS, 2, budget);
  }

  @Test
  void questionsAreThoseOfTheRestarts() {
    SearchCosts costs = costs(new Calibration.Budget(1e9, 1e9, 1e9, (int) RESTARTS));
    List<Endpoint> endpoints = new ArrayList<>();
    StudyPlan plan = SineStudy.plan(RESTARTS);
    RestartJob.Worker worker = plan.job().worker(EvaluatorFactory.local(SineStudy.dataset()));
    for (long r = 0; r < RESTARTS; r++) {
      for (int o = 0; o < 3; o++) {
        endpoints.add(worker.run(o, r, (i, v, g, p) -> {}).endpoint());
      }
    }

    double evaluations =
        endpoints.stream().mapToDouble(Endpoint::evaluations).average().orElseThrow();
    assertThat(costs.probed()).isEqualTo((int) RESTARTS);
    // Certificates ask more than they count.
    assertThat(costs.questions()).isBetween(evaluations, 1.2 * evaluations);
    assertThat(costs.fewest()).isLessThan((long) costs.questions());
    assertThat(costs.most()).isGreaterThan((long) costs.questions());
    assertThat(costs.error()).isBetween(1.0, costs.questions());
  }

  @Test
  void aQuestionOfOneTickCostsATickOverTheRows() {
    SearchCosts costs = costs(new Calibration.Budget(1e9, 1e9, 1e9, 10));

    // Each question reads the clock before and after, one millisecond apart, on 20 rows.
    assertThat(costs.secondsPerRow()).isBetween(0.9e-3 / 20, 1.1e-3 / 20);
    assertThat(costs.probed()).isEqualTo(10);
  }

  @Test
  void probingStopsAtItsShareOfTheRun() {
    // 40 restarts on 2 cores take as long as 20 here: a tenth of that are 2 restarts or so.
    assertThat(costs(new Calibration.Budget(1e9, 1e9, 0.1, 1000)).probed()).isBetween(1, 6);
  }

  @Test
  void aRestartThatDoesNotEndInTimeIsGivenUp() {
    SearchCosts costs = costs(new Calibration.Budget(0.02, 0.02, 1e9, 10));

    assertThat(costs.probed()).isZero();
    assertThat(costs.questions()).isBetween(1.0, 20.0);
    assertThat(costs.spent()).isBetween(0.02, 0.03);
    assertThat(costs.error()).isNaN();
  }

  @Test
  void theRestartThatRunsMayEnd() {
    assertThat(costs(new Calibration.Budget(0.02, 1e9, 1e9, 10)).probed()).isEqualTo(1);
  }

  @Test
  void probingChangesNoRestart() {
    StudyPlan plan = SineStudy.plan(RESTARTS);
    RestartJob.Worker worker = plan.job().worker(EvaluatorFactory.local(SineStudy.dataset()));
    Endpoint before = worker.run(1, 3, (i, v, g, p) -> {}).endpoint();
    new Calibration(ticking())
        .searchCosts(
            plan.job(),
            SineStudy.dataset(),
            20,
            0,
            RESTARTS,
            2,
            new Calibration.Budget(1e9, 1e9, 1e9, 10));

    assertThat(worker.run(1, 3, (i, v, g, p) -> {}).endpoint().theta()).isEqualTo(before.theta());
  }
}
