package org.minimacensus.study;

/** A published run whose files agree with its manifest. */
public interface StoredRun {
  /** Its folder, for messages. */
  String folder();

  /** SHA-256 of its manifest in lower-case hex, which no other run has. */
  String manifestSha256();

  RunSummary summary();

  Provenance provenance();
}
