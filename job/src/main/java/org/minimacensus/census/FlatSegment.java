package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.certify.FlatSet;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Whether the loss is the same all along a straight segment between two points.
 *
 * <p>Value and slope are taken on a grid that is halved where the cubic through values and slopes
 * at the ends of a cell does not foretell the value in its middle to a quarter of the tolerance, or
 * where that cubic can leave the tolerance by its slopes. So what is known between grid points is
 * what a cubic that has been checked in its middle says; it is no proof.
 */
final class FlatSegment {
  /** Cells at the beginning, for a segment that changes a parameter by its whole size. */
  private static final int CELLS = 20;

  private static final int FEWEST_CELLS = 2;
  private static final int MOST_ROUNDS = 8;

  /** Tried first, as most segments are not flat. */
  private static final double[] FIRST = {0.5, 0.25, 0.75};

  private final FlatSet set;
  private final Evaluator evaluator;

  FlatSegment(FlatSet set, Evaluator evaluator) {
    this.set = set;
    this.evaluator = evaluator;
  }

  /** A grid point: its place in [0, 1], the loss and the slope per unit of that place. */
  private record Sample(double place, double loss, double slope) {}

  /** The highest loss on the segment; NaN when it leaves the tolerance or cannot be resolved. */
  double highest(Point from, Point to) {
    double[] d = difference(from, to);
    List<Question> first = new ArrayList<>();
    for (double place : FIRST) {
      first.add(Question.value(at(from, d, place)));
    }

    for (Answer answer : evaluator.evaluateAll(first)) {
      if (!set.level(answer.value())) {
        return Double.NaN;
      }
    }

    return resolved(from, d, cells(from, to));
  }

  private double resolved(Point from, double[] d, int cells) {
    List<Double> places = new ArrayList<>();
    for (int i = 0; i <= cells; i++) {
      places.add((double) i / cells);
    }

    List<Sample> ends = samples(from, d, places);
    double highest = highest(ends);
    List<Sample[]> open = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      open.add(new Sample[] {ends.get(i), ends.get(i + 1)});
    }

    for (int round = 0; round < MOST_ROUNDS && !Double.isNaN(highest) && !open.isEmpty(); round++) {
      List<Double> middles = open.stream().map(c -> (c[0].place + c[1].place) / 2).toList();
      List<Sample> found = samples(from, d, middles);
      highest = Math.max(highest, highest(found));
      List<Sample[]> halves = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        Sample[] cell = open.get(i);
        if (!foretold(cell[0], found.get(i), cell[1])) {
          halves.add(new Sample[] {cell[0], found.get(i)});
          halves.add(new Sample[] {found.get(i), cell[1]});
        }
      }
      open = halves;
    }

    return open.isEmpty() ? highest : Double.NaN;
  }

  /** The highest loss; NaN when one is outside of the tolerance. */
  private double highest(List<Sample> samples) {
    double highest = Double.NEGATIVE_INFINITY;
    for (Sample sample : samples) {
      if (!set.level(sample.loss)) {
        return Double.NaN;
      }

      highest = Math.max(highest, sample.loss);
    }

    return highest;
  }

  private boolean foretold(Sample a, Sample middle, Sample b) {
    double width = b.place - a.place;
    double cubic = (a.loss + b.loss) / 2 + width * (a.slope - b.slope) / 8;
    double slopes =
        Math.max(Math.abs(middle.slope), Math.max(Math.abs(a.slope), Math.abs(b.slope)));
    // A cubic leaves its end values by at most 4/27 of width times slope at either end.
    double overshoot = 8.0 / 27 * width / 2 * slopes;
    return Math.abs(middle.loss - cubic) <= set.tolerance() / 4 && overshoot <= set.tolerance();
  }

  private List<Sample> samples(Point from, double[] d, List<Double> places) {
    List<Question> questions =
        places.stream().map(place -> Question.gradient(at(from, d, place))).toList();
    List<Answer> answers = evaluator.evaluateAll(questions);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      double slope = 0;
      double[] gradient = answers.get(i).gradient().values();
      for (int k = 0; k < d.length; k++) {
        slope += gradient[k] * d[k];
      }
      samples.add(new Sample(places.get(i), answers.get(i).value(), slope));
    }

    return samples;
  }

  private static int cells(Point from, Point to) {
    double share = 0;
    for (int i = 0; i < from.dimension(); i++) {
      double a = from.values()[i];
      double b = to.values()[i];
      share = Math.max(share, Math.abs(b - a) / (1 + Math.max(Math.abs(a), Math.abs(b))));
    }

    return Math.max(FEWEST_CELLS, (int) Math.ceil(CELLS * share));
  }

  static double[] difference(Point from, Point to) {
    double[] d = new double[from.dimension()];
    for (int i = 0; i < d.length; i++) {
      d[i] = to.values()[i] - from.values()[i];
    }

    return d;
  }

  static Point at(Point from, double[] d, double place) {
    double[] x = from.values().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += place * d[i];
    }

    return from.with(x);
  }
}
