package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which of many distinct minima are shown one by one: those of lowest loss, but of the ones that
 * reach the best known loss no more than half while there are others. A network that has minima of
 * the least loss by the hundred may have few bad ones, and these are what a study is about.
 */
final class ShownMinima {
  private ShownMinima() {}

  /**
   * Chooses.
   *
   * @param ascending by loss
   * @param most to be chosen
   * @param subOptimal whether one is above the best known loss
   * @return at most {@code most}, in their order
   */
  static <T> List<T> of(List<T> ascending, int most, Predicate<T> subOptimal) {
    long bad = ascending.stream().filter(subOptimal).limit(most).count();
    long best = Math.max(most - most / 2, most - bad);
    List<T> chosen = new ArrayList<>();
    for (T minimum : ascending) {
      if (chosen.size() == most) {
        break;
      }

      if (subOptimal.test(minimum) || best > 0) {
        chosen.add(minimum);
        best -= subOptimal.test(minimum) ? 0 : 1;
      }
    }

    return chosen;
  }
}
