package org.minimacensus.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.minimacensus.numeric.interval.Interval;

/**
 * Strict minima that are proved to be distinct modulo every symmetry of the network: at least so
 * many there are.
 *
 * <p>A symmetry changes neither the loss nor the outputs on any row. So two boxes, each with one
 * minimum, hold minima that no symmetry joins when their enclosures of the loss do not meet, or
 * those of one output on one row do not. Of several minima each two have to be told apart; they are
 * kept in ascending order of loss as far as that succeeds, which is a lower bound, not the largest
 * one.
 */
public final class ProvedMinima {
  /** Outputs are compared on so many rows at most, evenly spaced. */
  public static final int ROWS = 512;

  private final List<Proved> kept = new ArrayList<>();

  /**
   * @param id of the minimum
   * @param outputs rows x K enclosures over its box
   */
  public record Proved(long id, MinimumCertificate certificate, Interval[][] outputs) {
    /** Of a certificate for an objective. */
    public static Proved of(long id, MinimumCertificate certificate, ObjectiveEnclosure objective) {
      return new Proved(id, certificate, objective.outputs(certificate.box(), ROWS));
    }

    /** Whether no symmetry joins the two minima; false: not known. */
    public boolean apartFrom(Proved other) {
      if (!certificate.loss().meets(other.certificate.loss())) {
        return true;
      }

      for (int r = 0; r < outputs.length; r++) {
        for (int k = 0; k < outputs[r].length; k++) {
          if (!outputs[r][k].meets(other.outputs[r][k])) {
            return true;
          }
        }
      }

      return false;
    }
  }

  /** Of minima in any order. */
  public ProvedMinima(List<Proved> minima) {
    List<Proved> sorted = new ArrayList<>(minima);
    sorted.sort(
        Comparator.comparingDouble((Proved m) -> m.certificate.loss().low())
            .thenComparingLong(Proved::id));
    for (Proved m : sorted) {
      if (kept.stream().allMatch(m::apartFrom)) {
        kept.add(m);
      }
    }
  }

  /** Each two of them are distinct; by ascending loss. */
  public List<Proved> distinct() {
    return List.copyOf(kept);
  }

  /**
   * Those whose loss is above that of a known point.
   *
   * @param reached an upper bound on a value that the objective takes
   */
  public List<Proved> above(double reached) {
    return kept.stream().filter(m -> m.certificate.loss().low() > reached).toList();
  }
}
