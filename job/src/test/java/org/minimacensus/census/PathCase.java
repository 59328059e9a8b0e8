package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.SearchLimits;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.Searches;
import org.minimacensus.optimize.StepListener;

/** A network of one hidden layer on a small regression, with its paths. */
final class PathCase {
  final Objective objective;
  final Dataset dataset;
  final PathRules rules;
  final LocalEvaluator evaluator;

  PathCase(String activation, int units, boolean bias, boolean outputBias, double[] x, double[] y) {
    this(activation, units, bias, outputBias, x, y, "squared");
  }

  /**
   * @param loss squared, or polynomial-hinge for labels -1 and 1
   */
  PathCase(
      String activation,
      int units,
      boolean bias,
      boolean outputBias,
      double[] x,
      double[] y,
      String loss) {
    Architecture network =
        new Architecture(
            1,
            List.of(units),
            1,
            Activations.named(activation, 0.1),
            Activations.named("identity", 0),
            bias,
            outputBias,
            false);
    objective = Objective.plain(network, Losses.named(loss, 3), Reduction.SUM, 0);
    dataset =
        PlainRows.set(
            PlainRows.column(x),
            PlainRows.column(y),
            loss.equals("squared") ? Task.REGRESSION : Task.BINARY);
    evaluator = new LocalEvaluator(objective, dataset);
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(
            network, NetworkSymmetry.Penalty.NONE, NetworkSymmetry.OutputInvariance.NONE);
    FunctionSpaceFloor floor =
        FunctionSpaceFloor.of(dataset, objective.loss(), objective.reduction());
    rules = new PathRules(objective, symmetry, floor, 1e-9, 1e-10);
  }

  double loss(double... theta) {
    return evaluator.evaluate(Question.value(Point.of(theta))).value();
  }

  FlatMinimum minimum(int id, double... theta) {
    return new FlatMinimum(id, loss(theta), 1, theta, new double[0]);
  }

  /** Where a search from random parameters ends, if that is on the floor. */
  Optional<double[]> interpolation(long seed, double scale) {
    RandomStream stream = RandomStream.of(seed, "test", 0);
    double[] start = new double[objective.dimension()];
    for (int i = 0; i < start.length; i++) {
      start[i] = scale * stream.nextGaussian();
    }

    SearchResult found =
        Searches.drive(
            Searches.create(
                "newton",
                Point.of(start),
                new SearchLimits(1e-15, 500),
                1,
                objective::moveOrigin,
                StepListener.NONE),
            evaluator);
    return found.value() <= 1e-20 ? Optional.of(found.point().values()) : Optional.empty();
  }

  /** Minima on the floor, by ascending loss, as a census would list them. */
  List<FlatMinimum> interpolations(int count, double scale) {
    List<double[]> found = new ArrayList<>();
    for (long seed = 0; found.size() < count; seed++) {
      interpolation(seed, scale).ifPresent(found::add);
    }

    found.sort((a, b) -> Double.compare(loss(a), loss(b)));
    return IntStream.range(0, count).mapToObj(i -> minimum(i, found.get(i))).toList();
  }

  /** The simplest kind of path that is found; empty: none is. */
  Optional<FoundPath> join(FlatMinimum from, FlatMinimum to) {
    PathWorker worker = new PathWorker(rules, o -> evaluator);
    for (PathKind kind : PathKind.values()) {
      PathTests.Result result = worker.join(new PathTests.Task(kind, from, to));
      if (result.found()) {
        return Optional.of(new FoundPath(result.barrier(), kind, true));
      }
    }

    return Optional.empty();
  }

  /** Paths in this thread. */
  PathTests tests() {
    PathWorker worker = new PathWorker(rules, o -> evaluator);
    return tasks -> tasks.stream().map(worker::join).toList();
  }

  Components components(List<FlatMinimum> level) {
    return new ConnectedMinima(rules, tests(), PathLimits.NONE).of(level.size(), 0, List.of(level));
  }
}
