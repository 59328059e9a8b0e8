package org.minimacensus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
  private static final double[][] FOUR = {{1, 7}, {2, 7}, {1, 7}, {3, 7}};

  @Test
  void binaryClassesBecomeMinusOneAndOne() {
    Dataset data =
        DataTable.prepare(
            labels(FOUR, "b", "a", "b", "a"), Task.BINARY, Scaling.NONE, 4, List.of());

    assertThat(data.shards().get(0).targets().values()).startsWith(1.0, -1.0, 1.0, -1.0);
    assertThat(data.description().classNames()).containsExactly("a", "b");
    assertThat(data.outputs()).isEqualTo(1);
  }

  @Test
  void factsThatTheTheoremsCareAboutAreReported() {
    DataDescription repeated =
        DataTable.prepare(
                labels(FOUR, "a", "b", "a", "b"),
                Task.BINARY,
                Scaling.STANDARDIZE,
                1,
                List.of("seen"))
            .description();
    DataDescription conflict =
        DataTable.prepare(labels(FOUR, "a", "b", "b", "b"), Task.BINARY, Scaling.NONE, 1, List.of())
            .description();
    double[][] zeros = {{0.0}, {-0.0}, {0.0}};
    DataDescription zero =
        DataTable.prepare(numbers(zeros, zeros), Task.REGRESSION, Scaling.NONE, 1, List.of())
            .description();
    DataDescription single =
        DataTable.prepare(
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
                DataTable.prepare(
                    labels(FOUR, "a", "b", "c", "a"), Task.BINARY, Scaling.NONE, 1, List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "t: target y: data.task = binary expects exactly 2 classes, found 3: a, b, c; set"
                + " data.task = multiclass, or regression if the target is a number");
    assertThatThrownBy(
            () ->
                DataTable.prepare(
                    labels(FOUR, "a", "a", "a", "a"), Task.MULTICLASS, Scaling.NONE, 1, List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("t: target y: data.task = multiclass expects at least 2 classes, found 1: a");
  }

  @Test
  void aConstantTargetIsRefusedOnlyWhenItIsToBeStandardised() {
    DataTable table = numbers(new double[][] {{1}, {2}}, new double[][] {{5}, {5}});

    assertThatThrownBy(
            () -> DataTable.prepare(table, Task.REGRESSION, Scaling.STANDARDIZE, 1, List.of()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "t: target y: a target to be standardised must not be constant, found 5 in all 2 rows;"
                + " choose another target or set data.standardize = false");
    assertThat(
            DataTable.prepare(table, Task.REGRESSION, Scaling.NONE, 1, List.of())
                .description()
                .observations())
        .containsExactly("1 regression target is constant: y");
  }

  @Test
  void regressionTargetsAreStandardisedTooAndTheirScaleIsKept() {
    Dataset data =
        DataTable.prepare(
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
        DataTable.prepare(labels(FOUR, "a", "b", "a", "b"), Task.BINARY, Scaling.NONE, 1, List.of())
            .description()
            .sha256();
    double[][] swapped = {FOUR[1], FOUR[0], FOUR[2], FOUR[3]};

    assertThat(digest)
        .isEqualTo(
            DataTable.prepare(
                    labels(FOUR, "a", "b", "a", "b"),
                    Task.MULTICLASS,
                    Scaling.STANDARDIZE,
                    9,
                    List.of())
                .description()
                .sha256());
    assertThat(digest)
        .isNotEqualTo(
            DataTable.prepare(
                    labels(FOUR, "a", "c", "a", "c"), Task.BINARY, Scaling.NONE, 1, List.of())
                .description()
                .sha256());
    assertThat(digest)
        .isNotEqualTo(
            DataTable.prepare(
                    labels(swapped, "b", "a", "a", "b"), Task.BINARY, Scaling.NONE, 1, List.of())
                .description()
                .sha256());
  }

  @Test
  void digestIsShaOfBigEndianBits() throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + 4 + 4 * 8)
            .putInt(1)
            .putInt(1)
            .putDouble(1.5)
            .putDouble(2)
            .putDouble(-3)
            .putDouble(4);
    byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.array());

    assertThat(
            DataDigest.sha256(List.of(), new double[][] {{1.5}, {-3}}, new double[][] {{2}, {4}}))
        .isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void blocksBehindTheFirstEnterTheDigestByTheirOwn() throws Exception {
    MessageDigest whole = MessageDigest.getInstance("SHA-256");
    whole.update(ByteBuffer.allocate(8).putInt(1).putInt(1).array());
    double[][] x = new double[9000][1];
    double[][] y = new double[9000][1];
    MessageDigest block = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 9000; i++) {
      x[i][0] = i / 3.0;
      y[i][0] = -i;
      (i < 4096 ? whole : block)
          .update(ByteBuffer.allocate(16).putDouble(x[i][0]).putDouble(y[i][0]).array());
      if (i == 8191 || i == 8999) {
        whole.update(block.digest());
      }
    }
    String expected = HexFormat.of().formatHex(whole.digest());

    assertThat(DataDigest.sha256(List.of(), x, y)).isEqualTo(expected);
    assertThat(
            DataTable.prepare(numbers(x, y), Task.REGRESSION, Scaling.STANDARDIZE, 3, List.of())
                .description()
                .sha256())
        .isEqualTo(expected);
  }

  @Test
  void wideRowsAreDigestedInShorterBlocks() {
    assertThat(RowBlock.rowsOfWidth(256)).isEqualTo(4096);
    assertThat(RowBlock.rowsOfWidth(257)).isEqualTo(2048);
    assertThat(RowBlock.rowsOfWidth(1 << 21)).isEqualTo(1);
    assertThat(RowBlock.count(4097, 256)).isEqualTo(2);
  }

  @Test
  void equalInputsOfDifferentShardsAreOneGroup() {
    double[][] x = new double[600][1];
    for (int i = 0; i < 600; i++) {
      x[i][0] = i + 1;
    }
    x[3][0] = 0.0;
    x[590][0] = -0.0;
    x[1][0] = 300;
    x[4][0] = 300;
    Dataset data = DataTable.prepare(numbers(x, x), Task.REGRESSION, Scaling.NONE, 3, List.of());

    assertThat(data.shards()).hasSize(3);
    assertThat(Arrays.copyOf(data.shards().get(0).inputGroups(), 6))
        .containsExactly(-1, 0, -1, 1, 0, -1);
    assertThat(data.shards().get(1).inputGroups()[99]).isEqualTo(0);
    assertThat(data.shards().get(2).inputGroups()[190]).isEqualTo(1);
    assertThat(data.description().observations())
        .containsExactly("3 rows repeat an earlier row (features and target equal)");
  }

  private static DataTable labels(double[][] features, String... labels) {
    return DataTable.ofLabels("t", List.of("u", "v"), "y", features, List.of(labels));
  }

  private static DataTable numbers(double[][] features, double[][] targets) {
    return DataTable.ofNumbers("t", List.of("x"), List.of("y"), features, targets);
  }
}
