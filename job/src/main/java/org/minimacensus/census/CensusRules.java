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

  /** Refuses a reference that is no loss. */
  public static void checkReference(double reference) {
    if (Double.isNaN(reference)) {
      throw new IllegalArgumentException(
          "reference must be a loss, was NaN; use count(endpoints) when there is none");
    }
  }

  /** Refuses endpoints of two objectives. */
  public static IllegalArgumentException mixed(String first, String second) {
    return new IllegalArgumentException(
        "endpoints must be of one objective, found '"
            + first
            + "' and '"
            + second
            + "'; count each objective by itself");
  }

  /** Refuses two endpoints of one restart. */
  public static IllegalArgumentException repeated(long restart, String objective) {
    return new IllegalArgumentException(
        "restart "
            + restart
            + " of objective '"
            + objective
            + "' occurs twice; its minimum would be counted twice");
  }
}
