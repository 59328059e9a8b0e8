package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.NightsSummary;
import org.minimacensus.study.compare.NightsSummary.Night;
import org.minimacensus.study.compare.NightsSummary.Verdict;

/**
 * The nights of a study: its runs called {@code night-YYYY-MM-DD}, their comparisons, and the page
 * that tells of all of them, {@code nights=LAST-HASH8} beside them: {@code nights.json}, {@code
 * nights.html} and a manifest. A page takes the place of the ones before it; what they told of
 * nights whose runs were removed goes on in it.
 */
public final class NightFolders {
  private static final Pattern RUN = Pattern.compile("run=(night-(\\d{4}-\\d\\d-\\d\\d))");
  private static final String PAGES = "nights=";
  private static final String NIGHTS = "nights.json";
  private static final String PAGE = "nights.html";

  private final SparkContext spark;
  private final StoreFiles files;
  private final Path study;
  private final String tonight;

  /** The pages that were read, which the next one replaces. */
  private final List<Path> pages;

  /** What these pages tell. */
  private final NightsSummary told;

  private final NightsSummary known;

  private NightFolders(
      SparkContext spark,
      StoreFiles files,
      ParquetRun tonight,
      List<Path> pages,
      NightsSummary told,
      NightsSummary known) {
    this.spark = spark;
    this.files = files;
    this.study = tonight.path().getParent();
    this.tonight = tonight.summary().run();
    this.pages = pages;
    this.told = told;
    this.known = known;
  }

  /** The id of the run of a night. */
  public static String runId(String date) {
    return "night-" + date;
  }

  /**
   * Reads what is stored of the nights of a study.
   *
   * @param tonight a published night of it
   * @throws StudyException (exit code 5) when something of it is damaged
   */
  static NightFolders of(SparkContext spark, ParquetRun tonight) {
    Path study = tonight.path().getParent();
    try {
      StoreFiles files = new StoreFiles(study, spark.hadoopConfiguration());
      List<Path> pages = pages(files, study);
      NightsSummary told = empty(tonight);
      for (Path page : pages) {
        FolderManifest.checked(files, page);
        NightsSummary its =
            FolderManifest.parse(files, new Path(page, NIGHTS), NightsSummary.class);
        for (Night night : its.nights()) {
          told = told.with(night);
        }
      }

      NightsSummary known = told;
      Map<String, String> manifests = new TreeMap<>();
      told.nights().forEach(n -> manifests.put(n.run(), n.runManifestSha256()));
      for (Map.Entry<String, Path> run : runs(files, study).entrySet()) {
        // A run that has not changed since a page told of it is not read again.
        String manifest = manifests.getOrDefault(run.getKey(), "");
        if (!manifest.equals(files.sha256(new Path(run.getValue(), FolderManifest.NAME)))) {
          Night night = read(spark, files, run.getValue());
          Verdict had = verdict(told, night).orElse(null);
          known = known.with(night.verdict() == null ? night.with(had) : night);
        }
      }

      return new NightFolders(spark, files, tonight, pages, told, known);
    } catch (IOException e) {
      throw unreadable(study, e);
    }
  }

  private static StudyException unreadable(Path study, IOException e) {
    return StudyException.stored(
        "the nights in " + StoreFiles.readable(study) + " cannot be read: " + e.getMessage(), e);
  }

  private static NightsSummary empty(ParquetRun run) {
    return new NightsSummary(
        NightsSummary.SCHEMA, run.summary().study(), run.summary().studyHash(), List.of());
  }

  /** Published pages, the last one written last. */
  private static List<Path> pages(StoreFiles files, Path study) throws IOException {
    TreeMap<String, Path> pages = new TreeMap<>();
    for (Path path : files.list(study)) {
      Path manifest = new Path(path, FolderManifest.NAME);
      if (path.getName().startsWith(PAGES) && files.exists(manifest)) {
        pages.put(
            String.format(Locale.ROOT, "%020d %s", files.modified(manifest), path.getName()), path);
      }
    }

    return List.copyOf(pages.values());
  }

