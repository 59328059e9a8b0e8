package org.minimacensus.certify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** What a point on kinks is, stationary along them and with no slope down across them. */
final class KinkVerdict {
  /** Kinks told one by one. */
  private static final int TOLD = 8;

  /** A strict minimum is located at least this well, relative to 1 + |theta_i|. */
  private static final double LOCATED = 1e-2;

  /** Zero modes are zero to this error bound of the scaled spectrum, or not known. */
  private static final double RESOLVED = 1e-6;

  /** The loss beside the point must agree with its slopes to this share. */
  private static final double AGREEMENT = 0.1;

  private final Evaluator evaluator;
  private final RestartSettings settings;
  private final SearchBudget budget;
  private final RandomStream stream;

  KinkVerdict(
      Evaluator evaluator, RestartSettings settings, SearchBudget budget, RandomStream stream) {
    this.evaluator = evaluator;
    this.settings = settings;
    this.budget = budget;
    this.stream = stream;
  }

  /** A point that is kept as a saddle; null when it is none. */
  KinkSearch.Outcome keptSaddle(
      KinkManifold on, Endgame.Result end, List<KinkSlopes.Slope> across) {
    if (!end.stationary(settings.gradientTolerance())) {
      return null;
    }

    Point x = on.embed(end.point());
    double value = evaluator.evaluate(Question.value(x)).value();
    for (KinkSlopes.Slope s : across) {
      Point lower = s.bendsDown() ? beside(x, s, value) : null;
      if (lower != null) {
        return saddle(
            x, end, "the loss falls to both sides of a kink: " + told(List.of(s)), value, lower);
      }
    }

    boolean holds = across.stream().allMatch(s -> s.lower() > s.error());
    if (!holds || end.outcome() != Endgame.Outcome.NEGATIVE_CURVATURE) {
      return null;
    }

    NegativeCurvature.Witness witness = NegativeCurvature.leave(on, end.point(), end.spectrum());
    budget.add(NegativeCurvature.EVALUATIONS);
    return witness == null
        ? null
        : saddle(
            x,
            end,
            String.format(
                Locale.ROOT,
                "along the kinks a scaled eigenvalue %.3g, error bound %.3g; relative step %.3g"
                    + " along it lowers the loss by %.3g",
                end.spectrum().scaledEigenvalue(0),
                end.spectrum().bound(),
                witness.step(),
                witness.decrease()),
            value,
            on.embed(witness.point()));
  }

  /** The first point to one side of a kink where the loss is lower; null when there is none. */
  private Point beside(Point x, KinkSlopes.Slope slope, double value) {
    for (double t = 1e-2 * slope.range(); t > 1e-9 * slope.range(); t /= 4) {
      double[] moved = x.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += t * slope.lowerWay()[i];
      }

      budget.add(1);
      if (evaluator.evaluate(Question.value(x.with(moved))).value()
          < value - 16 * Math.ulp(Math.abs(value))) {
        return x.with(moved);
      }
    }

