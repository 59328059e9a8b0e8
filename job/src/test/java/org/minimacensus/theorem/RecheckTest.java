package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PreciseObjective;
import org.minimacensus.objective.Reduction;

/** Counter-examples that stand because they are ones, and others. */
class RecheckTest {
  private static final Seen SEEN = new Seen(1, 0, 0, "plain", -1, -1, "");

  /** Targets whose best affine fit is 0, and whose mean square with x^2 is not. */
  private static final double[][] X = {{-2}, {-1}, {0}, {1}, {2}};

  private static final double[][] Y = {{2}, {-1}, {-2}, {-1}, {2}};

  private static Architecture network(String activation, Integer... hidden) {
    return new Architecture(
        1,
        List.of(hidden),
        1,
        Activations.named(activation, 0),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  /** What comes of a point that is said to be a minimum of a claim's objective. */
  private record Case(Objective plain, Dataset data, Objective objective) {
    static Case of(Architecture network, String loss, String name, int degree) {
      Task task = loss.equals("squared") ? Task.REGRESSION : Task.BINARY;
      Objective plain = Objective.plain(network, Losses.named(loss, 3), Reduction.SUM, 0);
      return new Case(
          plain,
          PlainRows.set(X, Y, task),
          plain.augmented(Augmentations.named(name, 0.1, degree)));
    }

    Point point(double[] theta, double... neurons) {
      double[] origins = new LocalEvaluator(objective, data).chartOrigins(neurons);
      return objective.point(theta, neurons, origins);
    }

    Endpoint said(EndpointClass end, Point at) {
      Inspection seen = new LocalEvaluator(objective, data).inspect(at);
      double[] chart = Arrays.copyOfRange(at.values(), objective.thetaDimension(), at.dimension());
      int added = chart.length;
      chart = Arrays.copyOf(chart, added + at.origin().length);
      System.arraycopy(at.origin(), 0, chart, added, at.origin().length);
      return Endpoint.builder()
          .objective(objective.name())
          .endpointClass(end)
          .loss(seen.value())
          .baseLoss(seen.baseLoss())
          .contribution(seen.contribution())
          .misclassified(seen.misclassified())
          .theta(objective.theta(at))
          .augmentationChart(chart)
          .build();
    }

    Judge.Review review(Endpoint e) {
      return review(e, TrainingFacts.of(data));
    }

    Judge.Review review(Endpoint e, TrainingFacts facts) {
      FunctionSpaceFloor floor = FunctionSpaceFloor.of(data, plain.loss(), plain.reduction());
      Setting setting =
          new Setting(
              data.description(), List.of(plain, objective), floor, floor.value(), null, 1e-9);
      Claim claim =
          Claims.all().stream()
              .filter(c -> c.objective().equals(objective.name()))
              .findFirst()
              .orElseThrow();
      return new Recheck(setting, SEEN, facts).review(claim, e);
    }

    Judge.Review review(Point at) {
      return review(said(EndpointClass.DEGENERATE_MINIMUM, at));
    }
  }

  /**
   * Monomials of degree 1 add affine functions, which the best affine fit does not need: it stays a
   * minimum, of loss 7. Squares see the residuals.
   */
  @ParameterizedTest
  @CsvSource({"1, 0.5, true", "1, 0, true", "2, 0.5, false", "2, 0, false"})
  void aMonomialOfLowDegreeKeepsTheBadMinimumAndOneOfHigherDegreeDoesNot(
      int degree, double w, boolean stands) {
    Case c = Case.of(network("tanh"), "squared", "monomial-neuron", degree);
    Judge.Review again = c.review(c.point(new double[] {0, 0}, 0, w, w / 2));
    assertThat(again.stands()).as(again.evidence()).isEqualTo(stands);
    assertThat(again.evidence())
        .contains("the conclusion still fails (7.0)")
        .contains(stands ? "no descent was found from 12 points" : "a descent by ");
  }

  /** The last of the rows is at 2, so that the neuron is on there from a bias of -2 w on. */
  @ParameterizedTest
  @CsvSource({"-2.5, true", "-2.0000001, true", "-1.9999999, false", "0, false"})
  void aReluNeuronStandsOnlyWhileItIsDeadAllAround(double bias, boolean stands) {
    Case c = Case.of(network("tanh"), "squared", "relu-neuron", 1);
    Judge.Review again = c.review(c.point(new double[] {0, 0}, 0, 1, bias));
    assertThat(again.stands()).as(again.evidence()).isEqualTo(stands);
  }

  /** On the kink a move to one side kills it and one to the other wakes it up. */
  @Test
  void aReluNeuronOnItsKinkIsLeftToOneSide() {
    Case c = Case.of(network("tanh"), "squared", "relu-neuron", 1);
    Judge.Review again = c.review(c.point(new double[] {0, 0}, 0, 1, -2));
    assertThat(again.stands()).as(again.evidence()).isFalse();
  }

  /** A relu network that is silent on all rows, but for its output bias. */
  @Test
  void aDeadReluNetworkWithADeadNeuronStands() {
    Case c = Case.of(network("relu", 2), "squared", "relu-neuron", 1);
    double[] dead = {1, -1, -5, -4, 0.7, 0.3, 0};
    Judge.Review again = c.review(c.point(dead, 0, 1, -6));
    assertThat(again.stands()).as(again.evidence()).isTrue();
    Case other = Case.of(network("relu", 2), "squared", "output-neuron", 1);
    assertThat(other.review(other.point(dead, 0, 1, -6)).stands()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"degenerate-minimum", "at-kink"})
  void anExponentialNeuronLeavesItAlsoOnKinks(String what) {
    Case c = Case.of(network("relu", 1), "squared", "output-neuron", 1);
    Endpoint e =
        c.said(EndpointClass.DEGENERATE_MINIMUM, c.point(new double[] {1, -2, 0.5, 0}, 0, 0.4, 0));
    Judge.Review again = c.review(e.toBuilder().detail(what).build());
    assertThat(again.stands()).as(again.evidence()).isFalse();
    assertThat(again.evidence()).contains("a descent by ");
  }

  /** Where all hidden units are constant only a chain of special neurons sees the inputs. */
  @Test
  void theChainOfSpecialNeuronsIsFollowed() {
    Case c = Case.of(network("tanh", 2, 2), "squared", "layer-neurons", 1);
    double[] silent = new double[c.objective().thetaDimension()];
    double[] neurons = new double[c.objective().dimension() - silent.length];
    neurons[0] = 0.4;
    Judge.Review again =
        c.review(c.objective().point(silent, neurons, new double[c.objective().originDimension()]));
    assertThat(again.stands()).as(again.evidence()).isFalse();
    assertThat(again.evidence()).contains("weights of silent neurons moved by at most");
  }

  @Test
  void aLossThatIsScaledIsNoMinimumWhereItIsNotZero() {
    Case c = Case.of(network("tanh"), "squared", "loss-scaling", 1);
    for (double[] neuron : new double[][] {{0, 0}, {0, -30}, {1e-9, 20}}) {
      double[] phi = {neuron[0] * StrictMath.exp(neuron[1]), neuron[1]};
      double[] x = {0, 0, phi[0], phi[1]};
      Point at = new Point(new DenseVector(x), new double[c.objective().originDimension()]);
      Judge.Review again = c.review(at);
      assertThat(again.stands()).as(again.evidence()).isFalse();
      assertThat(again.evidence()).contains("it is no local minimum: a descent by ");
    }
  }

  @Test
  void moreRowsThanAreAtHandAreLeftUndecided() {
    Case c = Case.of(network("tanh"), "squared", "relu-neuron", 1);
    Endpoint e = c.said(EndpointClass.DEGENERATE_MINIMUM, c.point(new double[] {0, 0}, 0, 1, -2.5));
    assertThat(c.review(e).stands()).isTrue();
    double[][] x = new double[TrainingFacts.SAMPLE_ROWS + 1][1];
    Dataset large = PlainRows.set(x, x, Task.REGRESSION);
    Judge.Review again = c.review(e, TrainingFacts.of(large));
    assertThat(again.stands()).isFalse();
    assertThat(again.evidence())
        .isEqualTo(
            "not looked at again in higher precision, which is done for at most 4096 rows; the"
                + " training set has 4097");
  }

  @Test
  void anEndpointWithoutItsPointDoesNotStand() {
    Case c = Case.of(network("tanh"), "squared", "relu-neuron", 1);
    Endpoint e = c.said(EndpointClass.DEGENERATE_MINIMUM, c.point(new double[] {0, 0}, 0, 1, -2.5));
    Judge.Review again = c.review(e.toBuilder().augmentationChart(new double[1]).build());
    assertThat(again.stands()).isFalse();
    assertThat(again.evidence()).contains("holds no point of relu-neuron");
  }

  /** From a little away to the minimum near by, in a few steps. */
  @Test
  void polishingReachesTheDigitsOfDoubleDouble() {
    Objective plain =
        Objective.plain(network("tanh", 1), Losses.named("squared", 3), Reduction.SUM, 0);
    double[] teacher = {1, 0.3, 1.2, -0.2};
    double[][] x = {{-2}, {-1.3}, {-0.6}, {0}, {0.4}, {1}, {1.7}, {2.2}, {3}};
    double[][] y = new double[x.length][1];
    for (int i = 0; i < y.length; i++) {
      double unit = StrictMath.tanh(teacher[0] * x[i][0] + teacher[1]);
      y[i][0] = teacher[2] * unit + teacher[3] + (i % 2 == 0 ? 0.1 : -0.1);
    }

    Dataset data = PlainRows.set(x, y, Task.REGRESSION);
    PreciseObjective precise = PreciseObjective.of(plain, data);
    double[] start = teacher.clone();
    start[0] += 1e-3;
    PrecisePolish.Polished at =
        new PrecisePolish(precise, new LocalEvaluator(plain, data), new int[] {0, 1, 2, 3})
            .from(Point.of(start));
    assertThat(at.critical()).as("%s after %d steps", at.gradientNorm, at.steps).isTrue();
    assertThat(at.gradientNorm).isLessThan(1e-24);
    assertThat(at.steps).isLessThan(12);
    assertThat(at.leastEigenvalue).isGreaterThan(at.bound);
    assertThat(at.decrement).isLessThan(1e-40);
    assertThat(at.value.high()).isLessThan(precise.value(exact(teacher), new double[0]).high());
  }

  private static DoubleDouble[] exact(double[] x) {
    return Arrays.stream(x).mapToObj(DoubleDouble::of).toArray(DoubleDouble[]::new);
  }

  /**
   * Between a hill and a valley a Newton step goes up to the hill, or far; a guarded one goes
   * nowhere but down, by short steps.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.4, 0.8, 1.2, 2.5, 4})
  void polishingNeverGoesUpNorFar(double w) {
    Architecture unit =
        new Architecture(
            1,
            List.of(1),
            1,
            Activations.named("sin", 0),
            Activations.named("identity", 0),
            false,
            false,
            false);
    Objective plain = Objective.plain(unit, Losses.named("squared", 3), Reduction.SUM, 0);
    Dataset data =
        PlainRows.set(new double[][] {{1}, {2}}, new double[][] {{0.9}, {0.2}}, Task.REGRESSION);
    PreciseObjective precise = PreciseObjective.of(plain, data);
    // The amplitude is held at 1: one dimension with many hills.
    PrecisePolish.Polished at =
        new PrecisePolish(precise, new LocalEvaluator(plain, data), new int[] {0})
            .from(Point.of(new double[] {w, 1}));
    double before = precise.value(exact(new double[] {w, 1}), new double[0]).high();
    assertThat(at.value.high()).isLessThanOrEqualTo(before);
    assertThat(Math.abs(at.x[0].high() - w))
        .isLessThanOrEqualTo(24 * 0.01 * (1 + Math.max(1, w) + 0.3));
    assertThat(at.x[1].high()).isEqualTo(1);
    // A hill is critical, too, but not from beside it.
    assertThat(at.critical() && at.leastEigenvalue < 0).isFalse();
  }
}