  /** Published runs of nights by id, and so by date. */
  private static TreeMap<String, Path> runs(StoreFiles files, Path study) throws IOException {
    TreeMap<String, Path> runs = new TreeMap<>();
    for (Path path : files.list(study)) {
      Matcher night = RUN.matcher(path.getName());
      if (night.matches() && files.exists(new Path(path, FolderManifest.NAME))) {
        runs.put(night.group(1), path);
      }
    }

    return runs;
  }

  /**
   * A night that no page tells of, as when a run was killed before its page was written: with the
   * gravest of what comparisons with it say.
   */
  private static Night read(SparkContext spark, StoreFiles files, Path run) throws IOException {
    Matcher name = RUN.matcher(run.getName());
    if (!name.matches()) {
      throw new IllegalArgumentException("expected the folder of a night, found " + run);
    }

    ParquetRun stored = ParquetRun.open(spark.hadoopConfiguration(), files, run);
    List<Verdict> verdicts = new ArrayList<>();
    for (Path path : comparisons(files, run.getParent(), name.group(1))) {
      ComparisonSummary comparison = comparison(files, path);
      if (comparison.candidate().manifestSha256().equals(stored.manifestSha256())) {
        verdicts.add(Verdict.of(comparison, path.getName()));
      }
    }

    return Night.of(name.group(2), stored)
        .with(verdicts.stream().max(Comparator.comparing(Verdict::exitCode)).orElse(null));
  }

  private static ComparisonSummary comparison(StoreFiles files, Path folder) throws IOException {
    FolderManifest.checked(files, folder);
    return FolderManifest.parse(
        files, new Path(folder, RecordFolder.COMPARISON.file()), ComparisonSummary.class);
  }

  private static List<Path> comparisons(StoreFiles files, Path study, String run)
      throws IOException {
    String name = RecordFolder.COMPARISON.name() + "=" + run + "-[0-9a-f]{8}";
    return files.list(study).stream().filter(path -> path.getName().matches(name)).toList();
  }

  /** The nights that are known, that of this folder among them. */
  public NightsSummary known() {
    return known;
  }

  /**
   * The run that a night is compared with unless another one is asked for: that of the last earlier
   * night which is there, ended (neither out of time nor interrupted) and did not regress itself.
   *
   * @param date of the night
   */
  public Optional<String> baseline(String date) {
    Set<String> there = reading(() -> runs(files, study)).keySet();
    return known.nights().stream()
        .filter(n -> n.date().compareTo(date) < 0 && there.contains(n.run()))
        .filter(n -> !n.regressed() && n.ended())
        .reduce((earlier, later) -> later)
        .map(Night::run);
  }

  /**
   * What the page says of a night; empty when it was not compared, or its run is another one now.
   */
  public Optional<Verdict> verdict(Night night) {
    return verdict(told, night);
  }

  private static Optional<Verdict> verdict(NightsSummary told, Night night) {
    return told.night(night.date()).filter(night::isOfRunOf).map(Night::verdict);
  }

  /**
   * The comparison that a verdict is of; empty when it is not there any more.
   *
   * @throws StudyException (exit code 5) when it is damaged
   */
  public Optional<ComparisonSummary> comparison(Verdict verdict) {
    Path folder = new Path(study, verdict.comparison());
    return reading(
        () ->
            files.exists(new Path(folder, FolderManifest.NAME))
                ? Optional.of(comparison(files, folder))
                : Optional.empty());
  }

  /** Folder of the comparison that a verdict is of, as a person writes it. */
  public String folder(Verdict verdict) {
    return StoreFiles.readable(new Path(study, verdict.comparison()));
  }

  /** Whether a run of the study is there. */
  public boolean isThere(String id) {
    return reading(() -> files.exists(new Path(new Path(study, "run=" + id), FolderManifest.NAME)));
  }

  /** Looks at what is stored. */
  @FunctionalInterface
  private interface Reading<T> {
    T now() throws IOException;
  }

