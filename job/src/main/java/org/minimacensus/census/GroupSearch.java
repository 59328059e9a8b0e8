package org.minimacensus.census;

import java.math.BigInteger;
import java.util.Optional;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.ParameterLayout;

/**
 * Finds the permutation, flips and shifts of biases that map one network's parameters onto
 * another's, both in {@link UnitCoordinates}.
 *
 * <p>Layer by layer from the inputs: a unit can only go where its incoming parameters agree. The
 * units of the last hidden layer are compared with their outgoing columns too and assigned at least
 * cost, which is exact. In the layers before, the assignments that the incoming parameters allow
 * are tried in turn; there is one only, unless units are duplicated.
 */
final class GroupSearch {
  /** Partial assignments that are tried before a comparison is given up. */
  private static final long LIMIT = 100_000;

  private final NetworkSymmetry symmetry;
  private final ParameterLayout layout;
  private final double tolerance;
  private final int hiddenLayers;
  private final boolean shifts;
  private long undecided;
  private long tried;

  GroupSearch(NetworkSymmetry symmetry, double tolerance) {
    this.symmetry = symmetry;
    this.layout = symmetry.layout();
    this.tolerance = tolerance;
    this.hiddenLayers = layout.hiddenLayers();
    this.shifts = symmetry.shiftsBiases();
  }

  long undecided() {
    return undecided;
  }

  /** The other, moved onto the leader; empty when that cannot be done, or was given up. */
  Optional<Fingerprint> align(Fingerprint leader, Fingerprint other) {
    if (other.values().length != leader.values().length || !outputsAgree(leader, other)) {
      return Optional.empty();
    }

    if (hiddenLayers == 0) {
      return Optional.of(other);
    }

    tried = 0;
    Visit visit = new Visit(leader, false);
    walk(visit, 0, other);
    if (tried > LIMIT && visit.found == null) {
      undecided++;
    }
    return Optional.ofNullable(visit.found);
  }

  /** How many permutations with flips and shifts map a network onto itself; 0 when given up. */
  BigInteger stabiliser(Fingerprint fingerprint) {
    if (hiddenLayers == 0) {
      return BigInteger.ONE;
    }

    tried = 0;
    Visit visit = new Visit(fingerprint, true);
    walk(visit, 0, fingerprint);
    return tried > LIMIT ? BigInteger.ZERO : visit.count;
  }

  /** What a walk over the group looks for and has found. */
  private static final class Visit {
    private final Fingerprint leader;
    private final boolean counting;
    private Fingerprint found;
    private BigInteger count = BigInteger.ZERO;

    Visit(Fingerprint leader, boolean counting) {
      this.leader = leader;
      this.counting = counting;
    }
  }

  /** The entries that no permutation or flip moves. */
  private boolean outputsAgree(Fingerprint leader, Fingerprint other) {
    int permuted = hiddenLayers == 0 ? 0 : layout.units(hiddenLayers - 1);
    for (int l = hiddenLayers; l < layout.layers(); l++) {
      for (int k = 0; k < layout.units(l); k++) {
        for (int i = l == hiddenLayers ? permuted : 0; i < layout.inputs(l); i++) {
          if (!Assignment.allowed(cost(leader, other, layout.weight(l, k, i)))) {
            return false;
          }
        }
        if (layout.hasBias(l)
            && !Assignment.allowed(cost(leader, other, layout.biasOffset(l) + k))) {
          return false;
        }
      }
    }
    for (int i = layout.dimension(); i < leader.values().length; i++) {
      if (!Assignment.allowed(cost(leader, other, i))) {
        return false;
      }
    }

    return true;
  }

  private double cost(Fingerprint leader, Fingerprint other, int i) {
    return cost(leader, i, other, i, 1);
  }

  private double cost(Fingerprint leader, int i, Fingerprint other, int j, int sign) {
    double allowed = tolerance * leader.scale(i) + leader.error(i) + other.error(j);
    return Math.abs(sign * other.values()[j] - leader.values()[i]) / allowed;
  }

