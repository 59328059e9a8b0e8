package org.minimacensus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyRunner;

/**
 * Whose a staging folder is: {@code owner.json}.
 *
 * @param studyHash all of it: the study's folder has its first digits alone
 * @param run name of the run's folder
 * @param started when the process started, in ISO 8601; empty when its system does not tell
 * @param machine where its number tells it from others; null or empty when it is not known
 * @param firstRestart, restarts that are planned; null: not known
 */
record Deed(
    String studyHash,
    String run,
    String host,
    long pid,
    String started,
    String machine,
    Long firstRestart,
    Long restarts) {
  /** That of this process. */
  static Deed of(
      String studyHash, String run, StagingFolders.Owner owner, StudyRunner.Request request) {
    return new Deed(
        studyHash,
        run,
        owner.host(),
        owner.pid(),
        started(ProcessHandle.current()).orElse(""),
        owner.machine(),
        request.first(),
        request.count());
  }

  /** Empty where none is, and where it is being written or its process died at that. */
  static Optional<Deed> in(StoreFiles files, Staging staging) throws IOException {
    String text;
    try {
      text = files.read(staging.owner());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }

    try {
      return Optional.of(StudyJson.read(text, Deed.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** False where one of them is not known. */
  boolean onAnotherMachineThan(StagingFolders.Owner owner) {
    return machine != null
        && !machine.isEmpty()
        && !owner.machine().isEmpty()
        && !machine.equals(owner.machine());
  }

  /** Whether a process with the owner's number is the owner: numbers are used again. */
  boolean isOf(ProcessHandle process) {
    Optional<String> now = started(process);
    return started.isEmpty() || now.isEmpty() || now.get().equals(started);
  }

  private static Optional<String> started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString);
  }
}
