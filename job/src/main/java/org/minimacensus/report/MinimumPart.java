package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.minimacensus.study.Figures;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;
import org.minimacensus.study.RunWords;
import org.minimacensus.study.pictures.ObjectivePictures.MinimumDetail;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;

/** The part of one distinct minimum: facts, network, weights, spectrum, restarts, evidence. */
final class MinimumPart {
  private final RunSummary summary;
  private final RunPictures pictures;
  private final Commands commands;
  private final int number;
  private final ObjectiveSummary objective;
  private final MinimumSummary minimum;
  private final boolean bad;
  private final MinimumDetail detail;

  /**
   * @param number of the objective in the summary
   * @param bad whether it is above the best known loss
   */
  MinimumPart(
      RunSummary summary,
      RunPictures pictures,
      int number,
      ObjectiveSummary objective,
      MinimumSummary minimum,
      boolean bad,
      MinimumDetail detail) {
    this.summary = summary;
    this.pictures = pictures;
    this.commands = new Commands(summary);
    this.number = number;
    this.objective = objective;
    this.minimum = minimum;
    this.bad = bad;
    this.detail = detail;
  }

  String html() {
    String id = MinimaSection.id(number, minimum.id());
    String title =
        "Minimum "
            + minimum.id()
            + " of "
            + objective.name()
            + ": loss "
            + Figures.loss(minimum.loss())
            + ", "
            + Figures.plural(minimum.hits(), "hit")
            + (bad ? ", bad" : "");
    Weights weights =
        new Weights(summary.network(), objective.name(), detail.theta(), detail.augmentation());
    StringBuilder out = new StringBuilder("<details><summary><h4>");
    out.append(Html.text(title)).append("</h4></summary>\n");
    // A link to what is inside opens the part.
    out.append("<div id=\"").append(id).append("\">\n");
    out.append(Html.paragraph(facts()));
    boolean added = detail.augmentation().length > 0;
    out.append(new NetworkDrawing(summary.network(), detail.theta(), added).figure(id, title));
    out.append(weights.tables(title));
    out.append(spectrum());
    out.append(Html.list(List.of(restarts(), "Evidence: " + evidence())));
    out.append("<p>To derive its representative anew, with its path and certificate:</p>\n");
    out.append(Html.lines(commands.explain(objective.name(), detail.restart())));
    return out.append("</div></details>\n").toString();
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    facts.add("A " + RunWords.words(minimum.endpointClass()));
    facts.add(
        bad
            ? "bad: " + Figures.magnitude(minimum.gap()) + " above the best known loss"
            : "at the best known loss");
    facts.add("loss without what is added " + Figures.loss(detail.baseLoss()));
    if (detail.misclassified() >= 0) {
      facts.add(
          Figures.plural(detail.misclassified(), "row") + " misclassified by the network alone");
    }

    if (minimum.orbit() != null) {
      facts.add("symmetries make " + minimum.orbit() + " parameter vectors of it");
    }

    if (minimum.members() > 1) {
      facts.add(
          minimum.members()
              + " minima of equal loss were joined in it by paths (the least simple: "
              + minimum.path()
              + "; highest barrier "
              + Figures.magnitude(minimum.barrier() == null ? Double.NaN : minimum.barrier())
              + ")");
    }

    facts.add(minimum.proved() ? "proved by an interval certificate" : "not proved by intervals");
    return String.join(", ", facts) + ".";
  }

  private String spectrum() {
    String zero =
        minimum.zeroModes() < 0
            ? ""
            : "; " + Figures.plural(minimum.zeroModes(), "zero mode") + " within the error bound";
    Optional<double[]> stored =
        pictures.spectra().stream()
            .filter(s -> s.objective().equals(objective.name()) && s.minimumId() == minimum.id())
            .map(Spectrum::eigenvalues)
            .filter(e -> e.length > 0)
            .findFirst();
    if (stored.isEmpty()) {
      return Html.paragraph(
          "Spectrum of the Hessian: smallest eigenvalue "
              + Figures.magnitude(minimum.hessianMinEigenvalue())
              + zero
              + "; the other eigenvalues are not stored for this minimum.");
    }

    double[] e = stored.get();
    double low = e[0];
    double high = e[e.length - 1];
    long negative = Arrays.stream(e).filter(v -> v < 0).count();
    String words =
        "Spectrum of the Hessian: "
            + Figures.plural(e.length, "eigenvalue")
            + " from "
            + Figures.magnitude(low)
            + " to "
            + Figures.magnitude(high)
            + (low > 0 ? ", condition number " + Figures.magnitude(high / low) : "")
            + (negative > 0
                ? ", " + negative + " computed as negative"
                : ", none computed as negative")
            + zero
            + ".";
    boolean finite = Arrays.stream(e).allMatch(Double::isFinite);
    return finite ? new SpectrumStrip(e).figure(words) : Html.paragraph(words);
  }

  private String restarts() {
    List<Long> first = detail.restarts();
    if (first.isEmpty()) {
      return "The restarts that ended on it are in the table endpoints.";
    }

    String all = first.stream().map(r -> Long.toString(r)).collect(Collectors.joining(", "));
    return first.size() >= minimum.hits()
        ? "Restarts that ended on it: " + all + "."
        : "The first " + first.size() + " of " + minimum.hits() + " restarts on it: " + all + ".";
  }

  private String evidence() {
    return detail.evidence().isEmpty() ? "none is stored." : detail.evidence();
  }
}