  /**
   * What may be done to a unit besides moving it: nothing, a flip, half a turn of its bias, both.
   * Biases are in [-pi/2, pi/2], so that a turn never brings them closer and half a turn does in
   * one direction only.
   */
  private static final class Variant {
    private static final int COUNT = 4;

    static boolean flips(int variant) {
      return (variant & 1) != 0;
    }

    static boolean shifts(int variant) {
      return (variant & 2) != 0;
    }
  }

  private boolean possible(int layer, int variant) {
    return (!Variant.flips(variant) || symmetry.flip(layer) != Flip.NONE)
        && (!Variant.shifts(variant) || shifts);
  }

  private static int incomingSign(int variant) {
    return Variant.flips(variant) ? -1 : 1;
  }

  private int outgoingSign(int layer, int variant) {
    int flip = Variant.flips(variant) ? ParameterMatcher.outgoingSign(symmetry, layer) : 1;
    return Variant.shifts(variant) ? -flip : flip;
  }

  /** Half a turn towards the leader's bias. */
  private static double halfTurn(double leaderBias, double bias) {
    return leaderBias > bias ? Math.PI : -Math.PI;
  }

  /** Returns whether the walk is to end. */
  private boolean walk(Visit visit, int layer, Fingerprint other) {
    int units = layout.units(layer);
    double[][][] costs = new double[Variant.COUNT][units][units];
    for (int variant = 0; variant < Variant.COUNT; variant++) {
      for (int u = 0; u < units; u++) {
        for (int j = 0; j < units; j++) {
          costs[variant][u][j] =
              possible(layer, variant)
                  ? unitCost(visit.leader, j, other, u, layer, variant)
                  : Double.POSITIVE_INFINITY;
        }
      }
    }
    if (layer == hiddenLayers - 1) {
      return finish(visit, layer, other, costs);
    }

    return place(visit, layer, other, new Choice(costs, units), 0);
  }

  /** Cost of sending a unit of the other network to a unit of the leader; > 1 if not allowed. */
  private double unitCost(
      Fingerprint leader, int target, Fingerprint other, int unit, int layer, int variant) {
    int sign = incomingSign(variant);
    double worst = 0;
    for (int i = 0; i < layout.inputs(layer) && worst <= 1; i++) {
      int to = layout.weight(layer, target, i);
      worst = Math.max(worst, cost(leader, to, other, layout.weight(layer, unit, i), sign));
    }
    if (layout.hasBias(layer) && worst <= 1) {
      worst = Math.max(worst, biasCost(leader, target, other, unit, layer, variant));
    }
    if (layer == hiddenLayers - 1) {
      int outgoing = outgoingSign(layer, variant);
      for (int k = 0; k < layout.units(layer + 1) && worst <= 1; k++) {
        int to = layout.weight(layer + 1, k, target);
        int from = layout.weight(layer + 1, k, unit);
        worst = Math.max(worst, cost(leader, to, other, from, outgoing));
      }
    }

    return worst;
  }

  private double biasCost(
      Fingerprint leader, int target, Fingerprint other, int unit, int layer, int variant) {
    int i = layout.biasOffset(layer) + target;
    int j = layout.biasOffset(layer) + unit;
    if (!Variant.shifts(variant)) {
      return cost(leader, i, other, j, incomingSign(variant));
    }

    double bias = incomingSign(variant) * other.values()[j];
    double shifted = bias + halfTurn(leader.values()[i], bias);
    double allowed = tolerance * leader.scale(i) + leader.error(i) + other.error(j);
    return Math.abs(shifted - leader.values()[i]) / allowed;
  }

  private boolean finish(Visit visit, int layer, Fingerprint other, double[][][] costs) {
    int units = layout.units(layer);
    double[][] least = new double[units][units];
    for (int u = 0; u < units; u++) {
      for (int j = 0; j < units; j++) {
        least[u][j] = costs[cheapest(costs, u, j)][u][j];
      }
    }
    Optional<int[]> targets = Assignment.cheapest(least);
    if (targets.isEmpty()) {
      return false;
    }

    if (visit.counting) {
      visit.count = visit.count.add(ways(visit.leader, layer));
      return false;
    }

    int[] variants = new int[units];
    for (int u = 0; u < units; u++) {
      variants[u] = cheapest(costs, u, targets.get()[u]);
    }
    visit.found = moved(visit.leader, other, layer, targets.get(), variants);
    return true;
  }

