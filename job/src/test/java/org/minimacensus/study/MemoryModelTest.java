package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.optimize.Searches;
import org.minimacensus.study.MemoryModel.Memory;
import org.minimacensus.study.MemoryModel.Part;

class MemoryModelTest {
  private static final long GIB = 1L << 30;
  private static final long SPARKS_OWN = 300L << 20;

  /** 5,000,000 rows, 20 features, 16 units: 353 parameters. */
  private static final StudySize LARGE = new StudySize(5_000_000, 20, 1, 64, 17, List.of(353), 64);

  private static Resources cluster(int executors, int cores, double executor, double driver) {
    return new Resources(
        executors, cores, (long) (executor * GIB), (long) (driver * GIB), 2, false, GIB, 0.6);
  }

  private static long part(List<Part> parts, String name) {
    return parts.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow().bytes();
  }

  @Test
  void aShardIsItsPaddedRowsAsDoublesAndGroupNumbers() {
    // 1000 rows in 3 shards: at most 334 rows, 336 in whole lanes.
    StudySize size = new StudySize(1000, 4, 2, 3, 5, List.of(10), 1);

    assertThat(size.paddedShardRows()).isEqualTo(336);
    assertThat(size.shardBytes()).isEqualTo(336 * (6 * 8 + 4));
    assertThat(size.dataBytes()).isEqualTo(3 * 336 * (6 * 8 + 4));
  }

  @Test
  void wholeRestartsNeedTheDataTwiceOnBothSides() {
    Memory memory = new MemoryModel(LARGE, cluster(2, 1, 2, 1)).restartParallel();

    assertThat(part(memory.executor(), "training set")).isEqualTo(LARGE.dataBytes());
    assertThat(part(memory.executor(), "its broadcast blocks")).isEqualTo(LARGE.dataBytes());
    assertThat(memory.driverBytes()).isEqualTo(SPARKS_OWN + 2 * LARGE.dataBytes() + 64 * 96);
  }

  @Test
  void oneProcessHoldsTheDataTwiceAltogether() {
    Resources one = new Resources(1, 2, GIB, GIB, 2, true, GIB, 0.6);
    Memory memory = new MemoryModel(LARGE, one).restartParallel();

    assertThat(memory.executor()).isEqualTo(memory.driver());
    assertThat(memory.executorBytes())
        .isBetween(SPARKS_OWN + 2 * LARGE.dataBytes(), SPARKS_OWN + 3 * LARGE.dataBytes());
  }

  @Test
  void aDataParallelDriverDoesNotSeeTheRows() {
    StudySize tenfold = new StudySize(50_000_000, 20, 1, 64, 17, List.of(353), 64);
    Resources two = cluster(2, 1, 2, 1);

    assertThat(new MemoryModel(tenfold, two).dataParallel(64).driverBytes())
        .isEqualTo(new MemoryModel(LARGE, two).dataParallel(64).driverBytes())
        .isLessThan(GIB);
  }

  @Test
  void liveSearchesCostTheirStatesAndSums() {
    MemoryModel model = new MemoryModel(LARGE, cluster(2, 1, 2, 1));
    long twoSearches = model.dataParallel(12).driverBytes() - model.dataParallel(10).driverBytes();

    // 24 vectors and the factor of a Hessian, 2 KiB of objects, 4 matrices and the point twice; in
    // each of two groups four times the sums of one more question.
    assertThat(twoSearches)
        .isEqualTo(
            2 * (8L * (24 * 353 + 353 * 354 / 2 + 4 * 353 * 353) + 2048 + 16 * 353)
                + 2 * 4 * 8 * (1 + 353 + 353 * 353));
  }

  @Test
  void aHundredThousandSearchesOfAHundredParametersFitEightGibibytes() {
    StudySize small = new StudySize(400, 20, 1, 1, 9, List.of(100), 1_000_000);
    MemoryModel model = new MemoryModel(small, cluster(1, 2, 8, 8));
    long more =
        model.dataParallel(100_001).driverBytes() - model.dataParallel(100_000).driverBytes();

    assertThat(model.fits(model.dataParallel(100_000))).isTrue();
    assertThat(more)
        .as("no certificate for each")
        .isEqualTo(8L * (24 * 100 + 5050) + 2048 + 16 * 100);
  }

  @Test
  void searchesThatKeepAMatrixTakeMore() {
    StudySize lbfgs =
        new StudySize(
            400, 20, 1, 1, 9, List.of(100), 1_000_000, Searches.stateDoubles("lbfgs", 100), 0, 0);
    StudySize newton =
        new StudySize(
            400, 20, 1, 1, 9, List.of(100), 1_000_000, Searches.stateDoubles("newton", 100), 0, 0);
    Resources cluster = cluster(1, 2, 8, 8);

    assertThat(new MemoryModel(newton, cluster).mostLiveSearches(1_000_000))
        .isLessThan(new MemoryModel(lbfgs, cluster).mostLiveSearches(1_000_000) / 3);
  }

