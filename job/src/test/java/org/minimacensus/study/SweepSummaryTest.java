package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepSummaryTest {
  private static SweepSummary.Point point(String value, int code) {
    return new SweepSummary.Point(
        List.of(value),
        "s",
        "ab" + value,
        "r0",
        "cd",
        "out",
        null,
        code,
        "reason " + value,
        List.of());
  }

  private static SweepSummary sweep(int asked, int... codes) {
    List<SweepSummary.Point> points = new ArrayList<>();
    Arrays.stream(codes).forEach(code -> points.add(point("v" + points.size(), code)));
    return SweepSummary.of("s", List.of("k"), points, asked);
  }

  private static StoredRun stored(RunSummary summary) {
    return new StoredRun() {
      @Override
      public String folder() {
        return "out/run=r0";
      }

      @Override
      public String manifestSha256() {
        return "cd";
      }

      @Override
      public RunSummary summary() {
        return summary;
      }

      @Override
      public Provenance provenance() {
        return StudyFixtures.provenance("r0", StudyFixtures.HASH);
      }
    };
  }

  @Test
  void theGravestEndDecidesAndAnInterruptionBeforeAll() {
    assertThat(sweep(2, 0, 0).exitCode()).isZero();
    assertThat(sweep(2, 0, 0).reason()).isEqualTo("2 of 2 studies ended");
    assertThat(sweep(3, 0, 10, 0).exitCode()).isEqualTo(10);
    assertThat(sweep(3, 20, 10, 0).exitCode()).isEqualTo(20);
    assertThat(sweep(3, 20, 143).exitCode()).isEqualTo(143);
    assertThat(sweep(3, 20, 143).reason()).isEqualTo("2 of 3 studies; k = v1: reason v1");
  }

  @Test
  void aPointSaysWhatItsRunSays() throws IOException {
    RunSummary summary = StudyFixtures.summary("r0", 7);
    RunSummary.ObjectiveSummary plain = summary.objectives().get(0);
    SweepSummary.Point point = SweepSummary.Point.of(List.of("3"), stored(summary));
    SweepSummary.Part part = point.objective(plain.name());
    assertThat(point.rows()).isNotNull().isEqualTo(summary.data().rows());
    assertThat(part.restarts()).isEqualTo(plain.restarts());
    assertThat(part.subOptimalHits()).isEqualTo(plain.subOptimalHits());
    assertThat(part.bestLoss()).isEqualTo(plain.bestLoss());
    double hits = plain.globalHits() + plain.subOptimalHits();
    double sum = plain.minima().stream().mapToDouble(m -> m.hits() * m.gap()).sum();
    assertThat(part.meanGap()).isEqualTo(sum / hits);
    assertThat(point.objective("none such")).isNull();

    SweepSummary sweep = SweepSummary.of("s", List.of("k"), List.of(point), 1);
    assertThat(sweep.objectives())
        .containsExactlyElementsOf(
            summary.objectives().stream().map(RunSummary.ObjectiveSummary::name).toList());
    assertThat(StudyJson.read(StudyJson.write(sweep), SweepSummary.class)).isEqualTo(sweep);
  }

  @Test
  void valuesThatTurnOutToBeOneStudyAreTold() {
    List<SweepSummary.Point> points = List.of(point("1", 0), point("2", 0), point("1", 0));

    assertThat(SweepSummary.of("s", List.of("k"), points, 3).reason())
        .isEqualTo("3 of 3 studies ended; k = 1 is the same study as k = 1");
  }

  @Test
  void rowsAreToldWhereTheValueIsAWord() {
    RunSummary summary = StudyFixtures.summary("r0", 7);
    Long rows = summary.data().rows();
    List<String> keys = List.of("regularization.l2", "data.rows");

    assertThat(SweepSummary.Point.of(List.of("0.1", "all"), stored(summary)).told(keys))
        .containsExactly("0.1", "all (" + rows + ")");
    assertThat(SweepSummary.Point.of(List.of("0.1", rows + ""), stored(summary)).told(keys))
        .containsExactly("0.1", rows + "");
    assertThat(point("all", 0).told(List.of("data.rows"))).containsExactly("all");
    assertThat(point("all", 0).told(List.of("data.path"))).containsExactly("all");
  }

  @Test
  void gapsOfAShortenedListAreNotTold() {
    RunSummary summary = StudyFixtures.summary("r0", 7);
    RunSummary.ObjectiveSummary plain = summary.objectives().get(0);
    RunSummary cut =
        StudyFixtures.withMinima(
            summary, plain, plain.minima().subList(0, plain.minima().size() - 1));
    SweepSummary.Part part = SweepSummary.Part.of(cut.objectives().get(0));
    assertThat(part.subOptimalHits()).isEqualTo(plain.subOptimalHits());
    assertThat(part.meanGap()).isNaN();
    assertThat(part.worstGap()).isNaN();
  }
}
