package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.ReluPopulationAnswers;
import org.minimacensus.objective.ReluPopulationAnswers.Known;

class MatrixMatcherTest {
  private static final double TOLERANCE = 1e-6;

  private static MatrixMatcher matcher(int k) {
    return new MatrixMatcher(
        NetworkSymmetry.ofUnitsAndInputs(Objective.reluPopulation(k).architecture()), TOLERANCE);
  }

  private static Fingerprint fingerprint(MatrixMatcher matcher, double[] theta) {
    return matcher.fingerprint(Endpoint.builder().theta(theta).build());
  }

  private static BigInteger orbit(MatrixMatcher matcher, Fingerprint fingerprint) {
    int k = (int) Math.round(Math.sqrt(fingerprint.values().length));
    return NetworkSymmetry.ofUnitsAndInputs(Objective.reluPopulation(k).architecture())
        .order()
        .divide(matcher.stabiliser(fingerprint));
  }

  private static boolean same(int k, double[] a, double[] b) {
    MatrixMatcher matcher = matcher(k);
    Fingerprint first = fingerprint(matcher, a);
    Fingerprint second = fingerprint(matcher, b);
    boolean same =
        matcher
            .align(first, second)
            .map(aligned -> first.deviation(aligned, TOLERANCE) <= 1)
            .orElse(false);
    if (same) {
      assertThat(Math.abs(first.key() - second.key()))
          .as("what agrees must be found by its key")
          .isLessThanOrEqualTo(first.reach() + second.reach());
    }

    assertThat(matcher.undecided()).isZero();
    return same;
  }

  private static int[] permutation(int k, RandomStream stream) {
    int[] order = new int[k];
    for (int i = 0; i < k; i++) {
      int j = (int) (stream.nextDouble() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }

    return order;
  }

  private static double[] image(double[] matrix, int[] rows, int[] columns) {
    int k = rows.length;
    double[] moved = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        moved[i * k + j] = matrix[rows[i] * k + columns[j]];
      }
    }

