package org.minimacensus.spark;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.StudyException;

/**
 * The folder of what was made of published runs later on, {@code KIND=NAME-HASH8}, or of all runs
 * of a study {@code KIND=HASH8}, with a manifest: beside a run or in the study's folder elsewhere,
 * or beside studies. The runs themselves are not touched. HASH8 are the first eight digits of the
 * SHA-256 of the runs' manifests and of what the result depends on, so that a run gone on with, or
 * a result under other settings, has another folder. Written to a folder whose name begins with a
 * dot and published by one rename.
 */
final class ResultFolder implements AutoCloseable {
  private final StoreFiles files;
  private final String kind;
  private final Source source;
  private final Path folder;
  private final Path scratch;

  /** What the manifest says that the result was made of. */
  private record Source(String studyHash, String run) {}

  /** Writes the files of a result, but for the manifest. */
  @FunctionalInterface
  interface Content {
    /**
     * @return rows of the files of tables, by path
     */
    Map<String, Long> write(StoreFiles files, Path folder) throws IOException;
  }

  private ResultFolder(StoreFiles files, String kind, Source source, Path folder, Path scratch) {
    this.files = files;
    this.kind = kind;
    this.source = source;
    this.folder = folder;
    this.scratch = scratch;
  }

  /**
   * @param kind such as {@code recount}
   * @param key what the result depends on beside the run, in one text
   * @param output folder that holds all studies; empty: beside the run
   */
  static ResultFolder of(
      SparkContext spark, String kind, ParquetRun run, String key, String output) {
    Source source = new Source(run.summary().studyHash(), run.summary().run());
    String hash = digest(run.manifestSha256() + "\n" + key);
    return in(spark, kind, source.run + "-" + hash, study(run, output), source);
  }

  /**
   * The folder of a result that several studies have a part in.
   *
   * @param kind such as {@code sweep}
   * @param name of the result
   * @param key what it depends on, the digests of the runs' manifests among it, in one text
   * @param output folder that holds all studies
   */
  static ResultFolder ofStudies(
      SparkContext spark, String kind, String name, String key, String output) {
    String hash = digest(key);
    return in(spark, kind, name + "-" + hash, new Path(output), new Source(hash, ""));
  }

  /**
   * The folder of a result that several runs of a study have a part in.
   *
   * @param kind such as {@code nights}
   * @param name of the result
   * @param key what it depends on, in one text
   * @param study folder of the study
   */
  static ResultFolder ofStudy(
      SparkContext spark, String kind, String name, String key, Path study, String studyHash) {
    return in(spark, kind, name + "-" + digest(key), study, new Source(studyHash, ""));
  }

  /**
   * The folder of a result of all runs of a study, {@code KIND=HASH8}.
   *
   * @param kind such as {@code census}
   * @param key what it depends on, the digests of the runs' manifests among it, in one text
   * @param output folder that holds all studies; empty: in the folder of the runs
   */
  static ResultFolder ofStudy(
      SparkContext spark, String kind, StudyFolder study, String key, String output) {
    Path parent =
        output.isEmpty()
            ? study.path()
            : ParquetRunStore.folder(new Path(output), study.name(), study.hash());
    return in(spark, kind, digest(key), parent, new Source(study.hash(), ""));
  }

  private static ResultFolder in(
      SparkContext spark, String kind, String name, Path parent, Source source) {
    try {
      StoreFiles files = new StoreFiles(parent, spark.hadoopConfiguration());
      Path absolute = files.absolute(parent);
      String folder = kind + "=" + name;
      Path scratch =
          new StagingFolders(files, absolute, StagingFolders.Writer.thisProcess(spark))
              .scratch(folder);
      return new ResultFolder(files, kind, source, new Path(absolute, folder), scratch);
    } catch (IOException | RuntimeException e) {
      throw ParquetRunStore.unwritable(parent, e);
    }
  }

  private static Path study(ParquetRun run, String output) {
    return output.isEmpty()
        ? run.path().getParent()
        : ParquetRunStore.folder(
            new Path(output), run.provenance().study(), run.provenance().studyHash());
  }

  private static String digest(String text) {
    return StoreFiles.sha256(text).substring(0, 8);
  }

  Path folder() {
    return folder;
  }

  StoreFiles files() {
    return files;
  }

  /** Where files are written before they are published; there once it is prepared. */
  Path scratch() {
    return scratch;
  }

  /** The folder as a person writes it. */
  String path() {
    return StoreFiles.readable(folder);
  }

  /**
   * What is stored in one of its files; empty when there is no such folder.
   *
   * @throws StudyException exit code 4 when it is no such result; 5 when it is damaged
   */
  <T> Optional<T> find(String file, Class<T> type) {
    return SparkLogs.silently(() -> published(file, type));
  }

  /**
   * Whether it is stored.
   *
   * @throws StudyException exit code 4 when it is no such result; 5 when it is damaged
   */
  boolean isThere() {
    return SparkLogs.silently(
        () -> {
          try {
            return published();
          } catch (IOException e) {
            throw unreadable(e);
          }
        });
  }

  private StudyException unreadable(IOException e) {
    return StudyException.stored(
        "the " + kind + " " + path() + " cannot be read: " + e.getMessage(), e);
  }

  private <T> Optional<T> published(String file, Class<T> type) {
    try {
      if (!published()) {
        return Optional.empty();
      }

      return Optional.of(FolderManifest.parse(files, new Path(folder, file), type));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private boolean published() throws IOException {
    if (!files.exists(folder)) {
      return false;
    }

    if (!files.exists(new Path(folder, FolderManifest.NAME))) {
      throw StudyException.output(
          path() + " has no " + FolderManifest.NAME + ": it is not " + article() + "; move it away",
          null);
    }

    FolderManifest.checked(files, folder);
    return true;
  }

  private String article() {
    return ("aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ") + kind;
  }

  /**
   * Makes sure that it can be written before anything is computed.
   *
   * @throws StudyException (exit code 4) when it cannot
   */
  void prepare() {
    SparkLogs.silently(
        () -> {
          try {
            files.deleteAll(scratch);
            files.create(scratch);
            files.write(new Path(scratch, ".probe"), "a word\n");
            return null;
          } catch (IOException | RuntimeException | FSError e) {
            throw ParquetRunStore.unwritable(folder, e);
          }
        });
  }

  /**
   * Writes the result; to be prepared before.
   *
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  void publish(Content content) {
    SparkLogs.silently(
        () -> {
          try {
            write(content);
            return null;
          } catch (IOException | RuntimeException | FSError e) {
            throw ParquetRunStore.unwritable(folder, e);
          }
        });
  }

  private void write(Content content) throws IOException {
    files.deleteAll(new Path(scratch, ".probe"));
    Map<String, Long> rows = content.write(files, scratch);
    FolderManifest manifest = FolderManifest.of(files, scratch, source.studyHash, source.run, rows);
    files.write(new Path(scratch, FolderManifest.NAME), manifest.text());
    try {
      files.rename(scratch, folder);
    } catch (IOException e) {
      // Another process may have published the same result in the meantime.
      if (!published()) {
        throw e;
      }
    }
  }

  /** Removes what was prepared and not published. */
  @Override
  public void close() {
    try {
      files.deleteAll(scratch);
      files.deleteIfEmpty(folder.getParent());
    } catch (IOException e) {
      // The result or the error of the command matters more.
      org.slf4j.LoggerFactory.getLogger(ResultFolder.class).warn("{} is left", scratch, e);
    }
  }
}
