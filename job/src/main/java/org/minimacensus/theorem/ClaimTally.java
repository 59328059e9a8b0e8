package org.minimacensus.theorem;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * What endpoints say about claims, summed up. Counts and extremes only, so that any division of the
 * endpoints and any order give the same bits.
 */
public final class ClaimTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private final Setting setting;
  private final Seen seen;
  private final List<Claim> claims;
  private final List<Sums> sums = new ArrayList<>();

  private static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private long examined;
    private long holding;
    private final Extreme largest = new Extreme();
    private final Extreme largestFailing = new Extreme();
    private final Extreme largestHolding = new Extreme();
  }

  /** The largest number with the first restart that has it; NaN is above all numbers. */
  private static final class Extreme implements Serializable {
    private static final long serialVersionUID = 1L;
    private double number = Double.NEGATIVE_INFINITY;
    private long restart = -1;

    void take(double other, long of) {
      int order = Double.compare(other, number);
      if (of >= 0 && (restart < 0 || order > 0 || order == 0 && of < restart)) {
        number = other;
        restart = of;
      }
    }
  }

  /**
   * What was found of one claim.
   *
   * @param examined endpoints that the claim is about
   * @param holding of these, those of which it holds
   * @param number the largest number of all; NaN: none was examined
   * @param restart whose it is; -1: none
   * @param failing first restart among those with the largest number of which it fails; -1: none
   * @param example the same among those of which it holds
   */
  public record Result(
      Claim claim,
      long examined,
      long holding,
      double number,
      long restart,
      long failing,
      long example) {}

  /** An empty tally. */
  public ClaimTally(Setting setting, Seen seen, List<Claim> claims) {
    this.setting = setting;
    this.seen = seen;
    this.claims = List.copyOf(claims);
    for (int i = 0; i < claims.size(); i++) {
      sums.add(new Sums());
    }
  }

  /** An empty tally of the same claims. */
  public ClaimTally part() {
    return new ClaimTally(setting, seen, claims);
  }

  public void add(Endpoint endpoint) {
    for (int i = 0; i < sums.size(); i++) {
      Claim claim = claims.get(i);
      if (claim.objective().equals(endpoint.objective())) {
        Sums to = sums.get(i);
        claim.examine(setting, seen, endpoint).ifPresent(f -> add(to, f, endpoint.restart()));
      }
    }
  }

  /** Adds what was found by other means. */
  public void add(Claim claim, Finding finding, long restart) {
    add(sums.get(claims.indexOf(claim)), finding, restart);
  }

  private static void add(Sums sums, Finding finding, long restart) {
    sums.examined++;
    sums.holding += finding.holds() ? 1 : 0;
    sums.largest.take(finding.number(), restart);
    (finding.holds() ? sums.largestHolding : sums.largestFailing).take(finding.number(), restart);
  }

  /** Adds what another part has. */
  public ClaimTally merge(ClaimTally other) {
    for (int i = 0; i < sums.size(); i++) {
      Sums mine = sums.get(i);
      Sums theirs = other.sums.get(i);
      mine.examined += theirs.examined;
      mine.holding += theirs.holding;
      mine.largest.take(theirs.largest.number, theirs.largest.restart);
      mine.largestFailing.take(theirs.largestFailing.number, theirs.largestFailing.restart);
      mine.largestHolding.take(theirs.largestHolding.number, theirs.largestHolding.restart);
    }

    return this;
  }

  /** One per claim, in their order. */
  public List<Result> results() {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      Sums s = sums.get(i);
      results.add(
          new Result(
              claims.get(i),
              s.examined,
              s.holding,
              s.examined == 0 ? Double.NaN : s.largest.number,
              s.largest.restart,
              s.largestFailing.restart,
              s.largestHolding.restart));
    }

    return results;
  }
}
