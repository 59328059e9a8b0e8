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
 * Coordinates of M = {theta: z_k = 0 for all k}, z_k the pre-activation of a pinned unit on its
 * input: theta = E u + N beta(u).
 *
 * <p>What enters a layer depends on the layers before it alone, so M is made layer by layer: the
 * incoming weights of a unit are orthogonal to what enters it on the inputs on which it is pinned.
 * At the base point these rows span N's part of the weights, and E's is orthogonal to it; all other
 * parameters are coordinates as they are. Elsewhere beta solves z = 0, a linear system for each
 * unit. The first hidden layer has the same rows everywhere and beta = 0: with one hidden layer M
 * is linear.
 */
final class KinkChart {
  private final ParameterLayout layout;
  private final Architecture network;
  private final List<Kink> pins = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();

  /** By layer and unit. */
  private final List<PinnedUnit> units = new ArrayList<>();

  /** Per leading pin its unit, and its place among the rows of it. */
  private final List<PinnedUnit> unitOf = new ArrayList<>();

  private final List<Integer> indexOf = new ArrayList<>();

  /** Parameters that are coordinates as they are. */
  private final int[] free;

  private final boolean[] held;
  private final int size;
  private final int dimension;
  private final boolean independent;

  /**
   * @param places of the unit's incoming weights among the parameters
   * @param pins by their place among all
   * @param rows what enters on them, at the base point
   */
  private record PinnedUnit(
      int layer, int unit, int[] places, List<Integer> pins, PinnedRows rows) {}

  /**
   * A pinned unit that is 0 on all of M as others are: on an input on which all units of a layer
   * before it are 0, the same biases enter it as on other such inputs, or nothing.
   *
   * @param leader the place of the pin whose constraint it shares; -1 where nothing enters
   */
  record Follower(Kink pin, int leader) {}

