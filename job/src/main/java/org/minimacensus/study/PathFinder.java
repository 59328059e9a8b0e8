package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.census.PathRules;
import org.minimacensus.census.PathTests;
import org.minimacensus.census.PathWorker;

/** Looks for paths between minima where the training set is. */
@FunctionalInterface
public interface PathFinder {
  /** Where no paths are looked for. */
  PathFinder NONE = rules -> Optional.empty();

  /** Tests between minima of an objective; empty when none are looked for. */
  Optional<PathTests> tests(PathRules rules);

  /** In the calling thread. */
  static PathFinder local(EvaluatorFactory evaluators) {
    return rules -> {
      PathWorker worker = new PathWorker(rules, evaluators::evaluator);
      return Optional.of(
          tasks -> {
            List<PathTests.Result> results = new ArrayList<>();
            tasks.forEach(task -> results.add(worker.join(task)));
            return results;
          });
    };
  }
}
