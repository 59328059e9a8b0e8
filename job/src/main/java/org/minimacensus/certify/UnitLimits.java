package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.RowListing;
import org.minimacensus.objective.RowPull;

/**
 * Certificates of minima at infinity towards which hidden units run, one or many at once.
 *
 * <p>What the run may be heading for ({@link LimitHypotheses}) is taken to the chart of its limit
 * ({@link CompositeChart}). A strict local minimum there at which the first correction of every
 * term is positive is a local minimum of the loss at infinity: the corrections add up, and what
 * mixes two of them is of higher order than both. Where one is negative the loss falls away from
 * infinity, and the search goes on from there. (Derivations in docs/mathematics.md.)
 */
final class UnitLimits {
  /** Times that a run comes back from infinity, where the loss was not lowest, before it ends. */
  static final int MAX_RETURNS = 8;

  /** As a share of the term's first correction. */
  private static final double AGREEMENT = 0.1;

  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final FunctionSpaceFloor floor;
  private final RestartSettings settings;

  /**
   * @param evaluator of the objective whose runs are looked at
   * @param evaluators of other objectives on the same data
   */
  UnitLimits(
      Evaluator evaluator,
      Function<Objective, Evaluator> evaluators,
      FunctionSpaceFloor floor,
      RestartSettings settings) {
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.floor = floor;
    this.settings = settings;
  }

  /**
   * What became of a run that heads for infinity.
   *
   * @param verdict certified, or the open one with words on why it stays open
   * @param onward where the search goes on, as the loss falls from infinity to there; else null
   */
  record Outcome(Verdict verdict, Point onward) {
    boolean settled() {
      return onward != null || verdict.endpointClass() == EndpointClass.AT_INFINITY;
    }
  }

  /** Empty when no units seem to run to infinity. */
  Optional<Outcome> of(Verdict open, SearchBudget budget, RandomStream stream) {
    Objective objective = evaluator.objective();
    if (open.endpointClass() != EndpointClass.UNCONVERGED || !CompositeChart.exists(objective)) {
      return Optional.empty();
    }

    Runaway run = runaway(open.point(), budget);
    LimitHypotheses hypotheses = LimitHypotheses.of(run);
    Outcome first = null;
    for (List<LimitTerm> terms : hypotheses.all()) {
      Outcome outcome = settled(open, new CompositeChart(objective, terms), run, budget, stream);
      if (outcome.settled()) {
        return Optional.of(outcome);
      }

      first = first == null ? outcome : first;
    }

    BendDescent.Outcome bent = BendDescent.from(evaluator, run, open.point(), budget);
    if (bent.to() != null) {
      Verdict left = first == null ? open : first.verdict();
      return Optional.of(new Outcome(left.prefixed(bent.words()), bent.to()));
    }

    String notes = String.join("; ", hypotheses.notes());
    if (first == null) {
      return notes.isEmpty()
          ? Optional.empty()
          : Optional.of(new Outcome(open.prefixed(notes), null));
    }

    if (hypotheses.all().size() > 1) {
      notes +=
          (notes.isEmpty() ? "" : "; ")
              + String.format(
                  Locale.ROOT,
                  "the likeliest of %d limits looked at (of %d), none of them certified",
                  hypotheses.all().size(),
                  hypotheses.possible());
    }

    return Optional.of(
        notes.isEmpty() ? first : new Outcome(first.verdict().prefixed(notes), null));
  }

  /** Number of rows of the training set; empty where there are too many to list. */
  OptionalInt rows(Point point, SearchBudget budget) {
    int count = listed(point, budget).size();
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }

  /** A network as a run that may head for infinity. */
  Runaway runaway(Point point, SearchBudget budget) {
    Objective objective = evaluator.objective();
    return new Runaway(objective, objective.theta(point), () -> listed(point, budget));
  }

  private List<RowPull> listed(Point point, SearchBudget budget) {
    Objective objective = evaluator.objective();
    Objective listing = CompositeChart.with(objective, new RowListing());
    Point at =
        objective.augmentation().isPresent()
            ? point
            : CompositeChart.withOrigins(listing, point.values());
    budget.add(2);
    return evaluators.apply(listing).inspect(at).rows();
  }

