package org.minimacensus.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.pictures.RunPictures;

/**
 * The page of a run: the answer, how far to trust it, pictures, minima, verdicts, comparisons and
 * provenance. Its size does not grow with the number of restarts, and the same run gives the same
 * page.
 */
public final class RunPage {
  private final RunSummary summary;
  private final Provenance provenance;
  private final RunPictures pictures;
  private final RunFigures figures;
  private final Commands commands;
  private final StringBuilder out = new StringBuilder();

  private RunPage(RunSummary summary, Provenance provenance, RunPictures pictures) {
    this.summary = summary;
    this.provenance = provenance;
    this.pictures = pictures;
    this.figures = new RunFigures(summary, pictures);
    this.commands = new Commands(summary);
  }

  /** The whole page. */
  public static String of(RunSummary summary, Provenance provenance, RunPictures pictures) {
    RunPage page = new RunPage(summary, provenance, pictures);
    page.head();
    page.out.append("<main>\n");
    page.out.append(AnswerSection.of(summary));
    page.out.append(TrustSection.of(summary, pictures));
    page.ends();
    page.counts();
    page.out.append(MinimaSection.of(summary, pictures));
    page.landscape();
    page.out.append(VerdictSection.of(summary));
    page.out.append(ComparisonSection.of(pictures.comparisons()));
    page.out.append(ProvenanceSection.of(summary, provenance));
    page.glossary();
    page.out.append("</main>\n").append(page.figures.scripts());
    page.out.append("<script>").append(Tables.script()).append("</script>\n").append(Page.END);
    return page.out.toString();
  }

  private void head() {
    String title = "Minima Census: study " + summary.study() + ", run " + summary.run();
    String policy = RunFigures.policy(Tables.script());
    out.append(Page.head(title, policy, RunFigures.style(), RunPart.ANSWER.id()));
    out.append("<p class=\"facts\">").append(Html.text(facts())).append("</p>\n</header>\n");
    out.append("<nav aria-label=\"Contents\"><ul>\n");
    for (RunPart part : RunPart.values()) {
      out.append("<li><a href=\"#").append(part.id()).append("\">");
      out.append(part.title()).append("</a></li>\n");
    }

    out.append("</ul></nav>\n");
  }

  private String facts() {
    String finished = provenance.timings() == null ? null : provenance.timings().finished();
    String date =
        finished == null || finished.length() < 10 ? "" : finished.substring(0, 10) + "; ";
    long ended =
        summary.objectives().stream().mapToLong(ObjectiveSummary::restarts).min().orElse(0);
    String restarts =
        ended == summary.plannedRestarts()
            ? ended + " restarts"
            : ended + " of " + summary.plannedRestarts() + " planned restarts";
    return date
        + restarts
        + " of each objective, from index "
        + summary.firstRestart()
        + ". Data: "
        + RunWords.data(summary.data())
        + ". Network: "
        + RunWords.network(summary.network())
        + ". Loss: "
        + RunWords.loss(summary)
        + ".";
  }

  /** A figure, or a sentence that says why there is none. */
  private void figure(String figure, String missing) {
    out.append(figure.isEmpty() ? "<p class=\"missing\">" + Html.text(missing) + "</p>\n" : figure);
  }

  private void ends() {
    out.append(RunPart.ENDS.heading());
    figure(
        figures.flows(),
        summary.objectives().size() < 2
            ? "The study has one objective, so no starts are compared."
            : "There is no picture of where the same starts ended; the answer has the numbers.");
    figure(
        figures.waterfall(),
        "There is no picture of the losses at the ends: no endpoint of a finite loss was read.");
  }

  private void counts() {
    out.append(RunPart.COUNTS.heading());
    figure(figures.abundance(), "There is no picture of hits by minimum: " + noHits());
    figure(figures.accumulation(), "There is no accumulation curve: " + noHits());
    figure(
        figures.tolerance(),
        "The count over tolerances is not shown, as no recount is stored: "
            + commands.recount()
            + ", then "
            + commands.report()
            + ".");
    out.append(RecountSection.of(pictures.recount()));
    estimates();
  }

  private String noHits() {
    return summary.objectives().stream().allMatch(o -> AnswerSection.hits(o) == 0)
        ? "no restart ended on a minimum."
        : "what was read of this run has nothing to draw.";
  }

  private void estimates() {
    for (ObjectiveSummary o : summary.objectives()) {
      if (o.estimates().isEmpty()) {
        out.append(
            "<p class=\"missing\">"
                + Html.text("There are no estimates of the number of minima of " + o.name() + ".")
                + "</p>\n");
      } else {
        out.append(
            Html.table(
                "Estimates of the number of distinct minima of "
                    + o.name()
                    + ", unseen ones included. -strict: of strict minima alone;"
                    + " -without-worst-tenth: without the minima hit once by the worst-certified"
                    + " tenth of endpoints. A dash: no interval.",
                List.of("estimator", "estimate", "low", "high", "level"),
                o.estimates().stream()
                    .map(
                        e ->
                            List.of(
                                e.name(),
                                Html.number(e.value()),
                                Html.number(e.low()),
                                Html.number(e.high()),
                                Html.number(e.level())))
                    .toList()));
      }
    }
  }

  private void landscape() {
    out.append(RunPart.LANDSCAPE.heading());
    figure(
        figures.spectra(),
        "There is no picture of Hessian spectra: none are stored with this run.");
    figure(
        figures.traces(),
        "No trajectories are shown, as the run stores none. A run with --set"
            + " output.traces=[0,1,2] stores those of the restarts 0, 1 and 2; its results are the"
            + " same.");
    figure(figures.slices(), "There are no slices of the loss: none are stored with this run.");
  }

  private void glossary() {
    out.append(RunPart.GLOSSARY.heading());
    Map<String, String> words = new LinkedHashMap<>();
    words.put(
        "restart",
        "a search from a start of its own; the same index has the same start of the"
            + " network under every objective");
    words.put(
        "strict minimum",
        "gradient zero within its rounding, Hessian positive definite beyond" + " its error");
    words.put(
        "degenerate minimum",
        "a minimum with zero modes: flat directions that are explained"
            + " by families of points of equal loss, or along which no decrease was found");
    words.put("saddle", "gradient zero, and a direction that goes down");
    words.put(
        "at infinity",
        "no minimum at a finite point, with a certificate: the loss tends to a"
            + " limit while something grows without bound");
    words.put(
        "unconverged",
        "undecided: still going, or heading for infinity without a certificate;"
            + " not a minimum");
    words.put("failed", "the objective or its Hessian is not a finite number");
    words.put("bad minimum", "a minimum above the best known loss by more than the tolerance");
    words.put(
        "global",
        "proved: the best loss equals the lower bound over all functions of the"
            + " inputs; best-known: it is the lowest that the run knows");
    words.put("coverage", "estimated share of restarts on minima that end on one already seen");
    words.put(
        "chao1",
        "Chao's estimate of the number of minima from those hit once and twice; a"
            + " lower bound in the mean");
    out.append("<dl>\n");
    words.forEach(
        (word, meaning) ->
            out.append("<dt>")
                .append(Html.text(word))
                .append("</dt>\n<dd>")
                .append(Html.text(meaning))
                .append("</dd>\n"));
    out.append("</dl>\n");
  }
}
