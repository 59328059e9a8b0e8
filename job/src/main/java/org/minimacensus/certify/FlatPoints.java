package org.minimacensus.certify;

import java.util.Locale;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;

/**
 * What a stationary point with zero modes and no negative ones is: a minimum by families of points
 * of equal loss, or by a probe of its null space to higher order, or neither.
 */
final class FlatPoints {
  /** Zero modes are zero to this error bound of the scaled spectrum, or not known. */
  private static final double RESOLVED = 1e-6;

  private final Evaluator evaluator;
  private final RestartSettings settings;
  private final CriticalManifold flat;

  FlatPoints(Evaluator evaluator, RestartSettings settings, CriticalManifold flat) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.flat = flat;
  }

  /**
   * The degenerate minimum all of whose zero modes are explained, certified like a strict one by
   * the modes that are left; null when it is not.
   */
  Step morseBott(
      Endgame.Result end,
      Inspection seen,
      ZeroModes modes,
      SearchBudget budget,
      RandomStream stream) {
    HessianSpectrum spectrum = end.spectrum();
    double error = Endgame.relativeSize(spectrum.parameterError(end.rounding()), end.point());
    if (!modes.complete()
        || spectrum.bound() > RESOLVED
        || !(error <= CriticalPoints.LOCATED)
        || (seen.contribution() > 0 && looseNeuron(spectrum))) {
      return null;
    }

    budget.add(CriticalManifold.EVALUATIONS);
    if (!flat.critical(modes, spectrum, seen, stream)) {
      return null;
    }

    String words =
        Evidence.inertia(spectrum, end)
            + "; "
            + modes.words()
            + ", all along which the loss and its stationarity stay: Morse-Bott";
    return explained(Step.verdict(end, EndpointClass.DEGENERATE_MINIMUM, "", words), modes);
  }

  /** By a probe of the null space, where its modes are known well enough. */
  Step probed(
      Endgame.Result end,
      Inspection seen,
      ZeroModes modes,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    HessianSpectrum spectrum = end.spectrum();
    if (spectrum.bound() > RESOLVED) {
      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          String.format(
              Locale.ROOT,
              "scaled eigenvalues are known to %.3g only: modes within it are unresolved, not zero",
              spectrum.bound()));
    }

    if (seen.contribution() > 0 && looseNeuron(spectrum)) {
      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          "a zero mode lies in the weights of the added neuron, which contributes: perhaps a"
              + " spike");
    }

    return degenerate(end, modes, budget, passage, stream);
  }

  /** Whether a mode that is not positive lies mostly in the added neuron's parameters. */
  private boolean looseNeuron(HessianSpectrum spectrum) {
    // A number at an input has no weights: where the loss is flat in it, it is no spike to come.
    if (evaluator.objective().augmentation().filter(Augmentation::sharpens).isEmpty()) {
      return false;
    }

    int p = evaluator.objective().thetaDimension();
    for (int j = 0; j < spectrum.dimension() - spectrum.positiveModes(); j++) {
      if (spectrum.shareFrom(p, j) > 0.5) {
        return true;
      }
    }

    return false;
  }

  private Step degenerate(
      Endgame.Result end,
      ZeroModes modes,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    NullSpaceProbe nullSpace = new NullSpaceProbe(evaluator, end.point(), end.spectrum());
    boolean pieces = evaluator.objective().architecture().activation().kinked();
    NullSpaceProbe.Result probe = (pieces ? nullSpace.acrossPieces() : nullSpace).run(stream);
    budget.add(probe.evaluations());
    if (probe.outcome() == NullSpaceProbe.Outcome.NO_DECREASE) {
      return explained(
          Step.verdict(
              end,
              EndpointClass.DEGENERATE_MINIMUM,
              "",
              Evidence.inertia(end.spectrum(), end)
                  + "; "
                  + modes.words()
                  + String.format(
                      Locale.ROOT,
                      "; no decrease along the null space up to relative radius %.3g",
                      probe.radius())),
          modes);
    }

    String words =
        String.format(
            Locale.ROOT,
            "loss falls by %.3g at relative radius %.3g along the null space, order %.2f",
            probe.decrease(),
            probe.radius(),
            probe.order());
    if (probe.outcome() == NullSpaceProbe.Outcome.DRIFT) {
      return Step.verdict(
          end, EndpointClass.UNCONVERGED, "slow", words + ": a valley that still falls");
    }

    SaddleWitness curved =
        SaddleWitness.between(evaluator, end.point(), end.spectrum().value(), probe.witness());
    budget.add(1);
    if (settings.keepSaddles() || passage.escapes >= CriticalPoints.MAX_ESCAPES) {
      return Step.saddle(end, "higher-order-saddle", words, curved);
    }

    passage.note("higher-order saddle at loss " + end.spectrum().value() + ": " + words, curved);
    return new Step(null, probe.witness());
  }

  private static Step explained(Step step, ZeroModes modes) {
    return new Step(step.verdict().withExplainedModes(modes.explained()), null);
  }
}
