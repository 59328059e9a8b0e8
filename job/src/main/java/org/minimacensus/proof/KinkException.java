package org.minimacensus.proof;

/** Nothing is enclosed, as the objective is not differentiable everywhere in a box. */
public final class KinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KinkException(String where) {
    super(where);
  }
}
