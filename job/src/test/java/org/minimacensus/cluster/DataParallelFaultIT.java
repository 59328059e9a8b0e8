package org.minimacensus.cluster;

/** Faults of runs whose training set is spread over executors. */
class DataParallelFaultIT extends Faults {
  DataParallelFaultIT() {
    super("data-parallel");
  }
}
