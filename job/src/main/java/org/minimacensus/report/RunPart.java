package org.minimacensus.report;

import java.util.Locale;

/** The parts of the page of a run, in their order. */
enum RunPart {
  ANSWER("The answer"),
  TRUST("How far to trust it"),
  ENDS("Where the starts ended"),
  COUNTS("How many minima there are"),
  MINIMA("The minima"),
  LANDSCAPE("Spectra, ways and slices"),
  VERDICTS("The verdicts"),
  COMPARISONS("Against other runs"),
  PROVENANCE("Provenance"),
  GLOSSARY("What the words mean");

  private final String title;

  RunPart(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** The target of links to it, which also begins the ids of what is in it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The heading that begins it. */
  String heading() {
    return Html.heading(2, id(), title);
  }
}
