package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class ConnectedMinimaTest {
  /**
   * Two points and one softplus unit c + v s(w x + b): all solutions have v w > 0, and those of one
   * sign of v are one piece, as w and b determine v and c.
   */
  private static final PathCase TWO_POINTS =
      new PathCase("softplus", 1, true, true, new double[] {-1, 1}, new double[] {0, 1});

  @Test
  void networksThroughTwoPointsAreTwoComponentsByTheSignOfTheirUnit() {
    List<FlatMinimum> minima = TWO_POINTS.interpolations(16, 1.5);
    Components found = TWO_POINTS.components(minima);
    Function<FlatMinimum, Boolean> sign = m -> m.theta()[2] > 0;
    assertThat(minima.stream().map(sign).distinct()).hasSize(2);
    assertThat(found.count()).hasValue(2);
    for (FlatMinimum m : minima) {
      FlatMinimum root = minima.get(found.componentOf(m.id()));
      assertThat(sign.apply(m)).isEqualTo(sign.apply(root));
    }

    long hits =
        minima.stream()
            .map(m -> found.component(m.id()))
            .flatMap(c -> c.stream())
            .mapToLong(Component::hits)
            .sum();
    assertThat(hits).isEqualTo(16);
    assertThat(found.notes()).hasSize(1);
    assertThat(found.notes().get(0))
        .startsWith("16 degenerate minima have only one loss, ")
        .contains("joined them into 2 (")
        .endsWith("an upper bound, as a path that was not found may exist");
  }

  @Test
  void wideNetworksThatInterpolateAreOneComponent() {
    // Width 8 >= 2 n: every sublevel set is connected (Nguyen 2019, theorem 4.1).
    PathCase wide =
        new PathCase(
            "tanh",
            8,
            true,
            true,
            new double[] {-1.5, -0.4, 0.6, 1.7},
            new double[] {1, -1, 0.5, 2});
    Components found = wide.components(wide.interpolations(12, 1));
    assertThat(found.count()).hasValue(1);
    assertThat(found.component(0).orElseThrow().members()).isEqualTo(12);
    assertThat(found.component(0).orElseThrow().barrier()).isBetween(0.0, 1.1e-8);
  }

  @Test
  void theSameMinimaGiveTheSameComponentsWhateverWasTestedTogether() {
    List<FlatMinimum> minima = TWO_POINTS.interpolations(10, 1.5);
    PathTests one = TWO_POINTS.tests();
    // Each test alone, the last one first.
    PathTests backwards =
        tasks -> {
          List<PathTests.Result> results = new ArrayList<>();
          for (int i = tasks.size() - 1; i >= 0; i--) {
            results.addAll(TWO_POINTS.tests().test(List.of(tasks.get(i))));
          }
          Collections.reverse(results);
          return results;
        };
    Components expected = new ConnectedMinima(TWO_POINTS.rules, one).of(10, List.of(minima));
    Components found = new ConnectedMinima(TWO_POINTS.rules, backwards).of(10, List.of(minima));
    for (int id = 0; id < 10; id++) {
      assertThat(found.joined(id)).isEqualTo(expected.joined(id));
    }
  }

  /** Minima that a string joins if their ids are of one parity. */
  private static final PathTests PARITY =
      tasks ->
          tasks.stream()
              .map(
                  task ->
                      task.kind() == PathKind.STRING && (task.from().id() - task.to().id()) % 2 == 0
                          ? new PathTests.Result(0)
                          : PathTests.Result.NONE)
              .toList();

  private static List<FlatMinimum> line(int first, int count) {
    List<FlatMinimum> minima = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      minima.add(TWO_POINTS.minimum(i, i, 0.1, 1, 2));
    }
    return minima;
  }

  @Test
  void levelsAreJoinedEachForItself() {
    Components found =
        new ConnectedMinima(TWO_POINTS.rules, PARITY).of(500, List.of(line(10, 300), line(400, 4)));
    assertThat(found.count()).hasValue(500 - 304 + 4);
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int id = 0; id < 500; id++) {
      sizes.merge(found.componentOf(id), 1, Integer::sum);
    }
    sizes.values().removeIf(size -> size == 1);
    assertThat(sizes).isEqualTo(Map.of(10, 150, 11, 150, 400, 2, 401, 2));
  }

  @Test
  void tooManyComponentsJoinNothing() {
    PathTests none = tasks -> tasks.stream().map(t -> PathTests.Result.NONE).toList();
    Components found = new ConnectedMinima(TWO_POINTS.rules, none).of(90, List.of(line(0, 80)));
    assertThat(found.computed()).isFalse();
    assertThat(found.count()).isEmpty();
    assertThat(found.notes().get(0))
        .startsWith("distinct.connected is not computed: the 80 degenerate minima of loss ");
    assertThat(found.componentOf(7)).isEqualTo(7);
  }

  @Test
  void onlyDegenerateMinimaOfOneLossAreTried() {
    FlatLevels levels = new FlatLevels(new CensusSettings(1e-9, 1e-6));
    // Strict, two degenerate of one loss, a strict one between, one of the next loss.
    levels.add(0.5, 0, true, false);
    levels.add(0.5, Double.NaN, false, false);
    levels.add(0.5 + 1e-10, 0, true, false);
    levels.add(0.5 + 2e-10, Double.NaN, false, false);
    levels.add(0.5 + 1e-8, Double.NaN, false, false);
    // One loss, but only one of the two is above the reference.
    levels.add(0.7, Double.NaN, false, false);
    levels.add(0.7, Double.NaN, false, true);
    // A strict minimum of large loss error makes one level of losses that are apart.
    levels.add(0.8, 1e-3, true, true);
    levels.add(0.8 + 1e-6, Double.NaN, false, true);
    levels.add(0.8 + 2e-6, Double.NaN, false, true);
    assertThat(levels.minima()).isEqualTo(10);
    assertThat(levels.shared()).isEqualTo(List.of(List.of(1, 3)));
  }

  @Test
  void alignedParametersAreImagesOfTheSameNetwork() {
    PathCase tanh =
        new PathCase("tanh", 3, true, true, new double[] {-1, 0, 1}, new double[] {0, 1, 3});
    UnitAlignment alignment = new UnitAlignment(tanh.rules.symmetry());
    RandomStream stream = RandomStream.of(1, "test", 0);
    double[] theta = new double[tanh.objective.dimension()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = stream.nextGaussian();
    }

    double[] moved = theta.clone();
    tanh.rules.symmetry().applyPermutation(moved, 0, new int[] {2, 0, 1});
    tanh.rules.symmetry().applyFlip(moved, 0, 1);
    assertThat(alignment.aligned(theta, moved, UnitAlignment.EUCLIDEAN)).isEqualTo(theta);
    assertThat(tanh.loss(alignment.aligned(moved, theta, UnitAlignment.EUCLIDEAN)))
        .isEqualTo(tanh.loss(moved));
  }
}
