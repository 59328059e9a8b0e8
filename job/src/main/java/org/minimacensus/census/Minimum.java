package org.minimacensus.census;

import java.io.Serializable;
import java.math.BigInteger;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * One distinct local minimum.
 *
 * @param id from 0, by loss, then by canonical parameters
 * @param representative the endpoint of lowest gradient norm, then of lowest restart, among the
 *     strict ones if there are any
 * @param endpointClass strict if one of its endpoints is, otherwise degenerate
 * @param gap loss above the lowest loss of a minimum of this census; >= 0
 * @param hits restarts that ended on it; >= 1
 * @param orbit number of parameter vectors that the network's permutations, flips and shifts of
 *     biases (modulo 2 pi) make of it; 0 when not counted: degenerate minima, and networks whose
 *     symmetries are not discrete
 * @param stabiliser number of these symmetries that change nothing in it; orbit times stabiliser is
 *     the order of the group; 0 when not counted
 * @param subOptimal whether its loss is above the reference loss by more than the tolerance
 */
public record Minimum(
    int id,
    Endpoint representative,
    EndpointClass endpointClass,
    double gap,
    long hits,
    BigInteger orbit,
    BigInteger stabiliser,
    boolean subOptimal)
    implements Serializable {
  /** The same with other hits. */
  Minimum withHits(long count) {
    return new Minimum(
        id, representative, endpointClass, gap, count, orbit, stabiliser, subOptimal);
  }

  public double loss() {
    return representative.loss();
  }

  /** Index of the representative restart. */
  public long restart() {
    return representative.restart();
  }

  /** NaN when no spectrum was computed. */
  public double hessianMinEigenvalue() {
    return representative.hessianMinEigenvalue();
  }

  /** -1 when no spectrum was computed. */
  public int zeroModes() {
    return representative.hessianZeroModes();
  }
}