  private Outcome settled(
      Verdict open, CompositeChart guess, Runaway run, SearchBudget budget, RandomStream stream) {
    LimitSearch.Result search =
        new LimitSearch(evaluators, floor, settings, budget, stream).from(guess, run, open.point());
    CompositeChart chart = search.chart();
    HeldParameters limit = search.limit();
    Verdict at = search.at();
    List<LimitTerm> terms = chart.terms();
    String units =
        terms.stream().map(LimitTerm::words).collect(Collectors.joining(", "))
            + (terms.size() == 1 ? ", and the limit " : ", and their limit ");
    boolean strict = at.endpointClass() == EndpointClass.STRICT_MINIMUM;
    String found = units + "is " + at.endpointClass().label() + " (" + at.evidence() + ")";
    if (!strict && !FlatLimit.is(at, settings.gradientTolerance())) {
      return unsettled(open, found);
    }

    Ends ends =
        new Ends(
            evaluator.evaluate(Question.value(open.point())).value(),
            limit.evaluate(Question.value(at.point())).value());
    budget.add(2);
    if (strict) {
      double[] error = limit.spread(at.spectrum().parameterError(at.rounding()));
      Point full = limit.embed(at.point());
      LimitPoint point = new LimitPoint(chart, evaluators, full, error, false, budget);
      return judged(open, chart, point, minimum(units, "strict", at, ends), ends, budget);
    }

    Optional<Outcome> onFloor = onFloor(open, chart, limit, at, units, ends, budget);
    if (onFloor.map(Outcome::settled).orElse(false)) {
      return onFloor.get();
    }

    FlatLimit flat = new FlatLimit(chart, limit, at, budget);
    for (FlatLimit.Place p : flat.places()) {
      LimitPoint point = new LimitPoint(chart, evaluators, p.point(), p.error(), true, budget);
      Outcome outcome = judged(open, chart, point, found, ends, budget);
      boolean falls = outcome.onward() != null;
      boolean certified = outcome.verdict().endpointClass() == EndpointClass.AT_INFINITY;
      if (falls || certified && flat.linear(point) && flat.everyStepIsNeeded(ends.limit)) {
        return outcome;
      }
    }

    return onFloor.orElseGet(() -> unsettled(open, found));
  }

  /** A degenerate limit that is as low as any limit of these steps can be. */
  private Optional<Outcome> onFloor(
      Verdict open,
      CompositeChart chart,
      HeldParameters limit,
      Verdict at,
      String units,
      Ends ends,
      SearchBudget budget) {
    Point full = limit.embed(at.point());
    double[] exact = new double[full.dimension()];
    LimitPoint point = new LimitPoint(chart, evaluators, full, exact, false, budget);
    return LimitFloor.pulls(chart, point)
        .map(
            pulls -> {
              String words = minimum(units, "degenerate global", at, ends);
              return judged(open, chart, point.with(pulls), words, ends, budget);
            });
  }

  private static String minimum(String units, String kind, Verdict at, Ends ends) {
    return String.format(
        Locale.ROOT,
        "%sis a %s minimum of the limit chart at loss %.17g (%s); the run ended %.3g above it",
        units,
        kind,
        ends.limit,
        at.evidence(),
        ends.run - ends.limit);
  }

  /**
   * @param run where the run ended
   * @param limit of the chart's minimum
   */
  private record Ends(double run, double limit) {}

  private Outcome judged(
      Verdict open,
      CompositeChart chart,
      LimitPoint at,
      String before,
      Ends ends,
      SearchBudget budget) {
    List<LimitTerm.Correction> corrections = new ArrayList<>();
    String words = before;
    boolean certain = true;
    for (int t = 0; t < chart.terms().size(); t++) {
      LimitTerm.Correction c = chart.terms().get(t).correction(at, chart.phi(at.point(), t));
      corrections.add(c);
      words += "; " + c.words();
      certain &= c.answer() == LimitTerm.Correction.Answer.CERTIFIED;
    }

    NearLimit near = new NearLimit(evaluator, chart, at, budget);
    for (int t = 0; t < corrections.size(); t++) {
      if (corrections.get(t).answer() == LimitTerm.Correction.Answer.FALLS) {
        double below = Math.min(ends.run, ends.limit);
        NearLimit.Lower away = near.lower(t, corrections.get(t).falls(), below);
        if (away != null) {
          Point walked = ChartWalk.from(evaluator, chart, at.point(), away.where(), budget);
          return new Outcome(open.prefixed(words), walked == null ? away.network() : walked);
        }
      }
    }

    if (!certain) {
      return unsettled(open, words);
    }

    if (ends.limit > ends.run + NeuronAtInfinity.ABOVE * Math.abs(ends.run)) {
      return unsettled(open, words + ": the limit lies above the run");
    }

    return near.agrees(corrections, ends.limit, AGREEMENT)
        ? new Outcome(certified(near.asTheRun(), words, chart, at, ends.limit), null)
        : unsettled(open, words + ": the loss near the limit does not agree with that");
  }

  /** The kinds of the terms, each once, in the order of {@link LimitKinds}, joined by +. */
  private static String kind(CompositeChart chart) {
    return LimitKinds.NAMES.stream()
        .filter(name -> chart.terms().stream().anyMatch(t -> t.kind().equals(name)))
        .collect(Collectors.joining("+"));
  }

  private Verdict certified(
      Point near, String words, CompositeChart chart, LimitPoint at, double loss) {
    ParameterLayout layout = evaluator.objective().architecture().layout();
    Verdict.Limit limit = new Verdict.Limit(chart.objective(), at.point(), at.error());
    return Verdict.atInfinity(near, kind(chart), loss, limit, words)
        .withRunaway(chart.terms().stream().flatMapToInt(t -> t.runaway(layout)));
  }

  private static Outcome unsettled(Verdict open, String words) {
    return new Outcome(open.prefixed(words), null);
  }
}
