package org.minimacensus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.RestartJob;

/** Searches that were stopped early make no minima, unless they hide that they were. */
class DamageTest {
  private static final Path ROOT = Path.of("..");
  private static final String CONF = "conf/many-minima.conf";
  private static final int RESTARTS = 200;
  private static final double SHARE = 0.3;

  /** Searches that stop at their tolerance, as far from their minima as that lets them. */
  private static final String SEARCH = "optimizer.name=lbfgs";

  private static final Damage DAMAGE =
      new Damage(LocalStudy.of(ROOT, CONF, SEARCH), RESTARTS, 2000);

  private static Damage.Counted count(double share, double level, Damage.Report report) {
    return DAMAGE.count(DAMAGE.endpoints(share, level, report));
  }

  private static final Damage.Counted WHOLE = count(0, 1, Damage.Report.BOUNDS);

  @Test
  void theUndamagedStudyIsKnown() {
    assertThat(WHOLE.fresh()).isZero();
    assertThat(WHOLE.unconverged()).isZero();
    assertThat(WHOLE.minima()).isBetween(20L, (long) DAMAGE.known());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-4, 1e-5, 1e-6, 1e-8})
  void endpointsWithTheirErrorBoundsAreNoNewMinima(double level) {
    Damage.Counted counted = count(SHARE, level, Damage.Report.BOUNDS);

    assertThat(counted.fresh()).isZero();
    assertThat(counted.minima()).isLessThanOrEqualTo(WHOLE.minima());
    assertThat(counted.minima()).isGreaterThanOrEqualTo(WHOLE.minima() - counted.unconverged());
  }

  @Test
  void whatIsLocatedTooBadlyIsUnconverged() {
    assertThat(count(SHARE, 1e-3, Damage.Report.BOUNDS).unconverged()).isGreaterThan(20);
    assertThat(count(SHARE, 1e-6, Damage.Report.BOUNDS).unconverged()).isZero();
    assertThat(count(SHARE, 1e-6, Damage.Report.BOUNDS).minima()).isEqualTo(WHOLE.minima());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-5})
  void withoutErrorBoundsTheGradientTellsOfThem(double level) {
    // As many as the worst tenth can hold.
    Damage.Counted counted = count(0.05, level, Damage.Report.GRADIENT);
    Damage.Counted undamaged = count(0, level, Damage.Report.GRADIENT);

    assertThat(counted.fresh()).isGreaterThan(3);
    assertThat(counted.doubtful()).isGreaterThanOrEqualTo(counted.fresh());
    assertThat(counted.estimate("chao1"))
        .isGreaterThan(undamaged.estimate("chao1") + counted.fresh());
    assertThat(counted.estimateWithoutDoubtful("chao1"))
        .isLessThan(1.2 * undamaged.estimate("chao1"));
    assertThat(counted.coverageWithoutDoubtful()).isGreaterThan(counted.coverage());
  }

  @Test
  void whatHidesItsGradientToLooksLikeManyUnseenMinima() {
    Damage.Counted counted = count(SHARE, 1e-5, Damage.Report.NOTHING);

    assertThat(counted.fresh()).isGreaterThan(30);
    assertThat(counted.doubtful()).isLessThan(counted.fresh() / 2);
    assertThat(counted.estimate("chao1")).isGreaterThan(5 * WHOLE.estimate("chao1"));
    assertThat(counted.estimate("chao1-singleton-robust"))
        .isLessThan(counted.estimate("chao1") / 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer.gradient-tolerance=1e-3",
        "optimizer.gradient-tolerance=1e-5",
        "optimizer.max-iterations=20"
      })
  void aSearchThatEndsEarlyIsPolishedOrUnconverged(String set) {
    RestartJob.Worker worker = LocalStudy.of(ROOT, CONF, SEARCH, set).worker();
    List<Endpoint> endpoints = new ArrayList<>();
    for (long r = 0; r < RESTARTS; r++) {
      endpoints.add(worker.run(0, r, StepListener.NONE).endpoint());
    }

    Damage.Counted counted = DAMAGE.count(endpoints);
    assertThat(counted.minima()).isGreaterThan(20);
    assertThat(counted.fresh()).isZero();
    assertThat(endpoints)
        .filteredOn(e -> e.endpointClass().isMinimum())
        .allMatch(e -> e.gradientNorm() < 1e-12);
  }
}
