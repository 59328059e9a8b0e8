package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;

/**
 * The loss of networks near infinity in the coordinates of a composite chart: the network that is
 * left, what the terms have instead of their units, and the terms' distances from the limit.
 *
 * <p>In weights the way back from infinity is a curved valley of which one side is 1e4 times as
 * steep as the other; here it is straight. The network is an explicit function of the coordinates;
 * its derivatives are differences of the fourth order of that function alone, and the loss's
 * gradient is exact: good enough to walk by. What is found is a network, from which the search goes
 * on in weights.
 */
final class ChartWalk implements Evaluator {
  /** Of a coordinate, or of one that is small. */
  private static final double STEP = 1e-3;

  private static final int[] OFFSETS = {-2, -1, 1, 2};

  private static final double SMALL = 1e-3;

  private final Evaluator raw;
  private final CompositeChart chart;
  private final Point limit;
  private final List<LimitTerm.Near> template;

  /** Parameters of the limit before those of the terms. */
  private final int base;

  ChartWalk(Evaluator raw, CompositeChart chart, Point limit, List<LimitTerm.Near> template) {
    this.raw = raw;
    this.chart = chart;
    this.limit = limit;
    this.template = List.copyOf(template);
    this.base = chart.offset(0);
  }

  /**
   * The network at the end of a walk.
   *
   * @param limit point of the chart near which it begins
   * @param where each term's units are at its begin
   * @return null when the walk does not lower the loss
   */
  static Point from(
      Evaluator raw,
      CompositeChart chart,
      Point limit,
      List<LimitTerm.Near> where,
      SearchBudget budget) {
    ChartWalk walk = new ChartWalk(raw, chart, limit, where);
    Point begin = walk.begin();
    SearchResult end = budget.walk(walk, begin);
    return end.value() < end.startValue() ? walk.network(end.point()) : null;
  }

  /** Its coordinates. */
  Point begin() {
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < base; i++) {
      y.add(limit.values()[i]);
    }

    for (int t = 0; t < template.size(); t++) {
      LimitTerm.Near near = template.get(t);
      for (int i : chart.terms().get(t).movable(near)) {
        y.add(near.phi()[i]);
      }

      y.add(near.distance());
    }

    return Point.of(y.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private Point network(Point y) {
    return network(y.values());
  }

  private Point network(double[] y) {
    double[] x = limit.values().clone();
    System.arraycopy(y, 0, x, 0, base);
    List<LimitTerm.Near> where = new ArrayList<>();
    int at = base;
    for (int t = 0; t < template.size(); t++) {
      LimitTerm.Near near = template.get(t);
      double[] phi = near.phi().clone();
      for (int i : chart.terms().get(t).movable(near)) {
        phi[i] = y[at++];
      }

      where.add(new LimitTerm.Near(phi, y[at++]));
    }

    return chart.network(limit.with(x), where);
  }

  @Override
  public Objective objective() {
    return raw.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    double[] y = question.point().values();
    Point network = network(y);
    if (question.kind() == Question.Kind.VALUE) {
      return new Answer(raw.evaluate(Question.value(network)).value(), null, null, null, null);
    }

    if (question.kind() != Question.Kind.GRADIENT) {
      throw new UnsupportedOperationException("a walk has no second derivatives");
    }

    Answer answer = raw.evaluate(Question.gradient(network));
    double[] g = answer.gradient().values();
    double[] slopes = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double step = STEP * Math.max(Math.abs(y[i]), distance(i) ? 0 : SMALL);
      double[][] at = new double[4][];
      for (int k = 0; k < 4; k++) {
        at[k] = network(with(y, i, y[i] + OFFSETS[k] * step)).values();
      }

      double sum = 0;
      for (int j = 0; j < g.length; j++) {
        // Differences of the fourth order: large outgoing weights cancel in the sum over j.
        double slope = (8 * (at[2][j] - at[1][j]) - (at[3][j] - at[0][j])) / (12 * step);
        sum = Math.fma(g[j], slope, sum);
      }

      slopes[i] = sum;
    }

    return new Answer(answer.value(), new DenseVector(slopes), null, null, null);
  }

  private static double[] with(double[] y, int i, double value) {
    double[] other = y.clone();
    other[i] = value;
    return other;
  }

  /** Whether a coordinate is a term's distance, which must not change its sign. */
  private boolean distance(int coordinate) {
    int at = base;
    for (int t = 0; t < template.size(); t++) {
      at += chart.terms().get(t).movable(template.get(t)).length;
      if (coordinate == at++) {
        return true;
      }
    }

    return false;
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    return questions.stream().map(this::evaluate).toList();
  }

  @Override
  public Inspection inspect(Point point) {
    return raw.inspect(network(point));
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return raw.chartOrigins(rawAugmentation);
  }
}
