package org.minimacensus.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.Objective;
import org.minimacensus.theorem.Claim;
import org.minimacensus.theorem.ClaimTally;
import org.minimacensus.theorem.ClaimVerdict;
import org.minimacensus.theorem.Claims;
import org.minimacensus.theorem.Comparison;
import org.minimacensus.theorem.ComparisonModel;
import org.minimacensus.theorem.ConvexOptimum;
import org.minimacensus.theorem.Judge;
import org.minimacensus.theorem.MinimumClaim;
import org.minimacensus.theorem.Premise;
import org.minimacensus.theorem.Recheck;
import org.minimacensus.theorem.Seen;
import org.minimacensus.theorem.Setting;

/** Holds the papers' claims against a study's endpoints. */
final class StudyClaims {
  /**
   * Distinct minima, of the lowest losses, that claims with questions of their own are held
   * against.
   */
  static final int MOST_MINIMA = 200;

  /** Their convex problems form the Hessian of the whole network. */
  private static final int MOST_PARAMETERS = 2000;

  private final StudyPlan plan;
  private final Ledger ledger;
  private final Tally tally;
  private final List<ObjectiveCount> counts;
  private final Supplier<EvaluatorFactory> evaluators;

  /**
   * @param counts of the objectives, in their order
   * @param evaluators on the training set, for this thread; asked for where claims need them
   */
  StudyClaims(
      StudyPlan plan,
      Ledger ledger,
      Tally tally,
      List<ObjectiveCount> counts,
      Supplier<EvaluatorFactory> evaluators) {
    this.plan = plan;
    this.ledger = ledger;
    this.tally = tally;
    this.counts = counts;
    this.evaluators = evaluators;
  }

  /** One verdict per claim that the study is about, in the order of the papers. */
  List<ClaimVerdict> verdicts() {
    if (plan.spec().loss().population() || tally.restarts() == 0) {
      return List.of();
    }

    Setting setting =
        new Setting(
            plan.data().facts().description(),
            plan.objectives(),
            plan.floor(),
            least(),
            comparison(),
            plan.spec().census().valueTolerance());
    List<Claim> claims = Claims.concerning(setting);
    if (claims.isEmpty()) {
      return List.of();
    }

    Seen seen = tally.seen(plan.job().objectives());
    ClaimTally found = ledger.claims(new ClaimTally(setting, seen, claims));
    claims.stream()
        .filter(MinimumClaim.class::isInstance)
        .forEach(c -> examineMinima((MinimumClaim) c, setting, seen, found));
    Map<String, Map<String, Long>> classes = new LinkedHashMap<>();
    for (int o = 0; o < plan.objectives().size(); o++) {
      classes.put(plan.objectives().get(o).name(), tally.classes(o));
    }

    Recheck recheck = new Recheck(setting, seen, plan.data().facts());
    Judge judge = new Judge(setting, seen, classes, (c, restart) -> review(recheck, c, restart));
    return found.results().stream().map(judge::judge).toList();
  }

  /** Of a network without hidden layers, a convex problem, a bound that is proved. */
  private double least() {
    Objective plain = plan.objectives().get(0).base();
    Architecture network = plain.architecture();
    boolean solvable =
        network.hidden().isEmpty() && network.linearOutputs() && plain.loss().properties().convex();
    if (!solvable) {
      return plan.floor().value();
    }

    ComparisonModel model =
        network.outputBias() ? ComparisonModel.basis(plain, 1) : ComparisonModel.linear(plain);
    return model
        .solve(evaluators.get()::evaluator, plan.data().facts().rows(), plan.floor())
        .lowerBound();
  }

  /** Null unless the network is a residual one. */
  private Comparison comparison() {
    Objective plain = plan.objectives().get(0).base();
    if (!plain.architecture().residual()) {
      return null;
    }

    double[] lowest = plan.data().facts().lowest();
    double[] highest = plan.data().facts().highest();
    boolean constant =
        IntStream.range(0, lowest.length).anyMatch(j -> lowest[j] == highest[j] && lowest[j] != 0);
    if (!plain.loss().properties().convex()) {
      return Comparison.none(constant);
    }

    EvaluatorFactory factory = evaluators.get();
    ConvexOptimum linear =
        ComparisonModel.linear(plain)
            .solve(factory::evaluator, plan.data().facts().rows(), plan.floor());
    return Comparison.of(linear, constant);
  }

  private void examineMinima(MinimumClaim claim, Setting setting, Seen seen, ClaimTally into) {
    boolean about = claim.premises(setting, seen).stream().noneMatch(Premise::fails);
    if (!about || setting.plain().thetaDimension() > MOST_PARAMETERS) {
      return;
    }

    int objective = plan.job().objectives().indexOf(claim.objective());
    EvaluatorFactory factory = evaluators.get();
    counts.get(objective).lowest().stream()
        .limit(MOST_MINIMA)
        .forEach(
            m ->
                claim
                    .examine(setting, m.representative(), factory::evaluator)
                    .ifPresent(f -> into.add(claim, f, m.representative().restart())));
  }

  private Judge.Review review(Recheck recheck, Claim claim, long restart) {
    return ledger
        .endpoint(claim.objective(), restart)
        .map(e -> recheck.review(claim, e))
        .orElseGet(() -> new Judge.Review(false, "its endpoint was not found again"));
  }
}
