package org.minimacensus.certify;

import java.util.Locale;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Point;

/** The global minima of an augmented loss: a = 0 and the network on the function-space floor. */
final class GlobalMinimum {
  private final Evaluator evaluator;
  private final FunctionSpaceFloor floor;
  private final CriticalManifold flat;
  private final String free;

  /**
   * @param evaluator of the augmented objective
   * @param free the parameters that do not matter, in words
   */
  GlobalMinimum(Evaluator evaluator, FunctionSpaceFloor floor, CriticalManifold flat, String free) {
    this.free = free;
    this.evaluator = evaluator;
    this.floor = floor;
    this.flat = flat;
  }

  /**
   * @param point with a = 0 and a network on the floor
   * @param silent whether the search ended with an added neuron that adds nothing
   * @param before where it ended
   */
  Verdict at(Point point, boolean silent, Inspection before, SearchBudget budget) {
    Inspection seen = evaluator.inspect(point);
    budget.add(6);
    HessianSpectrum spectrum =
        point.dimension() > CriticalPoints.DENSE_LIMIT
            ? null
            : HessianSpectrum.onFloor(evaluator, point);
    String words =
        String.format(
            Locale.ROOT,
            "a = 0, loss - floor = %.3g, largest group residual %.3g: a global minimum with %s"
                + " free",
            seen.baseLoss() - floor.value(),
            seen.groupResidual(),
            free);
    if (!silent) {
      words +=
          String.format(
              Locale.ROOT,
              "; the search ended with a contribution of %.3g, from where the loss falls on a path"
                  + " to a = 0",
              before.contribution());
    }

    ZeroModes modes = spectrum == null ? null : flat.onFloor(point, spectrum, seen);
    words += modes == null ? "" : "; " + modes.words();
    return Verdict.of(point, EndpointClass.DEGENERATE_MINIMUM, silent ? "" : "slow", words)
        .with(spectrum, seen.gradientRounding())
        .withExplainedModes(modes == null ? -1 : modes.explained());
  }
}