  private static int cheapest(double[][][] costs, int unit, int target) {
    int best = 0;
    for (int variant = 1; variant < costs.length; variant++) {
      best = costs[variant][unit][target] < costs[best][unit][target] ? variant : best;
    }

    return best;
  }

  /**
   * Ways to exchange, flip and shift equal units of the last hidden layer: k! for k equal ones,
   * times the ways in which each is equal to itself.
   */
  private BigInteger ways(Fingerprint leader, int layer) {
    int units = layout.units(layer);
    BigInteger ways = BigInteger.ONE;
    boolean[] grouped = new boolean[units];
    for (int u = 0; u < units; u++) {
      int equal = 0;
      for (int j = u; j < units; j++) {
        if (!grouped[j] && equalWays(leader, u, j, layer) > 0) {
          grouped[j] = true;
          equal++;
          ways = ways.multiply(BigInteger.valueOf(equal));
        }
      }
      ways = ways.multiply(BigInteger.valueOf(equalWays(leader, u, u, layer)));
    }

    return ways;
  }

  private int equalWays(Fingerprint leader, int u, int j, int layer) {
    int equal = 0;
    for (int variant = 0; variant < Variant.COUNT; variant++) {
      boolean same =
          possible(layer, variant) && unitCost(leader, u, leader, j, layer, variant) <= 1;
      equal += same ? 1 : 0;
    }

    return equal;
  }

  /** A partial assignment of the units of a layer. */
  private static final class Choice {
    private final double[][][] costs;
    private final int[] targets;
    private final int[] variants;
    private final boolean[] taken;

    Choice(double[][][] costs, int units) {
      this.costs = costs;
      this.targets = new int[units];
      this.variants = new int[units];
      this.taken = new boolean[units];
    }
  }

  private boolean place(Visit visit, int layer, Fingerprint other, Choice choice, int unit) {
    if (++tried > LIMIT) {
      return true;
    }

    if (unit == choice.targets.length) {
      Fingerprint image = moved(visit.leader, other, layer, choice.targets, choice.variants);
      return walk(visit, layer + 1, image);
    }

    for (int j = 0; j < choice.taken.length; j++) {
      if (choice.taken[j]) {
        continue;
      }

      choice.taken[j] = true;
      choice.targets[unit] = j;
      for (int variant = 0; variant < Variant.COUNT; variant++) {
        choice.variants[unit] = variant;
        if (Assignment.allowed(choice.costs[variant][unit][j])
            && place(visit, layer, other, choice, unit + 1)) {
          return true;
        }
      }
      choice.taken[j] = false;
    }

    return false;
  }

  /** Unit u of a layer, in one of its variants, becomes unit targets[u]. */
  private Fingerprint moved(
      Fingerprint leader, Fingerprint other, int layer, int[] targets, int[] variants) {
    int[] order = new int[targets.length];
    double[] values = other.values().clone();
    double[] error = other.error().clone();
    for (int u = 0; u < targets.length; u++) {
      order[targets[u]] = u;
      change(leader, values, layer, u, targets[u], variants[u]);
    }
    symmetry.applyPermutation(values, layer, order);
    if (error.length > 0) {
      symmetry.applyPermutation(error, layer, order);
    }
    return other.moved(values, error);
  }

  private void change(
      Fingerprint leader, double[] values, int layer, int unit, int target, int variant) {
    int incoming = incomingSign(variant);
    for (int i = 0; i < layout.inputs(layer); i++) {
      values[layout.weight(layer, unit, i)] *= incoming;
    }
    if (layout.hasBias(layer)) {
      int b = layout.biasOffset(layer) + unit;
      values[b] *= incoming;
      if (Variant.shifts(variant)) {
        values[b] += halfTurn(leader.values()[layout.biasOffset(layer) + target], values[b]);
      }
    }
    int outgoing = outgoingSign(layer, variant);
    for (int k = 0; k < layout.units(layer + 1); k++) {
      values[layout.weight(layer + 1, k, unit)] *= outgoing;
    }
  }
}
