package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.DingLiSun;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/** Added neurons at infinity beside hidden units that go there too, and on the floor. */
class CompositeNeuronTest {
  /** The eight points of a tanh network with a known bad minimum (after Ding, Li and Sun 2019). */
  private static final double[][] X = PlainRows.column(DingLiSun.inputs());

  private static final double[][] Y = PlainRows.column(DingLiSun.targets());

  private static final double[][] XOR = {{-1, -1}, {-1, 1}, {1, -1}, {1, 1}};
  private static final double[][] LABELS = {{-1}, {1}, {1}, {-1}};

  private static Problem regression() {
    Architecture network =
        new Architecture(
            1,
            List.of(2),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            false,
            false);
    return new Problem(X, Y, Task.REGRESSION, network, "squared", 0).augmented("output-neuron");
  }

  private static Problem xor(int units) {
    return new Problem(
            XOR,
            LABELS,
            Task.BINARY,
            Problem.network(2, List.of(units), 1, "tanh", true),
            "polynomial-hinge",
            0)
        .augmented("output-neuron");
  }

  private static List<Endpoint> ends(Problem problem, int restarts) {
    Objective objective = problem.evaluator().objective();
    int added = objective.dimension() - objective.thetaDimension();
    List<Endpoint> ends = new ArrayList<>();
    for (int r = 0; r < restarts; r++) {
      RandomStream stream = RandomStream.of(3, "start", r);
      double[] theta = new double[objective.thetaDimension()];
      for (int i = 0; i < theta.length; i++) {
        theta[i] = stream.nextGaussian();
      }

      double[] raw = new double[added];
      for (int i = 0; i < added; i++) {
        raw[i] = stream.nextGaussian() / 2;
      }

      ends.add(problem.end(theta, raw));
    }

    return ends;
  }

  private static Point point(Problem problem, Endpoint end) {
    double[] raw = end.augmentation();
    return problem
        .evaluator()
        .objective()
        .point(end.theta(), raw, problem.evaluator().chartOrigins(raw));
  }

  private static double value(LocalEvaluator evaluator, Point point) {
    return evaluator.evaluate(Question.value(point)).value();
  }

  /**
   * No search from near a minimum at infinity may end below its limit: what grows there is taken
   * back to where the loss is above the limit by some 1e-7, and moved a little.
   */
  @Test
  void searchesNearACompositeLimitStayAboveIt() {
    Problem problem = regression();
    List<Endpoint> certified =
        ends(problem, 60).stream()
            .filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY)
            .toList();
    TreeSet<String> kinds = new TreeSet<>();
    certified.forEach(e -> kinds.add(e.infinityKind()));

    assertThat(kinds).contains("saturated-units+special-neuron", "saturated-units+spike", "spike");
    LocalEvaluator evaluator = problem.evaluator();
    int near = 0;
    for (Endpoint end : certified) {
      double limit = end.limitLoss().orElseThrow();
      assertThat(value(evaluator, point(problem, end))).isGreaterThanOrEqualTo(limit - 1e-13);
      for (int k = 0; k < 4; k++) {
        Point back = back(problem, end, limit, k);
        SearchResult low = searched(evaluator, back);
        double above = value(evaluator, back) - limit;
        assertThat(above).isGreaterThan(1e-9);
        assertThat(low.value()).as(end.evidence()).isGreaterThan(limit - 1e-12);
        // Units that merge stand 1e-7 apart: what is moved by 1e-5 is in another valley.
        if (above < 1e-3) {
          near++;
          assertThat(low.value()).as(end.evidence()).isLessThan(limit + 1e-10);
        }
      }
    }

