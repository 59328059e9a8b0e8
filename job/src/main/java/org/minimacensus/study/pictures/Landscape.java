package org.minimacensus.study.pictures;

import java.util.List;

/**
 * What is computed of the loss around the minima of a run; determined by the study and its
 * restarts.
 *
 * @param spectra by objective, then by minimum
 * @param slices by objective, then by number
 * @param notes what was not computed, or more coarsely, as it would take too long
 */
public record Landscape(List<Spectrum> spectra, List<LossSlice> slices, List<String> notes) {
  /** Nothing was computed. */
  public static final Landscape NONE = new Landscape(List.of(), List.of(), List.of());

  public Landscape {
    spectra = List.copyOf(spectra);
    slices = List.copyOf(slices);
    notes = List.copyOf(notes);
  }
}
