package org.minimacensus.spark;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.minimacensus.study.Ledger;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;
import org.minimacensus.study.pictures.RunPictures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Collects the endpoints of a run in its staging folder and publishes the run by one rename. */
final class RunDraft implements ResultStore.Draft {
  private static final Logger LOG = LoggerFactory.getLogger(RunDraft.class);

  /** Endpoints whose steps are in one file. */
  private static final long TRACED_PER_FILE = 1_000;

  private final SparkContext spark;
  private final StoreFiles files;
  private final Path root;
  private final Path target;
  private final String studyHash;
  private final Counting counting;
  private final StagingFolders folders;
  private final Staging staging;
  private final Optional<String> replaced;
  private final RestartSet stored;
  private final Taken taken;
  private PartLedger ledger;

  /** Looks whether another run has the restarts of this one. */
  @FunctionalInterface
  interface Taken {
    boolean before() throws IOException;
  }

  /**
   * How the endpoints of a study are counted.
   *
   * @param objectives in their order
   * @param census tolerances of the counter
   */
  record Counting(List<String> objectives, MinimaCounter counter, StudySpec.CensusSpec census) {}

  /**
   * @param target the folder of the run; what is there at this moment is an interrupted run, which
   *     the result replaces
   * @param taken of {@link #takenBefore}
   */
  RunDraft(
      SparkContext spark,
      StoreFiles files,
      Path root,
      Path target,
      String studyHash,
      Counting counting,
      StagingFolders folders,
      Staging staging,
      Taken taken)
      throws IOException {
    this.spark = spark;
    this.files = files;
    this.root = root;
    this.target = target;
    this.studyHash = studyHash;
    this.counting = counting;
    this.folders = folders;
    this.staging = staging;
    this.taken = taken;
    this.replaced = manifest(target);
    this.stored = recorded();
  }

  /** SHA-256 of the manifest of a run; empty when there is no folder. */
  private Optional<String> manifest(Path run) throws IOException {
    Path manifest = new Path(run, FolderManifest.NAME);
    return !files.exists(run)
        ? Optional.empty()
        : Optional.of(files.exists(manifest) ? files.sha256(manifest) : "");
  }

  @Override
  public Optional<String> replaced() {
    return replaced;
  }

  @Override
  public boolean takenBefore() {
    return SparkLogs.silently(
        () -> {
          try {
            return taken.before();
          } catch (IOException e) {
            throw ParquetRunStore.unwritable(staging.folder(), e);
          }
        });
  }

  private RestartSet recorded() throws IOException {
    try {
      return parts().restarts();
    } catch (IOException | RuntimeException e) {
      folders.close(staging);
      throw e;
    }
  }

  private Configuration configuration() {
    return spark.hadoopConfiguration();
  }

  private PartFiles parts() throws IOException {
    return PartFiles.in(spark, files, counting.objectives, staging.parts(), target);
  }

  @Override
  public RestartSet stored() {
    return stored;
  }

  @Override
  public Recorders recorders() {
    return new PartRecorders(
        TaskConfiguration.of(spark), staging.parts(), UUID.randomUUID().toString().substring(0, 8));
  }

  @Override
  public Ledger ledger(RestartSet planned) {
    try {
      PartFiles parts = parts();
      if (ledger != null) {
        ledger.close();
      }

      ledger =
          new PartLedger(
              spark, counting.objectives, counting.counter, parts, parts.restarts().and(planned));
      return ledger;
    } catch (IOException e) {
      throw ParquetRunStore.unwritable(staging.folder(), e);
    }
  }

  @Override
  public String publish(
      RunSummary summary,
      Provenance provenance,
      Landscape landscape,
      Proofs proofs,
      RunPageMaker page) {
    if (ledger == null) {
      throw new IllegalStateException("expected a ledger to publish, found none: call ledger()");
    }

    return SparkLogs.silently(
        () -> written(summary, provenance, new Computed(landscape, proofs), page));
  }

  /** What was computed once the endpoints were counted. */
  private record Computed(Landscape landscape, Proofs proofs) {}

  private String written(
      RunSummary summary, Provenance provenance, Computed computed, RunPageMaker page) {
    try {
      write(summary, provenance, computed, page);
      replace();
      return StoreFiles.readable(target);
    } catch (StudyException e) {
      throw e;
    } catch (Exception | FSError e) {
      // Scala does not declare what its writers throw.
      throw ParquetRunStore.unwritable(target, e);
    }
  }