    return moved;
  }

  private static double[] noisyImage(double[] matrix, int k, RandomStream stream) {
    double[] moved = image(matrix, permutation(k, stream), permutation(k, stream));
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 4e-7 * (2 * stream.nextDouble() - 1);
    }

    return moved;
  }

  private static double[] transposed(double[] matrix, int k) {
    double[] other = new double[k * k];
    for (int i = 0; i < k * k; i++) {
      other[i] = matrix[i % k * k + i / k];
    }

    return other;
  }

  private static double[] identity(int k) {
    double[] matrix = new double[k * k];
    for (int i = 0; i < k; i++) {
      matrix[i * k + i] = 1;
    }

    return matrix;
  }

  private static double[] normal(int k, RandomStream stream) {
    double[] matrix = new double[k * k];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = stream.nextGaussian();
    }

    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12})
  void imagesUnderTheGroupAreTheSame(int k) {
    RandomStream stream = RandomStream.of(3, "images", k);
    double[] ones = new double[k * k];
    Arrays.fill(ones, 0.25);
    for (double[] matrix : List.of(identity(k), ones, normal(k, stream), normal(k, stream))) {
      for (int trial = 0; trial < 5; trial++) {
        assertThat(same(k, matrix, noisyImage(matrix, k, stream))).isTrue();
      }
    }
  }

  @Test
  void imagesOfKnownMinimaAreTheSameAndOthersAreNot() {
    RandomStream stream = RandomStream.of(3, "known", 0);
    List<Known> known =
        ReluPopulationAnswers.all().stream().filter(m -> m.theta().length > 0).toList();
    for (Known a : known) {
      double[] image = noisyImage(a.theta(), a.units(), stream);
      for (Known b : known) {
        if (a.units() == b.units()) {
          assertThat(same(a.units(), b.theta(), image)).isEqualTo(a.loss() == b.loss());
        }
      }
    }
  }

  @Test
  void oneEntryApartIsAnotherMatrix() {
    int k = 6;
    RandomStream stream = RandomStream.of(3, "apart", 0);
    double[] matrix = identity(k);
    double[] other = image(matrix, permutation(k, stream), permutation(k, stream));
    other[7] += 1e-5;

    assertThat(same(k, matrix, other)).isFalse();
  }

  @Test
  void equalRowsInAnotherOrderOfEntriesAreTold() {
    // Edges of a ring of 6 against those of two rings of 3: every row and column has two.
    int k = 6;
    double[] ring = new double[k * k];
    double[] rings = new double[k * k];
    for (int i = 0; i < k; i++) {
      ring[i * k + i] = 1;
      ring[i * k + (i + 1) % k] = 1;
      rings[i * k + i] = 1;
      rings[i * k + i / 3 * 3 + (i + 1) % 3] = 1;
    }

    assertThat(same(k, ring, rings)).isFalse();
    assertThat(same(k, ring, transposed(ring, k))).isTrue();
  }

  @Test
  void aMatrixIsNotItsTranspose() {
    int k = 4;
    double[] matrix = normal(k, RandomStream.of(3, "transpose", 0));

    assertThat(same(k, matrix, transposed(matrix, k))).isFalse();
  }

  @Test
  void smallMatricesAreComparedAndCountedAsByTryingAllPermutations() {
    int k = 3;
    List<int[]> all = permutations(k);
    RandomStream stream = RandomStream.of(3, "small", 0);
    for (int trial = 0; trial < 300; trial++) {
      double[] a = small(k, stream);
      double[] b = small(k, stream);
      Set<List<Double>> images = new HashSet<>();
      for (int[] rows : all) {
        for (int[] columns : all) {
          images.add(Arrays.stream(image(a, rows, columns)).boxed().toList());
        }
      }

      MatrixMatcher matcher = matcher(k);
      assertThat(same(k, a, b)).isEqualTo(images.contains(Arrays.stream(b).boxed().toList()));
      assertThat(orbit(matcher, fingerprint(matcher, a)))
          .isEqualTo(BigInteger.valueOf(images.size()));
    }
  }

  private static double[] small(int k, RandomStream stream) {
    double[] matrix = new double[k * k];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = stream.nextDouble() < 0.4 ? 1 : 0;
    }

    return matrix;
  }

  private static List<int[]> permutations(int k) {
    List<int[]> all = new ArrayList<>();
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        if (a != b) {
          all.add(new int[] {a, b, 3 - a - b});
        }
      }
    }

    return all;
  }

  @Test
  void theTeacherHasAnImageForEveryPermutation() {
    MatrixMatcher matcher = matcher(12);

    assertThat(orbit(matcher, fingerprint(matcher, identity(12))))
        .isEqualTo(BigInteger.valueOf(479_001_600L));
  }

  @Test
  void errorBoundsWidenWhatAgrees() {
    MatrixMatcher matcher = matcher(2);
    double[] bounds = {1e-3, 0, 0, 0};
    Fingerprint loose =
        matcher.fingerprint(
            Endpoint.builder().theta(new double[] {1, 2, 3, 4}).parameterError(bounds).build());
    Fingerprint moved = fingerprint(matcher, new double[] {4, 3, 2, 1.0005});

    assertThat(matcher.align(loose, moved)).isPresent();
    assertThat(matcher.align(fingerprint(matcher, new double[] {1, 2, 3, 4}), moved)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 9, 10})
  void theRepresentativeOfAKnownMinimumIsThatOfItsImages(int k) {
    RandomStream stream = RandomStream.of(3, "form", k);
    int moved = 0;
    for (Known known : ReluPopulationAnswers.all()) {
      if (known.units() == k && known.theta().length > 0) {
        double[] form = MatrixForm.of(known.theta(), k);
        double[] image = image(known.theta(), permutation(k, stream), permutation(k, stream));

        assertThat(same(k, known.theta(), form)).isTrue();
        assertThat(MatrixForm.of(image, k)).containsExactly(form, within(1e-9));
        moved++;
      }
    }

    assertThat(moved).as("known minima of so many units").isPositive();
  }

  @Test
  void matricesOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> fingerprint(matcher(3), new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 4 entries, 3 units of 3 inputs need 9");
  }
}
