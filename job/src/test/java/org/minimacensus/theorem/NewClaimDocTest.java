package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.ExtendingPage;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;

/** The claim of docs/extending.md, from endpoints to verdicts. */
class NewClaimDocTest {
  private static final Seen SEEN = new Seen(9, 0.25, 4, "plain", -1, -1, "");
  private static Claim claim;

  @BeforeAll
  static void compile(@TempDir Path folder) {
    claim = (Claim) ExtendingPage.make("EveryMinimumIsBest", Claim.class, folder);
  }

  private static ClaimVerdict verdict(String loss, EndpointClass end, double... losses) {
    Setting any = JudgeTest.setting(0, true);
    Objective plain = Objective.plain(any.network(), Losses.named(loss, 2), Reduction.SUM, 0);
    Setting setting = new Setting(any.data(), List.of(plain), any.floor(), 0, null, 1e-9);
    ClaimTally tally = new ClaimTally(setting, SEEN, List.of(claim));
    for (int i = 0; i < losses.length; i++) {
      tally.add(
          Endpoint.builder()
              .objective("plain")
              .restart(i)
              .endpointClass(end)
              .loss(losses[i])
              .baseLoss(losses[i])
              .build());
    }

    return new Judge(setting, SEEN, Map.of(), (c, r) -> new Judge.Review(true, "it stands"))
        .judge(tally.results().get(0));
  }

  @Test
  void aBadMinimumRefutesItAndNoTheorem() {
    ClaimVerdict v = verdict("squared", EndpointClass.STRICT_MINIMUM, 0.25, 0.75, 0.5);

    assertThat(v.verdict()).isEqualTo("refuted");
    assertThat(v.endpoints()).isEqualTo(3);
    assertThat(v.holding()).isEqualTo(1);
    assertThat(v.number()).isEqualTo(0.5);
    assertThat(v.witnessRestart()).isEqualTo(1);
    assertThat(v.refutesTheorem()).isFalse();
  }

  @Test
  void whereAllMinimaAreTheBestItIsConfirmed() {
    assertThat(verdict("squared", EndpointClass.STRICT_MINIMUM, 0.25, 0.25).verdict())
        .isEqualTo("confirmed");
  }

  @Test
  void otherEndsSayNothingOfIt() {
    ClaimVerdict v = verdict("squared", EndpointClass.SADDLE, 0.75);
    assertThat(v.endpoints()).isZero();
    assertThat(v.verdict()).isEqualTo("undecided");
  }

  @Test
  void underALossThatIsNotConvexItIsVacuous() {
    assertThat(verdict("cauchy", EndpointClass.STRICT_MINIMUM, 0.75).verdict())
        .isEqualTo("vacuous");
  }
}
