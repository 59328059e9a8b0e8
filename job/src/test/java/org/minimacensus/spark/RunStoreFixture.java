package org.minimacensus.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.census.ConnectedMinima;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

/** A store in a folder of its own, and what is written to it. */
abstract class RunStoreFixture {
  final SparkSession spark;
  @TempDir Path folder;

  RunStoreFixture(SparkSession spark) {
    this.spark = spark;
  }

  ParquetRunStore store(String hash) {
    return new ParquetRunStore(
        spark.sparkContext(),
        folder.resolve("out dir").toString(),
        "made-up",
        hash,
        new RunDraft.Counting(
            StudyFixtures.OBJECTIVES,
            (objective, endpoints, most, reference, paths) -> {
              long n = endpoints.count();
              return new CollectingCounter(
                      (o, e, r) -> StudyFixtures.count(o, (int) n),
                      (o, minima, p) -> ConnectedMinima.none(minima.size(), ""))
                  .count(objective, endpoints, most, reference, paths);
            },
            new StudySpec.CensusSpec(1e-9, 1e-6)));
  }

  Path studyFolder() {
    return folder.resolve("out dir/study=made-up-01234567");
  }

  Path publish(String run, int restarts) {
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request(run))) {
      return Path.of(
          draft.publish(
              counted(draft, run, restarts),
              StudyFixtures.provenance(run, StudyFixtures.HASH),
              Landscape.NONE,
              Proofs.NONE,
              RunPageMaker.NONE));
    }
  }

  static void record(ResultStore.Draft draft, long... restarts) {
    try (Recorders.Recorder recorder = draft.recorders().open("test")) {
      for (long restart : restarts) {
        recorder.add(StudyFixtures.restart(restart));
      }
    }
  }

  /** Records restarts and counts them. */
  static RunSummary counted(ResultStore.Draft draft, String run, int restarts) {
    record(draft, LongStream.range(0, restarts).toArray());
    Ledger ledger = draft.ledger(RestartSet.range(0, restarts));
    StudyFixtures.OBJECTIVES.forEach(o -> ledger.count(o, 0, PathFinder.NONE));
    return StudyFixtures.summary(run, restarts);
  }

  ParquetRun stored(String run) {
    return (ParquetRun) store(StudyFixtures.HASH).find(run).orElseThrow();
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }
}
