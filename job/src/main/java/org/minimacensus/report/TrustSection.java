package org.minimacensus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.numeric.Proportions;
import org.minimacensus.study.Figures;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.Percents;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.StoppingSummary;
import org.minimacensus.study.UnseenSummary;
import org.minimacensus.study.pictures.RunPictures;

/** How far the numbers of a run can be trusted. */
final class TrustSection {
  private final RunSummary summary;
  private final RunPictures pictures;
  private final StringBuilder out = new StringBuilder();

  private TrustSection(RunSummary summary, RunPictures pictures) {
    this.summary = summary;
    this.pictures = pictures;
  }

  static String of(RunSummary summary, RunPictures pictures) {
    TrustSection section = new TrustSection(summary, pictures);
    section.out.append(RunPart.TRUST.heading());
    section.out.append(
        Html.paragraph(
            "All of this is about these searches from these starts: a minimum that no start leads"
                + " to counts for nothing. Estimates of unseen minima are lower bounds in the mean;"
                + " unequal basins make them too low."));
    summary.objectives().forEach(section::objective);
    section.stopping();
    section.notes();
    return section.out.toString();
  }

  private void objective(ObjectiveSummary o) {
    int number = summary.objectives().indexOf(o);
    out.append(Html.heading(3, "trust-" + number, o.name()));
    List<String> items = new ArrayList<>();
    if (o.restarts() > 0) {
      items.add(open(o));
    }

    coverage(o, items);
    items.add(global(o));
    if (RunWords.pathsLeft(o)) {
      items.add(
          "Not all paths between degenerate minima of one loss were tried: there may be fewer"
              + " distinct minima than were counted, and estimates are of strict minima alone.");
    }

    items.add(tolerance(o));
    out.append(Html.list(items));
  }

  private static String open(ObjectiveSummary o) {
    long unconverged = o.ended(EndpointClass.UNCONVERGED);
    long failed = o.ended(EndpointClass.FAILED);
    if (unconverged + failed == 0) {
      return "Every restart came to a certified end: none is unconverged, none failed (95% interval"
          + " of each share: up to "
          + Figures.percent(Proportions.wilson(0, o.restarts())[1])
          + ").";
    }

    return part(unconverged, o)
        + " did not converge, "
        + part(failed, o)
        + " failed: what they would have ended on is not known, and they are on no minimum that is"
        + " counted.";
  }

  /** A share of the restarts with Wilson's interval. */
  private static String part(long n, ObjectiveSummary o) {
    double[] interval = Proportions.wilson(n, o.restarts());
    return n
        + " of "
        + Figures.plural(o.restarts(), "restart")
        + " ("
        + Figures.share(n, o.restarts())
        + ", 95% interval "
        + Figures.percent(interval[0])
        + " to "
        + Figures.percent(interval[1])
        + ")";
  }

  private static void coverage(ObjectiveSummary o, List<String> items) {
    UnseenSummary u = o.unseen();
    if (u == null || u.hits() == 0) {
      items.add("Coverage is not defined: no restart ended on a minimum that is counted for it.");
      return;
    }

    boolean strict = u.of().equals(ObjectiveCount.STRICT_MINIMA);
    double coverage = strict ? o.coverageStrict() : o.coverage();
    String of = strict ? "strict minimum" : "minimum";
    String interval =
        Double.isNaN(u.coverageLow())
            ? "its interval is not defined"
            : Percents.text(u.level())
                + " interval "
                + Figures.percent(u.coverageLow())
                + " to "
                + Figures.percent(u.coverageHigh());
    String bound =
        Double.isNaN(u.coverageBound())
            ? ""
            : "; not below "
                + Figures.percent(u.coverageBound())
                + " with "
                + Percents.text(u.level())
                + " confidence, whatever the basins";
    items.add(
        "Coverage: of the restarts that end on a "
            + of
            + ", an estimated "
            + Figures.percent(coverage)
            + " end on one that was seen ("
            + interval
            + bound
            + ").");
    items.add(
        u.hitOnce() == 0
            ? "No minimum was hit once only."
            : u.hitOnce()
                + (u.hitOnce() == 1 ? " minimum was" : " minima were")
                + " hit once only; of these "
                + u.hitOnceDoubtful()
                + " by one of the worst-certified tenth of endpoints, perhaps an unfinished search."
                + " Estimates stand on these singletons.");
  }

  private static String global(ObjectiveSummary o) {
    if (Double.isNaN(o.bestLoss())) {
      return "No best loss is known.";
    }

    return o.provedGlobal()
        ? "The best loss "
            + Figures.loss(o.bestLoss())
            + " is proved to be the least: it is the lower bound over all functions of the inputs"
            + " within the tolerance."
        : "The best loss "
            + Figures.loss(o.bestLoss())
            + " is the best known one, not proved to be the least (lower bound "
            + Figures.loss(o.lowerBound())
            + "): if something is lower, more minima are bad.";
  }

  private String tolerance(ObjectiveSummary o) {
    if (pictures.recount() == null) {
      return "Whether the count depends on the tolerances was not looked at:"
          + " ./submit.sh recount RUN counts over ten decades of them.";
    }

    Optional<Plateau> plateau =
        pictures.recount().sweeps().stream()
            .filter(s -> s.objective().equals(o.name()))
            .flatMap(s -> s.plateaus().stream())
            .filter(p -> p.count().equals("minima"))
            .findFirst();
    return plateau
        .map(TrustSection::plateau)
        .orElse(
            "The number of minima has no plateau over the tolerances: no two neighbouring"
                + " tolerances of the recount agree in a number above 0.");
  }

  private static String plateau(Plateau p) {
    return "The number of minima is "
        + p.minima()
        + " over "
        + Html.number(p.decades())
        + " decades of tolerance, of losses from "
        + Html.number(p.fromValueTolerance())
        + " to "
        + Html.number(p.toValueTolerance())
        + " and of parameters from "
        + Html.number(p.fromParameterTolerance())
        + " to "
        + Html.number(p.toParameterTolerance())
        + " (before paths join any).";
  }

  private void stopping() {
    StoppingSummary s = summary.stopping();
    if (s == null || s.looks().isEmpty()) {
      return;
    }

    List<String> head = new ArrayList<>(List.of("restarts"));
    s.looks().get(0).objectives().forEach(o -> head.add(o.objective()));
    List<List<String>> rows = new ArrayList<>();
    for (StoppingSummary.Look look : s.looks()) {
      List<String> cells = new ArrayList<>(List.of(Long.toString(look.restarts())));
      look.objectives().forEach(o -> cells.add(RunWords.unseen(o, "at most ")));
      rows.add(cells);
    }

    out.append(Html.heading(3, "trust-stopping", "How the stopping rule judged"));
    out.append(
        Html.table(
            "Chance that a restart ends on a minimum not found, as the rule "
                + s.rule()
                + " saw it; it asks for "
                + Percents.text(1 - s.target())
                + " at most and "
                + (s.held() ? "held at the last look." : "did not hold."),
            head,
            rows));
  }

  private void notes() {
    List<String> notes = new ArrayList<>(summary.notes());
    notes.addAll(pictures.notes());
    out.append(Html.heading(3, "notes", "Notes"));
    out.append(notes.isEmpty() ? Html.paragraph("The run has no notes.") : Html.list(notes));
  }
}
