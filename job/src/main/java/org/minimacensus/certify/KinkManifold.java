package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * An objective on the points whose hidden units are 0 on chosen inputs: M = {theta: w_j . x~_i = 0
 * for the pinned (j, i)}, a linear subspace for networks with one hidden layer. Its points u have
 * coordinates in an orthonormal basis Z of M, theta = Z u.
 *
 * <p>On M the loss is as smooth as the units are elsewhere: whatever slope a unit is given on a
 * pinned input, it multiplies a direction across M, and falls out of Z^T g and Z^T H Z.
 */
final class KinkManifold implements Evaluator {
  private static final double EPS = 0x1p-52;

  private final Evaluator full;
  private final Point template;
  private final ParameterLayout layout;
  private final boolean bias;

  /** By unit. */
  private final Map<Integer, PinnedUnit> blocks = new TreeMap<>();

  /** Parameters of units that are not pinned, and all others, that are coordinates as they are. */
  private final int[] free;

  private final int dimension;
  private final boolean independent;

  /**
   * @param places of the unit's incoming weights among the parameters
   */
  private record PinnedUnit(int[] places, PinnedRows rows) {
    List<double[]> along() {
      return rows.along();
    }
  }

  /**
   * @param template what is not a parameter is taken from this point
   * @param pins by unit
   */
  KinkManifold(Evaluator full, Point template, List<Kink> pins) {
    this.full = full;
    this.template = template;
    this.layout = full.objective().architecture().layout();
    this.bias = full.objective().architecture().bias();
    Map<Integer, List<double[]>> rows = new TreeMap<>();
    for (Kink pin : pins) {
      rows.computeIfAbsent(pin.unit(), u -> new ArrayList<>()).add(incoming(pin));
    }

    boolean[] taken = new boolean[template.dimension()];
    boolean all = true;
    int coordinates = 0;
    for (Map.Entry<Integer, List<double[]>> unit : rows.entrySet()) {
      PinnedUnit block =
          new PinnedUnit(
              BalancedUnits.incoming(layout, unit.getKey()), PinnedRows.of(unit.getValue()));
      all &= block.rows.independent();
      blocks.put(unit.getKey(), block);
      coordinates += block.along().size();
      for (int place : block.places) {
        taken[place] = true;
      }
    }

    int[] left = new int[template.dimension()];
    int count = 0;
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        left[count++] = i;
      }
    }

    this.free = Arrays.copyOf(left, count);
    this.dimension = count + coordinates;
    this.independent = all;
  }

  /** The input as the incoming weights see it, a 1 for the bias last. */
  private double[] incoming(Kink pin) {
    double[] row = Arrays.copyOf(pin.input(), pin.input().length + (bias ? 1 : 0));
    if (bias) {
      row[row.length - 1] = 1;
    }

    return row;
  }

  /** Whether the pinned inputs of every unit are independent. */
  boolean independent() {
    return independent;
  }

  /** Coordinates of a point's projection onto M. */
  Point project(Point point) {
    return Point.of(restricted(point.values()));
  }

  /** The point of M with these coordinates. */
  Point embed(Point u) {
    return template.with(spread(u.values(), false));
  }

  /** Per parameter what errors of the coordinates may amount to. */
  double[] spreadErrors(double[] errors) {
    return spread(errors, true);
  }

  /**
   * The change of the parameters that moves one unit on one of its pinned inputs by 1, and on the
   * others not at all.
   *
   * @param index of the pinned input among those of the unit, as given
   */
  double[] move(int unit, int index) {
    double[] v = new double[template.dimension()];
    PinnedUnit block = blocks.get(unit);
    for (int j = 0; j < block.places.length; j++) {
      v[block.places[j]] = block.rows.moves().get(index)[j];
    }

    return v;
  }

  /** Z^T v. */
  private double[] restricted(double[] v) {
    double[] u = new double[dimension];
    int at = 0;
    for (int i : free) {
      u[at++] = v[i];
    }

    for (PinnedUnit block : blocks.values()) {
      for (double[] b : block.along()) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
          sum += b[j] * v[block.places[j]];
        }

        u[at++] = sum;
      }
    }

    return u;
  }

  /** Z u, or |Z| u. */
  private double[] spread(double[] u, boolean absolute) {
    double[] v = new double[template.dimension()];
    int at = 0;
    for (int i : free) {
      v[i] = u[at++];
    }

    for (PinnedUnit block : blocks.values()) {
      for (double[] b : block.along()) {
        for (int j = 0; j < b.length; j++) {
          v[block.places[j]] += (absolute ? Math.abs(b[j]) : b[j]) * u[at];
        }

        at++;
      }
    }

    return v;
  }

  @Override
  public Objective objective() {
    return full.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    return restrict(full.evaluate(lift(question)));
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    List<Question> lifted = new ArrayList<>();
    for (Question q : questions) {
      lifted.add(lift(q));
    }

    List<Answer> answers = new ArrayList<>();
    for (Answer a : full.evaluateAll(lifted)) {
      answers.add(restrict(a));
    }

    return answers;
  }

  /** The gradient's parts across M are large; their rounding stays when they fall out. */
  @Override
  public Inspection inspect(Point u) {
    Point at = embed(u);
    Inspection seen = full.inspect(at);
    double[] gradient = full.evaluate(Question.gradient(at)).gradient().values();
    double[] rounding = seen.gradientRounding().clone();
    for (PinnedUnit block : blocks.values()) {
      for (int place : block.places) {
        rounding[place] += block.places.length * EPS * Math.abs(gradient[place]);
      }
    }

    double[] restricted = new double[dimension];
    int at0 = 0;
    for (int i : free) {
      restricted[at0++] = rounding[i];
    }

    for (PinnedUnit block : blocks.values()) {
      for (double[] b : block.along()) {
        for (int j = 0; j < b.length; j++) {
          restricted[at0] += Math.abs(b[j]) * rounding[block.places[j]];
        }

        at0++;
      }
    }

    return seen.withGradientRounding(restricted);
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return full.chartOrigins(rawAugmentation);
  }

  private Question lift(Question q) {
    DenseVector direction =
        q.direction() == null ? null : new DenseVector(spread(q.direction().values(), false));
    return new Question(q.kind(), embed(q.point()), direction);
  }

  private Answer restrict(Answer a) {
    return new Answer(
        a.value(),
        restricted(a.gradient()),
        restricted(a.hessianVector()),
        block(a.hessian()),
        null);
  }

  private DenseVector restricted(DenseVector v) {
    return v == null ? null : new DenseVector(restricted(v.values()));
  }

  /** Z^T H Z. */
  private DenseMatrix block(DenseMatrix h) {
    if (h == null) {
      return null;
    }

    int p = h.numRows();
    double[][] half = new double[dimension][p];
    for (int j = 0; j < p; j++) {
      double[] column = restricted(Arrays.copyOfRange(h.values(), j * p, (j + 1) * p));
      for (int i = 0; i < dimension; i++) {
        half[i][j] = column[i];
      }
    }

    double[] values = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      System.arraycopy(restricted(half[i]), 0, values, i * dimension, dimension);
    }

    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (values[i * dimension + j] + values[j * dimension + i]) / 2;
        values[i * dimension + j] = mean;
        values[j * dimension + i] = mean;
      }
    }

    return new DenseMatrix(dimension, dimension, values);
  }
}
