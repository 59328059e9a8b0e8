package org.minimacensus.study.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.ToleranceSweep;
import org.minimacensus.study.pictures.ObjectivePictures.Abundance;
import org.minimacensus.study.pictures.ObjectivePictures.Drop;
import org.minimacensus.study.pictures.ObjectivePictures.MinimumDetail;

class ObjectiveSumsTest {
  private static final List<ToleranceSweep.Step> STEPS =
      ToleranceSweep.around(new StudySpec.CensusSpec(1e-9, 1e-6));

  private static ObjectiveSums.MinimumRow minimum(
      long id, long component, double loss, long hits, boolean bad) {
    return new ObjectiveSums.MinimumRow(
        id, component, loss, hits, bad, 10 * id, new double[] {id}, new double[0], loss, -1);
  }

  @Test
  void minimaOfOneComponentAreOneWithAllHitsAndRestarts() {
    ObjectiveSums sums = new ObjectiveSums("plain");
    sums.add(minimum(0, 0, 0.5, 2, false));
    sums.add(minimum(1, 0, 0.5, 3, false));
    sums.add(minimum(2, 2, 0.75, 4, true));
    sums.add(20, 0.75, "strict-minimum", 2L);
    sums.add(21, 0.5, "degenerate-minimum", 1L);
    sums.add(22, 0.25, "at-infinity", null);
    sums.add(23, Double.NaN, "failed", null);
    sums.add(24, 0.5, "degenerate-minimum", 0L);
    sums.evidence(20, "of the third");
    ObjectivePictures pictures = sums.pictures(STEPS);

    assertThat(sums.distinct()).isEqualTo(2);
    assertThat(sums.representatives()).containsExactly(0L, 20L);
    assertThat(pictures.abundances())
        .containsExactly(new Abundance(0, 0, 5, false), new Abundance(1, 2, 4, true));
    assertThat(pictures.minima())
        .extracting(MinimumDetail::restarts)
        .containsExactly(List.of(21L, 24L), List.of(20L));
    assertThat(pictures.minima())
        .extracting(MinimumDetail::evidence)
        .containsExactly("", "of the third");
    assertThat(pictures.waterfall())
        .as("not finite: in no order")
        .containsExactly(
            new Drop(0, 0.25, "at-infinity"),
            new Drop(1, 0.5, "degenerate-minimum"),
            new Drop(2, 0.5, "degenerate-minimum"),
            new Drop(3, 0.75, "strict-minimum"));
  }

  @Test
  void distinctLossesFallWithTheTolerance() {
    ObjectiveSums sums = new ObjectiveSums("plain");
    double[] losses = {0, 1e-12, 1e-7, 0.5};
    for (int i = 0; i < losses.length; i++) {
      sums.add(minimum(i, i, losses[i], 1, i > 0));
    }

    List<ObjectivePictures.Values> values = sums.pictures(STEPS).values();
    assertThat(values).hasSize(21);
    assertThat(values.get(0)).isEqualTo(new ObjectivePictures.Values(-5, 1e-14, 4));
    assertThat(values.get(10)).isEqualTo(new ObjectivePictures.Values(0, 1e-9, 3));
    assertThat(values.get(20)).isEqualTo(new ObjectivePictures.Values(5, 1e-4, 2));
  }

  @Test
  void minimaOutOfOrderAreRefused() {
    ObjectiveSums sums = new ObjectiveSums("plain");
    assertThatThrownBy(() -> sums.add(minimum(1, 1, 0, 1, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 0, found 1");
  }

  /** A million endpoints on 200,000 minima; what comes out has the size of that of a few. */
  @Test
  void badMinimaHaveASectionHoweverManyReachTheBestLoss() {
    ObjectiveSums sums = new ObjectiveSums("plain");
    for (int m = 0; m < 300; m++) {
      sums.add(minimum(m, m, m < 290 ? 0 : m, 1, m >= 290));
    }

    List<Long> bad = LongStream.range(290, 300).boxed().toList();
    for (int r = 0; r < 300; r++) {
      sums.add(r, r < 290 ? 0 : r, "strict-minimum", (long) r);
    }

    ObjectivePictures pictures = sums.pictures(STEPS);
    assertThat(pictures.minima())
        .hasSize(ObjectivePictures.SECTIONS)
        .allSatisfy(m -> assertThat(m.restarts()).containsExactly(m.id()));
    assertThat(pictures.minima().subList(40, 50))
        .extracting(ObjectivePictures.MinimumDetail::id)
        .isEqualTo(bad);
    assertThat(sums.representatives())
        .isEqualTo(pictures.minima().stream().map(m -> m.restart()).sorted().toList());
  }

  @Test
  void theSumsOfAMillionEndpointsAreSmall() {
    int n = 1_000_000;
    int minima = 200_000;
    RandomStream stream = RandomStream.of(5, "endpoints", 0);
    ObjectiveSums sums = new ObjectiveSums("plain");
    for (int m = 0; m < minima; m++) {
      sums.add(minimum(m, m, m * 1e-3, 5, m > 0));
    }

    List<Long> onFirst = new ArrayList<>();
    double[] losses = new double[n];
    String[] classes = new String[n];
    for (int r = 0; r < n; r++) {
      long id = (long) Math.floor(stream.nextDouble() * minima);
      // A tenth ends elsewhere, many at one loss.
      boolean on = r % 10 != 0;
      losses[r] = on ? id * 1e-3 : r % 20 == 0 ? 7 : 1e-3 * id + 5e-4;
      classes[r] = on ? "strict-minimum" : r % 20 == 0 ? "saddle" : "at-infinity";
      sums.add(r, losses[r], classes[r], on ? id : null);
      if (on && id == 0) {
        onFirst.add((long) r);
      }
    }

    ObjectivePictures pictures = sums.pictures(STEPS);
    assertThat(pictures.minima()).hasSize(ObjectivePictures.SECTIONS);
    assertThat(pictures.minima().get(0).restarts()).isEqualTo(onFirst);
    assertThat(pictures.minima())
        .allSatisfy(m -> assertThat(m.restarts()).hasSizeLessThanOrEqualTo(MinimumDetail.RESTARTS));
    assertThat(pictures.abundances()).hasSize(ObjectivePictures.POINTS);
    assertThat(pictures.abundances())
        .extracting(Abundance::minimumId)
        .as("equal hits: by id")
        .isSorted();
    assertThat(pictures.values()).hasSize(21);

    // The same by sorting whole endpoints, which is what the sums do not hold.
    List<Integer> order =
        LongStream.range(0, n)
            .mapToObj(r -> (int) r)
            .sorted(Comparator.comparingDouble((Integer r) -> losses[r]))
            .toList();
    List<Drop> expected = new ArrayList<>();
    for (long rank : Thinning.places(n, ObjectivePictures.POINTS)) {
      int r = order.get((int) rank);
      expected.add(new Drop(rank, losses[r], classes[r]));
    }

    assertThat(pictures.waterfall()).isEqualTo(expected);
  }
}
