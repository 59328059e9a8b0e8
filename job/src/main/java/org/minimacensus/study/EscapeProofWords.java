package org.minimacensus.study;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What was proved of a minimum that was left, in sentences; bounds are rounded outwards. */
final class EscapeProofWords {
  private static final int DIGITS = 4;

  /** Losses may be near each other. */
  private static final int LOSS_DIGITS = 10;

  private EscapeProofWords() {}

  static String statement(EscapeSummary.Proof p, List<EscapeSummary.Start> starts) {
    List<String> said = new ArrayList<>();
    said.add(minimum(p));
    said.add(
        p.lowerRestart() < 0
            ? "the run has no endpoint of lower plain loss to compare it with"
            : losses(p));
    said.add(extensions(p));
    if (!starts.isEmpty()) {
      said.add(points(starts));
    }

    return String.join("; ", said);
  }

  private static String minimum(EscapeSummary.Proof p) {
    return p.strictMinimum()
        ? "a box of radius "
            + Bounds.above(p.boxRadius(), DIGITS)
            + " around theta holds exactly one critical point of the plain loss, which is a strict"
            + " local minimum"
        : "not proved that theta is a strict local minimum of the plain loss: "
            + p.strictMinimumReason();
  }

  private static String losses(EscapeSummary.Proof p) {
    String other = "where restart " + p.lowerRestart() + " of " + p.lowerObjective() + " ended";
    return p.subOptimal()
        ? "the plain loss is at least "
            + Bounds.below(p.lossLow(), LOSS_DIGITS)
            + ", and at most "
            + Bounds.above(p.lowerLossHigh(), LOSS_DIGITS)
            + " "
            + other
            + ": theta is no global minimum"
        : "not proved that the plain loss is lower " + other;
  }

  private static String extensions(EscapeSummary.Proof p) {
    if (!p.noExtension()) {
      return "not proved that no extension is a local minimum of the augmented loss: "
          + p.noExtensionReason();
    }

    String which =
        p.within() > 0
            ? within(p.within())
            : p.strictMinimum() ? "every theta in that box" : "theta as it is stored";
    double away = Math.max(p.groupSumLow(), -p.groupSumHigh());
    return "for "
        + which
        + " and for all a, w and b, (theta, a, w, b) is no local minimum of the augmented loss: the"
        + " sum of dl/df over the rows with the input of row "
        + p.row()
        + ", output "
        + p.output()
        + ", is at least "
        + Bounds.below(away, DIGITS)
        + " away from 0";
  }

  private static String points(List<EscapeSummary.Start> starts) {
    List<EscapeSummary.StartProof> lower =
        starts.stream().map(EscapeSummary.Start::proof).filter(p -> p.lower()).toList();
    String count =
        lower.size()
            + " of "
            + starts.size()
            + " starts have a proved lower loss at a written point";
    if (lower.isEmpty()) {
      return count;
    }

    double far = lower.stream().mapToDouble(p -> p.distance()).max().orElseThrow();
    double least = lower.stream().mapToDouble(p -> p.decrease()).min().orElseThrow();
    double theta = lower.stream().mapToDouble(p -> p.within()).min().orElseThrow();
    return count
        + ", at most "
        + Bounds.above(far, DIGITS)
        + " away and lower by at least "
        + Bounds.below(least, DIGITS)
        + (theta > 0 ? ", and lower for " + within(theta) : "");
  }

  private static String within(double distance) {
    return "every theta that differs by at most "
        + Bounds.plain(BigDecimal.valueOf(distance))
        + " in each parameter";
  }
}