    return null;
  }

  private KinkSearch.Outcome saddle(
      Point x, Endgame.Result end, String words, double value, Point lower) {
    return new KinkSearch.Outcome(
        Verdict.of(x, EndpointClass.SADDLE, "at-kink", words)
            .with(end.spectrum(), end.rounding())
            .withWitness(SaddleWitness.between(evaluator, x, value, lower)),
        null,
        "");
  }

  /** A minimum, or words on why it stays open. */
  KinkSearch.Outcome of(KinkManifold on, Endgame.Result end, KinkSlopes slopes, Inspection seen) {
    HessianSpectrum spectrum = end.spectrum();
    if (end.outcome() != Endgame.Outcome.ATTAINED
        || !end.stationary(settings.gradientTolerance())) {
      return open("the polish along the kinks did not reach a stationary point");
    }

    double[] errors = spectrum.parameterError(end.rounding());
    List<KinkSlopes.Slope> across = slopes.withErrors(end.point(), on, errors, budget);
    if (across == null) {
      return open("more inputs lie on a unit's kink than are told");
    }

    String words = told(across);
    for (KinkSlopes.Slope s : across) {
      if (!(s.lower() > s.error())) {
        return open("a one-sided slope is open: " + words);
      }
    }

    Point x = on.embed(end.point());
    double[] spread = on.spreadErrors(end.point(), errors);
    if (!clear(seen, x, on, spread)) {
      return open("another kink is within the error of the point");
    }

    if (!agrees(x, across)) {
      return open("the loss beside the point does not agree with its slopes: " + words);
    }

    words += "; along them " + Evidence.inertia(spectrum, end);
    HessianSpectrum along = spectrum.spread(e -> on.spreadErrors(end.point(), e));
    if (spectrum.positiveModes() == spectrum.dimension()) {
      return Endgame.relativeSize(spread, x) <= LOCATED
          ? minimum(x, EndpointClass.STRICT_MINIMUM, words, along, end)
          : open("rounding leaves the point open; " + words);
    }

    if (spectrum.bound() > RESOLVED) {
      return open("zero modes along the kinks are not resolved; " + words);
    }

    return degenerate(on, end, x, words, along);
  }

  private KinkSearch.Outcome degenerate(
      KinkManifold on, Endgame.Result end, Point x, String words, HessianSpectrum along) {
    int explained = KinkZeroModes.explained(on, end.point(), x);
    budget.add(2);
    int zero = end.spectrum().zeroModes();
    if (explained > zero) {
      return open("more zero modes are known than found; " + words);
    }

    if (explained == zero) {
      return explained(
          minimum(
              x,
              EndpointClass.DEGENERATE_MINIMUM,
              words + ", all of them rescaled units and dead coordinates",
              along,
              end),
          explained);
    }

    NullSpaceProbe.Result probe =
        new NullSpaceProbe(on, end.point(), end.spectrum()).acrossPieces().run(stream);
    budget.add(probe.evaluations());
    if (probe.outcome() != NullSpaceProbe.Outcome.NO_DECREASE) {
      return open(
          String.format(
              Locale.ROOT,
              "the loss falls by %.3g along the null space; %s",
              probe.decrease(),
              words));
    }

    return explained(
        minimum(
            x,
            EndpointClass.DEGENERATE_MINIMUM,
            String.format(
                Locale.ROOT,
                "%s, %d of them rescaled units and dead coordinates; no decrease along the null"
                    + " space up to relative radius %.3g",
                words,
                explained,
                probe.radius()),
            along,
            end),
        explained);
  }

  private static KinkSearch.Outcome explained(KinkSearch.Outcome outcome, int modes) {
    return new KinkSearch.Outcome(outcome.verdict().withExplainedModes(modes), null, "");
  }

  private static KinkSearch.Outcome open(String words) {
    return new KinkSearch.Outcome(null, null, words);
  }

  private static KinkSearch.Outcome minimum(
      Point x, EndpointClass of, String words, HessianSpectrum along, Endgame.Result end) {
    return new KinkSearch.Outcome(
        Verdict.of(x, of, "at-kink", words).with(along, end.rounding()), null, "");
  }

  private static String told(List<KinkSlopes.Slope> across) {
    StringBuilder out =
        new StringBuilder(across.isEmpty() ? "no kinks" : "slopes down and up at kinks: ");
    for (int i = 0; i < Math.min(TOLD, across.size()); i++) {
      KinkSlopes.Slope s = across.get(i);
      out.append(
          String.format(
              Locale.ROOT,
              "%s%s %.6g, %.6g +- %.2g",
              i == 0 ? "" : "; ",
              s.name(),
              s.down(),
              s.up(),
              s.error()));
    }

    if (across.size() > TOLD) {
      double least = across.stream().mapToDouble(KinkSlopes.Slope::lower).min().orElse(0);
      out.append(
          String.format(
              Locale.ROOT, "; %d more, the least slope of all %.6g", across.size() - TOLD, least));
    }

    return out.toString();
  }

  /** Whether no other kink could be reached by the error of the point. */
  private boolean clear(Inspection seen, Point x, KinkManifold on, double[] errors) {
    Architecture network = evaluator.objective().architecture();
    List<Kink> pins = on.chart().pinned().all();
    for (Kink pin : pins) {
      // Inputs farther away than all that are told are not at the kink, if one of these is not.
      long alike =
          pins.stream().filter(p -> p.layer() == pin.layer() && p.unit() == pin.unit()).count();
      if (alike >= Kink.MOST) {
        return false;
      }
    }

    Map<Long, KinkRow> rows = on.chart().rows();
    for (Kink kink : seen.kinks()) {
      rows.computeIfAbsent(kink.row(), r -> new KinkRow(network, x.dimension(), kink.input()));
    }

    rows.values().forEach(row -> row.forwardAt(x.values()));
    for (Kink kink : seen.kinks()) {
      if (pins.stream().anyMatch(kink::same) || on.asleep(kink)) {
        continue;
      }

      double error = 0;
      double[] slope = rows.get(kink.row()).gradient(kink.layer(), kink.unit());
      for (int i = 0; i < slope.length; i++) {
        error += Math.abs(slope[i]) * errors[i];
      }

      if (!(Math.abs(kink.preActivation()) > 2 * error)) {
        return false;
      }
    }

    return true;
  }

  /** Whether the loss beside every kink is higher, by what its slopes say. */
  private boolean agrees(Point x, List<KinkSlopes.Slope> across) {
    double value = evaluator.evaluate(Question.value(x)).value();
    for (KinkSlopes.Slope s : across) {
      double range = s.range();
      if (!agrees(x, s.fall(), range, s.down(), value)
          || !agrees(x, s.rise(), range, s.up(), value)) {
        return false;
      }
    }

    return true;
  }

  private boolean agrees(Point x, double[] move, double range, double slope, double value) {
    for (double t = 1e-2 * range; t > 1e-9 * range; t /= 4) {
      double[] moved = x.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += t * move[i];
      }

      double above = evaluator.evaluate(Question.value(x.with(moved))).value() - value;
      budget.add(1);
      if (Math.abs(above - t * slope) <= AGREEMENT * t * slope) {
        return true;
      }
    }

    return false;
  }
}
