package org.minimacensus.census;

import java.util.Optional;
import org.minimacensus.certify.Endpoint;

/** Decides whether two endpoints of equal loss are the same minimum. */
interface Matcher {
  Fingerprint fingerprint(Endpoint endpoint);

  /** Relative tolerance of one entry. */
  double tolerance();

  /**
   * The other fingerprint, moved by a symmetry so that it agrees with the leader within the
   * tolerance in every entry; empty when no symmetry does that.
   */
  Optional<Fingerprint> align(Fingerprint leader, Fingerprint other);

  /** The same decision at a multiple of the tolerance. */
  Matcher widened(double factor);
}
