package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyJsonTest {
  private record Numbers(double smallest, Double maybe, double none, List<Integer> hiddenUnits) {}

  @Test
  void numbersAreShortestAndNaNIsNull() {
    // 2.0E-3 and 2E23 are where Double.toString of older JVMs is too long.
    assertThat(StudyJson.write(new Numbers(2e23, 1.0 / 3, Double.NaN, List.of(3, 4))))
        .isEqualTo(
            """
            {
              "smallest" : 2.0E23,
              "maybe" : 0.3333333333333333,
              "none" : null,
              "hidden_units" : [
                3,
                4
              ]
            }
            """);
  }

  @Test
  void infinityIsNullToo() {
    assertThat(StudyJson.write(new Numbers(Double.NEGATIVE_INFINITY, null, 0, List.of())))
        .contains("\"smallest\" : null", "\"maybe\" : null");
  }

  @Test
  void everyBitReadsBack() throws IOException {
    for (double x : new double[] {4.9e-324, -0.0, Math.nextDown(1.0), 1e22, Double.MAX_VALUE}) {
      Numbers read =
          StudyJson.read(StudyJson.write(new Numbers(x, x, x, List.of())), Numbers.class);
      assertThat(Double.doubleToRawLongBits(read.smallest()))
          .isEqualTo(Double.doubleToRawLongBits(x));
      assertThat(Double.doubleToRawLongBits(read.maybe())).isEqualTo(Double.doubleToRawLongBits(x));
    }
  }

  @Test
  void nullReadsBackAsNaNWhereANumberMustBe() throws IOException {
    Numbers read =
        StudyJson.read(
            "{\"smallest\": null, \"maybe\": null, \"none\": 1, \"later\": {}}", Numbers.class);

    assertThat(read.smallest()).isNaN();
    assertThat(read.maybe()).isNull();
  }

  @Test
  void otherTextIsRefused() {
    assertThatThrownBy(() -> StudyJson.read("{\"smallest\": \"x\"}", Numbers.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("smallest");
  }

  @Test
  void aSummaryReadsBackEqual() throws IOException {
    RunSummary summary = StudyFixtures.summary("r0", 7);

    assertThat(StudyJson.read(StudyJson.write(summary), RunSummary.class)).isEqualTo(summary);
  }

  @Test
  void theSummaryHasTheNamesThatProgramsRelyOn() {
    assertThat(StudyJson.write(StudyFixtures.summary("r0", 7)))
        .contains(
            "\"schema\"",
            "\"study\"",
            "\"run\"",
            "\"exit_code\"",
            "\"reason\"",
            "\"rows\"",
            "\"features\"",
            "\"outputs\"",
            "\"restarts\"",
            "\"endpoints\"",
            "\"strict-minimum\"",
            "\"degenerate-minimum\"",
            "\"saddle\"",
            "\"at-infinity\"",
            "\"unconverged\"",
            "\"failed\"",
            "\"values\"",
            "\"functions\"",
            "\"parameters\"",
            "\"connected\"",
            "\"at_infinity\"",
            "\"proved_distinct\"",
            "\"best_loss\"",
            "\"global\"",
            "\"lower_bound\"",
            "\"sub_optimal\"",
            "\"minima\"",
            "\"id\"",
            "\"loss\"",
            "\"gap\"",
            "\"hits\"",
            "\"hessian_min_eigenvalue\"",
            "\"zero_modes\"",
            "\"orbit\"",
            "\"stabiliser\"",
            "\"proved\"",
            "\"estimates\"",
            "\"low\"",
            "\"high\"",
            "\"level\"",
            "\"coverage\"",
            "\"coverage_chao\"",
            "\"coverage_strict\"",
            "\"unseen\"",
            "\"stopped_by\"",
            "\"plain->output-neuron\"",
            "\"verdicts\"",
            "\"throughput\"",
            "\"seconds\"",
            "\"restarts_per_second\"",
            "\"evaluations\"",
            "\"notes\"");
  }
}
