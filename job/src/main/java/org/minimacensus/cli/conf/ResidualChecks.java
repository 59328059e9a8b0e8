package org.minimacensus.cli.conf;

import org.minimacensus.study.StudySpec;

/** What {@code network.kind = resnet} needs, and what it cannot have: f = W (x + V z(x)). */
final class ResidualChecks {
  private final ConfValues values;

  ResidualChecks(ConfValues values) {
    this.values = values;
  }

  /**
   * @throws org.minimacensus.study.StudyException (exit code 2) when a key does not fit
   */
  void check(StudySpec.NetworkSpec n) {
    need(
        !n.hidden().isEmpty(),
        StudyKeys.NETWORK_HIDDEN,
        "at least one width, the last one that of z",
        n.hidden());
    need(
        !n.outputBias(),
        StudyKeys.NETWORK_OUTPUT_BIAS,
        "false (its outputs W (x + V z) have no biases)",
        n.outputBias());
    need(!n.direct(), StudyKeys.NETWORK_DIRECT, "false (W reads the inputs already)", n.direct());
    need(
        n.outputActivation().equals("identity"),
        StudyKeys.NETWORK_OUTPUT_ACTIVATION,
        "identity (its outputs are W (x + V z))",
        n.outputActivation());
  }

  private void need(boolean holds, ConfKey<?> key, String expected, Object found) {
    if (!holds) {
      throw values.conflict(
          "expected " + expected + " with network.kind = resnet, found " + found, key);
    }
  }
}
