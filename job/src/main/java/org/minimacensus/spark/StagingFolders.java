package org.minimacensus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
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

  /**
   * The same for one of this host's name on another machine or before a reboot, which is most
   * likely: longer than clocks are apart.
   */
  private static final long REBOOTED_MILLIS = 5L * 60 * 1000;

  private static final String STAGING = ".staging-";
  private static final String REPLACED = ".replaced-";

  /** The folders of the drafts that are open in this process. */
  private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

  /**
   * The process that writes.
   *
   * @param machine where its number tells it from others
   */
  record Writer(String host, long pid, String machine) {
    static Writer thisProcess(SparkContext spark) {
      return thisProcess(spark.getConf().get("spark.driver.host", "localhost"));
    }

    static Writer thisProcess(String host) {
      String safe = host.replaceAll("[^A-Za-z0-9.]", "_");
      return new Writer(safe, ProcessHandle.current().pid(), ProcessNamespace.id());
    }

    String suffix() {
      return "-" + host + "-" + pid;
    }
  }

  private final StoreFiles files;
  private final Path study;
  private final Writer writer;
  private final Duration expiry;

  StagingFolders(StoreFiles files, Path study, Writer writer) {
    this(files, study, writer, Heartbeat.EXPIRY);
  }

  /**
   * @param expiry how long a sign of life holds of a process that cannot be looked up
   */
  StagingFolders(StoreFiles files, Path study, Writer writer, Duration expiry) {
    this.files = files;
    this.study = study;
    this.writer = writer;
    this.expiry = expiry;
  }

  /** A folder that no run is collected in; it is removed when its process is dead. */
  Path scratch(String name) {
    return new Path(study, STAGING + name + writer.suffix());
  }

  Path replaced(String run) {
    return new Path(study, REPLACED + run + writer.suffix());
  }

  /**
   * Removes what dead processes left behind, but for endpoints that they recorded, and puts back a
   * run that one of them was replacing.
   */
  void recover() throws IOException {
    for (Path path : files.list(study)) {
      if (path.getName().startsWith(REPLACED)) {
        // As long as the run is not there its owner's staging folder is.
        Path staging = renamed(path, REPLACED, STAGING);
        if (!files.exists(staging) || dead(staging)) {
          putBack(path);
        }
      } else if (isStaging(path) && dead(path)) {
        Staging staging = new Staging(path);
        Path run = new Path(study, run(path, STAGING));
        if (!staging.hasParts(files) || staging.isPublishedAs(files, run)) {
          staging.remove(files);
        }
      }
    }
  }

  private void putBack(Path replaced) throws IOException {
    Path target = new Path(study, run(replaced, REPLACED));
    if (files.exists(target)) {
      files.deleteAll(replaced);
    } else if (files.exists(replaced)) {
      try {
        files.rename(replaced, target);
      } catch (IOException e) {
        // Another process may have put it back at the same time.
        if (!files.exists(target)) {
          throw e;
        }
      }
    }
  }

  private static boolean isStaging(Path path) {
    return path.getName().startsWith(STAGING);
  }

  private Path renamed(Path path, String prefix, String other) {
    return new Path(study, other + path.getName().substring(prefix.length()));
  }

  /** The run's folder, from a name that ends with host and process; neither has a hyphen. */
  private static String run(Path path, String prefix) {
    String name = path.getName().substring(prefix.length());
    int end = name.lastIndexOf('-', name.lastIndexOf('-') - 1);
    return end < 0 ? "" : name.substring(0, end);
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
    Staging own = new Staging(new Path(study, STAGING + run + writer.suffix()));
    if (!OPEN.add(own.folder().toString())) {
      throw busy(run, own.folder());
    }

    try {
      requireFree(own, run, studyHash);
    } catch (IOException | RuntimeException e) {
      OPEN.remove(own.folder().toString());
      throw e;
    }

    try {
      claim(own, run, studyHash, request);
      for (Path path : files.list(study)) {
        boolean other = isStaging(path) && !path.equals(own.folder());
        if (other && run(path, STAGING).equals(run)) {
          meet(own, new Staging(path), run, studyHash);
        }
      }

      return own;
    } catch (IOException | RuntimeException e) {
      giveBack(own, e);
      throw e;
    }
  }

  /** Another claim to the run: gives way, takes over, or leaves it alone. */
  private void meet(Staging own, Staging other, String run, String studyHash) throws IOException {
    try {
      boolean same = owner(other).map(d -> d.studyHash().equals(studyHash)).orElse(true);
      if (same && !claimedLater(other, own)) {
        takeOver(own, other, run);
      }
    } catch (FileNotFoundException e) {
      // Its owner has just ended, and removed it.
      if (files.exists(other.folder())) {
        throw e;
      }
    }
  }

  /**
   * Makes sure that the folder of this process is not that of another one.
   *
   * @throws StudyException (exit code 4) when it is
   */
  private void requireFree(Staging own, String run, String studyHash) throws IOException {
    Optional<StagingOwner> before = owner(own);
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

    if (before.isPresent() && before.get().onAnotherMachineThan(writer)) {
      // One that has this host's name and this process's number.
      Path now = new Path(own.folder(), ".now");
      files.touch(now);
      boolean silent = Heartbeat.silent(files, own.alive(), now, expiry);
      files.deleteAll(now);
      if (!silent) {
        throw busy(run, own.folder());
      }
    }
  }

  private void claim(Staging own, String run, String studyHash, StudyRunner.Request request)
      throws IOException {
    own.createParts(files);
    own.dropUnfinished(files);
    // Before the claim is there: one without a sign of life has no owner.
    Heartbeat.start(files, own.alive());
    files.deleteAll(own.owner());
    files.write(own.owner(), StudyJson.write(StagingOwner.of(studyHash, run, writer, request)));
  }

  /**
   * Makes sure that nobody has taken a folder over, which happens to a process of another host that
   * showed no sign of life for too long.
   *
   * @throws StudyException (exit code 4) when somebody has
   */
  void requireOwn(Staging own, String run) throws IOException {
    if (owner(own).isEmpty()) {
      throw StudyException.output(
          run.replace("run=", "run ")
              + " was taken over by another process, as this one showed no sign of life for too"
              + " long ("
              + StoreFiles.readable(own.folder())
              + " is gone); let the other one end",
          null);
    }
  }

  /**
   * The first restart of the first run that a dead process left and whose name follows from it.
   *
   * @param named name of the run's folder
   */
  OptionalLong left(String studyHash, LongFunction<String> named) throws IOException {
    OptionalLong first = OptionalLong.empty();
    for (StagingOwner owner : owners(studyHash)) {
      boolean candidate =
          owner.run().equals(named.apply(owner.firstRestart())) && dead(of(owner).folder());
      if (candidate && !(first.orElse(Long.MAX_VALUE) <= owner.firstRestart())) {
        first = OptionalLong.of(owner.firstRestart());
      }
    }

    return first;
  }

  /** Whose folder it is. */
  Staging of(StagingOwner owner) {
    return new Staging(
        new Path(study, STAGING + owner.run() + "-" + owner.host() + "-" + owner.pid()));
  }

  /** Of the runs of a study that are not published, whose restarts are known. */
  List<StagingOwner> owners(String studyHash) throws IOException {
    List<StagingOwner> owners = new ArrayList<>();
    for (Path path : files.list(study)) {
      if (isStaging(path)) {
        owner(new Staging(path))
            .filter(d -> d.studyHash().equals(studyHash) && d.firstRestart() != null)
            .ifPresent(owners::add);
      }
    }

    return owners;
  }

  /**
   * Of two processes that claim a run at the same time each may see the other: the later one gives
   * way, which has seen the earlier one for certain, as it looks after its own claim. Where the
   * clock of the file system does not tell them apart, either one may have looked before the other
   * claimed: whoever sees the other gives way.
   */
  private boolean claimedLater(Staging other, Staging own) throws IOException {
    if (!files.exists(other.owner())) {
      return !dead(other.folder());
    }

    return files.modified(other.owner()) > files.modified(own.owner());
  }

  private void takeOver(Staging own, Staging other, String run) throws IOException {
    boolean dead =
        here(other.folder(), owner(other))
            ? dead(other.folder())
            : Heartbeat.silent(files, other.alive(), own.alive(), expiry);
    if (!dead) {
      throw busy(run, other.folder());
    }

    // First: its staging folder shows that it is dead.
    putBack(renamed(other.folder(), STAGING, REPLACED));
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

  private Optional<StagingOwner> owner(Staging staging) throws IOException {
    return StagingOwner.in(files, staging);
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

  /** Whether its process can be looked up. */
  private boolean here(Path path, Optional<StagingOwner> owner) {
    return named(path) && owner.filter(d -> d.onAnotherMachineThan(writer)).isEmpty();
  }

  /** Whether it has the name of this host. */
  private boolean named(Path path) {
    String name = path.getName();
    return name.substring(0, Math.max(0, name.lastIndexOf('-'))).endsWith("-" + writer.host());
  }

  private boolean dead(Path path) throws IOException {
    String name = path.getName();
    String pid = name.substring(name.lastIndexOf('-') + 1);
    Optional<StagingOwner> owner = owner(new Staging(path));
    if (!here(path, owner) || !pid.matches("[0-9]{1,18}")) {
      return silentFor(path);
    }

    if (Long.parseLong(pid) == writer.pid()) {
      return !OPEN.contains(path.toString());
    }

    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
    return process.isEmpty() || owner.filter(d -> !d.isOf(process.get())).isPresent();
  }

  private boolean silentFor(Path path) throws IOException {
    long now = System.currentTimeMillis();
    try {
      long silence = now - files.modified(new Staging(path).alive());
      return silence > (named(path) ? REBOOTED_MILLIS : ABANDONED_MILLIS);
    } catch (FileNotFoundException e) {
      return files.exists(path) && now - files.modified(path) > ABANDONED_MILLIS;
    }
  }
}
