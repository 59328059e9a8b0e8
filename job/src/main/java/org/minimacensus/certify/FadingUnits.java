package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Units whose incoming weights fade while their outgoing weights grow ({@link FadingUnit}), and
 * units of relu's kin that are straight on the whole training set, as their bias grows: the limit
 * is the same.
 */
final class FadingUnits implements LimitKind {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "fading-unit";

  /** Activations that are straight from this pre-activation on, to a tenth and less. */
  private static final double STRAIGHT = 4;

  /** Of w.x on the training set: a unit of which no more than that is used may fade. */
  private static final double SMALL = 0.1;

  @Override
  public List<LimitTerm> nominated(Runaway run) {
    List<LimitTerm> terms = new ArrayList<>();
    if (!FadingUnit.applies(run.architecture())) {
      return terms;
    }

    for (int unit = 0; unit < run.hidden(); unit++) {
      if (run.used(unit) && (reach(run, weights(run, unit)) < SMALL || straight(run, unit))) {
        terms.add(new FadingUnit(run, unit));
      }
    }

    return terms;
  }

  /** Whether a unit of softplus, swish, gelu or elu is a linear function of all inputs. */
  static boolean straight(Runaway run, int unit) {
    double[] w = run.incoming(unit);
    return run.architecture().activation().bend() != 0
        && run.inputs().isPresent()
        && run.inputs().get().stream()
            .allMatch(i -> ConeRows.product(w, run.extended(i.input())) >= STRAIGHT);
  }

  private static double[] weights(Runaway run, int unit) {
    return Arrays.copyOf(run.incoming(unit), run.architecture().inputs());
  }

  /** The largest |w.x| of the training set; |w| when its rows are too many to list. */
  static double reach(Runaway run, double[] w) {
    double largest = 0;
    for (InputPull row : run.inputs().orElse(List.of())) {
      largest = Math.max(largest, Math.abs(ConeRows.product(w, row.input())));
    }

    return largest > 0 ? largest : Math.sqrt(ConeRows.product(w, w));
  }
}
