package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.numeric.ErrorFunction;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/** Minima at infinity of two units, without biases, on one input. */
class MergingUnitsTest {
  private static final RestartSettings SETTINGS =
      new RestartSettings("auto", 1e-8, 5000, 0.1, false);

  private final TwoUnits erf = new TwoUnits(ErfProblem.inputs(), ErfProblem.targets(), "erf");

  private static Architecture network(String activation, boolean bias) {
    return new Architecture(
        1,
        List.of(2),
        1,
        Activations.named(activation, 0),
        Activations.named("identity", 0),
        bias,
        false,
        false);
  }

  /**
   * The example of Martinelli et al. 2025: two units without biases fit erf((5x + 2.5)/sqrt 2) +
   * erf((5x - 2.5)/sqrt 2) on quantiles of the normal distribution.
   */
  private static final class ErfProblem {
    private static final int ROWS = 161;

    /**
     * Local minima of c erf(w x) + u x erf'(w x) in (c, w, u), by an independent BFGS search in
     * another language from 200 starts: there are no others.
     */
    private static final double[] LIMITS = {3.866662707886655e-4, 0.021130343161086397};

    static double[][] inputs() {
      double[][] x = new double[ROWS][1];
      for (int i = 0; i < ROWS; i++) {
        x[i][0] = quantile((i + 0.5) / ROWS);
      }

      return x;
    }

    static double[][] targets() {
      double r = Math.sqrt(0.5);
      double[] theta = {5 * r, 5 * r, 2.5 * r, -2.5 * r, 1, 1};
      return new Network(network("erf", true)).outputs(theta, inputs());
    }

    private static double quantile(double p) {
      double low = -10;
      double high = 10;
      for (int k = 0; k < 100; k++) {
        double middle = (low + high) / 2;
        boolean below = (1 + ErrorFunction.erf(middle * Math.sqrt(0.5))) / 2 < p;
        low = below ? middle : low;
        high = below ? high : middle;
      }

      return low;
    }
  }

  /** A study of two units. */
  private static final class TwoUnits {
    private final Objective plain;
    private final Dataset data;
    private final LocalEvaluator evaluator;

    TwoUnits(double[][] x, double[][] y, String activation) {
      this.plain =
          Objective.plain(
              network(activation, false), Losses.named("squared", 3), Reduction.MEAN, 0);
      this.data = PlainRows.set(x, y, Task.REGRESSION);
      this.evaluator = new LocalEvaluator(plain, data);
    }

    private FunctionSpaceFloor floor() {
      return FunctionSpaceFloor.of(data, plain.loss(), Reduction.MEAN);
    }

    List<Endpoint> ends(int restarts) {
      RestartRunner runner =
          new RestartRunner(
              evaluator, evaluator, of -> new LocalEvaluator(of, data), floor(), SETTINGS);
      List<Endpoint> ends = new ArrayList<>();
      for (int k = 0; k < restarts; k++) {
        RandomStream stream = RandomStream.of(1, "start", k);
        double[] theta = new double[4];
        for (int i = 0; i < theta.length; i++) {
          theta[i] = (i < 2 ? 2 : 1) * stream.nextGaussian();
        }

        ends.add(runner.run(k, 7, Point.of(theta), StepListener.NONE));
      }

      return ends;
    }

    UnitLimits merging() {
      return new UnitLimits(evaluator, of -> new LocalEvaluator(of, data), floor(), SETTINGS);
    }

    /** A run whose units are close to w = 0.5. */
    Optional<UnitLimits.Outcome> merged(double c, double u) {
      double t = 1e-3;
      double[] theta = {0.5 + t * u, 0.5 - t * u, (c + 1 / t) / 2, (c - 1 / t) / 2};
      Verdict open = Verdict.of(Point.of(theta), EndpointClass.UNCONVERGED, "slow", "made up");
      return merging()
          .of(open, new SearchBudget(SETTINGS, StepListener.NONE), RandomStream.of(1, "c", 1));
    }
  }

  @Test
  void bothChannelsOfTheErfExampleAreCertifiedByTheirLimits() {
    List<Endpoint> channels =
        erf.ends(14).stream().filter(e -> e.endpointClass() == EndpointClass.AT_INFINITY).toList();

    TreeSet<Integer> found = new TreeSet<>();
    assertThat(channels)
        .allSatisfy(
            e -> {
              double limit = e.limitLoss().orElseThrow();
              int nearest =
                  Math.abs(limit - ErfProblem.LIMITS[0]) < Math.abs(limit - ErfProblem.LIMITS[1])
                      ? 0
                      : 1;
              found.add(nearest);
              assertThat(limit).isCloseTo(ErfProblem.LIMITS[nearest], within(1e-15));
              assertThat(e.infinityKind()).isEqualTo("merging-units");
              assertThat(e.evidence()).contains("strict minimum of the limit chart");
              // Of (w1, w2, v1, v2) the outgoing weights.
              assertThat(e.runaway()).containsExactly(2, 3);
              assertThat(e.loss()).as("approached from above").isGreaterThan(limit);
              assertThat(e.loss() - limit).isLessThan(1e-8);
            });
    assertThat(found).containsExactly(0, 1);
  }

