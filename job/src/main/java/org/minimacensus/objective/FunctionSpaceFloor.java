package org.minimacensus.objective;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.RowGroups;

/**
 * The function-space lower bound: the infimum of the data term over all functions of the inputs,
 * reached by choosing the output freely at every distinct input.
 *
 * @param value the bound, in the units of the reduced loss (mean or sum)
 * @param attained whether finite outputs reach it
 */
public record FunctionSpaceFloor(double value, boolean attained) implements Serializable {
  /** The floor of a training set: the sum over its distinct inputs of {@link Loss#groupInfimum}. */
  public static FunctionSpaceFloor of(Dataset dataset, Loss loss, Reduction reduction) {
    RowGroups groups = RowGroups.of(dataset);
    List<List<double[]>> targets = new ArrayList<>();

    for (int g = 0; g < groups.count(); g++) {
      targets.add(new ArrayList<>());
    }

    int row = 0;

    for (DataShard shard : dataset.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        double[] y = new double[dataset.outputs()];

        for (int k = 0; k < y.length; k++) {
          y[k] = shard.targets().apply(r, k);
        }

        targets.get(groups.of(row++)).add(y);
      }
    }

    double sum = 0;
    boolean attained = true;

    for (List<double[]> group : targets) {
      double[][] rows = group.toArray(new double[0][]);
      sum += loss.groupInfimum(rows);
      attained &= loss.groupInfimumAttained(rows);
    }

    return new FunctionSpaceFloor(
        reduction == Reduction.MEAN ? sum / dataset.rows() : sum, attained);
  }
}
