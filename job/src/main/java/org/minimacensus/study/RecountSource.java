package org.minimacensus.study;

/** The endpoints of a stored run, which can be counted as often as one likes. */
public interface RecountSource {
  /** A ledger that counts under certain tolerances; to be closed when its counts are not needed. */
  interface Counts extends Ledger, AutoCloseable {
    @Override
    void close();
  }

  /** All endpoints of the run, to be counted under these tolerances. */
  Counts under(StudySpec.CensusSpec census);
}
