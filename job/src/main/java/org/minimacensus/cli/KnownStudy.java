package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.minimacensus.study.RunSummary;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Verdict;

/**
 * A study and what is known of its result.
 *
 * @param conf name of its conf file in the list
 * @param path where that file is
 * @param verdicts by the keys of claims
 */
record KnownStudy(String conf, String path, Map<String, Verdict> verdicts, List<Figure> figures) {
  /** Numbers agree when they differ by no more than this share of 1 + their size. */
  private static final double EQUAL = 1e-9;

  /**
   * A number of a summary and what it is known to be.
   *
   * @param figure {@code sub_optimal}, {@code best_loss}, {@code restarts}, a count of distinct
   *     minima or valleys ({@code values}, {@code functions}, {@code parameters}, {@code
   *     connected}, {@code at_infinity}) or the label of an endpoint class
   */
  record Figure(String objective, String figure, String relation, double number) {
    static final List<String> RELATIONS = List.of("=", ">=", "<=");

    boolean holds(double found) {
      return switch (relation) {
        case "=" -> Math.abs(found - number) <= EQUAL * (1 + Math.abs(number));
        case ">=" -> found >= number;
        default -> found <= number;
      };
    }

    /** NaN when the summary does not have it. */
    double in(RunSummary summary) {
      Optional<RunSummary.ObjectiveSummary> of =
          summary.objectives().stream().filter(o -> o.name().equals(objective)).findFirst();
      return of.map(this::in).orElse(Double.NaN);
    }

    private double in(RunSummary.ObjectiveSummary o) {
      RunSummary.Distinct d = o.distinct();
      return switch (figure) {
        case "sub_optimal" -> o.subOptimal();
        case "best_loss" -> o.bestLoss();
        case "restarts" -> o.restarts();
        case "values" -> number(d.values());
        case "functions" -> number(d.functions());
        case "parameters" -> number(d.parameters());
        case "connected" -> number(d.connected());
        case "at_infinity" -> number(d.atInfinity());
        default -> number(o.endpoints().get(figure));
      };
    }

    private static double number(Long value) {
      return value == null ? Double.NaN : value;
    }
  }

  /** Found against known. */
  record Check(String what, String known, String found, boolean holds, String endpoints) {}

  /** Everything that is known, held against what was found. */
  List<Check> checks(RunSummary summary) {
    List<Check> checks = new ArrayList<>();
    verdicts.forEach(
        (claim, known) -> {
          Optional<ClaimVerdict> found =
              summary.verdicts().stream().filter(v -> v.key().equals(claim)).findFirst();
          String word = found.map(ClaimVerdict::verdict).orElse("none");
          String endpoints = found.map(v -> Long.toString(v.endpoints())).orElse("-");
          checks.add(new Check(claim, known.label(), word, known.label().equals(word), endpoints));
        });
    for (Figure f : figures) {
      double found = f.in(summary);
      String known = f.relation() + " " + text(f.number());
      checks.add(
          new Check(f.objective() + ": " + f.figure(), known, text(found), f.holds(found), ""));
    }

    return checks;
  }

  private static String text(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? Long.toString((long) number) : String.format(Locale.ROOT, "%.10g", number);
  }
}
