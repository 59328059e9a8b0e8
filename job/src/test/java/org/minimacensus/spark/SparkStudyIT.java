package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.LocalRestartExecutor;
import org.minimacensus.study.RestartExecutor;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.SineStudy;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudyResult;
import org.minimacensus.study.StudyRunner;

@ExtendWith(SharedSpark.class)
class SparkStudyIT {
  private static final StudyPlan PLAN = SineStudy.plan(9);
  private final SparkSession spark;
  @TempDir Path folder;

  SparkStudyIT(SparkSession spark) {
    this.spark = spark;
  }

  /** Runs the study under a clock that stands still and returns the digests of all its files. */
  private String stored(RestartExecutor executor, String name) throws IOException {
    StudyResult result =
        new StudyRunner(executor, new CensusCounter(PLAN.spec().census()), () -> 1)
            .run(PLAN, StudyRunner.Request.fresh("r0", 0, 9), r -> {})
            .result();
    ParquetRunStore store =
        new ParquetRunStore(spark, folder.resolve(name).toString(), "sine", StudyFixtures.HASH);
    try (ResultStore.Draft draft = store.draft("r0")) {
      String run = draft.publish(result, StudyFixtures.provenance("r0", StudyFixtures.HASH));
      return Files.readString(Path.of(run, RunManifest.NAME));
    }
  }

  @Test
  void everyFileIsTheSameForAnyPartitionsAndWithoutSpark() throws IOException {
    String local = stored(new LocalRestartExecutor(SineStudy.dataset(), () -> 0), "local");
    List<String> distributed = new ArrayList<>();
    for (int partitions : new int[] {1, 2, 3, 7}) {
      RestartExecutor executor =
          new SparkRestartExecutor(
              spark.sparkContext(), SineStudy.dataset(), new StopRequest(), "test", partitions);
      distributed.add(stored(executor, "spark" + partitions));
    }

    assertThat(local).contains("endpoints/", "minima/", "traces/", "summary.json");
    assertThat(distributed).hasSize(4).allSatisfy(m -> assertThat(m).isEqualTo(local));
  }
}
