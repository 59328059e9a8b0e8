package org.minimacensus.study.pictures;

import java.util.List;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.compare.ComparisonSummary;

/**
 * What the page of a run shows beyond its summary and its provenance. Its size does not grow with
 * the number of restarts.
 *
 * @param objectives in the order of the study
 * @param spectra eigenvalues at minima; empty: none are stored
 * @param slices losses over planes; empty: none are stored
 * @param traces of the chosen restarts; empty: none are stored
 * @param recount a stored recount of this run; null: none
 * @param comparisons stored ones in which this run is the candidate
 * @param notes what is not shown, and why
 */
public record RunPictures(
    List<ObjectivePictures> objectives,
    List<Spectrum> spectra,
    List<LossSlice> slices,
    List<Trace> traces,
    RecountSummary recount,
    List<ComparisonSummary> comparisons,
    List<String> notes) {
  public RunPictures {
    objectives = List.copyOf(objectives);
    spectra = List.copyOf(spectra);
    slices = List.copyOf(slices);
    traces = List.copyOf(traces);
    comparisons = List.copyOf(comparisons);
    notes = List.copyOf(notes);
  }
}
