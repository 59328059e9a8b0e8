package org.minimacensus.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.minimacensus.numeric.interval.Interval;

/**
 * What is proved of the minima of one objective: how many strict ones are distinct modulo every
 * symmetry of the network, and how many of these are sub-optimal, at least.
 *
 * <p>A symmetry changes neither the loss nor the outputs on any row, but for a common shift of all
 * outputs, which leaves no minimum strict. So two boxes, each with one minimum, hold minima that no
 * symmetry joins when their enclosures of the loss do not meet, or those of one output on one row
 * do not, or when no symmetry carries one box into the other ({@link UnitBoxes}). Of several minima
 * each two have to be told apart; they are kept in ascending order of loss as far as that succeeds,
 * which is a lower bound, not the largest one. A minimum is sub-optimal when its loss is proved to
 * be above a value that the objective takes at the place of another attempt, proved or not.
 */
public final class ProvedMinima {
  /** Outputs are compared on so many rows at most, evenly spaced. */
  public static final int ROWS = 512;

  private final List<ProofAttempt> attempts;
  private final List<ProofAttempt> distinct;
  private final double reached;
  private final double floor;

  /**
   * @param objective that they were proved of
   * @param attempts in any order, each with an id of its own
   */
  public ProvedMinima(ObjectiveEnclosure objective, List<ProofAttempt> attempts) {
    if (attempts.stream().map(ProofAttempt::id).distinct().count() < attempts.size()) {
      throw new IllegalArgumentException("expected attempts of different ids");
    }

    this.attempts = List.copyOf(attempts);
    this.distinct = new Distinct(objective).of(attempts);
    this.floor = objective.floor();
    this.reached =
        attempts.stream().mapToDouble(a -> a.loss().high()).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** All, as they were given. */
  public List<ProofAttempt> attempts() {
    return attempts;
  }

  /** Number of those that are proved to be strict minima. */
  public long proved() {
    return attempts.stream().filter(ProofAttempt::proved).count();
  }

  /** Proved ones of which each two are distinct; by ascending loss. */
  public List<ProofAttempt> distinct() {
    return List.copyOf(distinct);
  }

  /** Of the distinct ones those that are proved to be no global minimum. */
  public List<ProofAttempt> subOptimal() {
    return distinct.stream().filter(m -> m.loss().low() > reached).toList();
  }

  /** An upper bound on the infimum of the objective; infinite when there is none. */
  public double reached() {
    return reached;
  }

  /** A proved lower bound on the objective. */
  public double floor() {
    return floor;
  }

  /**
   * Whether a value is reached that is the lower bound: the infimum is known, exactly, and taken.
   */
  public boolean global() {
    return reached <= floor;
  }

  /** How many are not proved, by the label of the {@link Reason}. */
  public Map<String, Long> notProved() {
    Map<String, Long> counts = new TreeMap<>();
    attempts.stream().filter(a -> !a.proved()).forEach(a -> counts.merge(a.label(), 1L, Long::sum));
    return counts;
  }

  /** Tells minima apart; keeps the outputs of those whose losses meet. */
  private static final class Distinct {
    private final ObjectiveEnclosure objective;
    private final UnitBoxes units;
    private final Map<Long, Interval[][]> outputs = new HashMap<>();

    Distinct(ObjectiveEnclosure objective) {
      this.objective = objective;
      this.units = objective.unitBoxes();
    }

    List<ProofAttempt> of(List<ProofAttempt> attempts) {
      List<ProofAttempt> sorted =
          attempts.stream()
              .filter(ProofAttempt::proved)
              .sorted(
                  Comparator.comparingDouble((ProofAttempt m) -> m.loss().low())
                      .thenComparingLong(ProofAttempt::id))
              .toList();
      List<ProofAttempt> kept = new ArrayList<>();
      List<ProofAttempt> near = new ArrayList<>();
      for (ProofAttempt m : sorted) {
        // Losses ascend: what ends below this one ends below all that follow.
        near.removeIf(other -> gone(other, m));
        if (near.stream().allMatch(other -> apart(m, other))) {
          kept.add(m);
          near.add(m);
        }
      }

      return kept;
    }

    private boolean gone(ProofAttempt other, ProofAttempt next) {
      boolean below = other.loss().high() < next.loss().low();
      if (below) {
        outputs.remove(other.id());
      }

      return below;
    }

    /** Whether no symmetry joins two minima whose losses meet; false: not known. */
    private boolean apart(ProofAttempt one, ProofAttempt other) {
      return units.apart(box(one), box(other)) || apart(outputs(one), outputs(other));
    }

    private static Interval[] box(ProofAttempt m) {
      return MinimumCertificate.box(m.middle(), m.radius());
    }

    private Interval[][] outputs(ProofAttempt m) {
      return outputs.computeIfAbsent(m.id(), id -> objective.outputs(box(m), ROWS));
    }

    private static boolean apart(Interval[][] one, Interval[][] other) {
      for (int r = 0; r < one.length; r++) {
        for (int k = 0; k < one[r].length; k++) {
          if (!one[r][k].meets(other[r][k])) {
            return true;
          }
        }
      }

      return false;
    }
  }
}