  private <T> T reading(Reading<T> look) {
    return SparkLogs.silently(
        () -> {
          try {
            return look.now();
          } catch (IOException e) {
            throw unreadable(study, e);
          }
        });
  }

  /** Folder of a run of the study, as a person writes it. */
  public String run(String id) {
    return StoreFiles.readable(new Path(study, "run=" + id));
  }

  /**
   * Stores the page, unless the same one is there, and removes the ones that it replaces.
   *
   * @param page of the nights, as HTML
   * @return where it is, as a person writes it
   * @throws StudyException (exit code 4) when it cannot be written
   */
  public String publish(NightsSummary nights, String page) {
    return SparkLogs.silently(() -> published(nights, page));
  }

  private String published(NightsSummary nights, String page) {
    String last = nights.nights().get(nights.nights().size() - 1).run();
    String json = StudyJson.write(nights);
    try (ResultFolder folder =
        ResultFolder.ofStudy(spark, "nights", last, json, study, nights.studyHash())) {
      if (folder.find(NIGHTS, NightsSummary.class).isEmpty()) {
        folder.prepare();
        folder.publish(
            (store, scratch) -> {
              store.write(new Path(scratch, NIGHTS), json);
              store.write(new Path(scratch, PAGE), page);
              return Map.of();
            });
      }

      for (Path before : pages) {
        if (!before.getName().equals(folder.folder().getName())) {
          remove(before);
        }
      }

      return StoreFiles.readable(new Path(folder.folder(), PAGE));
    } catch (IOException e) {
      throw ParquetRunStore.unwritable(study, e);
    }
  }

  /**
   * Removes the runs of nights before the last ones, with the comparisons of which they are the
   * candidate. What stays beside those: the night of this folder, the runs asked for, a night that
   * a process may be at, and the night that took the last restarts, which {@code restarts.first =
   * auto} goes on after.
   *
   * @param keep number of nights that stay, by date
   * @param staying ids of further runs that stay
   * @return names of the folders that were removed
   * @throws StudyException (exit code 4) when one cannot be removed
   */
  public List<String> removeOld(int keep, Set<String> staying) {
    return SparkLogs.silently(
        () -> {
          try {
            return removed(keep, staying);
          } catch (IOException e) {
            throw ParquetRunStore.unwritable(study, e);
          }
        });
  }

  private List<String> removed(int keep, Set<String> staying) throws IOException {
    List<Map.Entry<String, Path>> runs = List.copyOf(runs(files, study).entrySet());
    String last =
        known.nights().stream()
            .filter(n -> runs.stream().anyMatch(run -> run.getKey().equals(n.run())))
            .max(Comparator.comparing(n -> n.firstRestart() + n.plannedRestarts()))
            .map(Night::run)
            .orElse("");
    List<String> removed = new ArrayList<>();
    for (Map.Entry<String, Path> run : runs.subList(0, Math.max(0, runs.size() - keep))) {
      String id = run.getKey();
      boolean stays = id.equals(tonight) || id.equals(last) || staying.contains(id);
      if (!stays && !begun(run.getValue())) {
        remove(run.getValue());
        removed.add(run.getValue().getName());
        for (Path comparison : comparisons(files, study, id)) {
          remove(comparison);
          removed.add(comparison.getName());
        }
      }
    }

    return removed;
  }

  /** Whether endpoints of a run are being collected, or were left by a process that died. */
  private boolean begun(Path run) throws IOException {
    String staging = new StagingFolders(files, study, writer()).scratch(run.getName()).getName();
    String any = staging.substring(0, staging.length() - writer().suffix().length()) + "-";
    return files.list(study).stream().anyMatch(path -> path.getName().startsWith(any));
  }

  /** Renamed first: no reader sees a part of a folder. */
  private void remove(Path folder) throws IOException {
    Path gone = new StagingFolders(files, study, writer()).scratch("removed-" + folder.getName());
    files.deleteAll(gone);
    files.rename(folder, gone);
    files.deleteAll(gone);
  }

  private StagingFolders.Writer writer() {
    return StagingFolders.Writer.thisProcess(spark);
  }
}
