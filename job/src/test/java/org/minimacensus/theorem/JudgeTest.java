package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;

class JudgeTest {
  private static final Seen SEEN = new Seen(9, 0, 4, "plain", 0, 4, "plain");

  /** A claim whose premises and quantifier are given, decided by the loss. */
  private record Below(double limit, List<Premise> asked, Quantifier quantifier, boolean proved)
      implements Claim {
    @Override
    public String paper() {
      return "nobody-2020";
    }

    @Override
    public String name() {
      return "below";
    }

    @Override
    public String statement() {
      return "losses are small";
    }

    @Override
    public String decides() {
      return "the loss";
    }

    @Override
    public String objective() {
      return "plain";
    }

    @Override
    public List<Premise> premises(Setting setting, Seen seen) {
      return asked;
    }

    @Override
    public OptionalDouble needed(Setting setting) {
      return proved ? OptionalDouble.of(setting.floor().value()) : OptionalDouble.empty();
    }

    @Override
    public Optional<Finding> examine(Setting setting, Seen seen, Endpoint e) {
      return e.endpointClass().isMinimum()
          ? Optional.of(Finding.atMost(e.loss(), limit))
          : Optional.empty();
    }
  }

  private static final Premise HOLDS = Premise.of("rows", true, "three");
  private static final Premise FAILS = Premise.of("columns", false, "none");
  private static final Premise UNKNOWN = Premise.unknown("cells", "uncounted");

