package org.minimacensus.study;

import java.util.Locale;
import org.minimacensus.certify.EndpointClass;

/** An endpoint class with minima told apart by whether they reach the best known loss. */
public enum Outcome {
  GLOBAL_MINIMUM,
  BAD_MINIMUM,
  SADDLE,
  AT_INFINITY,
  UNCONVERGED,
  FAILED;

  /** The name in summary.json, such as {@code bad-minimum}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param reachesBest whether the endpoint's loss equals the best known one within the tolerance
   */
  public static Outcome of(EndpointClass endpointClass, boolean reachesBest) {
    return switch (endpointClass) {
      case STRICT_MINIMUM, DEGENERATE_MINIMUM -> reachesBest ? GLOBAL_MINIMUM : BAD_MINIMUM;
      case SADDLE -> SADDLE;
      case AT_INFINITY -> AT_INFINITY;
      case UNCONVERGED -> UNCONVERGED;
      case FAILED -> FAILED;
    };
  }
}
