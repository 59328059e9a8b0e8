package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Kink;

/**
 * Units pinned to 0 on inputs: which of these pins lead, as their constraints make M, and which
 * follow from others; and what enters the leading ones.
 */
final class KinkUnits {
  private final Architecture network;
  private final ParameterLayout layout;
  private final boolean[] held;
  private final int size;
  private final List<Kink> pins = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
  private final List<PinnedUnit> units = new ArrayList<>();
  private final boolean independent;

  /**
   * @param places of the unit's incoming weights among the parameters
   * @param pins by their place among all
   * @param rows what enters on them, at the base point
   */
  record PinnedUnit(int layer, int unit, int[] places, List<Integer> pins, PinnedRows rows) {}

  /**
   * A pinned unit that is 0 on all of M as others are: on an input on which all units of a layer
   * before it are 0, the same biases enter it as on other such inputs, or nothing.
   *
   * @param leader the place of the pin whose constraint it shares; -1 where nothing enters
   */
  record Follower(Kink pin, int leader) {}

  /**
   * @param theta is projected onto M, layer by layer; more parameters may follow
   * @param held parameters that are held at 0
   */
  KinkUnits(Architecture network, double[] theta, List<Kink> pins, boolean[] held) {
    this.network = network;
    this.layout = network.layout();
    this.size = theta.length;
    this.held = held.clone();
    this.independent = pinAll(theta.clone(), pins);
  }

  /** Layer by layer: what enters a unit is known when the layers before it are on M. */
  private boolean pinAll(double[] theta, List<Kink> given) {
    boolean all = true;
    Map<Long, KinkRow> rows = new LinkedHashMap<>();
    List<Kink> known = new ArrayList<>();
    for (Kink pin : given) {
      KinkRow row = rows.computeIfAbsent(pin.row(), r -> new KinkRow(network, size, pin.input()));
      if (row.pin(pin.layer(), pin.unit())) {
        known.add(pin);
      }
    }

    rows.values().forEach(row -> row.at(theta));
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      addUnitsAtRest(layer, rows, known);
      for (List<Kink> ofUnit : byUnit(layer, known)) {
        PinnedUnit block = pinned(ofUnit, rows);
        if (block != null) {
          units.add(block);
          all &= block.rows.independent();
          project(block, theta);
        }
      }

      int l = layer;
      rows.values().forEach(row -> row.forward(l));
    }

    return all;
  }

  /** Behind pinned units that let nothing through there may be units that were not told. */
  private void addUnitsAtRest(int layer, Map<Long, KinkRow> rows, List<Kink> known) {
    for (Kink pin : List.copyOf(known)) {
      KinkRow row = rows.get(pin.row());
      for (int unit = 0; row.moved(layer) && unit < layout.units(layer); unit++) {
        if (row.pin(layer, unit)) {
          known.add(new Kink(layer, unit, pin.row(), pin.input(), 0, pin.range(), pin.pull()));
        }
      }
    }
  }

  private static List<List<Kink>> byUnit(int layer, List<Kink> known) {
    Map<Integer, List<Kink>> units = new TreeMap<>();
    for (Kink pin : known) {
      if (pin.layer() == layer) {
        units.computeIfAbsent(pin.unit(), u -> new ArrayList<>()).add(pin);
      }
    }

    return List.copyOf(units.values());
  }

  /** Leads or follows; null for a unit that leads nowhere. */
  private PinnedUnit pinned(List<Kink> ofUnit, Map<Long, KinkRow> rows) {
    int layer = ofUnit.get(0).layer();
    List<Integer> leading = new ArrayList<>();
    List<double[]> entering = new ArrayList<>();
    Map<Integer, Integer> leaderOf = new TreeMap<>();
    for (Kink pin : ofUnit) {
      KinkRow row = rows.get(pin.row());
      int hollow = row.lastHollow(layer);
      if (row.atRest(layer)) {
        followers.add(new Follower(pin, -1));
      } else if (hollow >= 0 && leaderOf.containsKey(hollow)) {
        followers.add(new Follower(pin, leaderOf.get(hollow)));
      } else {
        leaderOf.put(hollow, pins.size());
        leading.add(pins.size());
        pins.add(pin);
        entering.add(free(row.entering(layer), layer, pin.unit()));
      }
    }

    if (leading.isEmpty()) {
      return null;
    }

    int unit = ofUnit.get(0).unit();
    int[] places = incoming(layer, unit);
    return new PinnedUnit(layer, unit, places, leading, PinnedRows.of(entering));
  }

  /** Indices of a unit's incoming weights that are not held. */
  private int[] incoming(int layer, int unit) {
    return Arrays.stream(layout.incoming(layer, unit)).filter(place -> !held[place]).toArray();
  }

  /** Whether all incoming weights of a unit are held. */
  boolean asleep(Kink kink) {
    return incoming(kink.layer(), kink.unit()).length == 0;
  }

  /** What enters the weights of a unit that are not held. */
  double[] free(double[] entering, int layer, int unit) {
    int[] places = layout.incoming(layer, unit);
    return IntStream.range(0, places.length)
        .filter(j -> !held[places[j]])
        .mapToDouble(j -> entering[j])
        .toArray();
  }

  private static void project(PinnedUnit block, double[] theta) {
    double[] onto = new double[block.places.length];
    for (double[] b : block.rows.along()) {
      double sum = 0;
      for (int j = 0; j < b.length; j++) {
        sum += b[j] * theta[block.places[j]];
      }

      for (int j = 0; j < b.length; j++) {
        onto[j] += sum * b[j];
      }
    }

    for (int j = 0; j < onto.length; j++) {
      theta[block.places[j]] = onto[j];
    }
  }

  /** The inputs with pins, by their row; without parameters yet. */
  Map<Long, KinkRow> rows() {
    Map<Long, KinkRow> rows = new LinkedHashMap<>();
    for (Kink pin : all()) {
      rows.computeIfAbsent(pin.row(), r -> new KinkRow(network, size, pin.input()))
          .pin(pin.layer(), pin.unit());
    }

    return rows;
  }

  /** Units of a layer. */
  int units(int layer) {
    return layout.units(layer);
  }

  /** The pins whose constraints make M, none of which follows from others. */
  List<Kink> pins() {
    return pins;
  }

  /** The other pins. */
  List<Follower> followers() {
    return followers;
  }

  /** All pins. */
  List<Kink> all() {
    List<Kink> all = new ArrayList<>(pins);
    followers.forEach(f -> all.add(f.pin));
    return all;
  }

  /** The leading units, by layer and unit. */
  List<PinnedUnit> units() {
    return units;
  }

  /** Whether the rows of every pinned unit are independent, so that M is a manifold. */
  boolean independent() {
    return independent;
  }

  /** Whether others lead and follow alike. */
  boolean same(KinkUnits other) {
    List<Kink> mine = all();
    List<Kink> others = other.all();
    boolean same = pins.size() == other.pins.size() && mine.size() == others.size();
    for (int k = 0; same && k < mine.size(); k++) {
      int f = k - pins.size();
      same =
          mine.get(k).same(others.get(k))
              && (f < 0 || followers.get(f).leader == other.followers.get(f).leader);
    }

    return same;
  }
}
