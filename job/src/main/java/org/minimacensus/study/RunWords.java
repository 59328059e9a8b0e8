package org.minimacensus.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.minimacensus.richness.Chao1;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.study.RunSummary.Estimate;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/** What console and pages say of a run in the same words. */
public final class RunWords {
  /** Ends the name of an estimate of strict minima alone. */
  static final String STRICT = "-strict";

  private RunWords() {}

  /** The training set, or what stands in its place. */
  public static String data(RunSummary.DataSummary d) {
    if (d.rows() == null) {
      return population(d.features());
    }

    return String.join(
            ", ",
            Figures.plural(d.rows(), "row"),
            Figures.plural(d.features(), "feature"),
            Figures.plural(d.outputs(), "output"),
            d.task())
        + " ("
        + d.path()
        + ")";
  }

  /** What stands in place of a training set for a loss that is a closed form. */
  public static String population(int inputs) {
    return "none: standard normal inputs in "
        + Figures.plural(inputs, "dimension")
        + ", in closed form";
  }

  /** Kind, widths, activations, biases and the number of parameters. */
  public static String network(RunSummary.NetworkSummary n) {
    String widths =
        n.hidden().stream().map(w -> w + "-").collect(Collectors.joining("", n.inputs() + "-", ""))
            + n.outputs();
    List<String> parts = new ArrayList<>(List.of(n.kind() + " " + widths));
    if (!n.hidden().isEmpty()) {
      parts.add(n.activation());
    }

    if (!n.outputActivation().equals("identity")) {
      parts.add(n.outputActivation() + " at the output");
    }

    boolean hiddenBias = n.bias() && !n.hidden().isEmpty();
    parts.add(
        hiddenBias && n.outputBias()
            ? "biases"
            : hiddenBias ? "hidden biases" : n.outputBias() ? "output bias" : "no biases");
    if (n.direct()) {
      parts.add("direct inputs");
    }

    return String.join(", ", parts) + "; " + Figures.plural(n.parameters(), "parameter");
  }

  /** The loss with its reduction and weight decay. */
  public static String loss(RunSummary summary) {
    RunSummary.LossSummary l = summary.loss();
    String power = l.name().equals("polynomial-hinge") ? " of power " + l.power() : "";
    String decay = l.l2() == 0 ? "no weight decay" : "weight decay " + Figures.shortest(l.l2());
    String over = summary.data().rows() == null ? "inputs" : "rows";
    return l.name() + power + ", " + l.reduction() + " over " + over + ", " + decay;
  }

  /**
   * The estimate of the number of minima, unseen ones included, that is shown where one is: Chao's
   * lower bound, of strict minima alone where degenerate ones were not joined. All others are in
   * the summary.
   */
  public static Optional<Estimate> shown(List<Estimate> estimates) {
    return estimates.stream()
        .filter(e -> e.name().equals(Chao1.NAME) || e.name().equals(Chao1.NAME + STRICT))
        .findFirst();
  }

  /** Whether an estimate is of strict minima alone. */
  public static boolean strict(Estimate e) {
    return e.name().endsWith(STRICT);
  }

  /** That estimate with its interval and of which minima it is; {@code -}: there is none. */
  public static String inAll(List<Estimate> estimates) {
    return shown(estimates)
        .map(e -> Figures.estimate(e) + (strict(e) ? " strict" : ""))
        .orElse("-");
  }

  /** A label as words: {@code bad-minimum} is a bad minimum. */
  public static String words(String label) {
    return label.replace('-', ' ');
  }

  /**
   * The outcomes on one side of the transitions, in the order of {@link Outcome}.
   *
   * @param counts by {@code outcome->outcome}
   * @param side 0 or 1
   */
  public static List<String> outcomes(Map<String, Long> counts, int side) {
    Map<String, Boolean> used = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      used.put(outcome.label(), false);
    }

    counts.forEach((transition, n) -> used.put(transition.split("->")[side], true));
    return used.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /** Whether paths of equal loss were looked for and some were left untried. */
  public static boolean pathsLeft(ObjectiveSummary o) {
    return o.paths() != null && !o.paths().complete();
  }

  /**
   * What is left of the added neurons' work when they are taken away, in two parts of sentences.
   *
   * @param pair such as {@code plain->output-neuron}
   */
  public static List<String> worth(String pair, WorthSummary w) {
    String[] objectives = pair.split("->");
    WorthSummary.Comparison all = w.finite();
    WorthSummary.Reached best = w.best();
    return List.of(
        "loss lower in "
            + all.lower()
            + ", equal in "
            + all.equal()
            + ", higher in "
            + all.higher()
            + " of "
            + all.restarts(),
        "best known loss reached by "
            + share(best.plain())
            + " under "
            + objectives[0]
            + " and by "
            + share(best.augmented())
            + " under "
            + objectives[1]
            + "; McNemar's exact p = "
            + String.format(Locale.ROOT, "%.2g", best.mcnemarP()));
  }

  private static String share(WorthSummary.Share s) {
    return s.hits()
        + " = "
        + Figures.percent(s.share())
        + " ["
        + Figures.percent(s.low())
        + ", "
        + Figures.percent(s.high())
        + "]";
  }

  /** What {@code stopped_by} of an objective means. */
  public static String stoppedBy(String label) {
    return switch (label) {
      case StoppingRules.COUNT -> "all restarts were to be run, and were";
      case SummaryBuilder.BUDGET -> "all restarts were run before the stopping rule held";
      case SummaryBuilder.MAX_SECONDS -> "the time was spent";
      case SummaryBuilder.SIGNAL -> "a signal";
      default -> "the stopping rule held";
    };
  }

  /**
   * The chance that a restart ends on a minimum not found, as a look saw it: about so much, or so
   * much at most where the rule has a bound; {@code -}: not defined.
   *
   * @param atMost how that is said
   */
  public static String unseen(StoppingSummary.ObjectiveLook o, String atMost) {
    String sign = Double.isNaN(o.unseenBound()) ? "about " : atMost;
    return Double.isNaN(o.unseen()) ? "-" : sign + Percents.text(o.unseen());
  }

  /** Of how many minima nothing is proved, by reason; empty when all are proved. */
  public static String notProved(ProofSummary proofs) {
    return proofs.notProved().entrySet().stream()
        .map(e -> e.getValue() + " " + reason(e.getKey()))
        .collect(Collectors.joining(", "));
  }

  private static String reason(String label) {
    return switch (label) {
      case "singular" -> "with a singular Hessian (flat directions)";
      case "indefinite" -> "with an indefinite Hessian";
      case "not-contracting" -> "around which no box was found";
      case "not-positive-definite" -> "with a critical point, perhaps no minimum";
      case "kink" -> "on a kink";
      default -> label;
    };
  }

  /** What the exit code of the command that stored a run means. */
  public static String exitCode(RunSummary run) {
    return switch (run.exitCode()) {
      case ExitCodes.FINISHED -> "finished; no theorem refuted";
      case ExitCodes.BUDGET_SPENT ->
          run.budgetSpent()
              ? "all restarts were run before the stopping rule held"
              : "the time was spent before "
                  + (run.stopping() == null ? "all restarts had ended" : "the stopping rule held");
      case ExitCodes.REFUTED -> "a theorem's conclusion was refuted while its premises held";
      case ExitCodes.INTERRUPTED ->
          "interrupted; what had finished is stored, and the run can be gone on with";
      case ExitCodes.TERMINATED ->
          "terminated; what had finished is stored, and the run can be gone on with";
      default -> "see the documentation of exit codes";
    };
  }
}
