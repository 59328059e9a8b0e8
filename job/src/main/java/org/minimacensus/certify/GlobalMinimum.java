package org.minimacensus.certify;

import java.util.Locale;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Point;

/**
 * The global minima of an augmented loss: nothing is added and the network is on the function-space
 * floor.
 */
final class GlobalMinimum {
  private final Evaluator evaluator;
  private final FunctionSpaceFloor floor;
  private final CriticalManifold flat;
  private final Words words;

  /**
   * @param nothing where nothing is added
   * @param free the parameters that do not matter there
   * @param end of a path to there
   */
  record Words(String nothing, String free, String end) {
    static Words ofAmplitudes(String free) {
      return new Words("a = 0", free, "a = 0");
    }
  }

  /**
   * @param evaluator of the augmented objective
   */
  GlobalMinimum(Evaluator evaluator, FunctionSpaceFloor floor, CriticalManifold flat, Words words) {
    this.evaluator = evaluator;
    this.floor = floor;
    this.flat = flat;
    this.words = words;
  }

  /**
   * @param point where nothing is added, with a network on the floor
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
    String evidence =
        String.format(
            Locale.ROOT,
            "%s, loss - floor = %.3g, largest group residual %.3g: a global minimum with %s",
            words.nothing,
            seen.baseLoss() - floor.value(),
            seen.groupResidual(),
            words.free);
    if (!silent) {
      evidence +=
          String.format(
              Locale.ROOT,
              "; the search ended with a contribution of %.3g, from where the loss falls on a path"
                  + " to %s",
              before.contribution(),
              words.end);
    }

    ZeroModes modes = spectrum == null ? null : flat.onFloor(point, spectrum, seen);
    evidence += modes == null ? "" : "; " + modes.words();
    return Verdict.of(point, EndpointClass.DEGENERATE_MINIMUM, silent ? "" : "slow", evidence)
        .with(spectrum, seen.gradientRounding())
        .withExplainedModes(modes == null ? -1 : modes.explained());
  }
}
