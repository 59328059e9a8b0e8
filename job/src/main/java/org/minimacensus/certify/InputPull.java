package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.objective.RowPull;

/**
 * What all rows with one input pull at the outputs together.
 *
 * @param input d features; not to be changed
 * @param pull K sums of dl/ds_k, reduced; not to be changed
 * @param error bounds on their errors; not to be changed
 */
record InputPull(double[] input, double[] pull, double[] error) {
  /** One for each distinct input, in the order of first rows. */
  static List<InputPull> of(List<RowPull> rows) {
    List<InputPull> all = new ArrayList<>();
    Map<List<Double>, Integer> places = new HashMap<>();
    for (RowPull row : rows) {
      // Zeros of both signs are one input.
      List<Double> key = Arrays.stream(row.input()).mapToObj(v -> v + 0.0).toList();
      Integer place = places.putIfAbsent(key, all.size());
      if (place == null) {
        all.add(new InputPull(row.input(), row.pull().clone(), row.rounding().clone()));
      } else {
        InputPull sum = all.get(place);
        for (int k = 0; k < sum.pull.length; k++) {
          sum.pull[k] += row.pull()[k];
          sum.error[k] += row.rounding()[k] + 0x1p-52 * Math.abs(sum.pull[k]);
        }
      }
    }

    return all;
  }
}
