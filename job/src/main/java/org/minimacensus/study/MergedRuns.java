package org.minimacensus.study;

import java.util.List;
import java.util.Optional;

/**
 * The published runs of one study as if they were one run: each restart once, from the first run
 * that has it. What they hold together does not depend on the names of the runs as long as runs
 * agree on the restarts that several of them have.
 */
public interface MergedRuns extends AutoCloseable {
  /**
   * One run.
   *
   * @param name of its folder, without {@code run=}
   * @param counted restarts that are counted from it
   * @param repeated restarts of it that runs before it have too
   * @param differing of these not the same in every stored column, under some objective
   * @param example one of the differences in words; empty: there is none
   */
  record Member(
      String name,
      StoredRun run,
      RestartSet counted,
      RestartSet repeated,
      RestartSet differing,
      Optional<String> example) {}

  /** By first restart, and among those of one first restart by name. */
  List<Member> members();

  /** Names of folders of runs that are not published, and not counted. */
  List<String> unpublished();

  /** Counts all restarts; always the same one. */
  Ledger ledger();

  @Override
  void close();
}