  private void write(
      RunSummary summary, Provenance provenance, Computed computed, RunPageMaker page)
      throws IOException {
    Path run = staging.result();
    files.deleteAll(run);
    files.create(run);
    JobDescription.set(spark, "writing the tables of " + target.getName());
    TableWriter tables = new TableWriter(files, TaskConfiguration.of(spark), run);
    CountTables counts = new CountTables(tables, ledger);
    counts.writeEndpoints(
        RunTables.ENDPOINT_PARTS.name(),
        RunTables.ENDPOINTS,
        ledger.endpoints(),
        RunTables::publishedEndpoint);
    counts.writeMinima(summary, computed.proofs);
    counts.writeValleys();
    writeTraces(tables);
    writeVerdicts(tables, summary);
    write(tables, PictureTables.SPECTRA, computed.landscape.spectra());
    write(tables, PictureTables.SLICES, computed.landscape.slices());
    write(tables, CertificateTable.CERTIFICATES, computed.proofs.certificates(counting.objectives));
    files.write(new Path(run, ParquetRun.SUMMARY), StudyJson.write(summary));
    files.write(new Path(run, ParquetRun.PROVENANCE), StudyJson.write(provenance));
    writePage(tables, summary, provenance, page);
    FolderManifest manifest =
        FolderManifest.of(files, run, studyHash, summary.run(), tables.written());
    files.write(new Path(run, FolderManifest.NAME), manifest.text());
  }

  /** Not every restart is traced: files are numbered by those that have rows. */
  private void writeTraces(TableWriter tables) throws IOException {
    RestartSet traced = ledger.traced();
    long[] present = blocks(traced);
    if (present.length == 0) {
      return;
    }

    JavaPairRDD<SortPlace, Object> rows =
        ledger
            .traces()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        new SortPlace(
                            Arrays.binarySearch(present, row._1() / TRACED_PER_FILE),
                            row._1(),
                            RunTables.stepOrder(row._2())),
                        RunTables.values(row._2())));
    tables.write(
        RunTables.TRACES.name(),
        RunTables.TRACES.schema(),
        CountTables.plain(
            CountTables.inFiles(rows, present.length * TRACED_PER_FILE, TRACED_PER_FILE)));
  }

  private static <T> void write(TableWriter tables, Table<T> table, List<T> rows)
      throws IOException {
    if (!rows.isEmpty()) {
      tables.write(table.name(), table.schema(), rows.stream().map(table::row).toList());
    }
  }

  private void writePage(
      TableWriter tables, RunSummary summary, Provenance provenance, RunPageMaker page)
      throws IOException {
    if (page == RunPageMaker.NONE) {
      return;
    }

    JobDescription.set(spark, "making the page of " + target.getName());
    String html = html(tables, summary, provenance, page);
    if (!html.isEmpty()) {
      files.write(new Path(staging.result(), ParquetRun.PAGE), html);
    }
  }

  /**
   * From what was written, as the page of a published run is made. Empty where it cannot be made: a
   * run that took days is published all the same, and the command report makes the page again.
   */
  private String html(
      TableWriter tables, RunSummary summary, Provenance provenance, RunPageMaker page) {
    try {
      StoredTables stored =
          new StoredTables(
              configuration(), staging.result(), List.copyOf(tables.written().keySet()));
      // Nothing was made yet of a run that is not published.
      RunPictures pictures = StoredPictures.of(stored, summary, counting.census, BesideRun.NOTHING);
      return page.of(summary, provenance, pictures);
    } catch (Exception | FSError | OutOfMemoryError e) {
      // Memory that was enough for the run need not be enough for its page.
      LOG.error("the page of {} cannot be made; its tables and summary are stored", target, e);
      return "";
    }
  }

  private static void writeVerdicts(TableWriter tables, RunSummary summary) throws IOException {
    tables.write(
        RunTables.VERDICTS.name(),
        RunTables.VERDICTS.schema(),
        summary.verdicts().stream().map(RunTables.VERDICTS::row).toList());
  }

  private static long[] blocks(RestartSet ranks) {
    TreeSet<Long> blocks = new TreeSet<>();
    ranks.forEach(rank -> blocks.add(rank / TRACED_PER_FILE));
    return blocks.stream().mapToLong(Long::longValue).toArray();
  }

  private void replace() throws IOException {
    folders.requireOwn(staging, target.getName());
    files.deleteAll(staging.published());
    files.write(staging.published(), manifest(staging.result()).orElseThrow());
    Path aside = folders.replaced(target.getName());
    if (replaced.isPresent()) {
      files.rename(target, aside);
    }

    try {
      if (replaced.isPresent() && !replaced.equals(manifest(aside))) {
        throw new IOException("another process published a run of this id meanwhile");
      }

      // Fails when another process published a run of this id in the meantime.
      files.rename(staging.result(), target);
    } catch (IOException e) {
      if (replaced.isPresent()) {
        files.rename(aside, target);
      }

      throw e;
    }

    tidy(aside);
  }

  /** The run is published whatever happens here: what is left is removed by the next one. */
  private void tidy(Path aside) {
    try {
      Heartbeat.stop(staging.alive());
      staging.remove(files);
      files.deleteAll(aside);
    } catch (IOException e) {
      warn(e);
    }
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.close();
    }

    try {
      files.deleteAll(staging.result());
      folders.close(staging);
      files.deleteIfEmpty(target.getParent());
      files.deleteIfEmpty(root);
    } catch (IOException e) {
      // What is left is removed by the next run; the result or the error of this one matters more.
      warn(e);
    }
  }

  private void warn(IOException e) {
    LOG.warn("{} cannot be removed", staging.folder(), e);
  }
}