  @Test
  void noRunInAChannelIsCalledAMinimum() {
    // The only finite minimum: one unit, split in two.
    assertThat(erf.ends(14))
        .filteredOn(e -> e.endpointClass().isMinimum())
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e.loss()).isCloseTo(0.02355800757304977, within(1e-14));
              assertThat(e.parameterNorm()).isLessThan(10);
            });
  }

  @Test
  void aLongerSearchInAChannelNeverGoesBelowItsLimit() {
    int channels = 0;
    for (Endpoint e : erf.ends(14)) {
      if (e.endpointClass() == EndpointClass.AT_INFINITY) {
        channels++;
        SearchResult longer =
            Searches.drive(
                Searches.create(
                    "lbfgs",
                    Point.of(e.theta()),
                    new SearchLimits(1e-13, 20_000),
                    0.1,
                    erf.plain::moveOrigin,
                    StepListener.NONE),
                erf.evaluator);
        assertThat(longer.value())
            .isGreaterThan(e.limitLoss().orElseThrow())
            .isLessThan(e.loss() + 1e-12);
      }
    }

    assertThat(channels).as("ends at infinity").isGreaterThanOrEqualTo(2);
  }

  /** Ten rows on which the first correction is negative. */
  private static TwoUnits bentAway() {
    RandomStream stream = RandomStream.of(4, "data", 1);
    double[][] x = new double[10][1];
    double[][] y = new double[10][1];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = Math.rint(20 * stream.nextGaussian()) / 10;
      y[i][0] = Math.rint(10 * stream.nextGaussian()) / 10;
    }

    return new TwoUnits(x, y, "tanh");
  }

  @Test
  void whereTheLossFallsAwayFromInfinityTheSearchGoesOn() {
    TwoUnits study = bentAway();
    UnitLimits.Outcome outcome = study.merged(1, 1).orElseThrow();

    assertThat(outcome.verdict().endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(outcome.verdict().evidence()).contains("first correction h = -0.455");
    // The limit of the chart on these rows, by the same independent search.
    double limit = 0.6294725823077767;
    assertThat(study.evaluator.evaluate(Question.value(outcome.onward())).value())
        .isLessThan(limit);
    assertThat(study.ends(20))
        .as("and no run ends there")
        .noneMatch(e -> Math.abs(e.limitLoss().orElse(0) - limit) < 1e-6);
  }

  @Test
  void unitsThatMergeAtFiniteWeightsAreNotAtInfinity() {
    // One unit is all that these targets need: the chart's minimum has u = 0.
    double[][] x = ErfProblem.inputs();
    double[][] y = new double[x.length][1];
    for (int i = 0; i < x.length; i++) {
      y[i][0] = 0.8 * ErrorFunction.erf(0.7 * x[i][0]);
    }

    UnitLimits.Outcome outcome = new TwoUnits(x, y, "erf").merged(1, 0.1).orElseThrow();

    assertThat(outcome.onward()).isNull();
    assertThat(outcome.verdict().endpointClass()).isEqualTo(EndpointClass.UNCONVERGED);
    assertThat(outcome.verdict().evidence()).contains("made up");
  }

  @Test
  void otherObjectivesAndOtherVerdictsAreLeftAlone() {
    Verdict open = Verdict.of(Point.of(new double[4]), EndpointClass.SADDLE, "", "");
    UnitLimits merging = erf.merging();
    Objective plain = erf.plain;

    assertThat(
            merging.of(
                open, new SearchBudget(SETTINGS, StepListener.NONE), RandomStream.of(1, "c", 1)))
        .isEmpty();
    Architecture network = plain.architecture();
    assertThat(CompositeChart.exists(plain)).isTrue();
    assertThat(CompositeChart.exists(Objective.plain(network, plain.loss(), Reduction.MEAN, 0.1)))
        .as("weight decay bounds all weights")
        .isFalse();
    Objective kinked = Objective.plain(network("relu", true), plain.loss(), Reduction.MEAN, 0);
    double[] theta = {0.7, 0.7, 0, 0, 350, -350};
    assertThat(new MergingUnits().nominated(new Runaway(kinked, theta, List::of)))
        .as("kinks leave no derivative")
        .isEmpty();
  }

  @Test
  void aNetworkComesBackFromItsChart() {
    double[] theta = {0.7, 0.701, 350.2, -349.9};
    for (int sign : new int[] {1, -1}) {
      double[] turned = {theta[0], sign * theta[1], theta[2], sign * theta[3]};
      Runaway run = new Runaway(erf.plain, turned, List::of);
      MergingPair pair = new MergingPair(run, new RunawayFlags.Pair(0, 1, sign, 0.001));
      CompositeChart chart = new CompositeChart(erf.plain, List.of(pair));
      Point limit = chart.place(Point.of(turned));
      double[] back = chart.network(limit, List.of(pair.run(chart.phi(limit, 0)))).values();
      for (int i = 0; i < turned.length; i++) {
        assertThat(back[i]).isCloseTo(turned[i], within(1e-12 * Math.abs(turned[i])));
      }
    }
  }
}
