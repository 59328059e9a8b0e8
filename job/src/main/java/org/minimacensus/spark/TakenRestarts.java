package org.minimacensus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.apache.hadoop.fs.Path;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyRunner;

/** The restarts that the runs of a study have taken, published or not. */
final class TakenRestarts {
  /** The folder of a run that got no id, with the index of its first restart. */
  private static final LongFunction<String> UNNAMED = first -> "run=r" + first;

  private final StoreFiles files;
  private final Path study;
  private final String studyHash;
  private final StagingFolders staging;

  /** Restarts [first, end) of a run. */
  private record Range(long first, long end) {
    static Range of(long first, long restarts) {
      return new Range(first, first + restarts);
    }

    boolean meets(Range other) {
      return first < other.end && other.first < end;
    }
  }

  /**
   * @param study the folder of the study
   */
  TakenRestarts(StoreFiles files, Path study, String studyHash, StagingFolders staging) {
    this.files = files;
    this.study = study;
    this.studyHash = studyHash;
    this.staging = staging;
  }

  /**
   * The first restart of a run that goes on after all others, or its own when it was begun.
   *
   * @param run name of its folder; empty: it has no name of its own
   */
  long first(String run) throws IOException {
    OptionalLong begun = run.isEmpty() ? staging.left(studyHash, UNNAMED) : begun(run);
    if (begun.isPresent()) {
      return begun.getAsLong();
    }

    List<Range> taken = published();
    for (StagingOwner owner : staging.owners(studyHash)) {
      taken.add(Range.of(owner.firstRestart(), owner.restarts()));
    }

    return taken.stream().mapToLong(Range::end).max().orElse(0);
  }

  /** Whether a run, published or not, was begun. */
  boolean isBegun(String run) throws IOException {
    return begun(run).isPresent() || files.exists(new Path(study, run));
  }

  private OptionalLong begun(String run) throws IOException {
    return staging.owners(studyHash).stream()
        .filter(owner -> owner.run().equals(run))
        .mapToLong(StagingOwner::firstRestart)
        .min();
  }

  /**
   * Whether a run that was published, or that claimed its restarts before this one, has some of
   * these: both looked for free ones before either had claimed any. The later one has seen the
   * earlier claim for certain, as it looks after its own; where the clock of the file system does
   * not tell them apart, whoever sees the other counts as the later one.
   *
   * @param own folder of the run that claims them
   */
  boolean takenBefore(Staging own, StudyRunner.Request request) throws IOException {
    Range wanted = Range.of(request.first(), request.count());
    long claimed = files.modified(own.owner());
    for (StagingOwner owner : staging.owners(studyHash)) {
      Staging other = staging.of(owner);
      boolean same = other.folder().getName().equals(own.folder().getName());
      if (!same
          && wanted.meets(Range.of(owner.firstRestart(), owner.restarts()))
          && !claimedAfter(other, claimed)) {
        return true;
      }
    }

    // After the claims: a run that was one of them a moment ago is published by now.
    return published().stream().anyMatch(wanted::meets);
  }

  private boolean claimedAfter(Staging other, long claimed) throws IOException {
    try {
      return files.modified(other.owner()) > claimed;
    } catch (FileNotFoundException e) {
      // It has ended: it gave way, or is published.
      return true;
    }
  }

  private List<Range> published() throws IOException {
    List<Range> published = new ArrayList<>();
    for (Path run : files.list(study)) {
      if (run.getName().startsWith("run=") && files.exists(new Path(run, FolderManifest.NAME))) {
        RunSummary summary =
            FolderManifest.read(files, run)
                .record(files, run, ParquetRun.SUMMARY, RunSummary.class);
        published.add(Range.of(summary.firstRestart(), summary.plannedRestarts()));
      }
    }

    return published;
  }
}