  @Test
  void sumsOfAStepAreBounded() {
    StudySize size = new StudySize(100_000, 20, 1, 64, 17, List.of(900), 64);
    MemoryModel model = new MemoryModel(size, cluster(2, 1, 8, 8));
    String sums = "points and sums of a step";

    // 3 + 6 times 16 MiB.
    assertThat(part(model.dataParallel(100).executor(), sums))
        .isEqualTo(100 * 16 * 900 + 9 * (16 << 20));
  }

  @Test
  void largeSearchesKeepALanczosBasisInsteadOfMatrices() {
    StudySize wide = new StudySize(1000, 20, 1, 4, 60, List.of(5000), 1);

    assertThat(new MemoryModel(wide, cluster(1, 1, 2, 2)).searchBytes())
        .isEqualTo(8L * 5000 * (52 + 400));
  }

  @Test
  void shardsThatDoNotFitWaitOnDisk() {
    MemoryModel model = new MemoryModel(LARGE, cluster(2, 1, 2, 1));
    MemoryModel small = new MemoryModel(LARGE, cluster(2, 1, 0.7, 1));
    String kept = "shards kept in memory";

    assertThat(model.shareOfShards()).isEqualTo(LARGE.dataBytes() / 2);
    assertThat(part(model.dataParallel(64).executor(), kept)).isEqualTo(LARGE.dataBytes() / 2);
    assertThat(part(small.dataParallel(64).executor(), kept)).isLessThan(LARGE.dataBytes() / 2);
    assertThat(small.dataParallel(64).executorBytes()).isEqualTo(small.usableExecutorBytes());
    assertThat(small.fits(small.dataParallel(64))).isTrue();
  }

  @Test
  void theMostLiveSearchesFitAndOneMoreDoesNot() {
    MemoryModel model = new MemoryModel(LARGE, cluster(2, 1, 2, 1));
    long most = model.mostLiveSearches(1_000_000);

    assertThat(most).isBetween(10L, 999_999L);
    assertThat(model.fits(model.dataParallel(most))).isTrue();
    assertThat(model.fits(model.dataParallel(most + 1))).isFalse();
    assertThat(new MemoryModel(LARGE, cluster(1, 1, 0.3, 1)).mostLiveSearches(100)).isZero();
  }

  /** Of two objectives with 100 and 119 parameters. */
  private static MemoryModel traced(long traced, Resources resources) {
    return new MemoryModel(
        new StudySize(400, 20, 1, 1, 9, List.of(100, 119), 1000, 5200, traced, 5000), resources);
  }

  @Test
  void tracesTakeTheirStepsOnTheExecutorsAndOnADataParallelDriver() {
    Resources cluster = cluster(2, 2, 2, 2);
    String steps = "steps of traced searches";
    long restart = 5000L * (8 * 100 + 128 + 8 * 119 + 128);

    MemoryModel all = traced(1000, cluster);
    assertThat(part(all.restartParallel().executor(), steps)).isEqualTo(2 * restart);
    assertThat(all.restartParallel().driver()).noneMatch(p -> p.name().equals(steps));
    assertThat(part(all.dataParallel(50).driver(), steps)).isEqualTo(50 * restart);
    assertThat(all.dataParallel(50).executor()).noneMatch(p -> p.name().equals(steps));
    assertThat(all.mostLiveSearches(1_000_000)).isBetween(100L, 2 * GIB / restart);

    assertThat(
            new MemoryModel(
                    new StudySize(400, 20, 1, 1, 9, List.of(100), 9, 5200, 9, Integer.MAX_VALUE),
                    cluster)
                .tracedBytes(1))
        .as("a limit out of reach")
        .isEqualTo(5000L * (8 * 100 + 128));
    assertThat(part(traced(3, cluster).dataParallel(50).driver(), steps)).isEqualTo(3 * restart);
    assertThat(traced(0, cluster).dataParallel(50).driver()).noneMatch(p -> p.name().equals(steps));
  }

  @Test
  void aMillionRestartsOfATinyStudyFitADriverOfOneGibibyte() {
    StudySize tiny = new StudySize(8, 1, 1, 1, 2, List.of(4, 7), 1_000_000);

    assertThat(new MemoryModel(tiny, cluster(2, 1, 1, 1)).restartParallel().driverBytes())
        .isLessThan((long) (0.9 * GIB));
  }
}
