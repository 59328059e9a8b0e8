package org.minimacensus.report;

/** What all pages begin and end with; they work offline and in dark mode. */
final class Page {
  /** Styles of lines that are told apart without colour too: {@code series-0} and further. */
  static final int SERIES = 4;

  static final String END = "</body></html>\n";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto;
        padding: 0 1rem; }
      svg { width: 100%; height: auto; }
      svg .axis { fill: none; stroke: currentColor; stroke-width: 1; }
      svg .label { fill: currentColor; font: 10px system-ui, sans-serif; }
      svg polyline { fill: none; stroke-width: 1.5; }
      svg .augmented { stroke: #1f77b4; }
      svg .base { stroke: #d1660a; stroke-dasharray: 5 3; }
      svg .way { stroke: #1f77b4; stroke-opacity: 0.6; }
      svg .end { fill: #d1660a; }
      svg .series-0 { stroke: #1f77b4; }
      svg .series-1 { stroke: #d1660a; stroke-dasharray: 5 3; }
      svg .series-2 { stroke: #009e73; stroke-dasharray: 2 2; }
      svg .series-3 { stroke: #cc79a7; stroke-dasharray: 8 3 2 3; }
      .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr));
        gap: 1rem; }
      figure { margin: 0; }
      figcaption { font-size: 0.85rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 0.9rem; }
      caption { text-align: left; padding: 0.5rem 0; }
      th, td { text-align: right; padding: 0.15rem 0.6rem; border-bottom: 1px solid #8886;
        white-space: nowrap; }
      """;

  private Page() {}

  /** Up to the heading, which says the title. */
  static String head(String title) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>"
        + Html.text(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style></head>\n<body>\n<h1>"
        + Html.text(title)
        + "</h1>\n";
  }
}
