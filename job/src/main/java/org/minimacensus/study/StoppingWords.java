package org.minimacensus.study;

import java.util.Comparator;
import java.util.List;

/** Why a run with a stopping rule ended, in words. */
final class StoppingWords {
  private StoppingWords() {}

  /**
   * @param request whose restarts have all ended
   */
  static String reason(StoppingSummary s, StudyRunner.Request request) {
    return s.held()
        ? s.rule()
            + " held after "
            + request.count()
            + " of at most "
            + s.budget()
            + " restarts: "
            + seen(s)
        : "all "
            + s.budget()
            + " restarts of restarts.count ended before "
            + s.rule()
            + " held ("
            + seen(s)
            + "); run it again with --run-id "
            + request.runId()
            + " and a larger restarts.count to go on";
  }

  /** What the last look saw. */
  private static String seen(StoppingSummary s) {
    if (s.looks().isEmpty()) {
      return "it can hold from " + s.firstLook() + " restarts on";
    }

    StoppingSummary.Look last = s.looks().get(s.looks().size() - 1);
    StoppingSummary.ObjectiveLook worst = worst(last.objectives());
    String share =
        Double.isNaN(worst.unseen())
            ? "it is not known how many"
            : RunWords.unseen(worst, "at most ");
    return share
        + " of restarts end on a minimum of "
        + worst.objective()
        + " not found"
        + (Double.isNaN(s.confidence())
            ? ""
            : ", with " + Percents.text(s.confidence()) + " confidence")
        + ", where "
        + Percents.text(1 - s.target())
        + " may"
        + more(worst)
        + (s.held() ? "" : "; seen at " + last.restarts() + " restarts");
  }

  /** The objective of the largest unseen volume of those on which it does not hold, or of all. */
  private static StoppingSummary.ObjectiveLook worst(List<StoppingSummary.ObjectiveLook> all) {
    return all.stream()
        .max(
            Comparator.comparing((StoppingSummary.ObjectiveLook o) -> !o.holds())
                .thenComparingDouble(StoppingSummary.ObjectiveLook::unseen))
        .orElseThrow();
  }

  private static String more(StoppingSummary.ObjectiveLook o) {
    return Double.isNaN(o.expectedMinima())
        ? ""
        : ", and "
            + Percents.digits(o.expectedMinima())
            + " minima are expected where "
            + o.minima()
            + " were found";
  }
}
