package org.minimacensus.census;

/** By what two endpoints are told apart. */
public enum Criterion {
  /** Loss, and parameters modulo the network's symmetries. */
  PARAMETERS,
  /** Loss, and outputs on training inputs and probe points. */
  FUNCTIONS,
  /** Outputs on training inputs alone, whatever the loss. */
  TRAINING_OUTPUTS,
  /** Loss, and parameters of the smallest equal network modulo its symmetries. */
  FAMILIES
}
