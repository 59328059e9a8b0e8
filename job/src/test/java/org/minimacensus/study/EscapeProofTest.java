package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.Dataset;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.PreciseObjective;
import org.minimacensus.objective.Reduction;
import org.minimacensus.objective.RowPass;
import org.minimacensus.optimize.StepListener;

/** What is said to be proved, against other arithmetic at many points. */
class EscapeProofTest {
  private static final StudyPlan PLAN = SineStudy.plan(1);
  private static final Dataset DATA = SineStudy.dataset();
  private static final double LAMBDA = 0.05;
  private static Endpoint endpoint;
  private static StoredMinimum minimum;
  private static EscapeJob job;
  private static List<EscapeSummary.Start> starts;
  private static EscapeProof proof;
  private static EscapeSummary.Proof facts;

  @BeforeAll
  static void prove() {
    endpoint =
        PLAN.job().worker(EvaluatorFactory.local(DATA)).run(0, 0, StepListener.NONE).endpoint();
    minimum =
        new StoredMinimum(
            "plain", 4, 0, endpoint.loss(), 0, 1, "strict-minimum", false, endpoint.theta());
    job = new EscapeJob(PLAN, minimum, spec("output-neuron"));
    proof = job.proof(DATA, endpoint);
    starts =
        List.of(1, 2).stream()
            .map(k -> job.run(DATA, k).start())
            .map(s -> s.with(proof.of(s)))
            .toList();
    facts = proof.facts(starts);
  }

  private static EscapeSpec spec(String augmentation) {
    return new EscapeSpec("plain", 4, augmentation, LAMBDA, 2, 2, 1, 9);
  }

  /** Inside the box of half-width {@code radius} around the minimum. */
  private static double[] near(RandomStream dice, double radius) {
    double[] theta = minimum.theta().clone();
    for (int i = 0; i < theta.length; i++) {
      theta[i] += radius * (2 * dice.nextDouble() - 1);
    }

    return theta;
  }

  @Test
  void theMinimumIsProvedAndNoThetaNearExtendsToOne() {
    assertThat(facts.strictMinimum()).as(facts.strictMinimumReason()).isTrue();
    assertThat(facts.boxRadius()).isBetween(1e-17, 1e-9);
    assertThat(minimum.loss()).isBetween(facts.lossLow(), facts.lossHigh());
    assertThat(facts.noExtension()).as(facts.noExtensionReason()).isTrue();
    assertThat(facts.within()).isGreaterThan(facts.boxRadius());
    assertThat(facts.groupSumLow() * facts.groupSumHigh()).isPositive();
    RandomStream dice = RandomStream.of(3, "near", 0);
    Objective plain = PLAN.objectives().get(0).base();
    for (int t = 0; t < 50; t++) {
      InputSlopes slopes =
          new RowPass(plain, DATA, KernelProvider.kernels())
              .slopes(Point.of(near(dice, facts.within())));
      assertThat(slopes.sums()[(int) facts.row()][facts.output()])
          .isBetween(facts.groupSumLow(), facts.groupSumHigh());
    }

    assertThat(facts.statement())
        .contains(
            "exactly one critical point of the plain loss, which is a strict local minimum",
            "no endpoint of lower plain loss",
            "for all a, w and b, (theta, a, w, b) is no local minimum",
            "2 of 2 starts have a proved lower loss at a written point")
        .doesNotContain("not proved");
  }

  @Test
  void theLossIsLowerByWhatIsProvedAtTheWrittenPoints() {
    Objective augmented =
        PLAN.objectives().get(0).augmented(Augmentations.named("output-neuron", LAMBDA));
    PreciseObjective precise = PreciseObjective.of(augmented, DATA);
    RandomStream dice = RandomStream.of(4, "near", 0);
    for (EscapeSummary.Start start : starts) {
      EscapeSummary.StartProof p = start.proof();
      assertThat(p.lower()).as(p.reason()).isTrue();
      assertThat(p.momentNotZero()).isTrue();
      assertThat(start.moment()).isBetween(p.momentLow(), p.momentHigh());
      assertThat(p.distance()).isPositive();
      assertThat(p.within()).isPositive();
      for (double radius : new double[] {0, p.within()}) {
        double[] theta = near(dice, radius);
        double before = precise.valueAsWritten(all(theta, start.neurons(), 1)).high();
        for (double share : new double[] {1, 0.5, 0x1p-20}) {
          DoubleDouble lower = precise.valueAsWritten(all(theta, p.point(), share));
          assertThat(lower.high()).as("share %s", share).isLessThan(before);
        }

        double at = precise.valueAsWritten(all(theta, p.point(), 1)).high();
        if (radius == 0) {
          assertThat(before - at).isGreaterThanOrEqualTo(p.decrease() - 1e-15);
          assertThat(before).isGreaterThanOrEqualTo(p.extendedLossLow());
          assertThat(at).isLessThanOrEqualTo(p.pointLossHigh());
        }
      }

      assertThat(p.decrease()).isCloseTo(start.measured(), withinPercentage(1e-6));
    }

    assertThat(starts.get(0).order()).isZero();
    assertThat(starts.get(0).proof().point()[1]).isEqualTo(starts.get(0).neurons()[1]);
    assertThat(starts.get(1).order()).isOne();
  }

