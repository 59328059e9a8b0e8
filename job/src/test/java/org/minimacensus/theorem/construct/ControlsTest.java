package org.minimacensus.theorem.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.numeric.RandomStream;

/** Facts that stand beside the data, against closed forms, other programs and searches. */
class ControlsTest {
  private static Constructed made(String name, Map<String, String> options) {
    Construction kind = Constructions.named(name);
    return kind.build(OptionValues.of(kind, options));
  }

  @Test
  @SuppressWarnings("unchecked")
  void theMinimaOfASigmoidNeuronAreThoseOfHighPrecision() {
    Constructed made = made("auer", Map.of("--inputs", "3"));
    List<Map<String, Object>> line =
        (List<Map<String, Object>>) made.facts().get("minima_of_one_weight");

    // 40 digits, docs/known-answers.md; the second is ln 3, where the point at 1 is fitted.
    assertThat(line).hasSize(2);
    assertThat((double) line.get(0).get("weight")).isCloseTo(0.0111642886603436, within(1e-15));
    assertThat((double) line.get(0).get("loss"))
        .isCloseTo(0.0611233286621463923 / 2, within(1e-16));
    assertThat((double) line.get(1).get("weight")).isCloseTo(StrictMath.log(3), within(1e-15));
    assertThat((double) line.get(1).get("loss")).isCloseTo(0.0625 / 2, within(1e-16));
    assertThat(made.facts()).containsEntry("expected_minima", 8L);
    KnownPoint known = made.known().orElseThrow();
    assertThat(known.endpointClass()).isEqualTo("strict-minimum");
    assertThat(known.loss()).isCloseTo(3 * 0.0625 / 2, within(1e-15));
    assertThat(known.lower().orElseThrow().loss())
        .isCloseTo(3 * 0.0611233286621463923 / 2, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"'1,100,10000', 2, 9", "'1,2', 2, 1", "'1,100', 5, 32", "'0.5,60', 1, 2"})
  void minimaOfASigmoidNeuronAreCounted(String scales, String inputs, long count) {
    Constructed made = made("auer", Map.of("--scales", scales, "--inputs", inputs));

    assertThat(made.facts()).containsEntry("expected_minima", count);
    assertThat(made.known().orElseThrow().lower().isPresent()).isEqualTo(count > 1);
  }

  @ParameterizedTest
  @CsvSource({
    "'3,1', 2, 2, 1, 8",
    "4, 3, 3, 3, 15",
    "'2,3,2', 3, 3, 2, 16",
    "3, 2, 1, 1, 7",
    "'2,2', 4, 2, 2, 8"
  })
  void everyRestartOfADeepLinearNetworkEndsOnItsMinimum(
      String hidden, String inputs, String outputs, int rank, int zeroModes) {
    Constructed made =
        made("deep-linear", Map.of("--hidden", hidden, "--inputs", inputs, "--outputs", outputs));
    KnownPoint known = made.known().orElseThrow();

    assertThat(made.facts()).containsEntry("rank", rank);
    assertThat(known.zeroModes()).isEqualTo(zeroModes);
    assertThat(known.gradientNorm()).isLessThan(1e-13);
    RandomStream stream = RandomStream.of(3, "starts", 0);
    int ended = 0;
    for (int k = 0; k < 8; k++) {
      Endpoint end = made.problem().run(made.problem().start(stream, 1));
      if (end.endpointClass().isMinimum()) {
        assertThat(end.loss()).isCloseTo(known.loss(), within(1e-10 * known.loss()));
        ended++;
      }
    }

    assertThat(ended).isGreaterThan(4);
    for (double saddle : (double[]) made.facts().get("saddle_losses")) {
      assertThat(saddle).isGreaterThan(known.loss() * (1 + 1e-9));
    }
  }

  @Test
  void aSaddleOfADeepLinearNetworkIsOne() {
    Constructed made = made("deep-linear", Map.of("--hidden", "1"));
    double saddle = ((double[]) made.facts().get("saddle_losses"))[0];
    // W2 = u, W1 = u^T B for the other principal direction u, by a search on the circle for it.
    double[][] y = made.problem().targets();
    double[] best = null;
    double low = -Math.PI / 2;
    double high = Math.PI / 2;
    for (int k = 0; k <= 20_000; k++) {
      double angle = low + (high - low) * k / 20_000;
      double loss = ofDirection(made, angle);
      if (best == null || loss > best[1]) {
        best = new double[] {angle, loss};
      }
    }

    assertThat(y[0]).hasSize(2);
    assertThat(best[1]).isCloseTo(saddle, within(1e-6 * saddle));
  }

