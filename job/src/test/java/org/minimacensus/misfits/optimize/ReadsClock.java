package org.minimacensus.misfits.optimize;

import java.time.Instant;

/** Breaks the architecture on purpose. */
public final class ReadsClock {
  public Instant time() {
    return Instant.now();
  }
}
