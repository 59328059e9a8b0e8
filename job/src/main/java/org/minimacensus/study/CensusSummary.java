package org.minimacensus.study;

import java.util.List;

/**
 * What is stored of a study so far, all its runs counted together: {@code census.json}, field by
 * field (names in snake case). Determined by the runs and the code.
 *
 * @param code that counted
 * @param runs that were merged, by first restart and name
 * @param restarts counted, each once
 * @param overlapping of these in more than one run
 * @param count what {@code summary.json} would say of one run with all these restarts; its {@code
 *     run} is empty, and it has no clock readings
 * @param notes what a reader must know of the runs
 */
public record CensusSummary(
    int schema,
    String study,
    String studyHash,
    Provenance.Code code,
    List<MergedRun> runs,
    long restarts,
    long overlapping,
    RunSummary count,
    List<String> notes) {
  /** The layout this version writes and reads. */
  public static final int SCHEMA = 1;

  /**
   * One run.
   *
   * @param manifestSha256 digest of its manifest
   * @param code that ran it
   * @param firstRestart index of the first planned restart
   * @param restarts that ended in it
   * @param counted of these counted from this run
   * @param repeated of these in runs before it, and counted from those
   * @param differing of the repeated ones not the same in every stored column
   * @param exitCode of the run
   */
  public record MergedRun(
      String run,
      String manifestSha256,
      Provenance.Code code,
      long firstRestart,
      long restarts,
      long counted,
      long repeated,
      long differing,
      int exitCode) {
    static MergedRun of(MergedRuns.Member m) {
      return new MergedRun(
          m.name(),
          m.run().manifestSha256(),
          m.run().provenance().code(),
          m.run().summary().firstRestart(),
          m.counted().size() + m.repeated().size(),
          m.counted().size(),
          m.repeated().size(),
          m.differing().size(),
          m.run().summary().exitCode());
    }
  }
}
