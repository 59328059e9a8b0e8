package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
  private static final double[][] FOUR = {{1, 7}, {2, 7}, {1, 7}, {3, 7}};

  @Test
  void binaryClassesBecomeMinusOneAndOne() {
    Dataset data =
        TrainingSet.prepare(
            labels(FOUR, "b", "a", "b", "a"), Task.BINARY, Scaling.NONE, 4, List.of());

    assertThat(data.shards().get(0).targets().values()).startsWith(1.0, -1.0, 1.0, -1.0);
    assertThat(data.description().classNames()).containsExactly("a", "b");
    assertThat(data.outputs()).isEqualTo(1);
  }

  @Test
  void factsThatTheTheoremsCareAboutAreReported() {
    DataDescription repeated =
        TrainingSet.prepare(
                labels(FOUR, "a", "b", "a", "b"),
                Task.BINARY,
                Scaling.STANDARDIZE,
                1,
                List.of("seen"))
            .description();
    DataDescription conflict =
        TrainingSet.prepare(
                labels(FOUR, "a", "b", "b", "b"), Task.BINARY, Scaling.NONE, 1, List.of())
            .description();
    double[][] zeros = {{0.0}, {-0.0}, {0.0}};
    DataDescription zero =
        TrainingSet.prepare(numbers(zeros, zeros), Task.REGRESSION, Scaling.NONE, 1, List.of())
            .description();
    DataDescription single =
        TrainingSet.prepare(
                numbers(new double[][] {{1}}, new double[][] {{1}}),
                Task.REGRESSION,
                Scaling.NONE,
                1,
                List.of())
            .description();

    assertThat(repeated.observations())
        .containsExactly(
            "seen",
            "1 row repeats an earlier row (features and target equal)",
            "1 feature is constant and standardised to 0: v");
    assertThat(conflict.observations())
        .containsExactly(
            "1 input occurs with different targets (2 rows): no function fits them all",
            "1 feature is constant: v");
    assertThat(zero.observations())
        .containsExactly(
            "2 rows repeat an earlier row (features and target equal)",
            "1 feature is constant: x",
            "1 regression target is constant: y");
    assertThat(single.observations()).containsExactly("the training set has a single row");
  }

  @Test
  void classesThatDoNotFitTheTaskAreRefused() {
    assertThatThrownBy(
            () ->
                TrainingSet.prepare(
                    labels(FOUR, "a", "b", "c", "a"), Task.BINARY, Scaling.NONE, 1, List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("t: target y: data.task = binary expects exactly 2 classes, found 3: a, b, c");
    assertThatThrownBy(
            () ->
                TrainingSet.prepare(
                    labels(FOUR, "a", "a", "a", "a"), Task.MULTICLASS, Scaling.NONE, 1, List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("t: target y: data.task = multiclass expects at least 2 classes, found 1: a");
  }

  @Test
  void aConstantTargetIsRefusedOnlyWhenItIsToBeStandardised() {
    DataTable table = numbers(new double[][] {{1}, {2}}, new double[][] {{5}, {5}});

    assertThatThrownBy(
            () -> TrainingSet.prepare(table, Task.REGRESSION, Scaling.STANDARDIZE, 1, List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "t: target y: a target to be standardised must not be constant, found 5 in all 2 rows;"
                + " choose another target or set data.standardize = false");
    assertThat(
            TrainingSet.prepare(table, Task.REGRESSION, Scaling.NONE, 1, List.of())
                .description()
                .observations())
        .containsExactly("1 regression target is constant: y");
  }

  @Test
  void regressionTargetsAreStandardisedTooAndTheirScaleIsKept() {
    Dataset data =
        TrainingSet.prepare(
            numbers(new double[][] {{1}, {3}}, new double[][] {{10}, {30}}),
            Task.REGRESSION,
            Scaling.STANDARDIZE,
            1,
            List.of());

    assertThat(data.shards().get(0).targets().apply(1, 0)).isEqualTo(1);
    assertThat(data.description().targetMeans()).containsExactly(20.0);
    assertThat(data.description().targetDeviations()).containsExactly(10.0);
    assertThat(data.description().featureMeans()).containsExactly(2.0);
  }

  @Test
  void digestIsOfTheNumbersAsReadWithTheirOrderAndClassNames() {
    String digest =
        TrainingSet.prepare(
                labels(FOUR, "a", "b", "a", "b"), Task.BINARY, Scaling.NONE, 1, List.of())
            .description()
            .sha256();
    double[][] swapped = {FOUR[1], FOUR[0], FOUR[2], FOUR[3]};

    assertThat(digest)
        .isEqualTo(
            TrainingSet.prepare(
                    labels(FOUR, "a", "b", "a", "b"),
                    Task.MULTICLASS,
                    Scaling.STANDARDIZE,
                    9,
                    List.of())
                .description()
                .sha256());
    assertThat(digest)
        .isNotEqualTo(
            TrainingSet.prepare(
                    labels(FOUR, "a", "c", "a", "c"), Task.BINARY, Scaling.NONE, 1, List.of())
                .description()
                .sha256());
    assertThat(digest)
        .isNotEqualTo(
            TrainingSet.prepare(
                    labels(swapped, "b", "a", "a", "b"), Task.BINARY, Scaling.NONE, 1, List.of())
                .description()
                .sha256());
  }

  @Test
  void digestIsShaOfBigEndianBits() throws Exception {
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.allocate(4 + 4 + 4 * 8)
            .putInt(1)
            .putInt(1)
            .putDouble(1.5)
            .putDouble(2)
            .putDouble(-3)
            .putDouble(4);
    byte[] expected = java.security.MessageDigest.getInstance("SHA-256").digest(bytes.array());

    assertThat(
            DataDigest.sha256(List.of(), new double[][] {{1.5}, {-3}}, new double[][] {{2}, {4}}))
        .isEqualTo(java.util.HexFormat.of().formatHex(expected));
  }

  private static DataTable labels(double[][] features, String... labels) {
    return DataTable.ofLabels("t", List.of("u", "v"), "y", features, List.of(labels));
  }

  private static DataTable numbers(double[][] features, double[][] targets) {
    return DataTable.ofNumbers("t", List.of("x"), List.of("y"), features, targets);
  }
}
