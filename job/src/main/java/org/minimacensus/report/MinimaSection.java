package org.minimacensus.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.minimacensus.numeric.Proportions;
import org.minimacensus.report.Tables.Cell;
import org.minimacensus.report.Tables.Column;
import org.minimacensus.study.Figures;
import org.minimacensus.study.ObjectiveCount;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunSummary.ValleySummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.ObjectivePictures.MinimumDetail;
import org.minimacensus.study.pictures.RunPictures;

/** The distinct minima and valleys of every objective: tables, then a part for each minimum. */
final class MinimaSection {
  /** So many rows a table has at most. */
  static final int ROWS = 1_000;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", true),
          new Column("loss", true),
          new Column("gap", true),
          new Column("bad", false),
          new Column("hits", true),
          new Column("share of restarts", true),
          new Column("class", false),
          new Column("smallest eigenvalue", true),
          new Column("zero modes", true),
          new Column("orbit", true),
          new Column("members", true),
          new Column("proved", false));

  private final RunSummary summary;
  private final RunPictures pictures;
  private final Commands commands;
  private final StringBuilder out = new StringBuilder();

  private MinimaSection(RunSummary summary, RunPictures pictures) {
    this.summary = summary;
    this.pictures = pictures;
    this.commands = new Commands(summary);
  }

  static String of(RunSummary summary, RunPictures pictures) {
    MinimaSection section = new MinimaSection(summary, pictures);
    section.out.append(RunPart.MINIMA.heading());
    for (int i = 0; i < summary.objectives().size(); i++) {
      section.objective(i, summary.objectives().get(i));
    }

    return section.out.toString();
  }

  /** Where a minimum of an objective has its part. */
  static String id(int objective, long minimum) {
    return "minimum-" + objective + "-" + minimum;
  }

  private void objective(int number, ObjectiveSummary o) {
    out.append(Html.heading(3, "minima-" + number, "Minima of " + o.name()));
    Optional<ObjectivePictures> shown =
        pictures.objectives().stream().filter(p -> p.name().equals(o.name())).findFirst();
    List<MinimumDetail> details = shown.map(ObjectivePictures::minima).orElse(List.of());
    if (o.minima().isEmpty()) {
      out.append(Html.paragraph("No restart ended on a minimum of " + o.name() + "."));
    } else {
      Set<Long> bad = bad(o, shown);
      table(number, o, details, bad);
      parts(number, o, details, bad);
    }

    valleys(number, o);
  }

  private void table(int number, ObjectiveSummary o, List<MinimumDetail> details, Set<Long> bad) {
    Set<Long> linked = new HashSet<>();
    details.forEach(d -> linked.add(d.id()));
    List<MinimumSummary> listed = o.minima().subList(0, Math.min(ROWS, o.minima().size()));
    List<List<Cell>> rows = new ArrayList<>();
    for (MinimumSummary m : listed) {
      rows.add(row(number, o, m, linked.contains(m.id()), bad.contains(m.id())));
    }

    out.append(
        Html.paragraph(
            "One distinct minimum in each row; a heading orders the rows. Gap: loss above the best"
                + " known one. Share: with Wilson's 95% interval. Orbit: parameter vectors that the"
                + " symmetries make of it. Members: minima that paths of equal loss joined in"
                + " it."));
    boolean more = o.minima().size() > listed.size();
    out.append(
        Tables.sortable(
            "Minima of " + o.name(),
            "Distinct minima of " + o.name() + " by ascending loss",
            COLUMNS,
            rows));
    if (more || o.minima().size() == ObjectiveCount.LISTED) {
      out.append(
          Html.paragraph(
              "The table shows the "
                  + listed.size()
                  + " minima of the lowest losses, of "
                  + o.minima().size()
                  + " in summary.json; the table minima of the run has all of them."));
    }
  }

  private List<Cell> row(
      int number, ObjectiveSummary o, MinimumSummary m, boolean linked, boolean bad) {
    String id = Long.toString(m.id());
    return List.of(
        linked
            ? new Cell("<a href=\"#" + id(number, m.id()) + "\">" + id + "</a>", id)
            : Cell.number(m.id()),
        Cell.number(Figures.loss(m.loss()), m.loss()),
        Cell.number(Figures.magnitude(m.gap()), m.gap()),
        Cell.text(bad ? "bad" : "no"),
        Cell.number(m.hits()),
        share(m.hits(), o.restarts()),
        Cell.text(RunWords.words(m.endpointClass())),
        Cell.number(Figures.magnitude(m.hessianMinEigenvalue()), m.hessianMinEigenvalue()),
        m.zeroModes() < 0 ? new Cell("-", "") : Cell.number(m.zeroModes()),
        m.orbit() == null ? new Cell("-", "") : new Cell(m.orbit().toString(), null),
        Cell.number(m.members()),
        Cell.text(m.proved() ? "yes" : "no"));
  }

  /** The share of the restarts with Wilson's interval. */
  private static Cell share(long hits, long restarts) {
    if (hits > restarts || restarts == 0) {
      return new Cell("-", "");
    }

    double[] interval = Proportions.wilson(hits, restarts);
    return Cell.number(
        Figures.share(hits, restarts)
            + " ["
            + Figures.percent(interval[0])
            + ", "
            + Figures.percent(interval[1])
            + "]",
        (double) hits / restarts);
  }

  /**
   * Ids of the minima above the best known loss. Where nothing else says it: those behind the ones
   * that took all hits at the best loss, as losses ascend and each was hit.
   */
  private static Set<Long> bad(ObjectiveSummary o, Optional<ObjectivePictures> shown) {
    Map<Long, Boolean> known = new HashMap<>();
    shown.ifPresent(p -> p.abundances().forEach(a -> known.put(a.minimumId(), a.subOptimal())));
    Set<Long> bad = new HashSet<>();
    long hits = 0;
    for (MinimumSummary m : o.minima()) {
      hits += m.hits();
      if (known.getOrDefault(m.id(), hits > o.globalHits())) {
        bad.add(m.id());
      }
    }

    return bad;
  }

  private void parts(int number, ObjectiveSummary o, List<MinimumDetail> details, Set<Long> bad) {
    int count = 0;
    for (MinimumDetail d : details) {
      Optional<MinimumSummary> m = o.minima().stream().filter(x -> x.id() == d.id()).findFirst();
      if (m.isPresent()) {
        out.append(
            new MinimumPart(summary, pictures, number, o, m.get(), bad.contains(d.id()), d).html());
        count++;
      }
    }

    out.append(
        Html.paragraph(
            count == o.minima().size()
                ? "Every minimum of " + o.name() + " has a part above."
                : Figures.plural(count, "minimum").replace("minimums", "minima")
                    + (count == 1 ? " has" : " have")
                    + " a part of their own here: the lowest, with bad ones in half of the places"
                    + " where there are so many. Parameters of all are in the table minima of the"
                    + " run, and "
                    + commands.explain(o.name(), -1).replace(" -1", " N")
                    + " derives the endpoint of any restart anew."));
  }

  private void valleys(int number, ObjectiveSummary o) {
    if (o.valleys().isEmpty()) {
      return;
    }

    out.append(Html.heading(3, "valleys-" + number, "Valleys at infinity of " + o.name()));
    out.append(
        Html.paragraph(
            "Restarts of one valley agree in the limit of the loss and in the limit function. Kind:"
                + " what grows without bound. Restart: the one that stands for it."));
    List<List<Cell>> rows = new ArrayList<>();
    for (ValleySummary v : o.valleys().subList(0, Math.min(ROWS, o.valleys().size()))) {
      rows.add(
          List.of(
              Cell.number(v.id()),
              Cell.text(v.infinityKind()),
              Cell.number(Figures.loss(v.limitLoss()), v.limitLoss()),
              Cell.number(v.hits()),
              Cell.number(v.restart())));
    }

    out.append(
        Tables.sortable(
            "Valleys at infinity of " + o.name(),
            "Valleys of " + o.name() + " by ascending limit",
            List.of(
                new Column("id", true),
                new Column("kind", false),
                new Column("limit of the loss", true),
                new Column("hits", true),
                new Column("restart", true)),
            rows));
    if (o.valleys().size() > rows.size()) {
      out.append(
          Html.paragraph(
              "The table shows the "
                  + rows.size()
                  + " valleys of the lowest limits, of "
                  + o.valleys().size()
                  + " in summary.json; the table valleys of the run has all of them."));
    }

    ValleySummary first = o.valleys().get(0);
    out.append("<p>The path into the first one: <code>");
    out.append(Html.text(commands.explain(o.name(), first.restart()))).append("</code></p>\n");
  }
}
