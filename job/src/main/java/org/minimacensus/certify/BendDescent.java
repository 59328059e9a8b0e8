package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Ways down that a search cannot see because a unit is straight to the last bit on the rows that
 * would pull at its bend.
 *
 * <p>Softplus, swish, gelu and elu are max(z, 0) and a bend b(z) of one sign that dies out to both
 * sides. Where the pull of an input at a unit's output, sum_k v_k c_k, has the opposite sign, the
 * loss falls as the input comes nearer to the bend. Far from it that is below rounding, and a run
 * ends on a plateau. So points are tried at which one input lies on the bend; from the lowest of
 * them, if that is lower than the run, the search goes on. Nothing is certified here.
 */
final class BendDescent {
  /** From this pre-activation on a unit may be straight on an input. */
  private static final double STRAIGHT = 3;

  /** Pre-activations that are tried, to the side on which the input lies. */
  private static final double[] BENT = {0.75, 1.5, 2.5};

  /** Inputs that are tried for one unit: those that pull most. */
  static final int MOST_INPUTS = 32;

  private final Evaluator evaluator;
  private final Runaway run;
  private final int sign;

  private BendDescent(Evaluator evaluator, Runaway run, int sign) {
    this.evaluator = evaluator;
    this.run = run;
    this.sign = sign;
  }

  /**
   * @param to null when nothing lower was found
   */
  record Outcome(Point to, String words) {}

  static Outcome from(Evaluator evaluator, Runaway run, Point at, SearchBudget budget) {
    int sign = run.architecture().activation().bend();
    return sign == 0 || run.inputs().isEmpty()
        ? new Outcome(null, "")
        : new BendDescent(evaluator, run, sign).lowest(at, budget);
  }

  private Outcome lowest(Point at, SearchBudget budget) {
    double here = evaluator.evaluate(Question.value(at)).value();
    budget.add(1);
    double lowest = here - DeeperSearch.GAIN * (1 + Math.abs(here));
    Point best = null;
    int bent = -1;
    for (int unit = 0; unit < run.hidden(); unit++) {
      for (Point trial : trials(at, unit)) {
        double value = evaluator.evaluate(Question.value(trial)).value();
        budget.add(1);
        if (value < lowest) {
          lowest = value;
          best = trial;
          bent = unit;
        }
      }
    }

    return new Outcome(
        best,
        best == null
            ? ""
            : String.format(
                Locale.ROOT,
                "a plateau below rounding: the loss is lower by %.3g where unit %d bends on one"
                    + " more input",
                here - lowest,
                bent + 1));
  }

  /** Points at which the unit bends on one input. */
  private List<Point> trials(Point at, int unit) {
    List<InputPull> pulling = new ArrayList<>();
    double[] w = run.incoming(unit);
    for (InputPull input : run.inputs().orElseThrow()) {
      boolean straight = Math.abs(product(w, input)) > STRAIGHT;
      if (straight && sign * pull(unit, input) < 0) {
        pulling.add(input);
      }
    }

    List<Point> trials = new ArrayList<>();
    pulling.stream()
        .sorted(Comparator.comparingDouble(i -> sign * pull(unit, i)))
        .limit(MOST_INPUTS)
        .forEach(input -> addTrials(at, unit, w, input, trials));
    return trials;
  }

  /** The input moved to the bend by all incoming weights, by the bias, and by the unit's scale. */
  private void addTrials(Point at, int unit, double[] w, InputPull input, List<Point> trials) {
    double[] x = run.extended(input.input());
    double z = product(w, input);
    for (double size : BENT) {
      double wanted = Math.signum(z) * size;
      double by = (wanted - z) / ConeRows.product(x, x);
      double[] turned = w.clone();
      for (int j = 0; j < w.length; j++) {
        turned[j] = Math.fma(by, x[j], w[j]);
      }

      trials.add(with(at, unit, turned, 1));
      if (run.architecture().bias()) {
        double[] shifted = w.clone();
        shifted[w.length - 1] += wanted - z;
        trials.add(with(at, unit, shifted, 1));
      }

      double share = wanted / z;
      double[] scaled = w.clone();
      for (int j = 0; j < w.length; j++) {
        scaled[j] *= share;
      }

      trials.add(with(at, unit, scaled, 1 / share));
    }
  }

  private Point with(Point at, int unit, double[] w, double outgoing) {
    double[] x = at.values().clone();
    Architecture network = run.architecture();
    for (int j = 0; j < w.length; j++) {
      x[Runaway.incoming(network, unit, j)] = w[j];
    }

    for (int k = 0; k < network.outputs(); k++) {
      x[run.layout().weight(1, k, unit)] *= outgoing;
    }

    return at.with(x);
  }

  private double product(double[] w, InputPull input) {
    return ConeRows.product(w, run.extended(input.input()));
  }

  /** Of an input at the unit's output. */
  private double pull(int unit, InputPull input) {
    double sum = 0;
    double[] theta = run.theta();
    for (int k = 0; k < run.architecture().outputs(); k++) {
      sum = Math.fma(theta[run.layout().weight(1, k, unit)], input.pull()[k], sum);
    }

    return sum;
  }
}