  private static DoubleDouble[] all(double[] theta, double[] neurons, double share) {
    DoubleDouble[] all = new DoubleDouble[theta.length + neurons.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = DoubleDouble.of(i < theta.length ? theta[i] : neurons[i - theta.length]);
    }

    all[theta.length] = DoubleDouble.of(share * neurons[0]);
    return all;
  }

  @Test
  void aPointOfLowerLossMakesItSubOptimalAndAnEqualOneDoesNot() {
    StoredMinimum above =
        new StoredMinimum(
            "plain", 4, 0, 9, 8, 1, "strict-minimum", true, new double[minimum.theta().length]);
    EscapeSummary.Proof zero =
        new EscapeJob(PLAN, above, spec("output-neuron")).proof(DATA, endpoint).facts(List.of());

    assertThat(zero.strictMinimum()).as("theta = 0 is a saddle").isFalse();
    assertThat(zero.subOptimal()).isTrue();
    assertThat(zero.lowerObjective()).isEqualTo("plain");
    assertThat(zero.lossLow()).isGreaterThan(zero.lowerLossHigh());
    assertThat(zero.statement()).contains("where restart 0 of plain ended: theta is no global");

    assertThat(facts.subOptimal()).isFalse();
    assertThat(facts.lowerRestart()).isEqualTo(-1);
  }

  @Test
  void whatCannotBeProvedIsSaidWhy() {
    EscapeJob relu = new EscapeJob(PLAN, minimum, spec("relu-neuron"));
    EscapeProof other = relu.proof(DATA, null);
    EscapeSummary.Proof said = other.facts(List.of());
    assertThat(said.strictMinimum()).isTrue();
    assertThat(said.noExtension()).isFalse();
    assertThat(said.noExtensionReason()).contains("exponential neurons, and relu-neuron is none");
    assertThat(other.of(relu.run(DATA, 0).start()).reason()).isEqualTo(said.noExtensionReason());

    Objective augmented = PLAN.objectives().get(1);
    EscapeSummary.Proof none =
        new EscapeProof(augmented, DATA, spec("output-neuron"), minimum, endpoint).facts(List.of());
    assertThat(none.strictMinimumReason())
        .isEqualTo("there are no enclosures of the augmented objective output-neuron");
    assertThat(none.noExtensionReason()).isEqualTo(none.strictMinimumReason());
    assertThat(none.lossLow()).isNaN();
    assertThat(none.statement()).contains("not proved that theta", "not proved that no extension");
  }

  /** Which units there are makes no difference to the statement on extensions. */
  @Test
  void aResidualNetworkIsOneMore() {
    Objective residual =
        Objective.plain(
            Architecture.residual(1, List.of(2), 1, Activations.named("tanh", 0), true),
            Losses.named("squared", 0, 0),
            Reduction.MEAN,
            0);
    StoredMinimum there =
        new StoredMinimum(
            "plain", 0, 0, 1, 0, 1, "strict-minimum", false, new double[residual.dimension()]);
    EscapeSummary.Proof said =
        new EscapeProof(residual, DATA, spec("output-neuron"), there, endpoint).facts(List.of());
    assertThat(said.strictMinimum()).as("all parameters are 0").isFalse();
    assertThat(said.strictMinimumReason()).startsWith("the Hessian is ");
    assertThat(said.noExtension()).as(said.noExtensionReason()).isTrue();
  }

  @Test
  void anEscapeThatWasStoredWithoutProofsIsRead() throws Exception {
    EscapeSummary.Start start = starts.get(0);
    String old = StudyJson.write(start).replaceAll("(?s),\\s*\"proof\".*", "\n}\n");
    EscapeSummary.Start read = StudyJson.read(old, EscapeSummary.Start.class);

    assertThat(read.proof()).isNull();
    assertThat(StudyJson.write(read.with(start.proof()))).isEqualTo(StudyJson.write(start));
  }
}
