package org.minimacensus.certify;

/** What a restart ended on; exactly one each. */
public enum EndpointClass {
  STRICT_MINIMUM,
  DEGENERATE_MINIMUM,
  SADDLE,
  AT_INFINITY,
  UNCONVERGED,
  FAILED;

  /** The name in endpoints.endpoint_class, such as {@code strict-minimum}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public boolean isMinimum() {
    return this == STRICT_MINIMUM || this == DEGENERATE_MINIMUM;
  }
}
