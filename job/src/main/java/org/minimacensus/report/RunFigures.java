package org.minimacensus.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.RunPictures;

/**
 * The pictures of a run's page. Each is a figure with a caption that says how to read it and a
 * table of what it shows; scripts draw them, and where scripts are off the tables stand alone.
 * Where there is nothing to show the text is empty.
 *
 * <p>The page holds {@link #style} in its head, {@link #policy} as its Content-Security-Policy, and
 * {@link #scripts} at the end of its body.
 */
final class RunFigures {
  private final List<Figure> flows;
  private final List<Figure> waterfall;
  private final List<Figure> abundance;
  private final List<Figure> accumulation;
  private final List<Figure> tolerance;
  private final List<Figure> spectra;
  private final List<Figure> traces;
  private final List<Figure> slices;
  private final String withoutSlice;

  RunFigures(RunSummary summary, RunPictures pictures) {
    this.flows = OutcomeFigures.flows(summary);
    this.waterfall = OutcomeFigures.waterfalls(summary, pictures);
    this.abundance = RichnessFigures.abundance(pictures);
    this.accumulation = RichnessFigures.accumulation(summary);
    this.tolerance = ToleranceFigures.of(pictures);
    this.spectra = SpectrumFigures.of(summary, pictures);
    this.traces = TraceFigures.of(summary, pictures);
    this.slices = SliceFigures.of(summary, pictures);
    this.withoutSlice = SliceFigures.leftOut(pictures);
  }

  /** Where each start ended under the plain and under an augmented loss. */
  String flows() {
    return Figure.html(flows);
  }

  /** Final losses by rank and by class, one figure for each objective. */
  String waterfall() {
    return Figure.html(waterfall);
  }

  /** Hits of the distinct minima by rank. */
  String abundance() {
    return Figure.html(abundance);
  }

  /** Minima to expect by restarts, with intervals, up to twice as many as there were. */
  String accumulation() {
    return Figure.html(accumulation);
  }

  /** The count against the tolerance. */
  String tolerance() {
    return Figure.html(tolerance);
  }

  /** Eigenvalues of the Hessians at minima, one figure for each objective. */
  String spectra() {
    return Figure.html(spectra);
  }

  /** Loss, gradient and added neuron over the steps of chosen restarts. */
  String traces() {
    return Figure.html(traces);
  }

  /** Losses over planes, and which of the shown ways have none. */
  String slices() {
    return slices.isEmpty() ? "" : Figure.html(slices) + withoutSlice;
  }

  /** Style sheet of the figures. */
  static String style() {
    return FigureScripts.style();
  }

  /**
   * Content of the page's Content-Security-Policy: nothing is loaded, and no script runs but these
   * and the given ones.
   *
   * @param more contents of further inline scripts
   */
  static String policy(String... more) {
    return FigureScripts.policy(more);
  }

  /** What stands at the end of the body: data, library and scripts. */
  String scripts() {
    Map<String, Object> drawings = new LinkedHashMap<>();
    for (List<Figure> figures :
        List.of(flows, waterfall, abundance, accumulation, tolerance, spectra, traces, slices)) {
      figures.forEach(f -> drawings.put(f.id(), f.drawing()));
    }

    return drawings.isEmpty() ? "" : FigureScripts.elements(drawings);
  }
}
