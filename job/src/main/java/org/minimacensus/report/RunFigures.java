package org.minimacensus.report;

import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.RunPictures;

/** The figures of a run, as elements of its page; a stand-in that shows none. */
final class RunFigures {
  RunFigures(RunSummary summary, RunPictures pictures) {}

  String flows() {
    return "";
  }

  String waterfall() {
    return "";
  }

  String abundance() {
    return "";
  }

  String accumulation() {
    return "";
  }

  String tolerance() {
    return "";
  }

  String spectra() {
    return "";
  }

  String traces() {
    return "";
  }

  String slices() {
    return "";
  }

  /** Style sheet of the figures. */
  static String style() {
    return "";
  }

  /**
   * Content of the page's content security policy; empty: none.
   *
   * @param more contents of further inline scripts
   */
  static String policy(String... more) {
    return "";
  }

  /** What stands at the end of the body. */
  String scripts() {
    return "";
  }
}
