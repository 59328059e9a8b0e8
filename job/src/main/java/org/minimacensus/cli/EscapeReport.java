package org.minimacensus.cli;

import java.util.Locale;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.Figures;

/** What a person sees of an escape on the console. */
final class EscapeReport {
  private static final String LEGEND =
      """
        stationary: a further start, where no amplitude helps to first order (--stationary)
        descent: to first order in the amplitude a, or along a curve on which the loss falls as
          t^(2k), k the order; predicted, measured, proved: by how much
        limit: what the augmented loss tends to; loss: where the search stopped
        network alone: the plain loss there, without the neuron
      """;

  private EscapeReport() {}

  static String text(EscapeSummary e) {
    EscapeSummary.MinimumFacts m = e.minimum();
    StringBuilder out = new StringBuilder();
    out.append("leaving minimum ").append(m.id()).append(" of plain, study ").append(e.study());
    out.append(", run ").append(e.run()).append("\n\n");
    TextTable facts = new TextTable(1);
    facts.row(
        "minimum",
        m.endpointClass() + " of loss " + Figures.loss(m.loss()) + ", restart " + m.restart());
    facts.row("gap", Figures.magnitude(m.gap()) + " above the best known loss");
    facts.row("lower bound", Figures.loss(m.lowerBound()) + " over all functions of the inputs");
    facts.row(
        "group sums",
        "of dl/df over the rows with one input: at most " + Figures.magnitude(m.largestGroupSum()));
    facts.row("added", e.spec().augmentation() + ", lambda " + e.spec().lambda() + ", from a = 0");
    out.append(facts.text()).append('\n');
    if (!e.starts().isEmpty()) {
      out.append(starts(e)).append(LEGEND).append('\n');
    }

    for (String part : e.statement().split("; ")) {
      out.append(part).append('\n');
    }

    if (e.proof() != null) {
      out.append("\nby interval arithmetic:\n");
      for (String part : e.proof().statement().split("; ")) {
        out.append(part).append('\n');
      }
    }

    return out.append('\n').toString();
  }

  private static String starts(EscapeSummary e) {
    TextTable table = new TextTable(6);
    table.row(
        "start",
        "descent",
        "predicted",
        "measured",
        "proved",
        "slope (2k)",
        "ends",
        "limit",
        "loss",
        "network alone");
    for (EscapeSummary.Start s : e.starts()) {
      EscapeSummary.End end = s.end();
      String kind = s.kind().equals("random") ? "" : " " + s.kind();
      table.row(
          s.start() + kind,
          s.order() < 0 ? "none" : s.order() == 0 ? "first order" : "order " + s.order(),
          Figures.magnitude(s.predicted()),
          Figures.magnitude(s.measured()),
          s.proof() == null ? "" : Figures.magnitude(s.proof().decrease()),
          s.order() < 1 ? "" : String.format(Locale.ROOT, "%.2f", s.fittedSlope()),
          end == null ? "" : ends(end),
          end == null ? "" : Figures.loss(end.limitLoss()),
          end == null ? "" : Figures.loss(end.loss()),
          end == null ? "" : Figures.loss(end.baseLoss()));
    }

    return table.text();
  }

  private static String ends(EscapeSummary.End end) {
    String kind = end.infinityKind().isEmpty() ? "" : ": " + end.infinityKind();
    return end.outcome().replace('-', ' ') + kind;
  }
}
