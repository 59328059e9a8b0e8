package org.minimacensus.census;

/** By what two endpoints are told apart. */
public enum Criterion {
  /** Loss, and parameters modulo the network's symmetries. */
  PARAMETERS,
  /** Loss, and outputs on training inputs and probe points. */
  FUNCTIONS,
  /** Outputs on training inputs alone, whatever the loss. */
  TRAINING_OUTPUTS,
  /** Limit of the loss at infinity, and outputs of the limit function on training inputs. */
  LIMITS,
  /** Loss, and parameters of the smallest equal network modulo its symmetries. */
  FAMILIES
}
