package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Units whose incoming weights fade while their outgoing weights grow ({@link FadingUnit}). */
final class FadingUnits implements LimitKind {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "fading-unit";

  /** Of w.x on the training set: a unit of which no more than that is used may fade. */
  private static final double SMALL = 0.1;

  @Override
  public List<LimitTerm> nominated(Runaway run) {
    List<LimitTerm> terms = new ArrayList<>();
    if (!FadingUnit.applies(run.architecture())) {
      return terms;
    }

    for (int unit = 0; unit < run.hidden(); unit++) {
      if (run.used(unit) && reach(run, unit) < SMALL) {
        terms.add(new FadingUnit(run, unit));
      }
    }

    return terms;
  }

  /** The largest |w.x| of the training set; |w| when its rows are too many to list. */
  private static double reach(Runaway run, int unit) {
    double[] w = Arrays.copyOf(run.incoming(unit), run.architecture().inputs());
    double largest = 0;
    for (InputPull row : run.inputs().orElse(List.of())) {
      largest = Math.max(largest, Math.abs(ConeRows.product(w, row.input())));
    }

    return largest > 0 ? largest : Math.sqrt(ConeRows.product(w, w));
  }
}
