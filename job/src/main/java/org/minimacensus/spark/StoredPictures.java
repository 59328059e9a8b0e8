package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.ToleranceSweep;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.ObjectiveSums;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;

/**
 * What the page of a run shows, read from its tables row by row: endpoints in the columns that
 * curves are made of, of which some ten bytes are held each, then the evidence of representatives
 * alone, by the index of the files.
 */
final class StoredPictures {
  private static final StructType ENDS =
      columns(
          RunTables.ENDPOINTS,
          "objective",
          "restart",
          "loss",
          "endpoint_class",
          RunTables.MINIMUM_ID);

  private static final StructType EVIDENCE =
      columns(RunTables.ENDPOINTS, "objective", "restart", "evidence");

  private final StoredTables tables;
  private final Map<String, ObjectiveSums> sums = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private StoredPictures(StoredTables tables, RunSummary summary) {
    this.tables = tables;
    summary.objectives().forEach(o -> sums.put(o.name(), new ObjectiveSums(o.name())));
  }

  private static StructType columns(StructType of, String... names) {
    return new StructType(Stream.of(names).map(name -> of.apply(name)).toArray(StructField[]::new));
  }

  /**
   * @param summary of the run
   * @param census tolerances of its count
   * @param beside what was made of it
   */
  static RunPictures of(
      StoredTables tables, RunSummary summary, StudySpec.CensusSpec census, BesideRun beside) {
    return new StoredPictures(tables, summary).pictures(summary, census, beside);
  }

  private RunPictures pictures(RunSummary summary, StudySpec.CensusSpec census, BesideRun beside) {
    readMinima();
    StoredTraces traces = StoredTraces.of(tables, notes);
    readEndpoints(traces);
    readEvidence();
    List<ToleranceSweep.Step> steps = ToleranceSweep.around(census);
    List<ObjectivePictures> objectives =
        sums.values().stream().map(s -> s.pictures(steps)).toList();
    noteThinning(summary);
    notes.addAll(beside.notes());
    return new RunPictures(
        objectives,
        spectra(),
        slices(),
        traces.traces(List.copyOf(sums.keySet())),
        beside.recount(),
        beside.comparisons(),
        notes);
  }

  private void readMinima() {
    tables.forEach(
        RunTables.MINIMA.name(),
        RunTables.MINIMA.schema(),
        row -> true,
        row -> {
          long id = row.<Long>getAs(RunTables.MINIMUM_ID);
          Long component = row.getAs("component");
          sums(row)
              .add(
                  new ObjectiveSums.MinimumRow(
                      id,
                      component == null ? id : component,
                      row.<Double>getAs("loss"),
                      row.<Long>getAs("hits"),
                      row.<Boolean>getAs("sub_optimal"),
                      row.<Long>getAs("restart"),
                      Table.array(row, "theta"),
                      Table.array(row, "augmentation"),
                      row.<Double>getAs("base_loss"),
                      row.<Long>getAs("misclassified")));
        });
  }

  private ObjectiveSums sums(Row row) {
    String objective = row.getAs("objective");
    ObjectiveSums found = sums.get(objective);
    if (found == null) {
      throw new IllegalStateException(
          "expected rows of the objectives " + sums.keySet() + ", found one of " + objective);
    }

    return found;
  }

  private void readEndpoints(StoredTraces traces) {
    tables.forEach(
        RunTables.ENDPOINT_PARTS.name(),
        ENDS,
        row -> true,
        row -> {
          long restart = row.getLong(1);
          String endpointClass = row.getString(3);
          sums(row)
              .add(
                  restart,
                  row.getDouble(2),
                  endpointClass,
                  row.isNullAt(4) ? null : row.getLong(4));
          traces.ended(row.getString(0), restart, endpointClass);
        });
  }

  private void readEvidence() {
    Map<String, Set<Long>> wanted = new HashMap<>();
    Set<Long> all = new HashSet<>();
    sums.forEach((name, s) -> wanted.put(name, new HashSet<>(s.representatives())));
    wanted.values().forEach(all::addAll);
    tables.forEach(
        RunTables.ENDPOINT_PARTS.name(),
        EVIDENCE,
        all,
        row -> {
          if (wanted.get(row.getString(0)).contains(row.getLong(1))) {
            sums(row).evidence(row.getLong(1), row.getString(2));
          }
        });
  }

  private List<Spectrum> spectra() {
    List<Spectrum> spectra = new ArrayList<>();
    tables.forEach(
        PictureTables.SPECTRA.name(),
        PictureTables.SPECTRA.schema(),
        row -> true,
        row -> spectra.add(PictureTables.spectrum(row)));
    return spectra;
  }

  private List<LossSlice> slices() {
    List<LossSlice> slices = new ArrayList<>();
    tables.forEach(
        PictureTables.SLICES.name(),
        PictureTables.SLICES.schema(),
        row -> true,
        row -> slices.add(PictureTables.slice(row)));
    return slices;
  }

  private void noteThinning(RunSummary summary) {
    for (RunSummary.ObjectiveSummary o : summary.objectives()) {
      thinned(
          o.name() + ": of " + o.restarts() + " endpoints ", o.restarts(), "the order of losses");
      long minima = sums.get(o.name()).distinct();
      thinned(o.name() + ": of " + minima + " minima ", minima, "the order of hits");
      if (minima > ObjectivePictures.SECTIONS) {
        notes.add(
            o.name()
                + ": of "
                + minima
                + " minima "
                + ObjectivePictures.SECTIONS
                + " have a section: those of lowest loss, but bad ones in at least half of the"
                + " places where there are so many; minima/ has all");
      }
    }
  }

  private void thinned(String of, long n, String curve) {
    if (n > ObjectivePictures.POINTS) {
      notes.add(of + ObjectivePictures.POINTS + " evenly spaced ones are shown in " + curve);
    }
  }
}
