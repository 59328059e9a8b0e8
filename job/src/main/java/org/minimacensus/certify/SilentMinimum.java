package org.minimacensus.certify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.minimacensus.certify.flat.ZeroModes;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Certificates of local minima with a silent added neuron above the floor: minima of the network
 * that the neuron keeps.
 *
 * <p>Let the slope G by the amplitude vanish at all weights next to those of the point. Where the
 * Hessian in (theta, a), weights held, is positive definite, it is so with the other weights of a
 * neighbourhood, and at each of them (theta, 0) is stationary: the loss is nowhere lower. Where it
 * is definite across a manifold of critical points of the network on which G vanishes too, the same
 * holds across that. A dead relu neuron adds nothing at all nearby: there the loss is that of the
 * network plus its regulariser. (docs/mathematics.md, section 4.1.)
 */
final class SilentMinimum {
  private final Evaluator evaluator;
  private final RestartSettings settings;
  private final CriticalManifold flat;
  private final FlatPoints flatPoints;
  private final Objective objective;

  SilentMinimum(Evaluator evaluator, RestartSettings settings, CriticalManifold flat) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.flat = flat;
    this.flatPoints = new FlatPoints(evaluator, settings, flat);
    this.objective = evaluator.objective();
  }

  /** Bounds on the errors of the network's parameters at a minimum; empty where there are none. */
  static double[] error(Verdict alone) {
    boolean located = alone.endpointClass().isMinimum() && alone.spectrum() != null;
    return located ? alone.spectrum().parameterError(alone.rounding()) : new double[0];
  }

  /**
   * The network's own endpoint with a dead neuron, whose weights are free.
   *
   * @param alone the network's
   */
  Verdict dead(Point point, Verdict alone) {
    String words =
        "the added neuron is 0 on all rows, with a margin, and a = 0: nearby the loss is that of"
            + " the network alone, which ends "
            + alone.endpointClass().label()
            + " ("
            + alone.evidence()
            + ")";
    return kept(point, alone, words);
  }

  /**
   * The network's own endpoint where a silent neuron changes nothing about it.
   *
   * @param words why
   */
  Verdict kept(Point point, Verdict alone, String words) {
    Verdict lifted = lifted(point, alone, words);
    if (!alone.endpointClass().isMinimum() || point.dimension() > CriticalPoints.DENSE_LIMIT) {
      return lifted;
    }

    double[] rounding = evaluator.inspect(point).gradientRounding();
    if (alone.spectrum() != null && alone.spectrum().dimension() < objective.thetaDimension()) {
      // On kinks the spectrum is that along them.
      return lifted
          .with(alone.spectrum(), rounding)
          .withExplainedModes(alone.more().explainedModes());
    }

    int explained =
        alone.endpointClass() == EndpointClass.STRICT_MINIMUM ? 0 : alone.more().explainedModes();
    return lifted
        .with(spectrum(point), rounding)
        .withExplainedModes(explained < 0 ? -1 : explained + objective.trivialDirections().length);
  }

  private HessianSpectrum spectrum(Point point) {
    SilentNeurons silent = new SilentNeurons(evaluator);
    return HessianSpectrum.at(silent, point);
  }

  /** The network's own verdict about the point, but for its spectrum. */
  private static Verdict lifted(Point point, Verdict alone, String words) {
    return new Verdict(
        point,
        alone.endpointClass().isMinimum()
            ? EndpointClass.DEGENERATE_MINIMUM
            : alone.endpointClass(),
        alone.detail(),
        words,
        null,
        null,
        alone.infinityKind(),
        alone.limitLoss(),
        new Verdict.Details(
            -1, alone.more().runaway(), lifted(point, alone.more().witness()), alone.limit()));
  }

  /** The witness of the network alone with the neurons of a point. */
  private static SaddleWitness lifted(Point point, SaddleWitness alone) {
    if (alone.direction().length == 0) {
      return alone;
    }

    double[] direction = Arrays.copyOf(alone.direction(), point.dimension());
    double[] origin = point.origin();
    double[] at = Arrays.copyOf(point.values(), point.dimension() + origin.length);
    System.arraycopy(alone.point(), 0, at, 0, alone.point().length);
    System.arraycopy(origin, 0, at, point.dimension(), origin.length);
    return new SaddleWitness(at, direction, alone.step(), alone.decrease());
  }

  /**
   * @param point with a = 0
   * @param alone what its network is
   * @param near what is known of the slope by the amplitude
   */
  Step of(
      Point point,
      Verdict alone,
      RidgeSlopes.Near near,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    Inspection seen = evaluator.inspect(point);
    budget.add(1);
    if (!alone.endpointClass().isMinimum()) {
      String words =
          "a = 0, and the network alone ends "
              + alone.endpointClass().label()
              + " ("
              + alone.evidence()
              + "); "
              + near.words();
      return alone.endpointClass() == EndpointClass.SADDLE && near.vanishes()
          ? new Step(lifted(point, alone, words), null)
          : open(point, seen, "slow", words);
    }

    if (!near.vanishes()) {
      String why = "a = 0 at a minimum of the network alone; " + near.words();
      return near.known()
          ? open(point, seen, "slow", why + ", but no amplitude lowers the loss beyond rounding")
          : open(point, seen, near.onKink() ? "at-kink" : "slow", why);
    }

    if (seen.kinkDistance() < CriticalPoints.ON_KINK) {
      return open(
          point,
          seen,
          "at-kink",
          "a = 0 at a minimum of the network alone that lies on kinks, where second derivatives in"
              + " (theta, a) do not decide; "
              + near.words());
    }

    if (point.dimension() > CriticalPoints.DENSE_LIMIT) {
      return open(point, seen, "slow", "too many parameters for a spectrum; " + near.words());
    }

    return bySpectrum(point, near, seen, budget, passage, stream);
  }

  private Step bySpectrum(
      Point point,
      RidgeSlopes.Near near,
      Inspection seen,
      SearchBudget budget,
      CriticalPoints.Passage passage,
      RandomStream stream) {
    HessianSpectrum spectrum = spectrum(point);
    budget.add(3);
    if (spectrum == null) {
      return new Step(
          Verdict.of(
              point,
              EndpointClass.FAILED,
              "",
              "the Hessian is not finite, or no scale makes it so"),
          null);
    }

    double[] rounding = seen.gradientRounding();
    Endgame.Result end =
        new Endgame.Result(
            point,
            Endgame.Outcome.ATTAINED,
            spectrum,
            rounding,
            Endgame.relativeSize(spectrum.newtonStep(spectrum.gradient()), point),
            List.of(),
            spectrum.noiseExcess(rounding),
            0);
    if (spectrum.negativeModes() > 0) {
      return saddle(end, near, budget, passage);
    }

    if (!end.stationary(settings.gradientTolerance())) {
      return open(
          point,
          seen,
          "slow",
          String.format(Locale.ROOT, "max |g| = %.3g; ", end.gradientNorm()) + near.words());
    }

    ZeroModes modes = flat.explained(point, spectrum, seen);
    Step step = flatPoints.morseBott(end, seen, modes, budget, stream);
    step = step == null ? flatPoints.probed(end, seen, modes, budget, passage, stream) : step;
    return step.verdict() == null
        ? step
        : new Step(step.verdict().prefixed("a = 0; " + near.words()), step.next());
  }

  private Step saddle(
      Endgame.Result end,
      RidgeSlopes.Near near,
      SearchBudget budget,
      CriticalPoints.Passage passage) {
    NegativeCurvature.Witness lower =
        NegativeCurvature.leave(evaluator, end.point(), end.spectrum());
    budget.add(NegativeCurvature.EVALUATIONS);
    String words =
        String.format(
            Locale.ROOT,
            "a minimum of the network alone, but with the amplitude a scaled eigenvalue %.3g beyond"
                + " its error bound %.3g; ",
            end.spectrum().scaledEigenvalue(0),
            end.spectrum().bound());
    if (lower == null) {
      return Step.verdict(
          end,
          EndpointClass.UNCONVERGED,
          "slow",
          words + "nothing lower along it: a plateau below rounding; " + near.words());
    }

    SaddleWitness witness =
        SaddleWitness.between(evaluator, end.point(), end.spectrum().value(), lower.point());
    budget.add(1);
    if (settings.keepSaddles() || passage.escapes >= CriticalPoints.MAX_ESCAPES) {
      return Step.saddle(end, "strict-saddle", words + near.words(), witness);
    }

    passage.note(words + near.words(), witness);
    return new Step(null, lower.point());
  }

  private static Step open(Point point, Inspection seen, String detail, String words) {
    return new Step(
        Verdict.of(point, EndpointClass.UNCONVERGED, detail, words)
            .with(null, seen.gradientRounding()),
        null);
  }
}
