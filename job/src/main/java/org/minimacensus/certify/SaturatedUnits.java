package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.model.Activation;
import org.minimacensus.objective.RowListing;
import org.minimacensus.objective.SaturatedUnit;

/**
 * Units whose incoming weights grow without bound until they are steps on the training set ({@link
 * SaturatingUnit}), and among them those that are spare ({@link SpareUnit}).
 *
 * <p>Which inputs are pinned is a guess from the run: the nearest ones, by pre-activation, as many
 * as lie before a gap, up to {@link #MOST_GUESSES} gaps, the widest first.
 */
final class SaturatedUnits implements LimitKind {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "saturated-units";

  /** Sets of pinned inputs that are tried for one unit. */
  static final int MOST_GUESSES = 3;

  /** A unit this near to its limit may be saturated. */
  private static final double NEAR_LIMIT = 1e-2;

  private static final PinnedGuesses GUESSES = new PinnedGuesses(0.5, 1.5, MOST_GUESSES);

  @Override
  public List<LimitTerm> nominated(Runaway run) {
    Activation activation = run.architecture().activation();
    List<LimitTerm> terms = new ArrayList<>();
    if (!SaturatedUnit.bounded(activation) || run.inputs().isEmpty()) {
      return terms;
    }

    List<SaturatingUnit> steps = new ArrayList<>();
    for (int unit = 0; unit < run.hidden(); unit++) {
      List<SaturatingUnit> guesses = run.used(unit) ? guesses(run, unit) : List.of();
      if (guesses.isEmpty()) {
        continue;
      }

      SpareUnit spare = SpareUnit.of(run, guesses.get(0), steps);
      if (spare != null) {
        terms.add(spare);
      } else {
        terms.addAll(guesses);
        steps.add(guesses.get(0));
      }
    }

    return terms;
  }

  @Override
  public List<String> notes(Runaway run) {
    if (!SaturatedUnit.bounded(run.architecture().activation()) || run.inputs().isPresent()) {
      return List.of();
    }

    return List.of(
        "whether units saturate was not looked at: more than "
            + RowListing.MOST_ROWS
            + " rows of training data");
  }

  private static List<SaturatingUnit> guesses(Runaway run, int unit) {
    List<InputPull> inputs = run.inputs().orElseThrow();
    double[] w = run.incoming(unit);
    double[] z =
        inputs.stream()
            .mapToDouble(i -> Math.abs(ConeRows.product(w, run.extended(i.input()))))
            .toArray();
    Activation activation = run.architecture().activation();
    List<SaturatingUnit> guesses = new ArrayList<>();
    for (int[] pinned : GUESSES.of(z, z.length, a -> activation.tail(a) < NEAR_LIMIT)) {
      SaturatingUnit guess = SaturatingUnit.of(run, unit, pinned);
      if (guess != null) {
        guesses.add(guess);
      }
    }

    return guesses;
  }
}
