package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * An objective on the points whose hidden units are 0 on chosen inputs, M = {theta: z_k = 0 for the
 * pinned k}, in the coordinates of a {@link KinkChart}.
 *
 * <p>On M the loss is as smooth as the units are elsewhere: whatever slope a unit is given on a
 * pinned input, it multiplies a direction across M, and falls out of gradient and Hessian along M.
 */
final class KinkManifold implements Evaluator {
  private final Evaluator full;
  private final Point template;
  private final KinkChart chart;
  private final boolean nested;
  private final List<Kink> given;
  private final boolean[] held;

  /**
   * @param template what is not a parameter is taken from this point; the chart's base is where it
   *     comes to on M
   */
  KinkManifold(Evaluator full, Point template, List<Kink> pins) {
    this(full, template, pins, new boolean[template.dimension()]);
  }

  /**
   * @param held parameters that are held at 0
   */
  KinkManifold(Evaluator full, Point template, List<Kink> pins, boolean[] held) {
    this.full = full;
    this.template = template;
    this.given = List.copyOf(pins);
    this.held = held.clone();
    this.chart = new KinkChart(full.objective().architecture(), template.values(), pins, held);
    this.nested = chart.rows().values().stream().anyMatch(KinkRow::nested);
  }

  KinkChart chart() {
    return chart;
  }

  /** Pinned units that are not 0 at a point: they were to follow others, but do not there. */
  List<Kink> offKinks(Point x) {
    Map<Long, KinkRow> rows = new HashMap<>();
    List<Kink> off = new ArrayList<>();
    for (Kink pin : chart.pinned().all()) {
      KinkRow row =
          rows.computeIfAbsent(
              pin.row(), r -> new KinkRow(objective().architecture(), x.dimension(), pin.input()));
      double z = row.forwardAt(x.values()).preActivation(pin.layer(), pin.unit());
      // Written so that NaN is off.
      if (!(Math.abs(z) <= CriticalPoints.ON_KINK * pin.range())) {
        off.add(pin);
      }
    }

    return off;
  }

  /** Whether the same pins lead and follow at a point as at the base of the chart. */
  boolean alikeAt(Point x) {
    return chart.pinned().same(new KinkUnits(objective().architecture(), x.values(), given, held));
  }

  /** Number of coordinates. */
  int dimension() {
    return chart.dimension();
  }

  /** Whether the pinned inputs of every unit are independent. */
  boolean independent() {
    return chart.pinned().independent();
  }

  /** Whether all incoming weights of a unit are held at 0. */
  boolean asleep(Kink kink) {
    return chart.pinned().asleep(kink);
  }

  /** Coordinates of a point on M, or of where it comes to there. */
  Point project(Point point) {
    return Point.of(chart.restricted(point.values()));
  }

  /** The point of M with these coordinates. */
  Point embed(Point u) {
    return template.with(chart.embed(u.values()));
  }

  /** Per parameter what errors of the coordinates of a point may amount to. */
  double[] spreadErrors(Point u, double[] errors) {
    return tangent(embed(u)).liftedSizes(errors);
  }

  @Override
  public Objective objective() {
    return full.objective();
  }

  @Override
  public Answer evaluate(Question question) {
    return evaluateAll(List.of(question)).get(0);
  }

  @Override
  public List<Answer> evaluateAll(List<Question> questions) {
    List<Question> lifted = new ArrayList<>();
    List<KinkTangent> tangents = new ArrayList<>();
    for (Question q : questions) {
      Point at = embed(q.point());
      KinkTangent tangent = q.kind() == Question.Kind.VALUE ? null : tangent(at);
      tangents.add(tangent);
      DenseVector direction =
          q.direction() == null ? null : new DenseVector(tangent.lifted(q.direction().values()));
      lifted.add(new Question(q.kind(), at, direction));
    }

    List<Answer> answers = full.evaluateAll(lifted);
    List<Answer> restricted = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      restricted.add(restrict(answers.get(i), lifted.get(i), tangents.get(i)));
    }

    return restricted;
  }

  private static Answer restrict(Answer a, Question lifted, KinkTangent tangent) {
    if (tangent == null) {
      return new Answer(a.value(), null, null, null, null);
    }

    double[] gradient = a.gradient().values();
    DenseVector product = null;
    if (a.hessianVector() != null) {
      double[] v = a.hessianVector().values().clone();
      tangent.addCurvature(tangent.multipliers(gradient), lifted.direction().values(), v);
      product = new DenseVector(tangent.restricted(v));
    }

    return new Answer(
        a.value(),
        new DenseVector(tangent.restricted(gradient)),
        product,
        a.hessian() == null ? null : tangent.restricted(a.hessian(), gradient),
        null);
  }

  /** The gradient's parts across M are large; their rounding stays when they fall out. */
  @Override
  public Inspection inspect(Point u) {
    Point at = embed(u);
    Inspection seen = full.inspect(at);
    double[] gradient = full.evaluate(Question.gradient(at)).gradient().values();
    return seen.withGradientRounding(tangent(at).rounding(seen.gradientRounding(), gradient));
  }

  @Override
  public double[] chartOrigins(double[] rawAugmentation) {
    return full.chartOrigins(rawAugmentation);
  }

  /**
   * With a unit pinned behind another one the slope of the first is in the gradient of the second:
   * it must be the slope that rounding gave it in the pass that makes gradients.
   */
  private KinkTangent tangent(Point at) {
    Map<Long, KinkRow> rows = chart.rows();
    if (nested) {
      rows.values().forEach(row -> row.takeSides(at.values()));
    }

    rows.values().forEach(row -> row.forwardAt(at.values()));
    return new KinkTangent(chart, rows);
  }
}
