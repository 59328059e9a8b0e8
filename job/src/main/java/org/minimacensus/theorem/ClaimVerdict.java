package org.minimacensus.theorem;

import java.util.List;

/**
 * The verdict on a claim, with what it rests on.
 *
 * @param paper, claim its key
 * @param objective whose endpoints were examined
 * @param statement what was tested, in full
 * @param decides the number that decides, and its limit
 * @param proved whether papers prove it; else it is a reading that goes too far
 * @param verdict of {@link Verdict#label}
 * @param endpoints that were examined; distinct minima of a {@link MinimumClaim}
 * @param holding of these, those of which the conclusion holds
 * @param number the largest deciding number; NaN: none
 * @param witnessRestart the restart that refutes, or is the example of a claim of existence; null:
 *     none
 * @param evidence in words
 */
public record ClaimVerdict(
    String paper,
    String claim,
    String objective,
    String statement,
    String decides,
    boolean proved,
    List<Premise> premises,
    String verdict,
    long endpoints,
    long holding,
    double number,
    Long witnessRestart,
    String evidence) {
  public ClaimVerdict {
    premises = List.copyOf(premises);
  }

  /** The claim's name in full: {@code liang-2018/any-labels}. */
  public String key() {
    return paper + "/" + claim;
  }

  /** Whether a conclusion that papers prove was refuted while its premises held. */
  public boolean refutesTheorem() {
    return proved && verdict.equals(Verdict.REFUTED.label());
  }
}
