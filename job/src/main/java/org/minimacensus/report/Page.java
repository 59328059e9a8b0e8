package org.minimacensus.report;

/** What all pages begin and end with; they work offline and in dark mode. */
final class Page {
  /** Styles of lines that are told apart without colour too: {@code series-0} and further. */
  static final int SERIES = 4;

  static final String END = "</body></html>\n";

  /** How pages end whose heading and content are in one part. */
  static final String SHORT_END = "</main>\n" + END;

  /** Of pages without scripts: nothing is loaded and nothing runs. */
  private static final String STILL =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; background: Canvas; color: CanvasText; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto;
        padding: 0 1rem; }
      svg { width: 100%; height: auto; }
      svg .axis { fill: none; stroke: currentColor; stroke-width: 1; }
      svg .label { fill: currentColor; font: 10px system-ui, sans-serif; }
      svg polyline { fill: none; stroke-width: 1.5; }
      svg .augmented { stroke: #1f77b4; }
      svg .base { stroke: #d1660a; stroke-dasharray: 5 3; }
      svg .way { stroke: #1f77b4; stroke-opacity: 0.7; }
      svg .end { fill: #d1660a; }
      svg .series-0 { stroke: #1f77b4; }
      svg .series-1 { stroke: #d1660a; stroke-dasharray: 5 3; }
      svg .series-2 { stroke: #009e73; stroke-dasharray: 2 2; }
      svg .series-3 { stroke: #cc79a7; stroke-dasharray: 8 3 2 3; }
      svg .mark { fill: none; stroke-width: 1.3; stroke-dasharray: none; }
      @media (prefers-color-scheme: dark) { svg .augmented, svg .way, svg .series-0 {
        stroke: #5aa5e0; } }
      svg.plane { max-width: 38rem; }
      svg.swatch { width: 2.6em; height: 0.8em; vertical-align: middle; margin-right: 0.3em; }
      .legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0;
        list-style: none; }
      h1, p, li, dd, figcaption { overflow-wrap: anywhere; }
      .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr));
        gap: 1rem; }
      figure { margin: 0; }
      figcaption { font-size: 0.85rem; }
      .wide { overflow-x: auto; }
      .wide:focus-visible { outline: 2px solid #1f77b4; }
      table { border-collapse: collapse; font-size: 0.9rem; }
      caption { text-align: left; padding: 0.5rem 0; position: sticky; left: 0;
        max-width: calc(100vw - 2.5rem); box-sizing: border-box; }
      th, td { text-align: right; padding: 0.15rem 0.6rem; border-bottom: 1px solid #8886;
        white-space: nowrap; }
      @media (max-width: 30rem) { body { margin: 0.5rem auto; padding: 0 0.7rem; }
        h1 { font-size: 1.5rem; } }
      @media print { body { max-width: none; font-size: 10pt; } .wide { overflow: visible; }
        th, td { white-space: normal; padding: 0.1rem 0.3rem; }
        figure, tr, svg { break-inside: avoid; } h2, h3, h4 { break-after: avoid; } }
      """;

  /** What longer pages add: sections, labels of verdicts, tables that are ordered, networks. */
  private static final String LONG =
      """
      .skip { position: absolute; left: -99rem; }
      .skip:focus { left: 1rem; top: 0.5rem; padding: 0.3rem 0.8rem; background: Canvas;
        color: LinkText; outline: 2px solid; z-index: 1; }
      h2 { margin-top: 2.5rem; border-bottom: 2px solid #8886; scroll-margin-top: 1rem; }
      h3, h4 { scroll-margin-top: 1rem; overflow-wrap: anywhere; }
      a { color: #0b5cad; }
      @media (prefers-color-scheme: dark) { a { color: #8ab4f8; } }
      nav ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; list-style: none; }
      li { margin: 0.2rem 0; }
      .facts { opacity: 0.85; }
      .missing { font-style: italic; }
      pre { overflow-x: auto; padding: 0.7rem; border: 1px solid #8886; font-size: 0.85rem; }
      code { font-size: 0.9em; }
      dt { font-weight: 600; }
      dd { margin: 0 0 0.4rem 1.2rem; }
      td.words, th.words, th[scope=row] { text-align: left; }
      table.prose th, table.prose td { text-align: left; white-space: normal;
        vertical-align: top; min-width: 6rem; overflow-wrap: anywhere; }
      table.prose thead th { white-space: nowrap; }
      table.sortable thead th { white-space: normal; vertical-align: bottom; }
      table.sortable thead button { all: unset; cursor: pointer; font-weight: 600; }
      table.sortable thead button:focus-visible { outline: 2px solid #1f77b4; }
      table.sortable thead button::after { content: "\\a0\\2195"; opacity: 0.7; }
      th[aria-sort=ascending] button::after { content: "\\a0\\2191" !important; opacity: 1; }
      th[aria-sort=descending] button::after { content: "\\a0\\2193" !important; opacity: 1; }
      .wide { margin-bottom: 1rem; }
      .long { max-height: 32rem; overflow-y: auto; }
      .long thead th { position: sticky; top: 0; background: Canvas; }
      .verdict { display: inline-block; border: 1.5px solid; border-radius: 0.3rem;
        padding: 0 0.5rem; font-weight: 600; }
      details { margin: 0.5rem 0; border-left: 3px solid #8886; padding-left: 0.8rem; }
      summary { cursor: pointer; }
      summary h4 { display: inline; font-size: 1rem; }
      svg.network { max-width: 34rem; }
      svg.network circle { fill: Canvas; stroke: currentColor; }
      svg.network .positive { stroke: #1f77b4; }
      svg.network .negative { stroke: #d1660a; stroke-dasharray: 5 3; }
      svg.network path { fill: none; stroke-opacity: 0.8; }
      svg.network text { fill: currentColor; font: 11px system-ui, sans-serif; }
      @media print { nav, .skip { display: none; }
        .long, pre { overflow: visible; max-height: none; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        details::details-content { content-visibility: visible; block-size: auto; } }
      """;

  private Page() {}

  /** Up to the heading, which says the title, of a page without scripts. */
  static String head(String title) {
    return whole(title, STILL, STYLE, "<main>\n");
  }

  /**
   * The same of a long page, which a link leads into, past its contents, and whose heading stands
   * in a header that is not closed yet.
   *
   * @param policy content of its content security policy
   * @param style what it adds to the style sheet
   * @param content id of where its content begins
   */
  static String head(String title, String policy, String style, String content) {
    String skip = "<a class=\"skip\" href=\"#" + content + "\">Skip to the answer</a>\n<header>\n";
    return whole(title, policy, STYLE + LONG + style, skip);
  }

  private static String whole(String title, String policy, String style, String before) {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + Html.text(policy)
        + "\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<title>"
        + Html.text(title)
        + "</title>\n<style>\n"
        + style
        + "</style></head>\n<body>\n"
        + before
        + "<h1>"
        + Html.text(title)
        + "</h1>\n";
  }
}
