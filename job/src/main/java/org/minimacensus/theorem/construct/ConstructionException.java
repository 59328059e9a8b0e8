package org.minimacensus.theorem.construct;

/** Options ask for a training set that cannot be or was not found; the message says why. */
public final class ConstructionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConstructionException(String message) {
    super(message);
  }
}
