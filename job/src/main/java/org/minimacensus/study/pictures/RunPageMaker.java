package org.minimacensus.study.pictures;

import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;

/** Makes the page of a run, which is stored with it. */
@FunctionalInterface
public interface RunPageMaker {
  /** Makes none, and nothing is read for it. */
  RunPageMaker NONE = (summary, provenance, pictures) -> "";

  /**
   * @return HTML; empty: no page
   */
  String of(RunSummary summary, Provenance provenance, RunPictures pictures);
}
