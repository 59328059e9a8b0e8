package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
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
  void smallTargetsAreNotJoinedAcrossTheirOwnScale() {
    // The loss of the constant 0 is far below 1e-8.
    double scale = 1e-5;
    PathCase small =
        new PathCase("softplus", 1, true, true, new double[] {-1, 1}, new double[] {0, scale});
    List<FlatMinimum> minima = new ArrayList<>();
    for (FlatMinimum m : TWO_POINTS.interpolations(10, 1.5)) {
      double[] t = m.theta();
      minima.add(small.minimum(m.id(), t[0], t[1], scale * t[2], scale * t[3]));
    }

    Components found = small.components(minima);
    assertThat(found.count()).hasValue(2);
    assertThat(minima)
        .allMatch(m -> m.theta()[2] > 0 == minima.get(found.componentOf(m.id())).theta()[2] > 0);
  }

  @Test
  void classifiersBeyondTheirMarginAreTwoComponentsByTheSignOfTheirUnit() {
    PathCase hinge =
        new PathCase(
            "softplus",
            1,
            true,
            true,
            new double[] {-2, -1, 1, 1.5},
            new double[] {-1, -1, 1, 1},
            "polynomial-hinge");
    RandomStream stream = RandomStream.of(5, "test", 0);
    List<FlatMinimum> minima = new ArrayList<>();
    while (minima.size() < 20) {
      double w = 3 * stream.nextGaussian();
      double b = 3 * stream.nextGaussian();
      double low = Math.log1p(Math.exp(b - w));
      double high = Math.log1p(Math.exp(b + w));
      // Halfway between the classes with margins of up to 8.
      double v = (2 + 14 * stream.nextDouble()) / (high - low);
      FlatMinimum m = hinge.minimum(minima.size(), w, b, v, -v * (high + low) / 2);
      if (m.loss() == 0) {
        minima.add(m);
      }
    }

    assertThat(minima.stream().map(m -> m.theta()[2] > 0).distinct()).hasSize(2);
    Components found = hinge.components(minima);
    assertThat(found.count()).hasValue(2);
    assertThat(minima)
        .allMatch(m -> m.theta()[2] > 0 == minima.get(found.componentOf(m.id())).theta()[2] > 0);
    int last = minima.stream().mapToInt(m -> found.componentOf(m.id())).max().orElseThrow();
    // A network that says nothing has loss 1 on every row.
    assertThat(found.apart(0)).hasValueSatisfying(a -> assertThat(a.component()).isEqualTo(last));
    assertThat(found.apart(0).orElseThrow().barrier()).isBetween(0.5, 4.0);
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
    Components expected =
        new ConnectedMinima(TWO_POINTS.rules, one, PathLimits.NONE).of(10, 0, List.of(minima));
    Components found =
        new ConnectedMinima(TWO_POINTS.rules, backwards, PathLimits.NONE)
            .of(10, 0, List.of(minima));
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
                          ? new PathTests.Result(true, 0, 10)
                          : new PathTests.Result(false, 0.5, 10))
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
        new ConnectedMinima(TWO_POINTS.rules, PARITY, PathLimits.NONE)
            .of(500, 0, List.of(line(10, 300), line(400, 4)));
    assertThat(found.count()).hasValue(500 - 304 + 4);
    Map<Integer, Integer> sizes = new TreeMap<>();
    for (int id = 0; id < 500; id++) {
      sizes.merge(found.componentOf(id), 1, Integer::sum);
    }
    sizes.values().removeIf(size -> size == 1);
    assertThat(sizes).isEqualTo(Map.of(10, 150, 11, 150, 400, 2, 401, 2));
  }

  @Test
  void componentsThatAreApartHaveTheLowestBarrierThatWasMeasured() {
    PathTests far =
        tasks ->
            tasks.stream()
                .map(
                    t ->
                        t.kind() == PathKind.STRING
                            ? new PathTests.Result(false, t.from().id() + t.to().id(), 10)
                            : new PathTests.Result(false, Double.NaN, 10))
                .toList();
    Components found =
        new ConnectedMinima(TWO_POINTS.rules, far, PathLimits.NONE)
            .of(90, 0, List.of(line(20, 5), line(40, 3)));
    assertThat(found.count()).hasValue(90);
    assertThat(found.complete()).isTrue();
    assertThat(found.apart(20)).hasValue(new Components.Apart(21, 41));
    assertThat(found.apart(24)).hasValue(new Components.Apart(20, 44));
    assertThat(found.apart(41)).hasValue(new Components.Apart(40, 81));
    assertThat(found.apart(7)).isEmpty();
    PathTotals totals = found.totals().orElseThrow();
    assertThat(totals.minima()).isEqualTo(8);
    assertThat(totals.components()).isEqualTo(8);
    assertThat(totals.singletons()).isEqualTo(8);
    long tested = totals.kinds().stream().mapToLong(k -> k.tested()).sum();
    assertThat(totals.evaluations()).isEqualTo(10 * tested);
    assertThat(found.notes()).hasSize(2);
    assertThat(found.notes().get(1)).startsWith("8 of these components were hit once: ");
  }

  @Test
  void whatIsJoinedStaysJoinedWhenTheEvaluationsAreSpent() {
    List<FlatMinimum> minima = line(0, 300);
    PathTests near =
        tasks ->
            tasks.stream()
                .map(t -> new PathTests.Result(t.from().id() - t.to().id() == 1, 0, 100))
                .toList();
    PathLimits limits = PathLimits.evaluations(20_000);
    Components found =
        new ConnectedMinima(TWO_POINTS.rules, near, limits).of(300, 0, List.of(minima));
    assertThat(found.computed()).isTrue();
    assertThat(found.complete()).isFalse();
    PathTotals totals = found.totals().orElseThrow();
    assertThat(totals.evaluations()).isBetween(20_000L, 20_000L + 64 * 100);
    assertThat(found.count().orElseThrow()).isBetween(2L, 299L);
    assertThat(found.count()).hasValue(totals.components());
    assertThat(found.notes().get(1))
        .startsWith("not all paths were tried, as the evaluations for paths were spent (")
        .contains(" of 20000, see census.path-share)");
    Components again =
        new ConnectedMinima(TWO_POINTS.rules, near, limits).of(300, 0, List.of(minima));
    for (int id = 0; id < 300; id++) {
      assertThat(again.joined(id)).isEqualTo(found.joined(id));
    }
  }

  @Test
  void moreMinimaThanMemoryAllowsAreLeftOutAndThatIsSaid() {
    ConnectedMinima connected = new ConnectedMinima(TWO_POINTS.rules, PARITY, PathLimits.NONE);
    List<Integer> one = IntStream.range(0, 9_999).boxed().toList();
    List<List<Integer>> tried =
        connected.tried(List.of(one, List.of(20_000, 20_001, 20_002), List.of(20_003, 20_004)));
    assertThat(tried).isEqualTo(List.of(one, List.of(20_000)));
    Components found = connected.of(30_000, 4, List.of(line(0, 4)));
    assertThat(found.complete()).isFalse();
    assertThat(found.count()).hasValue(29_998);
    assertThat(found.totals().orElseThrow().minima()).isEqualTo(8);
    assertThat(found.notes().get(1)).contains("as 4 degenerate minima were too many (");
  }

  @Test
  void asSoonAsTheRunIsToEndNothingIsJoined() {
    AtomicInteger left = new AtomicInteger(85);
    PathLimits limits =
        new PathLimits(
            Long.MAX_VALUE, () -> left.decrementAndGet() < 0, () -> Double.POSITIVE_INFINITY);
    Components found =
        new ConnectedMinima(TWO_POINTS.rules, PARITY, limits).of(90, 0, List.of(line(0, 80)));
    assertThat(found.stopped()).isTrue();
    assertThat(found.computed()).isFalse();
    assertThat(found.count()).isEmpty();
    assertThat(found.componentOf(7)).isEqualTo(7);
    assertThat(found.notes().get(0)).startsWith("distinct.connected is not computed: the run was");
    List<FlatMinimum> minima = TWO_POINTS.interpolations(2, 1.5);
    PathWorker worker = new PathWorker(TWO_POINTS.rules, o -> TWO_POINTS.evaluator, () -> true);
    assertThatThrownBy(
            () -> worker.join(new PathTests.Task(PathKind.SEGMENT, minima.get(0), minima.get(1))))
        .isInstanceOf(PathTests.Stopped.class);
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
