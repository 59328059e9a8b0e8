package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.objective.Kink;

/**
 * Which pinned units hang together: their one-sided slopes are those of each alone, but where units
 * follow others they must be looked at together.
 */
final class KinkForms {
  private final KinkChart chart;
  private final List<Kink> all;

  /** By place among all pins: a place of the same group that stands for it. */
  private final int[] group;

  KinkForms(KinkChart chart) {
    this.chart = chart;
    this.all = chart.pinned().all();
    this.group = new int[all.size()];
    for (int k = 0; k < group.length; k++) {
      group[k] = k;
    }

    for (int k = 0; k < all.size(); k++) {
      int leading = k - chart.pins().size();
      if (leading >= 0 && chart.pinned().followers().get(leading).leader() >= 0) {
        join(k, chart.pinned().followers().get(leading).leader());
      }

      for (int m = 0; m < k; m++) {
        if (all.get(m).row() == all.get(k).row() && all.get(m).layer() != all.get(k).layer()) {
          join(k, m);
        }
      }
    }
  }

  private void join(int k, int m) {
    int from = group[k];
    for (int i = 0; i < group.length; i++) {
      group[i] = group[i] == from ? group[m] : group[i];
    }
  }

  /** Groups with followers: places of their pins among all. */
  List<List<Integer>> joint() {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int k = 0; k < group.length; k++) {
      if (followed(k)) {
        groups.computeIfAbsent(group[k], g -> new ArrayList<>()).add(k);
      }
    }

    return List.copyOf(groups.values());
  }

  /** Whether a pin hangs together with followers. */
  boolean followed(int k) {
    for (int f = chart.pins().size(); f < group.length; f++) {
      if (group[f] == group[k]) {
        return true;
      }
    }

    return false;
  }

  /**
   * The pins of a group, those together whose pre-activations are the same function: on inputs with
   * a layer that is off nothing but biases moves the units behind it.
   *
   * @param rows at the point
   */
  List<List<Kink>> of(List<Integer> places, Map<Long, KinkRow> rows) {
    Map<List<Object>, List<Kink>> forms = new LinkedHashMap<>();
    for (int k : places) {
      Kink pin = all.get(k);
      KinkRow row = rows.get(pin.row());
      int hollow = row.lastHollow(pin.layer());
      boolean fixed = hollow >= 0 && !row.pinnedAt(hollow);
      forms
          .computeIfAbsent(
              fixed
                  ? List.of(pin.layer(), pin.unit(), hollow)
                  : List.of(pin.layer(), pin.unit(), hollow, pin.row()),
              f -> new ArrayList<>())
          .add(pin);
    }

    return List.copyOf(forms.values());
  }
}