  /** Loss of the best linear map into a direction: the others' fit is left out. */
  private static double ofDirection(Constructed made, double angle) {
    double c = StrictMath.cos(angle);
    double s = StrictMath.sin(angle);
    double[][] y = made.problem().targets();
    double[] along = Arrays.stream(y).mapToDouble(r -> c * r[0] + s * r[1]).toArray();
    double all = Arrays.stream(y).mapToDouble(r -> r[0] * r[0] + r[1] * r[1]).sum();
    double square = Arrays.stream(along).map(v -> v * v).sum();
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.setNoIntercept(true);
    fit.newSampleData(along, made.problem().inputs());
    return (all - square + fit.calculateResidualSumOfSquares()) / 2;
  }

  @Test
  void theAffineRegionHasTheLossOfTheLinearFit() {
    Constructed made = made("affine-region", Map.of());
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    fit.newSampleData(
        Arrays.stream(made.problem().targets()).mapToDouble(y -> y[0]).toArray(),
        made.problem().inputs());

    assertThat(made.known().orElseThrow().loss())
        .isCloseTo(fit.calculateResidualSumOfSquares() / 2, within(1e-12));
  }

  @Test
  void deadUnitsLeaveTheMean() {
    Constructed made = made("dead-relu", Map.of());
    double[] y = Arrays.stream(made.problem().targets()).mapToDouble(r -> r[0]).toArray();
    double mean = Arrays.stream(y).average().getAsDouble();

    assertThat(made.known().orElseThrow().loss())
        .isCloseTo(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / 2, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "3, 40"})
  void logisticRegressionHasOneMinimum(String inputs, String rows) {
    Constructed made = made("logistic", Map.of("--inputs", inputs, "--rows", rows));
    double[] known = made.known().orElseThrow().theta();
    RandomStream stream = RandomStream.of(3, "starts", 0);

    for (int k = 0; k < 5; k++) {
      Endpoint end = made.problem().run(made.problem().start(stream, 3));
      for (int i = 0; i < known.length; i++) {
        assertThat(end.theta()[i]).isCloseTo(known[i], within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2-1-1-direct, 7, 3", "2-2-1, 9, 5", "2-3-1, 13, 9"})
  void xorNetworksHaveTheirSizesAndZeroLoss(String network, int parameters, int zeroModes) {
    Constructed made = made("xor-network", Map.of("--network", network));
    KnownPoint known = made.known().orElseThrow();

    assertThat(made.problem().architecture().layout().dimension()).isEqualTo(parameters);
    assertThat(known.loss()).isLessThan(1e-24);
    assertThat(known.gradientNorm()).isLessThan(1e-13);
    assertThat(known.zeroModes()).isEqualTo(zeroModes);
    assertThat((double) made.facts().get("stationary_at_zero_loss")).isCloseTo(0.32, within(1e-15));
    assertThat((double) made.facts().get("stationary_at_zero_gradient_norm")).isLessThan(1e-15);
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 0", "2, 4, 8", "3, 3, 0"})
  void aStudentThatIsWideEnoughHasLossZero(String teacher, String student, int zeroModes) {
    Constructed made = made("teacher-student", Map.of("--hidden", teacher, "--student", student));
    KnownPoint known = made.known().orElseThrow();

    assertThat(known.loss()).isZero();
    assertThat(known.zeroModes()).isEqualTo(zeroModes);
    assertThat(known.lower()).isEmpty();
  }

  @Test
  void aNarrowOrNoisyStudentHasNoKnownMinimum() {
    assertThat(made("teacher-student", Map.of("--student", "1")).known()).isEmpty();
    Constructed noisy = made("teacher-student", Map.of("--noise", "0.5"));
    assertThat(noisy.known()).isEmpty();
    double[] teacher = (double[]) noisy.facts().get("teacher_theta");
    // 40 squares of deviation 0.5: 5 on the average, deviation 1.1.
    assertThat(noisy.problem().value(teacher)).isBetween(1.5, 9.0);
  }

  @Test
  void classesAreBalancedWhereTheyAreMeantToBe() {
    Constructed spirals = made("two-spirals", Map.of("--points", "10", "--noise", "0"));
    assertThat(spirals.problem().inputs()).hasDimensions(20, 2);
    for (int i = 0; i < 20; i += 2) {
      // The other spiral is the point mirrored at the origin.
      assertThat(spirals.problem().inputs()[i + 1][0])
          .isCloseTo(-spirals.problem().inputs()[i][0], within(1e-14));
      assertThat(spirals.problem().targets()[i][0]).isEqualTo(-1);
      assertThat(spirals.problem().targets()[i + 1][0]).isEqualTo(1);
    }

    double sum =
        Arrays.stream(made("gaussian-mixture", Map.of()).problem().targets())
            .mapToDouble(y -> y[0])
            .sum();
    assertThat(sum).isZero();
    Constructed labels = made("random-labels", Map.of("--rows", "30", "--inputs", "4"));
    assertThat(labels.problem().inputs()).hasDimensions(30, 4);
    assertThat(Arrays.stream(labels.problem().targets()).mapToDouble(y -> y[0]).distinct())
        .containsExactlyInAnyOrder(-1.0, 1.0);
  }
}
