package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.StudyException;

/** The folder of a study, {@code study=NAME-HASH8}, and the published runs in it. */
public final class StudyFolder {
  private static final String RUN = "run=";
  private static final Pattern STUDY = Pattern.compile("study=(.+)-([0-9a-f]{8})");

  private final StoreFiles files;
  private final Path folder;
  private final List<ParquetRun> runs;
  private final List<String> unpublished;

  private StudyFolder(
      StoreFiles files, Path folder, List<ParquetRun> runs, List<String> unpublished) {
    this.files = files;
    this.folder = folder;
    this.runs = List.copyOf(runs);
    this.unpublished = List.copyOf(unpublished);
  }

  /**
   * Opens all runs and checks every file against their manifests.
   *
   * @throws StudyException exit code 4 when it is no such folder, has no published run or one of
   *     another study; 5 when a run is damaged or of an unknown schema
   */
  static StudyFolder open(SparkContext spark, String study) {
    Path given = new Path(study);
    try {
      StoreFiles files = new StoreFiles(given, spark.hadoopConfiguration());
      Path folder = files.absolute(given);
      Matcher name = STUDY.matcher(folder.getName());
      if (!name.matches() || !files.exists(folder)) {
        throw StudyException.output(
            StoreFiles.readable(folder)
                + ": expected the folder of a study (.../study=NAME-HASH8), which holds its runs,"
                + " found "
                + (files.exists(folder) ? "a folder of another name" : "none"),
            null);
      }

      // A process that died while it replaced a run left that run hidden.
      new StagingFolders(files, folder, StagingFolders.Writer.thisProcess(spark)).recover();
      List<ParquetRun> runs = new ArrayList<>();
      List<String> unpublished = new ArrayList<>();
      for (Path run : files.list(folder)) {
        if (!run.getName().startsWith(RUN)) {
          continue;
        }

        if (files.exists(new Path(run, FolderManifest.NAME))) {
          runs.add(ParquetRun.open(spark.hadoopConfiguration(), files, run));
        } else {
          unpublished.add(run.getName());
        }
      }

      if (runs.isEmpty()) {
        throw StudyException.output(
            StoreFiles.readable(folder)
                + ": expected a published run (run=ID with a "
                + FolderManifest.NAME
                + "), found none",
            null);
      }

      runs.sort(
          Comparator.comparingLong((ParquetRun run) -> run.summary().firstRestart())
              .thenComparing(StudyFolder::name));
      checkOneStudy(runs, name.group(1), name.group(2));
      return new StudyFolder(files, folder, runs, unpublished);
    } catch (IOException e) {
      throw StudyException.stored("the study " + study + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkOneStudy(List<ParquetRun> runs, String name, String hash) {
    String first = runs.get(0).provenance().studyHash();
    String expected = first.startsWith(hash) ? first : hash;
    for (ParquetRun run : runs) {
      Provenance p = run.provenance();
      boolean here = p.study().equals(name) && p.studyHash().equals(expected);
      if (!here) {
        throw StudyException.output(
            run.folder()
                + " belongs to the study "
                + p.study()
                + " with hash "
                + p.studyHash()
                + ", its folder to "
                + name
                + " with hash "
                + expected
                + "; move it to the folder of its study",
            null);
      }
    }
  }

  /** The id of a run by its folder. */
  static String name(ParquetRun run) {
    return run.path().getName().substring(RUN.length());
  }

  /** By first restart, then by name. */
  public List<ParquetRun> runs() {
    return runs;
  }

  /** Folders of runs that have no manifest, by name. */
  List<String> unpublished() {
    return unpublished;
  }

  Path path() {
    return folder;
  }

  StoreFiles files() {
    return files;
  }

  /** The study's name. */
  String name() {
    return runs.get(0).provenance().study();
  }

  /** The study hash of all runs. */
  String hash() {
    return runs.get(0).provenance().studyHash();
  }
}
