package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.CertificateVerifier;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StoredCertificate;
import org.minimacensus.study.StoredMinimum;
import org.minimacensus.study.StoredRun;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyPlan;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.compare.EndpointFact;
import org.minimacensus.study.pictures.RunPictures;

/** A published run folder that agrees with its manifest. */
public final class ParquetRun implements StoredRun {
  static final String SUMMARY = "summary.json";
  static final String PROVENANCE = "provenance.json";

  /** What a person reads; runs of earlier versions have none. */
  static final String PAGE = "report.html";

  private final Configuration configuration;
  private final Path folder;
  private final FolderManifest manifest;
  private final String manifestSha256;
  private final RunSummary summary;
  private final Provenance provenance;

  private ParquetRun(
      Configuration configuration,
      Path folder,
      FolderManifest manifest,
      String manifestSha256,
      RunSummary summary,
      Provenance provenance) {
    this.configuration = configuration;
    this.folder = folder;
    this.manifest = manifest;
    this.manifestSha256 = manifestSha256;
    this.summary = summary;
    this.provenance = provenance;
  }

  /**
   * Opens a run folder and checks every file against the manifest.
   *
   * @throws StudyException exit code 4 when it is no published run; 5 when it is damaged or of an
   *     unknown schema
   */
  public static ParquetRun open(Configuration configuration, String folder) {
    Path path = new Path(folder);
    try {
      StoreFiles files = new StoreFiles(path, configuration);
      return open(configuration, files, files.absolute(path));
    } catch (IOException e) {
      throw StudyException.stored("the run " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  static ParquetRun open(Configuration configuration, StoreFiles files, Path folder)
      throws IOException {
    Path manifestFile = new Path(folder, FolderManifest.NAME);
    if (!files.exists(manifestFile)) {
      throw StudyException.output(
          StoreFiles.readable(folder)
              + " has no "
              + FolderManifest.NAME
              + ": it is not a published run; give the folder of a run (.../run=ID), or move this"
              + " one away if a run is to be written there",
          null);
    }

    String sha256 = files.sha256(manifestFile);
    try {
      return checked(configuration, files, folder, sha256);
    } catch (IOException | StudyException e) {
      if (files.exists(manifestFile) && files.sha256(manifestFile).equals(sha256)) {
        throw e;
      }

      // A run that went on was published in its place meanwhile.
      return checked(configuration, files, folder, files.sha256(manifestFile));
    }
  }

  private static ParquetRun checked(
      Configuration configuration, StoreFiles files, Path folder, String sha256)
      throws IOException {
    FolderManifest manifest = FolderManifest.checked(files, folder);
    RunSummary summary = manifest.record(files, folder, SUMMARY, RunSummary.class);
    Provenance provenance = manifest.record(files, folder, PROVENANCE, Provenance.class);
    boolean same =
        summary.run().equals(manifest.run()) && provenance.studyHash().equals(manifest.studyHash());
    if (!same) {
      throw StudyException.stored(
          StoreFiles.readable(folder)
              + " is damaged: "
              + FolderManifest.NAME
              + " is that of run "
              + manifest.run()
              + " of the study with hash "
              + manifest.studyHash()
              + ", the rest that of run "
              + summary.run()
              + " of the study with hash "
              + provenance.studyHash(),
          null);
    }

    return new ParquetRun(configuration, folder, manifest, sha256, summary, provenance);
  }

  @Override
  public String folder() {
    return StoreFiles.readable(folder);
  }

  Path path() {
    return folder;
  }

  @Override
  public String manifestSha256() {
    return manifestSha256;
  }

  @Override
  public RunSummary summary() {
    return summary;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Its endpoints where they are stored, to be counted under any tolerances. */
  StoredEndpoints countable(SparkContext spark, StudyPlan plan) {
    return new StoredEndpoints(spark, plan, parts(spark, plan.job().objectives()));
  }

  /**
   * Its part files.
   *
   * @param objectives of the study, in its order
   */
  PartFiles parts(SparkContext spark, List<String> objectives) {
    try {
      StoreFiles files = new StoreFiles(folder, spark.hadoopConfiguration());
      return PartFiles.in(spark, files, objectives, folder);
    } catch (IOException e) {
      throw StudyException.stored(
          "the endpoints of " + folder() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * All endpoints by objective and restart, in memory.
   *
   * @throws StudyException (exit code 5) when the table cannot be read
   */
  public List<Endpoint> endpoints() {
    return read(RunTables.ENDPOINT_PARTS.name(), RunTables.ENDPOINTS, row -> true).stream()
        .map(EndpointRows::endpoint)
        .toList();
  }

  /**
   * A stored endpoint with what was counted.
   *
   * @param minimumId id of its distinct minimum; null when it is none
   */
  public record StoredEndpoint(Endpoint endpoint, Long minimumId) {}

  /** One restart of one objective. */
  public Optional<StoredEndpoint> endpoint(String objective, long restart) {
    return read(
            RunTables.ENDPOINT_PARTS.name(),
            RunTables.ENDPOINTS,
            row ->
                row.getAs("objective").equals(objective) && row.<Long>getAs("restart") == restart)
        .stream()
        .map(
            row ->
                new StoredEndpoint(
                    EndpointRows.endpoint(row), row.<Long>getAs(RunTables.MINIMUM_ID)))
        .findFirst();
  }

  /**
   * The first endpoint, of any objective, whose network alone has at most a plain loss.
   *
   * @param baseLoss finite
   */
  public Optional<Endpoint> reaching(double baseLoss) {
    return read(
            RunTables.ENDPOINT_PARTS.name(),
            RunTables.ENDPOINTS,
            row -> row.<Double>getAs("base_loss") <= baseLoss)
        .stream()
        .map(EndpointRows::endpoint)
        .findFirst();
  }

  /** The distinct minima of an objective, by their ids. */
  public List<StoredMinimum> minima(String objective) {
    return read(
            RunTables.MINIMA.name(),
            RunTables.MINIMA.schema(),
            row -> row.getAs("objective").equals(objective))
        .stream()
        .map(RunTables::storedMinimum)
        .toList();
  }

  /**
   * What the page of the run shows.
   *
   * @param census tolerances of the run's count
   * @throws StudyException (exit code 5) when its tables cannot be read
   */
  public RunPictures pictures(StudySpec.CensusSpec census) {
    return StoredPictures.of(tables(), summary, census, BesideRun.of(configuration, this));
  }

  private StoredTables tables() {
    return new StoredTables(
        configuration, folder, manifest.files().stream().map(FolderManifest.File::path).toList());
  }

  /** What certificates are held against. */
  public CertificateVerifier.Minima certified(String objective) {
    Set<Long> proved = new HashSet<>();
    Map<Long, double[]> thetas = new HashMap<>();
    read(
            RunTables.MINIMA.name(),
            RunTables.MINIMA.schema(),
            row -> row.getAs("objective").equals(objective))
        .forEach(
            row -> {
              Long id = row.getAs(RunTables.MINIMUM_ID);
              thetas.put(id, Table.array(row, "theta"));
              if (row.<Boolean>getAs("proved")) {
                proved.add(id);
              }
            });
    return new CertificateVerifier.Minima(thetas, proved);
  }

  /** What was proved of its minima and what was not, as it was stored. */
  public List<StoredCertificate> certificates() {
    return read(
        CertificateTable.CERTIFICATES.name(),
        CertificateTable.CERTIFICATES.schema(),
        row -> true,
        CertificateTable::certificate);
  }

  /** What a comparison asks of the endpoints of an objective, in memory. */
  List<EndpointFact> facts(String objective) {
    return read(
        RunTables.ENDPOINT_PARTS.name(),
        EndpointFacts.SCHEMA,
        row -> row.getAs("objective").equals(objective),
        EndpointFacts::fact);
  }

  /** All traces in memory; empty when none were stored. */
  public List<TraceStep> trace() {
    return read(RunTables.TRACES.name(), RunTables.TRACES.schema(), row -> true).stream()
        .map(RunTables::traceStep)
        .toList();
  }

  /** The rows of a table, file by file, as the files are in order. */
  private List<Row> read(String table, StructType schema, Predicate<Row> wanted) {
    return read(table, schema, wanted, row -> row);
  }

  private <T> List<T> read(
      String table, StructType schema, Predicate<Row> wanted, Function<Row, T> kept) {
    List<T> all = new ArrayList<>();
    tables().forEach(table, schema, wanted, row -> all.add(kept.apply(row)));
    return all;
  }
}
