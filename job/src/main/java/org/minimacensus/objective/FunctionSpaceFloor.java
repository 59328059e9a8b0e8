package org.minimacensus.objective;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.OrderedSum;

/**
 * The function-space lower bound: the infimum of the data term over all functions of the inputs,
 * reached by choosing the output freely at every distinct input.
 *
 * @param value the bound, in the units of the reduced loss (mean or sum)
 * @param attained whether finite outputs reach it
 */
public record FunctionSpaceFloor(double value, boolean attained) implements Serializable {
  /** Groups of equal inputs whose parts of the floor are added one after the other. */
  public static final int GROUPS_PER_BLOCK = 4096;

  /**
   * The floor of a training set in memory: the sum over its distinct inputs of {@link
   * Loss#groupInfimum}. The order of the sum is fixed by the shards: the inputs that occur once are
   * added shard by shard, the groups of equal inputs in blocks of {@link #GROUPS_PER_BLOCK}, each
   * along an {@link OrderedSum}.
   */
  public static FunctionSpaceFloor of(Dataset dataset, Loss loss, Reduction reduction) {
    List<FunctionSpaceFloor> shards = new ArrayList<>();
    TreeMap<Integer, List<double[]>> groups = new TreeMap<>();

    for (DataShard shard : dataset.shards()) {
      shards.add(ofSingleInputs(shard, loss));

      for (int r = 0; r < shard.inputGroups().length; r++) {
        if (shard.inputGroups()[r] >= 0) {
          groups
              .computeIfAbsent(shard.inputGroups()[r], g -> new ArrayList<>())
              .add(targets(shard, r));
        }
      }
    }

    List<List<double[]>> inOrder = new ArrayList<>(groups.values());
    List<FunctionSpaceFloor> blocks = new ArrayList<>();

    for (int first = 0; first < inOrder.size(); first += GROUPS_PER_BLOCK) {
      int last = Math.min(inOrder.size(), first + GROUPS_PER_BLOCK);
      blocks.add(ofGroups(inOrder.subList(first, last), loss));
    }

    return sum(shards, blocks, reduction, dataset.rows());
  }

  /** The part of the rows of a shard whose input occurs once; not yet reduced. */
  public static FunctionSpaceFloor ofSingleInputs(DataShard shard, Loss loss) {
    double sum = 0;
    boolean attained = true;

    for (int r = 0; r < shard.rows(); r++) {
      if (shard.inputGroups().length == 0 || shard.inputGroups()[r] < 0) {
        double[][] row = {targets(shard, r)};
        sum += loss.groupInfimum(row);
        attained &= loss.groupInfimumAttained(row);
      }
    }

    return new FunctionSpaceFloor(sum, attained);
  }

  /**
   * The part of some groups of equal inputs in this order; not yet reduced.
   *
   * @param groups of each group the targets of its rows, in the order of the rows
   */
  public static FunctionSpaceFloor ofGroups(Iterable<List<double[]>> groups, Loss loss) {
    double sum = 0;
    boolean attained = true;

    for (List<double[]> group : groups) {
      double[][] rows = group.toArray(new double[0][]);
      sum += loss.groupInfimum(rows);
      attained &= loss.groupInfimumAttained(rows);
    }

    return new FunctionSpaceFloor(sum, attained);
  }

  /**
   * The floor of all parts.
   *
   * @param shards of each shard {@link #ofSingleInputs}
   * @param blocks of each block of groups {@link #ofGroups}
   * @param rows n
   */
  public static FunctionSpaceFloor sum(
      List<FunctionSpaceFloor> shards,
      List<FunctionSpaceFloor> blocks,
      Reduction reduction,
      long rows) {
    double sum = total(shards) + (blocks.isEmpty() ? 0 : total(blocks));
    boolean attained =
        shards.stream().allMatch(FunctionSpaceFloor::attained)
            && blocks.stream().allMatch(FunctionSpaceFloor::attained);
    return new FunctionSpaceFloor(reduction == Reduction.MEAN ? sum / rows : sum, attained);
  }

  private static double total(List<FunctionSpaceFloor> parts) {
    return OrderedSum.of(parts.stream().map(part -> new double[] {part.value}).toList())[0];
  }

  /** The targets of a row of a shard. */
  public static double[] targets(DataShard shard, int row) {
    double[] y = new double[shard.targets().numCols()];

    for (int k = 0; k < y.length; k++) {
      y[k] = shard.targets().apply(row, k);
    }

    return y;
  }
}