    assertThat(near).isGreaterThan(2 * certified.size());
  }

  private static Point back(Problem problem, Endpoint end, double limit, int k) {
    Point best = null;
    for (double share = 1; share > 0.01; share *= 0.95) {
      double[] theta = end.theta();
      double[] raw = end.augmentation();
      for (double index : end.runaway()) {
        int i = (int) index;
        if (i < theta.length) {
          theta[i] *= share;
        }
      }

      RandomStream stream = RandomStream.of(8, "moved", k);
      for (int i = 0; i < theta.length; i++) {
        theta[i] *= 1 + 1e-5 * stream.nextGaussian();
      }

      double shift = raw[raw.length - 1] * (1 - share);
      raw[raw.length - 1] -= shift;
      raw[0] *= StrictMath.exp(shift);
      Point there =
          problem.evaluator().objective().point(theta, raw, problem.evaluator().chartOrigins(raw));
      if (value(problem.evaluator(), there) > limit + 1e-7) {
        return best == null ? there : best;
      }

      best = there;
    }

    return best;
  }

  private static SearchResult searched(LocalEvaluator evaluator, Point from) {
    Objective objective = evaluator.objective();
    return Searches.drive(
        Searches.create(
            "lbfgs",
            from,
            new SearchLimits(1e-11, 5000),
            0.1,
            objective::moveOrigin,
            (k, value, gradient, point) -> {}),
        evaluator);
  }

  @Test
  void onTheFloorALargerBiasLowersTheLossForEver() {
    Problem problem = xor(2);
    List<Endpoint> ground =
        ends(problem, 40).stream()
            .filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY)
            .filter(e -> e.limitLoss().orElseThrow() == 0)
            .toList();
    assertThat(ground).isNotEmpty();
    for (Endpoint end : ground) {
      assertThat(end.infinityKind()).isEqualTo("special-neuron");
      assertThat(end.evidence()).contains("on the floor", "no path along the floor to a = 0");
      assertThat(end.limitOutputs()).isEmpty();
      assertThat(end.contribution().orElseThrow()).isPositive();
      assertThat(end.runaway()).containsExactly(end.theta().length + 3);
      double[] raw = end.augmentation();
      double last = end.loss();
      for (int step = 0; step < 3; step++) {
        // a e^b is kept: the rows see no change, the regulariser falls by e^2.
        raw[0] /= StrictMath.E;
        raw[3] += 1;
        double[] origins = problem.evaluator().chartOrigins(raw);
        Objective objective = problem.evaluator().objective();
        double now = value(problem.evaluator(), objective.point(end.theta(), raw, origins));
        assertThat(now).isLessThan(last * 0.14).isPositive();
        last = now;
      }
    }
  }

  @Test
  void whatTheNetworkCanDoAloneSlidesAlongTheFloorAndWhatItCannotDoesNot() {
    // Two units fit the rows, one does not; with the neuron both do, and the loss is 0.
    Endpoint fit =
        ends(xor(2), 40).stream().filter(e -> e.endpointClass().isMinimum()).findFirst().get();
    double[] theta = fit.theta();
    for (int i = 6; i < 9; i++) {
      // Twice the margin leaves room for the neuron.
      theta[i] *= 2;
    }

    SearchResult network = slid(xor(2), theta, new double[] {0.3, 0.2, -0.1});
    assertThat(network.value()).isLessThan(1e-9);

    Endpoint without =
        ends(xor(1), 40).stream().filter(e -> e.limitLoss().orElse(1) == 0).findFirst().get();
    double[] raw = without.augmentation();
    double[] limit = {raw[0] * StrictMath.exp(raw[3]), raw[1], raw[2]};
    assertThat(slid(xor(1), without.theta(), limit)).isNull();
  }

  /**
   * @param raw amplitude and weights of the neuron that is switched off
   * @return the network at the end of the slide; null where there is no way
   */
  private static SearchResult slid(Problem problem, double[] theta, double[] raw) {
    LocalEvaluator augmented = problem.evaluator();
    Objective base = augmented.objective().base();
    LocalEvaluator limit =
        problem.on(base.augmented(Augmentations.named("output-neuron-limit", 1)));
    Point start = limit.objective().point(theta, raw, limit.chartOrigins(raw));
    double loss = value(limit, start);
    assertThat(loss).isLessThan(1e-12);
    return new Slide(augmented, problem.on(base), 1e-10)
        .alongFloor(
            limit,
            start,
            loss,
            new SearchBudget(
                new RestartSettings("auto", 1e-10, 5000, 0.1, false), StepListener.NONE));
  }
}
