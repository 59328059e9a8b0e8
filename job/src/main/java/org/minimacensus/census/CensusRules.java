package org.minimacensus.census;

import java.io.Serializable;
import org.minimacensus.model.NetworkSymmetry;

/**
 * When two endpoints of one objective are the same minimum; travels to where they are compared.
 *
 * @param symmetry of the objective's network
 * @param signatures makes what tells functions apart
 * @param settings tolerances
 */
public record CensusRules(
    NetworkSymmetry symmetry, FunctionSignatures signatures, CensusSettings settings)
    implements Serializable {
  /** The census of endpoints that are in one place; not for several threads. */
  public Census census() {
    return new Census(symmetry, signatures.signature(), settings);
  }

  /** The comparisons that a census is made of; not for several threads. */
  public PartialCensus part() {
    return new PartialCensus(symmetry, signatures.signature(), settings);
  }
}
