package org.minimacensus.objective;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.minimacensus.model.ParameterLayout;

/**
 * Per hidden unit the distinct inputs on which it is nearest to its kink, {@link Kink#MOST} at
 * most; of equal distance those of the first rows. The same in whatever order shards are merged.
 * Units are numbered through all hidden layers. For networks with linear outputs. Not thread-safe.
 */
public final class NearKinks implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Objectives of more parameters have no Hessian that could be restricted to kinks. */
  static final int LARGEST_DIMENSION = 1000;

  private static final Comparator<Near> NEAREST =
      Comparator.comparingDouble(Near::distance).thenComparingLong(Near::row);

  /**
   * @param group number of the group of equal inputs, or -1 for an input that occurs once
   * @param pull K derivatives dl/ds_k of an input that occurs once, not reduced
   */
  private record Near(int group, long row, double[] input, double z, double[] pull)
      implements Serializable {
    double distance() {
      return Math.abs(z);
    }

    long key() {
      return group < 0 ? row : -1 - group;
    }
  }

  private final List<List<Near>> units = new ArrayList<>();

  NearKinks(int hiddenUnits) {
    for (int u = 0; u < hiddenUnits; u++) {
      units.add(new ArrayList<>());
    }
  }

  /** Whether kinks of an objective are noted. */
  static boolean noted(Objective objective) {
    return objective.architecture().activation().kinked()
        && objective.architecture().linearOutputs()
        && objective.dimension() <= LARGEST_DIMENSION;
  }

  /** Whether a pre-activation is near enough to be noted by what is known so far. */
  boolean wants(int unit, double z) {
    List<Near> near = units.get(unit);
    return near.size() < Kink.MOST || Math.abs(z) < near.get(Kink.MOST - 1).distance();
  }

  /** Notes a row; the arrays are kept. */
  void note(int unit, int group, long row, double[] input, double z, double[] pull) {
    List<Near> one = List.of(new Near(group, row, input, z, pull));
    units.set(unit, nearest(units.get(unit), one));
  }

  /** Takes over what other shards say at the same point. */
  void merge(NearKinks of) {
    for (int u = 0; u < units.size(); u++) {
      units.set(u, nearest(units.get(u), of.units.get(u)));
    }
  }

  private static List<Near> nearest(List<Near> one, List<Near> other) {
    List<Near> all = new ArrayList<>(one);
    all.addAll(other);
    all.sort(NEAREST);
    List<Near> kept = new ArrayList<>();
    Set<Long> keys = new HashSet<>();
    for (Near near : all) {
      if (kept.size() < Kink.MOST && keys.add(near.key())) {
        kept.add(near);
      }
    }

    return kept;
  }

  NearKinks copy() {
    NearKinks copy = new NearKinks(units.size());
    copy.merge(this);
    return copy;
  }

  /**
   * The kinks, by unit and distance.
   *
   * @param layout of the network
   * @param largest |pre-activation| of every unit
   * @param groupSums of dl/ds over groups of equal inputs, output k of group g at g K + k
   * @param count what sums over rows are divided by
   */
  List<Kink> kinks(ParameterLayout layout, double[] largest, double[] groupSums, double count) {
    List<Kink> kinks = new ArrayList<>();
    int layer = 0;
    int first = 0;
    for (int u = 0; u < units.size(); u++) {
      if (u - first == layout.units(layer)) {
        first = u;
        layer++;
      }

      for (Near near : units.get(u)) {
        double[] pull = new double[near.pull.length];
        for (int k = 0; k < pull.length; k++) {
          double sum = near.group < 0 ? near.pull[k] : groupSums[near.group * pull.length + k];
          pull[k] = sum / count;
        }

        kinks.add(new Kink(layer, u - first, near.row, near.input, near.z, largest[u], pull));
      }
    }

    return kinks;
  }
}
