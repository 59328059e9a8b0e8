package org.minimacensus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyRunner;

/**
 * Whose a staging folder is: {@code owner.json}.
 *
 * @param studyHash all of it: the study's folder has its first digits alone
 * @param run name of the run's folder
 * @param started, startedTicks when the process started, as in {@link ProcessStart}
 * @param machine where its number tells it from others; null or empty when it is not known
 * @param firstRestart, restarts that are planned; null: not known
 */
record StagingOwner(
    String studyHash,
    String run,
    String host,
    long pid,
    String started,
    Long startedTicks,
    String machine,
    Long firstRestart,
    Long restarts) {
  /** That of this process. */
  static StagingOwner of(
      String studyHash, String run, StagingFolders.Writer writer, StudyRunner.Request request) {
    ProcessStart start = ProcessStart.of(ProcessHandle.current());
    return new StagingOwner(
        studyHash,
        run,
        writer.host(),
        writer.pid(),
        start.instant(),
        start.ticks(),
        writer.machine(),
        request.first(),
        request.count());
  }

  /** Empty where none is, and where it is being written or its process died at that. */
  static Optional<StagingOwner> in(StoreFiles files, Staging staging) throws IOException {
    String text;
    try {
      text = files.read(staging.owner());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }

    try {
      return Optional.of(StudyJson.read(text, StagingOwner.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** False where one of them is not known. */
  boolean onAnotherMachineThan(StagingFolders.Writer writer) {
    return machine != null
        && !machine.isEmpty()
        && !writer.machine().isEmpty()
        && !machine.equals(writer.machine());
  }

  /** Whether a process with the owner's number is the owner: numbers are used again. */
  boolean isOf(ProcessHandle process) {
    return new ProcessStart(started, startedTicks).mayBe(ProcessStart.of(process));
  }
}
