package org.minimacensus.theorem;

import java.util.Locale;

/** What a study says about a claim. */
public enum Verdict {
  /** All premises hold, and so does the conclusion, on every endpoint that it is about. */
  CONFIRMED,
  /** All premises hold and the conclusion does not, at a point that was looked at again. */
  REFUTED,
  /** A premise fails, or there is nothing that the conclusion is about. */
  VACUOUS,
  /** Neither; the evidence says what is missing. */
  UNDECIDED;

  /** The name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