  /**
   * @param theta is projected onto M, layer by layer, to be the base point; more parameters may
   *     follow
   * @param held parameters that are no coordinates, but 0
   */
  KinkChart(Architecture network, double[] theta, List<Kink> pins, boolean[] held) {
    this.network = network;
    this.layout = network.layout();
    this.size = theta.length;
    this.held = held.clone();
    this.independent = pinAll(theta.clone(), pins);
    boolean[] taken = held.clone();
    int coordinates = 0;
    for (PinnedUnit block : units) {
      coordinates += block.rows.along().size();
      for (int place : block.places) {
        taken[place] = true;
      }
    }

    int[] left = new int[theta.length];
    int count = 0;
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        left[count++] = i;
      }
    }

    this.free = Arrays.copyOf(left, count);
    this.dimension = count + coordinates;
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
    for (int layer = 0; layer < layout.layers() - 1; layer++) {
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
          known.add(
              new Kink(layer, unit, pin.row(), pin.input(), 0, pin.range(), pin.pull()));
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
    PinnedUnit block =
        new PinnedUnit(layer, unit, places, leading, PinnedRows.of(entering));
    for (int i = 0; i < leading.size(); i++) {
      unitOf.add(block);
      indexOf.add(i);
    }

    return block;
  }

  /** Indices of a unit's incoming weights that are not held. */
  private int[] incoming(int layer, int unit) {
    return Arrays.stream(BalancedUnits.incoming(layout, layer, unit))
        .filter(place -> !held[place])
        .toArray();
  }

  /** Whether all incoming weights of a unit are held. */
  boolean asleep(Kink kink) {
    return incoming(kink.layer(), kink.unit()).length == 0;
  }

  /** What enters the weights of a unit that are not held. */
  private double[] free(double[] entering, int layer, int unit) {
    int[] places = BalancedUnits.incoming(layout, layer, unit);
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

  /** Whether the rows of every pinned unit are independent, so that M is a manifold. */
  boolean independent() {
    return independent;
  }

  /** Number of parameters. */
  int size() {
    return size;
  }

  /** Number of coordinates. */
  int dimension() {
    return dimension;
  }

  /** Pins behind the first hidden layer, by their place among all. */
  int[] deep() {
    return IntStream.range(0, pins.size())
        .filter(k -> pins.get(k).layer() > 0)
        .toArray();
  }

  /** The point of M with these coordinates; NaN beyond the reach of the chart. */
  double[] embed(double[] u) {
    double[] theta = spread(u, false);
    if (deep().length == 0) {
      return theta;
    }

    Map<Long, KinkRow> rows = rows();
    rows.values().forEach(row -> row.at(theta));
    for (int layer = 0; layer < layout.layers() - 1; layer++) {
      for (PinnedUnit block : units) {
        if (layer > 0 && block.layer == layer) {
          settle(block, rows, theta);
        }
      }

      int l = layer;
      rows.values().forEach(row -> row.forward(l));
    }

    return theta;
  }

  /** Moves a unit's weights along N until it is 0 on its rows; a second time for rounding. */
  private void settle(PinnedUnit block, Map<Long, KinkRow> rows, double[] theta) {
    int n = block.pins.size();
    double[][] entering = new double[n][];
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      KinkRow row = rows.get(pins.get(block.pins.get(i)).row());
      entering[i] = free(row.entering(block.layer), block.layer, block.unit);
      for (int k = 0; k < n; k++) {
        matrix[i][k] = PinnedRows.dot(entering[i], block.rows.moves().get(k));
      }
    }

    SquareSystem system = new SquareSystem(matrix);
    for (int pass = 0; pass < 2; pass++) {
      double[] weights = new double[block.places.length];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = theta[block.places[j]];
      }

      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        z[i] = PinnedRows.dot(entering[i], weights);
      }

      double[] beta = system.solve(z);
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < weights.length; j++) {
          theta[block.places[j]] -= beta[k] * block.rows.moves().get(k)[j];
        }
      }
    }
  }

  /** E^T v. */
  double[] restricted(double[] v) {
    return restricted(v, false);
  }

  /** |E|^T v. */
  double[] restrictedSizes(double[] v) {
    return restricted(v, true);
  }

  private double[] restricted(double[] v, boolean absolute) {
    double[] u = new double[dimension];
    int at = 0;
    for (int i : free) {
      u[at++] = v[i];
    }

    for (PinnedUnit block : units) {
      for (double[] b : block.rows.along()) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
          sum += (absolute ? Math.abs(b[j]) : b[j]) * v[block.places[j]];
        }

        u[at++] = sum;
      }
    }

    return u;
  }

  /** E u, or |E| u. */
  double[] spread(double[] u, boolean absolute) {
    double[] v = new double[size];
    int at = 0;
    for (int i : free) {
      v[i] = u[at++];
    }

    for (PinnedUnit block : units) {
      for (double[] b : block.rows.along()) {
        for (int j = 0; j < b.length; j++) {
          v[block.places[j]] += (absolute ? Math.abs(b[j]) : b[j]) * u[at];
        }

        at++;
      }
    }

    return v;
  }

  /** N_k . v of a pin. */
  double across(int k, double[] v) {
    double[] move = unitOf.get(k).rows.moves().get(indexOf.get(k));
    double sum = 0;
    for (int j = 0; j < move.length; j++) {
      sum += move[j] * v[unitOf.get(k).places[j]];
    }

    return sum;
  }

  /** Adds a multiple of N_k, or of its sizes, to a vector of parameters. */
  void addAcross(int k, double factor, boolean absolute, double[] to) {
    double[] move = unitOf.get(k).rows.moves().get(indexOf.get(k));
    for (int j = 0; j < move.length; j++) {
      to[unitOf.get(k).places[j]] += factor * (absolute ? Math.abs(move[j]) : move[j]);
    }
  }

  /** Adds what the products of a pinned unit's weights with a vector may lose by rounding. */
  void addRounding(double[] v, double[] to) {
    for (PinnedUnit block : units) {
      for (int place : block.places) {
        to[place] += block.places.length * 0x1p-52 * Math.abs(v[place]);
      }
    }
  }
}
