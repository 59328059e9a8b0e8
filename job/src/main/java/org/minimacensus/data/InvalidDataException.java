package org.minimacensus.data;

/**
 * Training data that no study can use; the message names the place, what was expected and what was
 * found.
 */
public final class InvalidDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidDataException(String message) {
    super(message);
  }
}
