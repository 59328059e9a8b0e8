package org.minimacensus.numeric;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.PivotSelectionRule;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/**
 * Linear programs with few unknowns or few constraints, by the dense simplex method of Apache
 * Commons Math, which now and then returns a point that violates constraints: such points are
 * rejected, and other pivot rules and cut-offs are tried.
 *
 * <p>Solutions are feasible to about eight digits of the largest entry; nothing is proved of their
 * being the best: whoever builds on one checks it. Entries should be of order 1. Deterministic.
 */
public final class LinearProgram {
  private static final int MOST_PIVOTS = 20_000;

  /** The solver's own tolerances: of reduced costs, and of ties between ratios. */
  private static final double CLOSE = 1e-9;

  private static final int ULPS = 10;

  /** Entries that the solver takes for 0: none suits all programs, so they are tried in turn. */
  private static final double[] CUT_OFFS = {1e-12, 1e-10, 1e-14};

  private static final double FEASIBLE = 1e-8;

  private final double[] cost;
  private final boolean nonNegative;
  private final List<LinearConstraint> constraints = new ArrayList<>();

  private LinearProgram(double[] cost, boolean nonNegative) {
    this.cost = cost.clone();
    this.nonNegative = nonNegative;
  }

  /** Minimise cost.x over all x. */
  public static LinearProgram overAll(double[] cost) {
    return new LinearProgram(cost, false);
  }

  /** Minimise cost.x over x with no entry below 0. */
  public static LinearProgram overNonNegative(double[] cost) {
    return new LinearProgram(cost, true);
  }

  public LinearProgram atLeast(double[] row, double bound) {
    constraints.add(new LinearConstraint(row, Relationship.GEQ, bound));
    return this;
  }

  public LinearProgram equal(double[] row, double value) {
    constraints.add(new LinearConstraint(row, Relationship.EQ, value));
    return this;
  }

  /** A solution; null where there is none, it is unbounded or the solver gave up. */
  public double[] solution() {
    for (PivotSelectionRule rule : PivotSelectionRule.values()) {
      for (double cutOff : CUT_OFFS) {
        double[] x = solution(rule, cutOff);
        if (x != null && feasible(x)) {
          return x;
        }
      }
    }

    return null;
  }

  private double[] solution(PivotSelectionRule rule, double cutOff) {
    try {
      return new SimplexSolver(CLOSE, ULPS, cutOff)
          .optimize(
              new MaxIter(MOST_PIVOTS),
              new LinearObjectiveFunction(cost, 0),
              new LinearConstraintSet(constraints),
              GoalType.MINIMIZE,
              new NonNegativeConstraint(nonNegative),
              rule)
          .getPoint();
    } catch (MathIllegalStateException unsolved) {
      return null;
    }
  }

  private boolean feasible(double[] x) {
    ArrayRealVector at = new ArrayRealVector(x, false);
    double allowed = FEASIBLE * (1 + at.getLInfNorm());
    for (LinearConstraint constraint : constraints) {
      double above = constraint.getCoefficients().dotProduct(at) - constraint.getValue();
      if (!(above >= -allowed)
          || constraint.getRelationship() == Relationship.EQ && !(above <= allowed)) {
        return false;
      }
    }

    return true;
  }

  /**
   * The x of least norm among those with the least |A x - b|.
   *
   * @param columns of A, at least one, each as long as b
   */
  public static double[] leastSquares(double[][] columns, double[] b) {
    Array2DRowRealMatrix a = new Array2DRowRealMatrix(b.length, columns.length);
    for (int j = 0; j < columns.length; j++) {
      a.setColumn(j, columns[j]);
    }

    return new SingularValueDecomposition(a)
        .getSolver()
        .solve(new ArrayRealVector(b, false))
        .toArray();
  }
}
