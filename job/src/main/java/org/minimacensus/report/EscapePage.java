package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.minimacensus.study.DescentStep;
import org.minimacensus.study.EscapeSummary;

/** The page of an escape: statement, plots, table. */
public final class EscapePage {
  /** Below this a e^b is drawn on a linear scale. */
  private static final double UNIT = 1e-3;

  /** A span of this factor is drawn on a logarithmic scale. */
  private static final double WIDE = 20;

  private final EscapeSummary summary;
  private final List<DescentStep> path;
  private final StringBuilder out = new StringBuilder();

  private EscapePage(EscapeSummary summary, List<DescentStep> path) {
    this.summary = summary;
    this.path = path;
  }

  /**
   * The whole page.
   *
   * @param path of all starts, perhaps thinned
   */
  public static String of(EscapeSummary summary, List<DescentStep> path) {
    EscapePage page = new EscapePage(summary, path);
    page.head();
    page.starts();
    page.proof();
    page.losses();
    page.planes();
    page.out.append(Page.SHORT_END);
    return page.out.toString();
  }

  private void head() {
    EscapeSummary.MinimumFacts m = summary.minimum();
    String title =
        "Leaving minimum " + m.id() + " of study " + summary.study() + ", run " + summary.run();
    out.append(Page.head(title));
    out.append("<p><strong>").append(Html.text(sentence(summary.statement())));
    out.append("</strong></p>\n<p>");
    out.append(
        Html.text(
            String.format(
                Locale.ROOT,
                "The minimum of the plain loss is a %s of loss %s, %s above the best known one,"
                    + " hit by %d restarts; the lower bound over all functions of the inputs is %s."
                    + " The largest sum of dl/df over the rows with one input is %s. Added: %s with"
                    + " lambda = %s, amplitude 0 at the start.",
                m.endpointClass().replace('-', ' '),
                Html.number(m.loss()),
                Html.number(m.gap()),
                m.hits(),
                Html.number(m.lowerBound()),
                Html.number(m.largestGroupSum()),
                summary.spec().augmentation(),
                Html.number(summary.spec().lambda()))));
    out.append("</p>\n");
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private void starts() {
    if (summary.starts().isEmpty()) {
      return;
    }

    List<List<String>> rows = new ArrayList<>();
    for (EscapeSummary.Start s : summary.starts()) {
      EscapeSummary.End end = s.end();
      rows.add(
          List.of(
              Integer.toString(s.start()),
              s.kind(),
              largest(s.slope()),
              s.order() < 0 ? "none" : s.order() == 0 ? "first order" : "curve, " + s.order(),
              Html.number(s.predicted()),
              Html.number(s.measured()),
              slopes(s),
              end == null ? "-" : end.outcome().replace('-', ' '),
              end == null || end.infinityKind().isEmpty() ? "-" : end.infinityKind(),
              Html.number(end == null ? Double.NaN : end.limitLoss()),
              Html.number(end == null ? Double.NaN : end.loss()),
              Html.number(end == null ? Double.NaN : end.baseLoss())));
    }

    out.append("<h2>The starts</h2>\n");
    out.append(
        Html.table(
            "From each extended minimum (theta, 0, w, b): the slope G of the loss by the amplitude,"
                + " the decrease that theory predicts for the explicit descent and the one that was"
                + " measured, and where the study's own optimiser and certifier end from there.",
            List.of(
                "start",
                "kind",
                "largest G",
                "descent",
                "predicted",
                "measured",
                "slope (2k)",
                "ends",
                "kind at infinity",
                "limit loss",
                "loss",
                "network alone"),
            rows));
  }

  private static String slopes(EscapeSummary.Start s) {
    return s.order() < 1
        ? "-"
        : Html.number(s.fittedSlope()) + " (" + Html.number(s.expectedSlope()) + ")";
  }

  private static String largest(double[] values) {
    double largest = 0;
    for (double v : values) {
      largest = Math.abs(v) > Math.abs(largest) ? v : largest;
    }

    return Html.number(largest);
  }

  private void proof() {
    out.append("<h2>What is proved</h2>\n<p>By interval arithmetic, which trusts no search and");
    out.append(" no rounding; the training set is taken as it stands in memory.</p>\n");
    out.append(
        Html.list(
            Arrays.stream(summary.proof().statement().split("; "))
                .map(EscapePage::sentence)
                .toList()));
    List<List<String>> rows = new ArrayList<>();
    for (EscapeSummary.Start s : summary.starts()) {
      EscapeSummary.StartProof p = s.proof();
      rows.add(
          List.of(
              Integer.toString(s.start()),
              s.kind(),
              p.momentNotZero() ? "not zero" : "not proved",
              Html.number(p.distance()),
              Html.number(p.decrease()),
              Html.number(p.within()),
              p.reason().isEmpty() ? "-" : p.reason()));
    }

    if (!rows.isEmpty()) {
      out.append(
          Html.table(
              "From each extended minimum: whether the first moment beyond rounding is proved not"
                  + " to be zero, and the written point (escape.json) of lower augmented loss: how"
                  + " far it is at most, and the decrease at least. Both are proved, without the"
                  + " figures, for every theta that differs by at most so much in each parameter"
                  + " (0: not for more than the minimum's box, or theta itself).",
              List.of("start", "kind", "moment", "distance", "decrease", "theta within", "why not"),
              rows));
    }
  }

  private List<DescentStep> of(int start) {
    return path.stream().filter(p -> p.start() == start).toList();
  }

  private static double[] values(List<DescentStep> steps, ToDoubleFunction<DescentStep> value) {
    return steps.stream().mapToDouble(value).toArray();
  }

  private void losses() {
    if (path.isEmpty()) {
      return;
    }

    out.append(
        "<h2>Loss over steps</h2>\n<p>Solid: the augmented loss. Dashed: the plain loss of the");
    out.append(" network alone at the same step. Long paths are thinned in the plots; the table");
    out.append(" escape-path has every step.</p>\n<div class=\"grid\">\n");
    for (EscapeSummary.Start s : summary.starts()) {
      loss(s, of(s.start()));
    }

    out.append("</div>\n");
  }

  private void loss(EscapeSummary.Start s, List<DescentStep> steps) {
    double[] step = values(steps, DescentStep::step);
    double[] augmented = values(steps, DescentStep::loss);
    double[] base = values(steps, DescentStep::baseLoss);
    int last = steps.get(steps.size() - 1).step();
    String words =
        String.format(
            Locale.ROOT,
            "The augmented loss goes from %s to %s in %d steps, the plain loss of the network alone"
                + " from %s to %s.",
            Html.number(augmented[0]),
            Html.number(augmented[augmented.length - 1]),
            last,
            Html.number(base[0]),
            Html.number(base[base.length - 1]));
    Plot plot =
        new Plot(360, 220, Plot.Axis.whole("step", 0, Math.max(1, last)), axis(augmented, base))
            .line(step, augmented, "augmented", "")
            .line(step, base, "base", "");
    String end = s.end() == null ? "no descent" : s.end().outcome().replace('-', ' ');
    out.append("<figure>\n");
    out.append(plot.svg("loss" + s.start(), "Start " + s.start() + ": loss over steps", words));
    out.append("<figcaption>Start ").append(s.start()).append(" (").append(s.kind());
    out.append("): ").append(Html.text(end)).append(". ").append(Html.text(words));
    out.append("</figcaption></figure>\n");
  }

  private static Plot.Axis axis(double[]... values) {
    double[] all =
        Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
    double high = Arrays.stream(all).max().orElse(1);
    double low = Arrays.stream(all).filter(v -> v > 0).min().orElse(1);
    return high > WIDE * low
        ? Plot.Axis.logarithmic("loss", Math.max(low, high * 1e-18), high)
        : Plot.Axis.linear("loss", Arrays.stream(all).min().orElse(0), high);
  }

  private void planes() {
    if (path.isEmpty()) {
      return;
    }

    boolean exponential = summary.spec().augmentation().equals("output-neuron");
    String amplitude = exponential ? "a e^b" : "a";
    out.append("<h2>Where the neuron goes</h2>\n<p>");
    out.append(
        exponential
            ? "An end at infinity of kind special-neuron shows as b growing while a e^b tends to a"
                + " number: the regulariser is switched off, and the neuron stays. In a spike |w|"
                + " grows without bound and b follows it: what stays is the contribution at one"
                + " input, and a e^b, the neuron's value at the input 0, may vanish."
            : "Amplitude and bias of the added neuron.");
    out.append(" Numbers stand at the ends of the starts.</p>\n");
    int outputs = path.get(0).a().length;
    for (int k = 0; k < outputs; k++) {
      int output = k;
      Plot plot = new Plot(400, 270, Plot.Axis.signed("b", 1), Plot.Axis.signed(amplitude, UNIT));
      for (EscapeSummary.Start s : summary.starts()) {
        List<DescentStep> steps = of(s.start());
        plot.line(
            values(steps, p -> p.b()[output]),
            values(steps, p -> amplitude(p, output, exponential)),
            "way",
            Integer.toString(s.start()));
      }

      out.append("<figure>\n");
      out.append(
          plot.svg(
              "plane" + k,
              "plane",
              amplitude + " over b, output " + k,
              "The ways of all starts from a = 0, logarithmic to both sides; the table below has"
                  + " their ends."));
      out.append("<figcaption>Output ").append(k).append(": ").append(amplitude);
      out.append(
          " over b, logarithmic to both sides; a line for each start, from a = 0 to the dot");
      out.append(" with its number.</figcaption></figure>\n");
    }

    ends(outputs, exponential, amplitude);
  }

  private static double amplitude(DescentStep p, int output, boolean exponential) {
    double a = p.a()[output];
    return a == 0 || !exponential ? a : a * Math.exp(p.b()[output]);
  }

  private void ends(int outputs, boolean exponential, String amplitude) {
    List<List<String>> rows = new ArrayList<>();
    for (EscapeSummary.Start s : summary.starts()) {
      List<DescentStep> steps = of(s.start());
      DescentStep last = steps.get(steps.size() - 1);
      for (int k = 0; k < outputs; k++) {
        rows.add(
            List.of(
                Integer.toString(s.start()),
                Integer.toString(k),
                Html.number(last.a()[k]),
                Html.number(last.b()[k]),
                Html.number(amplitude(last, k, exponential)),
                Html.number(last.weightNorm()[k]),
                Html.number(last.contribution())));
      }
    }

    out.append(
        Html.table(
            "The added neurons at the end of each start; the contribution is the largest |a phi|"
                + " over the training rows.",
            List.of("start", "output", "a", "b", amplitude, "|w|", "contribution"),
            rows));
  }
}
