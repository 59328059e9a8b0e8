package org.minimacensus.report;

import java.util.List;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Figures;
import org.minimacensus.study.SweepSummary;

/** What became of an objective of a run: cells of tables with a run in each row. */
final class PartCells {
  static final List<String> HEAD =
      List.of(
          "restarts",
          "on global minima",
          "on bad minima",
          "on saddles",
          "at infinity",
          "open",
          "distinct minima",
          "of them bad",
          "in all (chao1)",
          "best loss");

  private PartCells() {}

  /**
   * @param inAll the estimate of the number of minima in words
   */
  static List<String> of(SweepSummary.Part part, String inAll) {
    return List.of(
        Long.toString(part.restarts()),
        Long.toString(part.globalHits()),
        Long.toString(part.subOptimalHits()),
        Long.toString(part.ended(EndpointClass.SADDLE)),
        Long.toString(part.ended(EndpointClass.AT_INFINITY)),
        Long.toString(part.open()),
        Figures.count(part.minima()),
        Long.toString(part.subOptimal()),
        inAll,
        Html.number(part.bestLoss()));
  }
}
