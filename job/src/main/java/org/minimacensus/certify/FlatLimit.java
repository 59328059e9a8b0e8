package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.Vectors;

/**
 * A stationary point of a composite limit that is not a strict minimum: its zero modes may be a
 * flat set, along which first corrections change their signs.
 */
final class FlatLimit {
  /** Steps along a zero mode, relative to 1 + |x|, both ways. */
  private static final double[] STEPS = {0.01, 0.1, 0.3, 1, 3};

  /** Zero modes that are walked along. */
  private static final int MOST_MODES = 8;

  /** The loss of a flat set changes by no more than this, relative to 1 + |L|. */
  private static final double FLAT = 1e-13;

  /** A loss is higher by more than this, relative to 1 + |L|, where that matters. */
  private static final double HIGHER = 1e-6;

  private final CompositeChart chart;
  private final HeldParameters limit;
  private final Verdict at;
  private final SearchBudget budget;

  FlatLimit(CompositeChart chart, HeldParameters limit, Verdict at, SearchBudget budget) {
    this.chart = chart;
    this.limit = limit;
    this.at = at;
    this.budget = budget;
  }

  /** Whether there is a spectrum without negative modes at a point that may be stationary. */
  static boolean is(Verdict at, double tolerance) {
    HessianSpectrum spectrum = at.spectrum();
    return spectrum != null
        && spectrum.negativeModes() == 0
        && Vectors.maxAbs(spectrum.gradient()) <= tolerance;
  }

  /**
   * @param error of each of the limit's parameters, those held fixed included
   */
  record Place(Point point, double[] error) {}

  private Place place(Point point, HessianSpectrum spectrum, double[] rounding) {
    return new Place(limit.embed(point), limit.spread(spectrum.parameterError(rounding)));
  }

  /** The point itself and others of the same loss along its zero modes. */
  List<Place> places() {
    HessianSpectrum spectrum = at.spectrum();
    double loss = limit.evaluate(Question.value(at.point())).value();
    budget.add(1);
    List<Place> places = new ArrayList<>();
    places.add(place(at.point(), spectrum, at.rounding()));
    int zero = Math.min(MOST_MODES, spectrum.dimension() - spectrum.positiveModes());
    for (int j = 0; j < zero; j++) {
      double[] q = spectrum.direction(j);
      double size = Endgame.relativeSize(q, at.point());
      for (double step : STEPS) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double by = sign * step / size;
          double[] x = at.point().values().clone();
          for (int i = 0; i < x.length; i++) {
            x[i] = Math.fma(by, q[i], x[i]);
          }

          Point moved = at.point().with(x);
          double value = limit.evaluate(Question.value(moved)).value();
          budget.add(1);
          if (value <= loss + FLAT * (1 + Math.abs(loss))) {
            HessianSpectrum there = HessianSpectrum.at(limit, moved);
            budget.add(4);
            if (there != null && there.negativeModes() == 0) {
              places.add(place(moved, there, limit.inspect(moved).gradientRounding()));
            }
          }
        }
      }
    }

    return places;
  }

  /**
   * Whether the limit is linear in all its parameters near a point: steps beside output biases and
   * direct connections, one output, and pinned inputs only where a margin is kept with room, so
   * that their pre-activations do nothing. Losses are convex, so a stationary point is then a
   * minimum of the limit, and the minima near it form a convex set with the same dl/ds at every
   * row.
   */
  boolean linear(LimitPoint point) {
    Objective objective = limit.objective();
    return objective.architecture().hidden().get(0) == 0
        && objective.architecture().outputs() == 1
        && chart.kept() == 0
        && !point.pulls().isEmpty()
        && chart.terms().stream()
            .allMatch(t -> t instanceof SaturatingUnit step && step.pinsOnlySlack(point.pulls()));
  }

  /**
   * Whether every step is needed for the limit's loss: then its outgoing weight has one sign on the
   * whole convex set of minima, and so has its first correction.
   */
  boolean everyStepIsNeeded(double loss) {
    for (int t = 0; t < chart.terms().size(); t++) {
      int weight = chart.offset(t);
      Point full = limit.embed(at.point());
      double[] without = full.values().clone();
      without[weight] = 0;
      int[] others = IntStream.of(chart.free()).filter(i -> i != weight).toArray();
      HeldParameters held = new HeldParameters(limit.full(), full.with(without), others);
      Point start = held.restrict(full.with(without));
      double least =
          others.length == 0
              ? held.evaluate(Question.value(start)).value()
              : budget.continueFrom(held, start).value();
      if (!(least > loss + HIGHER * (1 + Math.abs(loss)))) {
        return false;
      }
    }

    return true;
  }

  /** Why the point is looked at although it is no strict minimum. */
  String words() {
    return String.format(
        Locale.ROOT,
        "a stationary point with %d zero modes",
        at.spectrum().dimension() - at.spectrum().positiveModes());
  }
}
