package org.minimacensus.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.theorem.Claim;
import org.minimacensus.theorem.ClaimTally;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Claims;
import org.minimacensus.theorem.Judge;
import org.minimacensus.theorem.Recheck;
import org.minimacensus.theorem.Seen;
import org.minimacensus.theorem.Setting;

/** Holds the papers' claims against a study's endpoints. */
final class StudyClaims {
  private final StudyPlan plan;
  private final Ledger ledger;
  private final Tally tally;

  StudyClaims(StudyPlan plan, Ledger ledger, Tally tally) {
    this.plan = plan;
    this.ledger = ledger;
    this.tally = tally;
  }

  /** One verdict per claim that the study is about, in the order of the papers. */
  List<ClaimVerdict> verdicts() {
    Setting setting =
        new Setting(
            plan.data().facts().description(),
            plan.objectives(),
            plan.floor(),
            plan.spec().census().valueTolerance());
    List<Claim> claims = plan.spec().loss().population() ? List.of() : Claims.concerning(setting);
    if (claims.isEmpty() || tally.restarts() == 0) {
      return List.of();
    }

    Seen seen = tally.seen(plan.job().objectives());
    ClaimTally found = ledger.claims(new ClaimTally(setting, seen, claims));
    Map<String, Map<String, Long>> classes = new LinkedHashMap<>();
    for (int o = 0; o < plan.objectives().size(); o++) {
      classes.put(plan.objectives().get(o).name(), tally.classes(o));
    }

    Recheck recheck = new Recheck(setting, seen, plan.data().facts());
    Judge judge = new Judge(setting, seen, classes, (c, restart) -> review(recheck, c, restart));
    return found.results().stream().map(judge::judge).toList();
  }

  private Judge.Review review(Recheck recheck, Claim claim, long restart) {
    return ledger
        .endpoint(claim.objective(), restart)
        .map(e -> recheck.review(claim, e))
        .orElseGet(() -> new Judge.Review(false, "its endpoint was not found again"));
  }
}
