package org.minimacensus.study;

import java.util.List;
import org.minimacensus.certify.Endpoint;

/** A published run whose files agree with its manifest. Tables are read when asked for. */
public interface StoredRun {
  /** Its folder, for messages. */
  String folder();

  RunSummary summary();

  Provenance provenance();

  /**
   * @throws StudyException (exit code 5) when the table cannot be read
   */
  List<Endpoint> endpoints();

  /** Empty when no traces were stored. */
  List<TraceStep> trace();
}
