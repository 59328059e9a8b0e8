package org.minimacensus.objective;

import java.util.List;

/**
 * Facts about a point that certificates use.
 *
 * @param value the objective
 * @param baseLoss the un-augmented objective (with weight decay) at the same theta; equals value
 *     for plain objectives
 * @param largestOutput max_ik |f_k(x_i; theta)|, the largest output of the network alone
 * @param saturatedOutputs rows with an output of the network within {@link
 *     ShardInspection#AT_LIMIT} of a limit of the output activation
 * @param gradientRounding per parameter: a bound on the rounding error of the computed gradient,
 *     from the same pass with absolute values (eps times sum_i |delta_i| |h_i|, propagated)
 * @param contribution max_ik |A_k E_ik|, the largest output of the added neuron on the training
 *     set; 0 for plain
 * @param groupResidual max over distinct inputs g and outputs k of |sum_{i in g} c_ik|, c_ik =
 *     dl/ds of the reduced loss (1/n included for reduction = mean) at the total output f + added
 *     neuron
 * @param misclassified rows whose predicted class (network alone) is wrong; -1 for regression
 * @param saturatedUnits per hidden unit (all layers in order): saturated on every training row and
 *     with a non-zero outgoing weight
 * @param curvedRows per hidden unit the pulling rows on which its activation is not {@link
 *     #straight} to rounding
 * @param pullingRows rows whose loss has a non-zero slope at the output
 * @param kinkDistance smallest |pre-activation| over hidden units and rows when the activation has
 *     a kink at 0, relative to 1 + the unit's largest |pre-activation|; infinity otherwise. Rows on
 *     which no small change of the weights moves the unit off 0 do not count
 * @param minimumMargin smallest y f over rows (binary), or smallest true logit minus largest other
 *     (multiclass); NaN for regression
 * @param kinks of hidden units near their kink, by unit and distance, at most 64 a unit: for relu
 *     and leaky-relu networks with linear outputs and at most 1,000 parameters; else empty
 * @param sides on which side of 0 the hidden units are on all rows
 * @param distinctInputs number of different inputs; 0 without rows
 * @param rows of the training set, where the objective's augmentation lists them and there are at
 *     most {@link RowListing#MOST_ROWS}; else empty
 */
public record Inspection(
    double value,
    double baseLoss,
    double largestOutput,
    long saturatedOutputs,
    double[] gradientRounding,
    double contribution,
    double groupResidual,
    long misclassified,
    boolean[] saturatedUnits,
    long[] curvedRows,
    long pullingRows,
    double kinkDistance,
    double minimumMargin,
    List<Kink> kinks,
    UnitSides sides,
    long distinctInputs,
    List<RowPull> rows) {
  /** Pre-activations beyond this may lie in the tail of an activation. */
  private static final double TAIL = 4;

  /**
   * A second derivative below this is a straight line for all that an unresolved spectrum can tell.
   */
  private static final double STRAIGHT = 1e-6;

  /** The same with other bounds on the gradient's rounding error. */
  public Inspection withGradientRounding(double[] rounding) {
    return new Inspection(
        value,
        baseLoss,
        largestOutput,
        saturatedOutputs,
        rounding,
        contribution,
        groupResidual,
        misclassified,
        saturatedUnits,
        curvedRows,
        pullingRows,
        kinkDistance,
        minimumMargin,
        kinks,
        sides,
        distinctInputs,
        rows);
  }

  /** Whether an activation with this second derivative at z is in a straight tail. */
  static boolean straight(double z, double secondDerivative) {
    return Math.abs(z) > TAIL && Math.abs(secondDerivative) < STRAIGHT;
  }
}
