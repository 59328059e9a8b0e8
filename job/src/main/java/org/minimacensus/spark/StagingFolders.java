package org.minimacensus.spark;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudyRunner;

/**
 * The folders beside the runs of a study in which unpublished runs are collected and written,
 * {@code .staging-RUN-HOST-PID}, and to which a run that is being replaced is moved, {@code
 * .replaced-RUN-HOST-PID}.
 */
final class StagingFolders {
  /** A folder without a sign of life for so long has no owner. */
  private static final long ABANDONED_MILLIS = 24L * 60 * 60 * 1000;

  private static final String STAGING = ".staging-";
  private static final String REPLACED = ".replaced-";

  /** The folders of the drafts that are open in this process. */
  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  /** The process that writes. */
  record Owner(String host, long pid) {
    static Owner thisProcess(SparkContext spark) {
      return thisProcess(spark.getConf().get("spark.driver.host", "localhost"));
    }

    static Owner thisProcess(String host) {
      String safe = host.replaceAll("[^A-Za-z0-9.]", "_");
      return new Owner(safe, ProcessHandle.current().pid());
    }

    String suffix() {
      return "-" + host + "-" + pid;
    }
  }

  /**
   * Content of {@code owner.json}.
   *
   * @param studyHash all of it: the study's folder has its first digits alone
   * @param run name of the run's folder
   * @param started when the process started, in ISO 8601; empty when its system does not tell
   * @param firstRestart, restarts that are planned; null: not known
   */
  record Deed(
      String studyHash,
      String run,
      String host,
      long pid,
      String started,
      Long firstRestart,
      Long restarts) {}

  private final StoreFiles files;
  private final Path study;
  private final Owner owner;

  StagingFolders(StoreFiles files, Path study, Owner owner) {
    this.files = files;
    this.study = study;
    this.owner = owner;
  }

  /** A folder that no run is collected in; it is removed when its process is dead. */
  Path scratch(String name) {
    return new Path(study, STAGING + name + owner.suffix());
  }

  Path replaced(String run) {
    return new Path(study, REPLACED + run + owner.suffix());
  }

  /**
   * Removes what dead processes left behind, but for endpoints that they recorded, and puts back a
   * run that one of them was replacing.
   */
  void recover() throws IOException {
    for (Path path : files.list(study)) {
      String name = path.getName();
      if (name.startsWith(STAGING) && dead(path) && !new Staging(path).hasParts(files)) {
        files.deleteAll(path);
      } else if (name.startsWith(REPLACED) && dead(path)) {
        putBack(path);
      }
    }
  }

  private void putBack(Path replaced) throws IOException {
    String name = replaced.getName().substring(REPLACED.length());
    String run = name.substring(0, name.lastIndexOf('-', name.lastIndexOf('-') - 1));
    Path target = new Path(study, run);
    if (files.exists(target)) {
      files.deleteAll(replaced);
    } else {
      files.rename(replaced, target);
    }
  }

  /**
   * Opens a folder for a run and takes over what dead processes recorded of it. What is written
   * here also shows that the place has permission and space, before anything is computed.
   *
   * @param run name of the run's folder
   * @param request the restarts that it plans
   * @throws StudyException (exit code 4) when another process is writing the run
   */
  Staging open(String run, String studyHash, StudyRunner.Request request) throws IOException {
    Staging own = new Staging(new Path(study, STAGING + run + owner.suffix()));
    if (!OPEN.add(own.folder().toString())) {
      throw busy(run, own.folder());
    }

    try {
      claim(own, run, studyHash, request);
      for (Path path : files.list(study)) {
        Staging other = new Staging(path);
        if (path.getName().startsWith(STAGING) && !path.equals(own.folder())) {
          Optional<Deed> deed = deed(other);
          boolean same = deed.filter(d -> d.run().equals(run)).isPresent();
          if (same && deed.get().studyHash().equals(studyHash) && !claimedLater(other, own)) {
            takeOver(own, other, run);
          }
        }
      }

      return own;
    } catch (IOException | RuntimeException e) {
      giveBack(own, e);
      throw e;
    }
  }

  private void claim(Staging own, String run, String studyHash, StudyRunner.Request request)
      throws IOException {
    Optional<Deed> before = deed(own);
    if (before.isPresent() && !before.get().studyHash().equals(studyHash)) {
      throw StudyException.output(
          StoreFiles.readable(own.folder())
              + " holds endpoints of the study with hash "
              + before.get().studyHash()
              + ", this one has "
              + studyHash
              + "; remove it, or choose another folder with --output",
          null);
    }

    own.createParts(files);
    own.dropUnfinished(files);
    files.deleteAll(own.owner());
    String started = started(ProcessHandle.current()).map(Instant::toString).orElse("");
    Deed deed =
        new Deed(
            studyHash, run, owner.host(), owner.pid(), started, request.first(), request.count());
    files.write(own.owner(), StudyJson.write(deed));
    Heartbeat.start(files, own.alive());
  }

