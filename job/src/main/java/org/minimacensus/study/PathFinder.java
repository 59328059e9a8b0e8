package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.census.PathLimits;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.census.PathWorker;

/** Looks for paths between minima where the training set is. */
@FunctionalInterface
public interface PathFinder {
  /** Where no paths are looked for. */
  PathFinder NONE = (rules, limits) -> Optional.empty();

  /** Tests between minima of an objective; empty when none are looked for. */
  Optional<PathTests> tests(PathRules rules, PathLimits limits);

  /** What may be spent on the paths of each objective. */
  default PathLimits limits() {
    return PathLimits.NONE;
  }

  /** Why no paths are looked for, when none are. */
  default String why() {
    return "no paths were looked for";
  }

  /** The same within limits. */
  default PathFinder within(PathLimits limits) {
    PathFinder finder = this;
    return new PathFinder() {
      @Override
      public Optional<PathTests> tests(PathRules rules, PathLimits own) {
        return finder.tests(rules, own);
      }

      @Override
      public PathLimits limits() {
        return limits;
      }
    };
  }

  /** None, for a reason. */
  static PathFinder none(String why) {
    return new PathFinder() {
      @Override
      public Optional<PathTests> tests(PathRules rules, PathLimits limits) {
        return Optional.empty();
      }

      @Override
      public String why() {
        return why;
      }
    };
  }

  /** In the calling thread. */
  static PathFinder local(EvaluatorFactory evaluators) {
    return (rules, limits) -> {
      PathWorker worker = new PathWorker(rules, evaluators::evaluator, limits::stopped);
      return Optional.of(
          tasks -> {
            List<PathTests.Result> results = new ArrayList<>();
            tasks.forEach(task -> results.add(worker.join(task)));
            return results;
          });
    };
  }
}