  static Setting setting(double floor, boolean attained) {
    Architecture network =
        new Architecture(
            1,
            List.of(2),
            1,
            Activations.named("tanh", 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    DataDescription data = PlainRows.of(Task.REGRESSION, 3, 1, 1).description();
    Objective plain = Objective.plain(network, Losses.named("squared", 2), Reduction.SUM, 0);
    return new Setting(
        data,
        List.of(plain, plain.augmented(Augmentations.named("output-neuron", 0.1))),
        new FunctionSpaceFloor(floor, attained),
        floor,
        null,
        1e-9);
  }

  private static Endpoint endpoint(long restart, EndpointClass end, double loss) {
    return Endpoint.builder()
        .objective("plain")
        .restart(restart)
        .endpointClass(end)
        .loss(loss)
        .baseLoss(loss)
        .build();
  }

  private static ClaimVerdict judge(Claim claim, boolean stands, double... losses) {
    return judge(claim, stands, setting(0, true), Map.of(), losses);
  }

  private static ClaimVerdict judge(
      Claim claim,
      boolean stands,
      Setting setting,
      Map<String, Map<String, Long>> classes,
      double... losses) {
    ClaimTally tally = new ClaimTally(setting, SEEN, List.of(claim));
    for (int i = 0; i < losses.length; i++) {
      tally.add(endpoint(i, EndpointClass.STRICT_MINIMUM, losses[i]));
    }

    Judge judge =
        new Judge(setting, SEEN, classes, (c, r) -> new Judge.Review(stands, "again at " + r));
    return judge.judge(tally.results().get(0));
  }

  private static Claim every(Premise... premises) {
    return new Below(1, List.of(premises), Claim.Quantifier.EVERY, true);
  }

  @Test
  void whatHoldsOnAllEndpointsIsConfirmedWhenAllPremisesHold() {
    ClaimVerdict v = judge(every(HOLDS), true, 0.5, 0.75, 0.25);

    assertThat(v.verdict()).isEqualTo("confirmed");
    assertThat(v.endpoints()).isEqualTo(3);
    assertThat(v.holding()).isEqualTo(3);
    assertThat(v.number()).isEqualTo(0.75);
    assertThat(v.witnessRestart()).isNull();
    assertThat(v.refutesTheorem()).isFalse();
  }

  @Test
  void aCounterExampleRefutesOnlyWhenItStands() {
    ClaimVerdict refuted = judge(every(HOLDS), true, 0.5, 2, 3, 3);
    assertThat(refuted.verdict()).isEqualTo("refuted");
    assertThat(refuted.witnessRestart()).as("the first of the largest").isEqualTo(2);
    assertThat(refuted.refutesTheorem()).isTrue();

    ClaimVerdict withdrawn = judge(every(HOLDS), false, 0.5, 2);
    assertThat(withdrawn.verdict()).isEqualTo("undecided");
    assertThat(withdrawn.evidence()).contains("again at 1");
    assertThat(withdrawn.refutesTheorem()).isFalse();
  }

  @Test
  void aReadingThatGoesTooFarIsRefutedWithoutRefutingATheorem() {
    Claim reading = new Below(1, List.of(HOLDS), Claim.Quantifier.EVERY, false);
    ClaimVerdict v = judge(reading, true, 2);
    assertThat(v.verdict()).isEqualTo("refuted");
    assertThat(v.refutesTheorem()).isFalse();
  }

  @Test
  void aFailingPremiseMakesItVacuousWhateverTheEndpointsSay() {
    for (double loss : new double[] {0.5, 2}) {
      ClaimVerdict v = judge(every(HOLDS, FAILS, UNKNOWN), true, loss);
      assertThat(v.verdict()).isEqualTo("vacuous");
      assertThat(v.evidence()).contains("columns (none)").contains("says nothing");
    }
  }

  @Test
  void whatIsNotKnownIsNeverConfirmedNorRefuted() {
    for (double loss : new double[] {0.5, 2}) {
      ClaimVerdict v = judge(every(HOLDS, UNKNOWN), true, loss);
      assertThat(v.verdict()).isEqualTo("undecided");
      assertThat(v.evidence()).contains("cells (uncounted)");
    }
  }

  @Test
  void withoutAnyMinimumItIsVacuousWhereTheFloorIsMissedAndRunsWentToInfinity() {
    Map<String, Map<String, Long>> infinite =
        Map.of("plain", Map.of("at-infinity", 5L, "unconverged", 4L));
    ClaimVerdict missed = judge(every(HOLDS), true, setting(-1, true), infinite);
    assertThat(missed.verdict()).isEqualTo("vacuous");
    assertThat(missed.evidence()).contains("5 of 9 at infinity").contains("failure mode");

    ClaimVerdict reached = judge(every(HOLDS), true, setting(0, true), infinite);
    assertThat(reached.verdict()).as("a global minimum exists").isEqualTo("undecided");

    Claim free = new Below(1, List.of(HOLDS), Claim.Quantifier.EVERY, false);
    assertThat(judge(free, true, setting(-1, true), infinite).verdict())
        .as("its minima need no floor")
        .isEqualTo("undecided");

    Map<String, Map<String, Long>> open = Map.of("plain", Map.of("unconverged", 9L));
    assertThat(judge(every(HOLDS), true, setting(-1, true), open).verdict()).isEqualTo("undecided");
  }

  @Test
  void claimsOfExistenceNeedOneExample() {
    Claim some = new Below(1, List.of(HOLDS), Claim.Quantifier.SOME, true);
    ClaimVerdict found = judge(some, true, 2, 0.25, 0.5);
    assertThat(found.verdict()).isEqualTo("confirmed");
    assertThat(found.holding()).isEqualTo(2);
    assertThat(found.witnessRestart()).isEqualTo(2);

    assertThat(judge(some, true, 2, 3).verdict()).as("none proves nothing").isEqualTo("undecided");
  }

  @Test
  void talliesOfPartsInAnyOrderAreThatOfAll() {
    Setting setting = setting(0, true);
    List<Claim> claims = List.of(every(HOLDS), new FailureMode());
    List<Endpoint> endpoints = new ArrayList<>();
    RandomStream stream = RandomStream.of(3, "claims", 0);
    for (int i = 0; i < 200; i++) {
      EndpointClass end = EndpointClass.values()[(int) (6 * stream.nextDouble())];
      // Few values, so that the largest is shared; NaN is above all.
      double loss = i == 150 ? Double.NaN : Math.floor(4 * stream.nextDouble());
      endpoints.add(endpoint(i, end, loss));
    }

    ClaimTally whole = new ClaimTally(setting, SEEN, claims);
    endpoints.forEach(whole::add);
    for (int parts = 2; parts < 6; parts++) {
      Collections.reverse(endpoints);
      List<ClaimTally> some = new ArrayList<>();
      for (int p = 0; p < parts; p++) {
        some.add(whole.part());
      }

      for (int i = 0; i < endpoints.size(); i++) {
        some.get(i * 7 % parts).add(endpoints.get(i));
      }

      ClaimTally merged = whole.part();
      some.forEach(merged::merge);
      assertThat(merged.results().toString()).isEqualTo(whole.results().toString());
    }
  }
}
