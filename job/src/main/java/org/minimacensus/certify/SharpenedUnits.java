package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.objective.RowListing;

/**
 * Units of softplus, swish, gelu or elu whose incoming weights grow without bound while their
 * outgoing weights fade, until they are relu units ({@link SharpeningUnit}).
 *
 * <p>Which inputs are pinned is a guess from the run: the nearest ones, by pre-activation, as many
 * as lie before a gap, up to {@link #MOST_GUESSES} gaps, the widest first.
 */
final class SharpenedUnits implements LimitKind {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "sharpened-units";

  /** Sets of pinned inputs that are tried for one unit. */
  static final int MOST_GUESSES = 2;

  /** From this pre-activation on a unit is straight for a guess. */
  private static final double STRAIGHT = 4;

  private static final PinnedGuesses GUESSES = new PinnedGuesses(1, 2, MOST_GUESSES);

  @Override
  public List<LimitTerm> nominated(Runaway run) {
    List<LimitTerm> terms = new ArrayList<>();
    if (run.architecture().activation().bend() == 0 || run.inputs().isEmpty()) {
      return terms;
    }

    for (int unit = 0; unit < run.hidden(); unit++) {
      if (run.used(unit)) {
        terms.addAll(guesses(run, unit));
      }
    }

    return terms;
  }

  @Override
  public List<String> notes(Runaway run) {
    if (run.architecture().activation().bend() == 0 || run.inputs().isPresent()) {
      return List.of();
    }

    return List.of(
        "whether units sharpen was not looked at: more than "
            + RowListing.MOST_ROWS
            + " rows of training data");
  }

  /** Whether the unit is active on some input and bends between it and another one. */
  private static boolean bends(SharpeningUnit guess, double[] w) {
    double[] z = guess.preActivations(w);
    boolean active = false;
    boolean silent = guess.pinned().length > 0;
    for (int i = 0; i < z.length; i++) {
      active |= !guess.pins(i) && z[i] > 0;
      silent |= !guess.pins(i) && z[i] < 0;
    }

    return active && silent;
  }

  private static List<LimitTerm> guesses(Runaway run, int unit) {
    List<InputPull> inputs = run.inputs().orElseThrow();
    double[] w = run.incoming(unit);
    double[] z =
        inputs.stream()
            .mapToDouble(i -> Math.abs(PinnedRows.dot(w, run.extended(i.input()))))
            .toArray();
    List<LimitTerm> guesses = new ArrayList<>();
    for (int[] pinned : GUESSES.of(z, Math.min(z.length, w.length), a -> a >= STRAIGHT)) {
      SharpeningUnit guess = SharpeningUnit.of(run, unit, pinned);
      if (guess != null && bends(guess, w)) {
        guesses.add(guess);
      }
    }

    return guesses;
  }
}
