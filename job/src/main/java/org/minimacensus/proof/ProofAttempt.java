package org.minimacensus.proof;

import java.io.Serializable;
import java.util.Optional;
import org.minimacensus.numeric.interval.Interval;

/**
 * What was proved of a minimum, or why nothing was.
 *
 * @param id of the minimum
 * @param middle p parameters, not to be changed
 * @param radius p numbers > 0 when a box around the middle is proved to hold a strict minimum, else
 *     empty
 * @param loss encloses the objective over that box, else at the middle; {@link Interval#ENTIRE}
 *     where not even that is enclosed
 * @param label of the {@link Reason}; empty when it is proved
 * @param why the same in words
 */
public record ProofAttempt(
    long id, double[] middle, double[] radius, Interval loss, String label, String why)
    implements Serializable {
  static ProofAttempt proved(long id, MinimumCertificate c) {
    return new ProofAttempt(id, c.middle(), c.radius(), c.loss(), "", "");
  }

  static ProofAttempt failed(long id, double[] middle, Interval loss, Reason reason, String why) {
    return new ProofAttempt(id, middle, new double[0], loss, reason.label(), why);
  }

  public boolean proved() {
    return radius.length > 0;
  }

  /** Empty when nothing is proved. */
  public Optional<MinimumCertificate> certificate() {
    return proved() ? Optional.of(new MinimumCertificate(middle, radius, loss)) : Optional.empty();
  }
}
