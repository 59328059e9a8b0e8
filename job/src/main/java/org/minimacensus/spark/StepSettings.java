package org.minimacensus.spark;

import org.minimacensus.study.CostModel;

/**
 * How data-parallel steps are made up. None of it changes a bit of a result.
 *
 * @param groups of searches; the driver thinks about one while executors work for another, so more
 *     than one, and few, as each has fewer questions per job
 * @param live searches that live at once; 0: as many as the costs of steps ask for
 * @param mostLive bound of a chosen number of live searches
 * @param addOnExecutorsBytes when the partial sums of all partitions are more than this, executors
 *     add them, which costs a shuffle but brings the driver the total alone
 * @param certificates that run at the same time at most
 * @param pieceBytes sums added on executors are cut into pieces of at least this size, at most one
 *     for each task that runs at the same time
 */
record StepSettings(
    int groups,
    int live,
    int mostLive,
    int certificates,
    long addOnExecutorsBytes,
    int pieceBytes) {
  /** Two groups; executors add what would keep the driver busy for longer than a shuffle takes. */
  static final StepSettings DEFAULT =
      new StepSettings(
          2, 0, CostModel.MOST_LIVE_SEARCHES, CostModel.MOST_CERTIFICATES, 8L << 20, 64 << 10);

  StepSettings {
    if (groups < 1
        || live < 0
        || mostLive < 1
        || certificates < 1
        || addOnExecutorsBytes < 0
        || pieceBytes < 1) {
      throw new IllegalArgumentException(
          "expected groups >= 1, live >= 0, mostLive >= 1, certificates >= 1, addOnExecutorsBytes"
              + " >= 0 and pieceBytes >= 1, found "
              + groups
              + ", "
              + live
              + ", "
              + mostLive
              + ", "
              + certificates
              + ", "
              + addOnExecutorsBytes
              + " and "
              + pieceBytes);
    }
  }

  StepSettings withGroups(int newGroups) {
    return new StepSettings(
        newGroups, live, mostLive, certificates, addOnExecutorsBytes, pieceBytes);
  }

  StepSettings withLive(int newLive) {
    return new StepSettings(
        groups, newLive, mostLive, certificates, addOnExecutorsBytes, pieceBytes);
  }

  StepSettings withMostLive(int newMostLive) {
    return new StepSettings(
        groups, live, newMostLive, certificates, addOnExecutorsBytes, pieceBytes);
  }

  StepSettings withCertificates(int newCertificates) {
    return new StepSettings(
        groups, live, mostLive, newCertificates, addOnExecutorsBytes, pieceBytes);
  }

  /** Sums of more bytes than this are added on executors, in pieces of at least this size. */
  StepSettings addingOnExecutors(long bytes, int newPieceBytes) {
    return new StepSettings(groups, live, mostLive, certificates, bytes, newPieceBytes);
  }
}
