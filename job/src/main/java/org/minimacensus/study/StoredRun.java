package org.minimacensus.study;

/** A published run whose files agree with its manifest. */
public interface StoredRun {
  /** Its folder, for messages. */
  String folder();

  RunSummary summary();

  Provenance provenance();
}
