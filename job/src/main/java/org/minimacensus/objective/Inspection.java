package org.minimacensus.objective;

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
 *     a kink at 0, relative to 1 + the unit's largest |pre-activation|; infinity otherwise
 * @param minimumMargin smallest y f over rows (binary), or smallest true logit minus largest other
 *     (multiclass); NaN for regression
 * @param sides on which side of 0 the hidden units are on all rows
 * @param distinctInputs number of different inputs; 0 without rows
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
    UnitSides sides,
    long distinctInputs) {
  /** Pre-activations beyond this may lie in the tail of an activation. */
  private static final double TAIL = 4;

  /**
   * A second derivative below this is a straight line for all that an unresolved spectrum can tell.
   */
  private static final double STRAIGHT = 1e-6;

  /** Whether an activation with this second derivative at z is in a straight tail. */
  static boolean straight(double z, double secondDerivative) {
    return Math.abs(z) > TAIL && Math.abs(secondDerivative) < STRAIGHT;
  }
}
