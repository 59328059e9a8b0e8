package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Networks near a limit point and their losses. */
final class NearLimit {
  private final Evaluator evaluator;
  private final CompositeChart chart;
  private final LimitPoint at;
  private final SearchBudget budget;

  NearLimit(Evaluator evaluator, CompositeChart chart, LimitPoint at, SearchBudget budget) {
    this.evaluator = evaluator;
    this.chart = chart;
    this.at = at;
    this.budget = budget;
  }

  private double[] phi(int term) {
    return chart.phi(at.point(), term);
  }

  /** The network with all units as far from the limit as the run's were. */
  Point asTheRun() {
    return chart.network(at.point(), run());
  }

  private List<LimitTerm.Near> run() {
    List<LimitTerm.Near> where = new ArrayList<>();
    for (int t = 0; t < chart.terms().size(); t++) {
      where.add(chart.terms().get(t).run(phi(t)));
    }

    return where;
  }

  private List<List<LimitTerm.Near>> nearer() {
    List<List<LimitTerm.Near>> all = new ArrayList<>();
    for (int t = 0; t < chart.terms().size(); t++) {
      all.add(chart.terms().get(t).nearer(at, phi(t)));
    }

    return all;
  }

  private double value(Point network) {
    budget.add(1);
    return evaluator.evaluate(Question.value(network)).value();
  }

  /**
   * @param where its terms' units are
   */
  record Lower(Point network, List<LimitTerm.Near> where) {}

  /**
   * The lowest of some networks in which one term's units have gone away from the limit, the other
   * units being where the run's were, or nearer where all those are too high; null when none is
   * lower.
   */
  Lower lower(int term, List<LimitTerm.Near> away, double below) {
    List<List<LimitTerm.Near>> others = new ArrayList<>();
    others.add(run());
    List<List<LimitTerm.Near>> levels = nearer();
    for (int back = 1; back <= 5 && levels.size() > 1; back += 2) {
      List<LimitTerm.Near> where = new ArrayList<>();
      for (List<LimitTerm.Near> of : levels) {
        where.add(of.get(Math.max(0, of.size() - back)));
      }

      others.add(where);
    }

    double lowest = below - 8 * Math.ulp(Math.abs(below));
    for (List<LimitTerm.Near> other : others) {
      Lower best = null;
      for (LimitTerm.Near gone : away) {
        List<LimitTerm.Near> where = new ArrayList<>(other);
        where.set(term, gone);
        Point network = chart.network(at.point(), where);
        double value = value(network);
        if (value < lowest) {
          lowest = value;
          best = new Lower(network, where);
        }
      }

      if (best != null) {
        return best;
      }
    }

    return null;
  }

  /**
   * Whether for every term the loss of some network near the limit is what the first corrections
   * say, to a share of the term's own: the term's units at some distance, the others at that level
   * or a nearer one.
   */
  boolean agrees(List<LimitTerm.Correction> corrections, double limit, double share) {
    List<List<LimitTerm.Near>> levels = nearer();
    for (int t = 0; t < levels.size(); t++) {
      if (!agrees(t, levels, corrections, limit, share)) {
        return false;
      }
    }

    return true;
  }

  private boolean agrees(
      int term,
      List<List<LimitTerm.Near>> levels,
      List<LimitTerm.Correction> corrections,
      double limit,
      double share) {
    int most = levels.stream().mapToInt(List::size).max().orElse(0);
    for (int a = 0; a < levels.get(term).size(); a++) {
      for (int b = a; b < (levels.size() == 1 ? a + 1 : most); b++) {
        List<LimitTerm.Near> where = new ArrayList<>();
        double all = 0;
        double own = 0;
        for (int t = 0; t < levels.size(); t++) {
          List<LimitTerm.Near> of = levels.get(t);
          LimitTerm.Near near = of.get(Math.min(t == term ? a : b, of.size() - 1));
          double expected = corrections.get(t).expected().at(near);
          all += expected;
          own = t == term ? expected : own;
          where.add(near);
        }

        double above = value(chart.network(at.point(), where)) - limit;
        if (Math.abs(above - all) <= share * own) {
          return true;
        }
      }
    }

    return false;
  }
}
