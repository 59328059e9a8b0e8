package org.minimacensus.cluster;

import org.junit.jupiter.api.Tag;

/** Faults of runs whose executors run whole restarts. */
@Tag("nightly")
class RestartParallelFaultIT extends Faults {
  RestartParallelFaultIT() {
    super("restart-parallel");
  }
}
