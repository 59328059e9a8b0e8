package org.minimacensus.certify;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Guesses from a run which inputs stay pinned while a unit grows: the nearest ones, by
 * pre-activation, as many as lie before a gap.
 *
 * @param small pre-activations below this count as this where gaps are measured
 * @param gap a gap is at least this factor between pre-activations
 * @param most sets of inputs that are tried for one unit, those before the widest gaps
 */
record PinnedGuesses(double small, double gap, int most) {
  /**
   * Sets of inputs, each ascending; that before the widest gap first.
   *
   * @param z absolute pre-activation of the unit at each input
   * @param fewer sets are smaller than this
   * @param far whether an input with this pre-activation, the first behind a gap, is not pinned
   */
  List<int[]> of(double[] z, int fewer, DoublePredicate far) {
    List<Integer> order =
        IntStream.range(0, z.length).boxed().sorted(Comparator.comparingDouble(i -> z[i])).toList();
    double[] gaps = new double[fewer];
    for (int k = 0; k < fewer; k++) {
      double before = k == 0 ? small : Math.max(small, z[order.get(k - 1)]);
      double after = z[order.get(k)];
      gaps[k] = far.test(after) && after >= gap * before ? after / before : 0;
    }

    return IntStream.range(0, fewer)
        .filter(k -> gaps[k] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -gaps[k]))
        .limit(most)
        .map(k -> order.subList(0, k).stream().mapToInt(Integer::intValue).sorted().toArray())
        .toList();
  }
}
