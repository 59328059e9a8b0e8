package org.minimacensus.spark;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * The folders beside the runs of a study in which unpublished runs are written, {@code
 * .staging-RUN-HOST-PID}, and to which a run that is being replaced is moved, {@code
 * .replaced-RUN-HOST-PID}.
 */
final class StagingFolders {
  /** A folder of another machine is only written for the minutes of a publication. */
  private static final long ABANDONED_MILLIS = 24L * 60 * 60 * 1000;

  private static final String STAGING = ".staging-";
  private static final String REPLACED = ".replaced-";

  /** The process that writes. */
  record Owner(String host, long pid) {
    static Owner thisProcess(String host) {
      String safe = host.replaceAll("[^A-Za-z0-9.]", "_");
      return new Owner(safe, ProcessHandle.current().pid());
    }

    String suffix() {
      return "-" + host + "-" + pid;
    }
  }

  private final StoreFiles files;
  private final Path study;
  private final Owner owner;

  StagingFolders(StoreFiles files, Path study, Owner owner) {
    this.files = files;
    this.study = study;
    this.owner = owner;
  }

  Path staging(String run) {
    return new Path(study, STAGING + run + owner.suffix());
  }

  Path replaced(String run) {
    return new Path(study, REPLACED + run + owner.suffix());
  }

  /** Removes what dead processes left behind and puts back a run that one of them was replacing. */
  void recover() throws IOException {
    for (Path path : files.list(study)) {
      String name = path.getName();
      if (name.startsWith(STAGING) && dead(path)) {
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

  private boolean dead(Path path) throws IOException {
    String name = path.getName();
    int last = name.lastIndexOf('-');
    String pid = name.substring(last + 1);
    boolean here = name.substring(0, last).endsWith("-" + owner.host());
    if (here && pid.matches("[0-9]{1,18}")) {
      return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    return System.currentTimeMillis() - files.modified(path) > ABANDONED_MILLIS;
  }

  /**
   * Writes and removes a small file, so that a folder without permission or space is found before
   * anything is computed.
   */
  void probe(String run) throws IOException {
    Path staging = staging("run=" + run);
    files.create(staging);
    try {
      files.write(
          new Path(staging, "probe"), "written to see whether this folder can be written\n");
    } finally {
      files.deleteAll(staging);
    }
  }
}
