package org.minimacensus.objective;

import java.io.Serializable;
import java.util.List;

/**
 * What one shard adds to an {@link Inspection}, before reduction. Travels between machines; {@link
 * InspectionSum} puts the shards together. Its size is that of the parameters, the hidden units and
 * the repeated inputs of the shard, and of {@link NearKinks}; rows are kept where {@link
 * Augmentation#listsRows} asks for them. The arrays are not copied.
 *
 * @param rows rows of the shard
 * @param gradientRounding per parameter what the rounding errors of the shard's rows may amount to
 *     in the data term's derivative, not divided by n
 * @param largestOutput max_ik |f_k(x_i)| of the network alone
 * @param saturatedOutputs rows with an output within {@link #AT_LIMIT} of a limit of the output
 *     activation
 * @param contribution max_ik |A_k E_ik|; 0 for plain objectives
 * @param misclassified rows whose predicted class is wrong; -1 for regression
 * @param minimumMargin smallest margin; NaN for regression
 * @param pullingRows rows whose loss has a non-zero slope at the output
 * @param kinks of the hidden units of networks whose kinks are noted; else of no unit
 * @param listed the rows, where they are asked for; null when there are too many
 */
public record ShardInspection(
    int shard,
    int rows,
    double[] gradientRounding,
    double largestOutput,
    int saturatedOutputs,
    double contribution,
    int misclassified,
    double minimumMargin,
    int pullingRows,
    HiddenUnits units,
    InputGroups groups,
    NearKinks kinks,
    List<RowPull> listed)
    implements Serializable {
  /**
   * Weights that are seen by outputs this near a limit of the output activation alone have no slope
   * left.
   */
  public static final double AT_LIMIT = 1e-10;

  /**
   * Facts per hidden unit, all layers in order.
   *
   * @param saturated on every row of the shard
   * @param curvedRows pulling rows on which the activation is not straight to rounding
   * @param nearest smallest |pre-activation|; infinity when no weight moves the unit on any row
   * @param largest largest |pre-activation|
   * @param sides of the rows of the shard
   */
  public record HiddenUnits(
      boolean[] saturated, int[] curvedRows, double[] nearest, double[] largest, UnitSides sides)
      implements Serializable {}

  /**
   * Sums of dl/ds over equal inputs.
   *
   * @param numbers of the groups of equal inputs with rows in the shard, ascending
   * @param sums over those rows in their order, output k of the group at position g at g K + k
   * @param alone the largest |dl/ds_k| of a row whose input occurs once
   * @param single number of rows whose input occurs once
   */
  public record InputGroups(int[] numbers, double[] sums, double alone, int single)
      implements Serializable {}
}
