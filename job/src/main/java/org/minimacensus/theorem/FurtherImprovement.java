package org.minimacensus.theorem;

import java.util.Optional;
import java.util.function.Function;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;

/**
 * What z adds to the linear model (Kawaguchi and Bengio 2019): at a local minimum the output layer
 * makes the best of the inputs and of z as they are there.
 */
final class FurtherImprovement extends ResidualClaim implements MinimumClaim {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "further-improvement";
  }

  @Override
  public String statement() {
    return "a differentiable convex loss and no more outputs than inputs: at every local minimum of"
        + " W (x + V z(x, u)) the loss is the least over R1 and R2 of that of R1 x + R2 z(x, u)";
  }

  @Override
  public String decides() {
    return "the loss of a distinct minimum (of at most 200, those of the lowest losses) above the"
        + " best loss of R1 x + R2 z(x, u) with its own u, solved as a convex problem: at"
        + " most census.value-tolerance (1 + |loss|), the minimum's loss_error and the"
        + " rounding of the model's loss, with the model's lower bound as near (else the"
        + " minimum is not counted); of the squared loss the identity with the improvement"
        + " term is descriptive";
  }

  @Override
  public Optional<Finding> examine(
      Setting setting, Endpoint e, Function<Objective, Evaluator> evaluators) {
    ConvexOptimum best =
        ComparisonModel.features(setting.plain(), e.theta())
            .solve(evaluators, setting.data().rows(), setting.floor());
    double error = (e.lossError() > 0 ? e.lossError() : 0) + best.valueError();
    double tolerance = setting.tolerance(e.loss()) + error;
    double above = e.loss() - best.value();
    // Between the two bounds of the model's optimum nothing is known.
    boolean open = above <= tolerance && e.loss() - best.lowerBound() > tolerance;
    return open ? Optional.empty() : Optional.of(Finding.atMost(above, tolerance));
  }
}
