package org.minimacensus.objective;

import org.minimacensus.numeric.OrderedSum;

/**
 * Puts the inspections of all shards together, the same bits in whatever order they arrive. Not
 * thread-safe.
 */
public final class InspectionSum {
  private final Objective objective;
  private final OrderedSum bounds;
  private InspectionFacts facts;

  /**
   * @param shards number of shards S of the training set
   */
  public InspectionSum(Objective objective, int shards) {
    this.objective = objective;
    bounds = new OrderedSum(shards, objective.dimension());
  }

  /** Adds a shard; each once, in any order. */
  public void add(ShardInspection of) {
    bounds.add(of.shard(), of.gradientRounding().clone());
    InspectionFacts added = new InspectionFacts(of);

    if (facts == null) {
      facts = added;
    } else {
      facts.merge(added);
    }
  }

  /** Whether every shard has been added. */
  public boolean complete() {
    return bounds.complete();
  }

  /**
   * The inspection; every shard must have been added. May be called once.
   *
   * @param point that was inspected
   * @param at value and gradient there
   * @param base value of {@link Objective#base} at the same theta, with {@code at} for plain
   *     objectives
   */
  public Inspection result(Point point, Answer at, Answer base) {
    return facts.inspection(objective, point, at, base, bounds.result());
  }
}
