package org.minimacensus.census;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.minimacensus.certify.FlatSets;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/** Does {@link PathTests} tasks, one at a time; for one thread. */
public final class PathWorker {
  private final PathRules rules;
  private final Function<Objective, Evaluator> evaluators;
  private final UnitAlignment alignment;
  private final UnitMoves moves;
  private final PathWork work;
  private PathSearch base;
  private PathSearch full;

  /**
   * @param evaluators on the training set, for the thread that does the tasks
   */
  public PathWorker(PathRules rules, Function<Objective, Evaluator> evaluators) {
    this(rules, evaluators, () -> false);
  }

  /**
   * @param evaluators on the training set, for the thread that does the tasks
   * @param stopped asked at every evaluation; true: the task is abandoned
   */
  public PathWorker(
      PathRules rules, Function<Objective, Evaluator> evaluators, BooleanSupplier stopped) {
    this.rules = rules;
    this.work = new PathWork(stopped);
    this.evaluators = objective -> new CountedEvaluator(evaluators.apply(objective), work);
    this.alignment = new UnitAlignment(rules.symmetry());
    this.moves = new UnitMoves(rules.symmetry(), rules.objective());
  }

  /**
   * Minima of different loss are never joined, although a path along which the loss only falls may
   * lead from one to the other.
   *
   * @throws PathTests.Stopped when somebody asked for it
   */
  public PathTests.Result join(PathTests.Task task) {
    FlatMinimum from = task.from();
    FlatMinimum to = task.to();
    if (!rules.oneLoss(from.loss(), to.loss())) {
      return new PathTests.Result(false, Double.NaN, 0);
    }

    Optional<FoundPath> path = find(task.kind(), from, to);
    double low = Math.min(from.loss(), to.loss());
    return new PathTests.Result(
        path.map(FoundPath::flat).orElse(false),
        path.map(p -> Math.max(0, p.highest() - low)).orElse(Double.NaN),
        work.evaluations());
  }

  private Optional<FoundPath> find(PathKind kind, FlatMinimum from, FlatMinimum to) {
    double[] start = moves.balanced(from.theta());
    double[] other = moves.balanced(to.theta());
    double[] end =
        alignment
            .aligned(
                LogScale.of(start), List.of(LogScale.of(other), other), UnitAlignment.EUCLIDEAN)
            .get(1);
    Objective objective = rules.objective();
    if (silent(objective, from) && silent(objective, to)) {
      // The added neurons contribute nothing: theta alone matters, and (w, b) are free.
      base = base == null ? search(objective.base()) : base;
      // Not before: what a worker is made with is no part of its first task.
      work.begin(kind.mostEvaluations());
      return base.find(kind, Point.of(start), Point.of(end), from.loss(), to.loss());
    }

    full = full == null ? search(objective) : full;
    work.begin(kind.mostEvaluations());
    double[] origins =
        evaluators.apply(objective).chartOrigins(speaking(objective, from, to).augmentation());
    return full.find(
        kind,
        objective.point(start, shared(objective, from, to), origins),
        objective.point(end, shared(objective, to, from), origins),
        from.loss(),
        to.loss());
  }

  private PathSearch search(Objective objective) {
    Evaluator own = evaluators.apply(objective);
    Evaluator plain = objective.augmentation().isEmpty() ? own : evaluators.apply(objective.base());
    FlatSets sets = new FlatSets(own, plain, rules.floor(), rules.gradientTolerance());
    return new PathSearch(sets, alignment, moves, work);
  }

  private static FlatMinimum speaking(Objective objective, FlatMinimum a, FlatMinimum b) {
    return silent(objective, a) ? b : a;
  }

  /** Added neurons whose free parameters, where they are silent, are those of the other minimum. */
  private static double[] shared(Objective objective, FlatMinimum of, FlatMinimum other) {
    int outputs = objective.architecture().outputs();
    double[] raw = of.augmentation().clone();
    int each = raw.length / outputs;
    for (int k = 0; k < outputs; k++) {
      if (raw[k * each] == 0) {
        System.arraycopy(other.augmentation(), k * each + 1, raw, k * each + 1, each - 1);
      }
    }

    return raw;
  }

  /** Whether no added neuron contributes. */
  private static boolean silent(Objective objective, FlatMinimum minimum) {
    double[] raw = minimum.augmentation();
    int each = AddedBlocks.each(raw.length, objective.architecture().outputs());
    return raw.length == 0
        || Arrays.stream(amplitudes(raw, each)).allMatch(amplitude -> amplitude == 0);
  }

  private static double[] amplitudes(double[] raw, int each) {
    double[] amplitudes = new double[raw.length / each];
    for (int k = 0; k < amplitudes.length; k++) {
      amplitudes[k] = raw[k * each];
    }

    return amplitudes;
  }
}