  /** The first restart of a run that was begun; empty when it was not, or that is not known. */
  OptionalLong first(String studyHash, String run) throws IOException {
    return deeds(studyHash).stream()
        .filter(deed -> deed.run().equals(run))
        .mapToLong(Deed::firstRestart)
        .min();
  }

  /**
   * The first restart of the first run that a dead process left and whose name follows from it.
   *
   * @param named name of the run's folder
   */
  OptionalLong left(String studyHash, LongFunction<String> named) throws IOException {
    OptionalLong first = OptionalLong.empty();
    for (Deed deed : deeds(studyHash)) {
      Path folder = new Path(study, STAGING + deed.run() + "-" + deed.host() + "-" + deed.pid());
      boolean candidate = deed.run().equals(named.apply(deed.firstRestart())) && dead(folder);
      if (candidate && !(first.orElse(Long.MAX_VALUE) <= deed.firstRestart())) {
        first = OptionalLong.of(deed.firstRestart());
      }
    }

    return first;
  }

  /** Index after all restarts that runs plan which are not published. */
  long after(String studyHash) throws IOException {
    return deeds(studyHash).stream()
        .mapToLong(deed -> deed.firstRestart() + deed.restarts())
        .max()
        .orElse(0);
  }

  /** Of the runs of a study that are not published, whose restarts are known. */
  private List<Deed> deeds(String studyHash) throws IOException {
    List<Deed> deeds = new ArrayList<>();
    for (Path path : files.list(study)) {
      if (path.getName().startsWith(STAGING)) {
        deed(new Staging(path))
            .filter(d -> d.studyHash().equals(studyHash) && d.firstRestart() != null)
            .ifPresent(deeds::add);
      }
    }

    return deeds;
  }

  /**
   * Of two processes that claim a run at the same time each may see the other: the later one gives
   * way, which has seen the earlier one for certain, as it looks after its own claim.
   */
  private boolean claimedLater(Staging other, Staging own) throws IOException {
    long theirs = files.modified(other.owner());
    long ours = files.modified(own.owner());
    return theirs > ours
        || (theirs == ours && other.folder().getName().compareTo(own.folder().getName()) > 0);
  }

  private void takeOver(Staging own, Staging other, String run) throws IOException {
    boolean dead =
        here(other.folder())
            ? dead(other.folder())
            : Heartbeat.silent(files, other.alive(), own.alive());
    if (!dead) {
      throw busy(run, other.folder());
    }

    own.adopt(files, other);
  }

  private static StudyException busy(String run, Path folder) {
    String name = folder.getName();
    int last = name.lastIndexOf('-');
    return StudyException.output(
        run.replace("run=", "run ")
            + " is being written by process "
            + name.substring(last + 1)
            + " on host "
            + name.substring(name.lastIndexOf('-', last - 1) + 1, last)
            + " ("
            + StoreFiles.readable(folder)
            + "); wait until it has ended, or give another --run-id",
        null);
  }

  private Optional<Deed> deed(Staging staging) throws IOException {
    return files.exists(staging.owner())
        ? Optional.of(StudyJson.read(files.read(staging.owner()), Deed.class))
        : Optional.empty();
  }

  private void giveBack(Staging own, Exception e) {
    try {
      close(own);
    } catch (IOException suppressed) {
      e.addSuppressed(suppressed);
    }
  }

  /** Ends the ownership: endpoints stay for the next owner, all else is removed. */
  void close(Staging own) throws IOException {
    Heartbeat.stop(own.alive());
    try {
      if (own.hasParts(files)) {
        own.dropUnfinished(files);
      } else {
        files.deleteAll(own.folder());
      }
    } finally {
      OPEN.remove(own.folder().toString());
    }
  }

  private boolean here(Path path) {
    String name = path.getName();
    return name.substring(0, name.lastIndexOf('-')).endsWith("-" + owner.host());
  }

  private boolean dead(Path path) throws IOException {
    String name = path.getName();
    String pid = name.substring(name.lastIndexOf('-') + 1);
    if (!here(path) || !pid.matches("[0-9]{1,18}")) {
      return System.currentTimeMillis() - files.modified(path) > ABANDONED_MILLIS;
    }

    if (Long.parseLong(pid) == owner.pid()) {
      return !OPEN.contains(path.toString());
    }

    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
    return process.isEmpty() || !sameProcess(path, process.get());
  }

  /** Whether a process with the owner's number is the owner: numbers are used again. */
  private boolean sameProcess(Path path, ProcessHandle process) throws IOException {
    Optional<String> then = deed(new Staging(path)).map(Deed::started).filter(s -> !s.isEmpty());
    Optional<String> now = started(process).map(Instant::toString);
    return then.isEmpty() || now.isEmpty() || then.equals(now);
  }

  private static Optional<Instant> started(ProcessHandle process) {
    return process.info().startInstant();
  }
}
