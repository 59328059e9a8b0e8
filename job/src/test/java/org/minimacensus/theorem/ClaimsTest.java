package org.minimacensus.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  @Test
  void everyClaimHasAKeyOfItsOwnAndSaysWhatIsTested() {
    List<Claim> all = Claims.all();
    assertThat(all.stream().map(Claim::key)).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(
            c -> {
              assertThat(c.paper()).matches("[a-z-]+-20\\d\\d");
              assertThat(c.name()).matches("[a-z-]+");
              assertThat(c.statement()).hasSizeGreaterThan(60);
              assertThat(c.decides()).hasSizeGreaterThan(30);
            });
  }

  @Test
  void everyPaperHasClaims() {
    assertThat(Claims.all().stream().map(Claim::paper).distinct())
        .contains(
            "liang-2018",
            "kawaguchi-kaelbling-2020",
            "kawaguchi-bengio-2019",
            "ding-2019",
            "sohl-dickstein-2019");
  }
}
