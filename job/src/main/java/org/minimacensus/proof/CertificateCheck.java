package org.minimacensus.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds stored certificates of one objective against proofs of the same boxes made anew, which need
 * the data, the network and the loss, and no optimiser.
 */
public final class CertificateCheck {
  private final ProvedMinima proved;
  private final Map<Long, ProofAttempt> again = new HashMap<>();

  /**
   * @param proved of each stored attempt what is proved now of the same box
   */
  public CertificateCheck(ProvedMinima proved) {
    this.proved = proved;
    proved.attempts().forEach(a -> again.put(a.id(), a));
  }

  /**
   * What is claimed of a stored certificate and does not hold; empty: all holds.
   *
   * @param stored the attempts as they are stored
   * @param distinct ids of those that are claimed to be distinct
   * @param subOptimal ids of those that are claimed to be sub-optimal
   */
  public List<String> faults(List<ProofAttempt> stored, Set<Long> distinct, Set<Long> subOptimal) {
    List<String> faults = new ArrayList<>();
    for (ProofAttempt a : stored) {
      ProofAttempt now = again.get(a.id());
      if (a.proved() && !now.proved()) {
        faults.add(told(a) + "expected a box with a strict minimum, found that " + now.why());
      } else if (!a.loss().holds(now.loss())) {
        faults.add(
            told(a)
                + "expected a loss in ["
                + a.loss().low()
                + ", "
                + a.loss().high()
                + "], found ["
                + now.loss().low()
                + ", "
                + now.loss().high()
                + "]");
      }
    }

    told(distinct, proved.distinct(), "distinct from the others", faults);
    told(subOptimal, proved.subOptimal(), "sub-optimal", faults);
    return faults;
  }

  private static String told(ProofAttempt a) {
    return "minimum " + a.id() + ": ";
  }

  private static void told(
      Set<Long> claimed, List<ProofAttempt> found, String what, List<String> faults) {
    Set<Long> left = new HashSet<>(claimed);
    found.forEach(a -> left.remove(a.id()));
    left.stream()
        .sorted()
        .forEach(id -> faults.add("minimum " + id + ": claimed to be " + what + ", is not proved"));
  }
}
