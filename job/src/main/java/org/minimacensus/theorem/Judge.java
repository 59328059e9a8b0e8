package org.minimacensus.theorem;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.minimacensus.certify.EndpointClass;

/** Comes from premises and findings to verdicts. */
public final class Judge {
  /** What came of looking at a counter-example again. */
  public record Review(boolean stands, String evidence) {}

  private final Setting setting;
  private final Seen seen;
  private final Map<String, Map<String, Long>> classes;
  private final BiFunction<Claim, Long, Review> review;

  /**
   * @param classes per objective the counts of endpoint classes, by label
   * @param review looks again at a restart of which a claim's conclusion does not hold
   */
  public Judge(
      Setting setting,
      Seen seen,
      Map<String, Map<String, Long>> classes,
      BiFunction<Claim, Long, Review> review) {
    this.setting = setting;
    this.seen = seen;
    this.classes = Map.copyOf(classes);
    this.review = review;
  }

  /** The verdict on one claim. */
  public ClaimVerdict judge(ClaimTally.Result r) {
    List<Premise> premises = r.claim().premises(setting, seen);
    List<Premise> failing = premises.stream().filter(Premise::fails).toList();
    List<Premise> unknown = premises.stream().filter(Premise::unknown).toList();
    if (!failing.isEmpty()) {
      String found =
          r.examined() == 0
              ? ""
              : "; the conclusion held on "
                  + r.holding()
                  + " of "
                  + examined(r)
                  + ", which says nothing about the claim";
      return verdict(
          r, premises, Verdict.VACUOUS, null, "premises fail: " + names(failing) + found);
    }

    if (r.examined() == 0) {
      return nothing(r, premises);
    }

    return r.claim().quantifier() == Claim.Quantifier.SOME
        ? some(r, premises, unknown)
        : every(r, premises, unknown);
  }

  /** Of runs that neither ended on a minimum nor left it open nothing is to be claimed. */
  private ClaimVerdict nothing(ClaimTally.Result r, List<Premise> premises) {
    Map<String, Long> ends = classes.getOrDefault(r.claim().objective(), Map.of());
    long infinity = ends.getOrDefault(EndpointClass.AT_INFINITY.label(), 0L);
    long all = ends.values().stream().mapToLong(Long::longValue).sum();
    long open = all - infinity;
    String found =
        "no restart of "
            + r.claim().objective()
            + " ended on a local minimum: "
            + infinity
            + " of "
            + all
            + " at infinity, "
            + open
            + " open";
    OptionalDouble needed = r.claim().needed(setting);
    if (needed.isEmpty() || infinity == 0 || reached(needed.getAsDouble())) {
      return verdict(r, premises, Verdict.UNDECIDED, null, found);
    }

    String why =
        setting.floor().attained()
            ? "the best loss of the network, "
                + seen.bestLoss()
                + ", is "
                + (seen.bestLoss() - needed.getAsDouble())
                + " above the "
                + needed.getAsDouble()
                + " that local minima need"
            : "no finite outputs reach the infimum over all functions";
    return verdict(
        r,
        premises,
        Verdict.VACUOUS,
        null,
        found
            + "; "
            + why
            + ": as far as these restarts show this is the failure mode, in which the claim is true"
            + " of nothing");
  }

  private boolean reached(double loss) {
    return setting.floor().attained() && seen.bestLoss() - loss <= setting.tolerance(loss);
  }

  private ClaimVerdict every(ClaimTally.Result r, List<Premise> premises, List<Premise> unknown) {
    long failing = r.examined() - r.holding();
    if (failing > 0) {
      Review again = review.apply(r.claim(), r.failing());
      String found =
          "the conclusion fails on "
              + failing
              + " of "
              + examined(r)
              + "; restart "
              + r.failing()
              + ": "
              + again.evidence();
      if (!again.stands()) {
        return verdict(r, premises, Verdict.UNDECIDED, r.failing(), found);
      }

      return unknown.isEmpty()
          ? verdict(r, premises, Verdict.REFUTED, r.failing(), found)
          : verdict(
              r,
              premises,
              Verdict.UNDECIDED,
              r.failing(),
              found + "; not checked: " + names(unknown));
    }

    String found = "the conclusion holds on all " + examined(r) + "; largest: " + r.number();
    return unknown.isEmpty()
        ? verdict(r, premises, Verdict.CONFIRMED, null, found)
        : verdict(r, premises, Verdict.UNDECIDED, null, found + "; not checked: " + names(unknown));
  }

  private ClaimVerdict some(ClaimTally.Result r, List<Premise> premises, List<Premise> unknown) {
    if (r.holding() == 0) {
      return verdict(
          r,
          premises,
          Verdict.UNDECIDED,
          null,
          "no example among " + examined(r) + ", which proves nothing");
    }

    String found =
        r.holding()
            + " of "
            + examined(r)
            + " are examples; restart "
            + r.example()
            + " has the largest number, "
            + r.number();
    return unknown.isEmpty()
        ? verdict(r, premises, Verdict.CONFIRMED, r.example(), found)
        : verdict(
            r,
            premises,
            Verdict.UNDECIDED,
            r.example(),
            found + "; not checked: " + names(unknown));
  }

  private static String examined(ClaimTally.Result r) {
    boolean minima = r.claim() instanceof MinimumClaim;
    String one = minima ? " distinct minimum" : " certified endpoint";
    String more = minima ? " distinct minima" : " certified endpoints";
    return r.examined() + (r.examined() == 1 ? one : more);
  }

  private static String names(List<Premise> premises) {
    return premises.stream()
        .map(p -> p.name() + " (" + p.evidence() + ")")
        .collect(Collectors.joining("; "));
  }

  private static ClaimVerdict verdict(
      ClaimTally.Result r, List<Premise> premises, Verdict verdict, Long witness, String evidence) {
    Claim c = r.claim();
    return new ClaimVerdict(
        c.paper(),
        c.name(),
        c.objective(),
        c.statement(),
        c.decides(),
        c.proved(),
        premises,
        verdict.label(),
        r.examined(),
        r.holding(),
        r.number(),
        witness,
        evidence);
  }
}
