package org.minimacensus.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;

/**
 * The folder of a recount, {@code recount=RUN-HASH8} beside the run or in the study's folder
 * elsewhere: {@code recount.json} and a manifest. The run itself is not touched. HASH8 are the
 * first eight digits of the SHA-256 of the run's manifest and of what the recount depends on, so
 * that a run gone on with, or counted under other tolerances, has another folder. Written to a
 * folder whose name begins with a dot and published by one rename.
 */
public final class RecountFolder implements AutoCloseable {
  static final String RECOUNT = "recount.json";

  private final StoreFiles files;
  private final Path folder;
  private final Path scratch;

  private RecountFolder(StoreFiles files, Path folder, Path scratch) {
    this.files = files;
    this.folder = folder;
    this.scratch = scratch;
  }

  static RecountFolder of(SparkContext spark, ParquetRun run, String key, String output) {
    String id = run.summary().run();
    Path study = study(run, output);
    try {
      StoreFiles files = new StoreFiles(study, spark.hadoopConfiguration());
      Path absolute = files.absolute(study);
      String name = "recount=" + id + "-" + digest(run.manifestSha256() + "\n" + key);
      Path scratch =
          new StagingFolders(files, absolute, StagingFolders.Owner.thisProcess(spark))
              .scratch(name);
      return new RecountFolder(files, new Path(absolute, name), scratch);
    } catch (IOException | RuntimeException e) {
      throw ParquetRunStore.unwritable(study, e);
    }
  }

  private static Path study(ParquetRun run, String output) {
    return output.isEmpty()
        ? run.path().getParent()
        : ParquetRunStore.folder(
            new Path(output), run.provenance().study(), run.provenance().studyHash());
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The folder as a person writes it. */
  public String path() {
    return StoreFiles.readable(folder);
  }

  /**
   * What is stored there.
   *
   * @throws StudyException exit code 4 when it is no recount; 5 when it is damaged
   */
  public Optional<RecountSummary> find() {
    return SparkLogs.silently(this::published);
  }

  private Optional<RecountSummary> published() {
    try {
      if (!files.exists(folder)) {
        return Optional.empty();
      }

      if (!files.exists(new Path(folder, RunManifest.NAME))) {
        throw StudyException.output(
            path() + " has no " + RunManifest.NAME + ": it is not a recount; move it away", null);
      }

      RunManifest.checked(files, folder);
      return Optional.of(
          RunManifest.parse(files, new Path(folder, RECOUNT), RecountSummary.class));
    } catch (IOException e) {
      throw StudyException.stored(
          "the recount " + path() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Makes sure that it can be written before anything is counted.
   *
   * @throws StudyException (exit code 4) when it cannot
   */
  public void prepare() {
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
   * Writes what was counted; to be prepared before.
   *
   * @throws StudyException (exit code 4) when it cannot be written; then nothing is visible
   */
  public void publish(RecountSummary recount) {
    SparkLogs.silently(
        () -> {
          try {
            write(recount);
            return null;
          } catch (IOException | RuntimeException | FSError e) {
            throw ParquetRunStore.unwritable(folder, e);
          }
        });
  }

  private void write(RecountSummary recount) throws IOException {
    files.deleteAll(new Path(scratch, ".probe"));
    files.write(new Path(scratch, RECOUNT), StudyJson.write(recount));
    RunManifest manifest =
        RunManifest.of(files, scratch, recount.studyHash(), recount.run(), Map.of());
    files.write(new Path(scratch, RunManifest.NAME), StudyJson.write(manifest));
    // Fails when another process published the same recount in the meantime.
    files.rename(scratch, folder);
  }

  /** Removes what was prepared and not published. */
  @Override
  public void close() {
    try {
      files.deleteAll(scratch);
      files.deleteIfEmpty(folder.getParent());
    } catch (IOException e) {
      // The result or the error of the command matters more.
      org.slf4j.LoggerFactory.getLogger(RecountFolder.class).warn("{} is left", scratch, e);
    }
  }
}
