package org.minimacensus.study.pictures;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.SymmetricCopies;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.study.TraceStep;

/**
 * Four rows with orthogonal columns, on which the loss of a linear model is a quadratic whose
 * coefficients are known: mean squares of the inputs 4 and 1, of the constant 1; weight decay 1/4;
 * targets 3 x1 - 2 x2 + 1/2.
 */
record LandscapeFixture(Evaluator evaluator, SymmetricCopies copies, List<String> notes) {
  static final double[][] X = {{2, 1}, {2, -1}, {-2, 1}, {-2, -1}};
  static final double[] CURVATURES = {4.25, 1.25, 1.25};
  static final double[] LOWEST = {12 / 4.25, -2 / 1.25, 0.5 / 1.25};

  static LandscapeFixture linear() {
    return of(List.of(), "identity", 0.25);
  }

  static LandscapeFixture of(List<Integer> hidden, String activation, double l2) {
    Architecture network =
        new Architecture(
            2,
            hidden,
            1,
            Activations.named(activation, 0.1),
            Activations.named("identity", 0),
            true,
            true,
            false);
    Objective objective = Objective.plain(network, Losses.named("squared", 3), Reduction.MEAN, l2);
    double[][] y = new double[X.length][1];
    for (int i = 0; i < y.length; i++) {
      y[i][0] = 3 * X[i][0] - 2 * X[i][1] + 0.5;
    }

    DataDescription description =
        PlainRows.of(Task.REGRESSION, X.length, 2, 1).digest("ab".repeat(32)).description();
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(
            network,
            l2 > 0 ? NetworkSymmetry.Penalty.WEIGHT_DECAY : NetworkSymmetry.Penalty.NONE,
            NetworkSymmetry.OutputInvariance.NONE);
    return new LandscapeFixture(
        new LocalEvaluator(objective, DatasetBuilder.dataset(X, y, description, 1)),
        new SymmetricCopies(symmetry, objective),
        new ArrayList<>());
  }

  /** The loss of the linear model by its formula. */
  static double quadratic(double[] theta) {
    double loss = 0.5 * 40.25;
    double[] slope = {12, -2, 0.5};
    for (int i = 0; i < 3; i++) {
      loss += 0.5 * CURVATURES[i] * theta[i] * theta[i] - slope[i] * theta[i];
    }

    return loss;
  }

  double loss(double... theta) {
    return evaluator.evaluate(Question.value(Point.of(theta))).value();
  }

  /** A minimum by name, wherever it is. */
  Minimum minimum(int id, long hits, double... theta) {
    Endpoint endpoint =
        Endpoint.builder()
            .objective("plain")
            .restart(id)
            .loss(loss(theta))
            .endpointClass(EndpointClass.STRICT_MINIMUM)
            .theta(theta)
            .augmentation(new double[0])
            .build();
    return new Minimum(
        id,
        endpoint,
        EndpointClass.STRICT_MINIMUM,
        0,
        hits,
        BigInteger.ZERO,
        BigInteger.ZERO,
        id > 0);
  }

  static TraceStep step(long restart, int iteration, double... theta) {
    return new TraceStep("plain", restart, 0, iteration, 1, 1, 1, theta, new double[0]);
  }

  LandscapeCosts costs(long rows) {
    return new LandscapeCosts(rows, evaluator.objective().dimension());
  }

  Slices slices(long rows) {
    return new Slices(evaluator, copies, 1e-9, costs(rows), notes);
  }
}
