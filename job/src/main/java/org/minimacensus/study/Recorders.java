package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;

/** Takes endpoints to where they last; travels to the machines where restarts end. */
@FunctionalInterface
public interface Recorders extends Serializable {
  /**
   * @param part names what this recorder writes, once per attempt; letters, digits and '-'
   */
  Recorder open(String part);

  /** Not for several threads. */
  interface Recorder extends AutoCloseable {
    /**
     * @param restart all objectives of one restart, in the order of the study
     */
    void add(List<RestartResult> restart);

    /** Makes what was added so far last, whatever happens to this machine. */
    void flush();

    /** Flushes and lets go. */
    @Override
    void close();
  }
}
