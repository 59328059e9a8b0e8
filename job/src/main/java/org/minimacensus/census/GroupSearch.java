package org.minimacensus.census;

import java.math.BigInteger;
import java.util.Optional;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.Flip;
import org.minimacensus.model.ParameterLayout;

/**
 * Finds the permutation and flips that map one network's parameters onto another's.
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
  private long undecided;
  private long tried;

  GroupSearch(NetworkSymmetry symmetry, double tolerance) {
    this.symmetry = symmetry;
    this.layout = symmetry.layout();
    this.tolerance = tolerance;
    this.hiddenLayers = layout.layers() - 1;
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

  /** How many permutations with flips map a network onto itself; 0 when given up. */
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
    int last = hiddenLayers;
    int permuted = last == 0 ? 0 : layout.units(last - 1);
    for (int k = 0; k < layout.units(last); k++) {
      for (int i = permuted; i < layout.inputs(last); i++) {
        if (!Assignment.allowed(cost(leader, other, layout.weight(last, k, i)))) {
          return false;
        }
      }
      if (layout.hasBias(last)
          && !Assignment.allowed(cost(leader, other, layout.biasOffset(last) + k))) {
        return false;
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

  /** Returns whether the walk is to end. */
  private boolean walk(Visit visit, int layer, Fingerprint other) {
    int units = layout.units(layer);
    double[][] kept = new double[units][units];
    double[][] flipped = new double[units][units];
    boolean flips = symmetry.flip(layer) != Flip.NONE;
    for (int u = 0; u < units; u++) {
      for (int j = 0; j < units; j++) {
        kept[u][j] = unitCost(visit.leader, j, other, u, layer, 1);
        flipped[u][j] =
            flips ? unitCost(visit.leader, j, other, u, layer, -1) : Double.POSITIVE_INFINITY;
      }
    }
    if (layer == hiddenLayers - 1) {
      return finish(visit, layer, other, kept, flipped);
    }

    return place(visit, layer, other, new Choice(kept, flipped), 0);
  }

  /** Cost of sending a unit of the other network to a unit of the leader; > 1 if not allowed. */
  private double unitCost(
      Fingerprint leader, int target, Fingerprint other, int unit, int layer, int sign) {
    double worst = 0;
    for (int i = 0; i < layout.inputs(layer) && worst <= 1; i++) {
      int to = layout.weight(layer, target, i);
      worst = Math.max(worst, cost(leader, to, other, layout.weight(layer, unit, i), sign));
    }
    if (layout.hasBias(layer) && worst <= 1) {
      int b = layout.biasOffset(layer);
      worst = Math.max(worst, cost(leader, b + target, other, b + unit, sign));
    }
    if (layer == hiddenLayers - 1) {
      int outgoing = sign < 0 ? ParameterMatcher.outgoingSign(symmetry, layer) : 1;
      for (int k = 0; k < layout.units(layer + 1) && worst <= 1; k++) {
        int to = layout.weight(layer + 1, k, target);
        int from = layout.weight(layer + 1, k, unit);
        worst = Math.max(worst, cost(leader, to, other, from, outgoing));
      }
    }

    return worst;
  }

  private boolean finish(
      Visit visit, int layer, Fingerprint other, double[][] kept, double[][] flipped) {
    int units = kept.length;
    double[][] costs = new double[units][units];
    for (int u = 0; u < units; u++) {
      for (int j = 0; j < units; j++) {
        costs[u][j] = Math.min(kept[u][j], flipped[u][j]);
      }
    }
    Optional<int[]> targets = Assignment.cheapest(costs);
    if (targets.isEmpty()) {
      return false;
    }

    if (visit.counting) {
      visit.count = visit.count.add(ways(visit.leader, layer));
      return false;
    }

    int[] signs = new int[units];
    for (int u = 0; u < units; u++) {
      int j = targets.get()[u];
      signs[u] = kept[u][j] <= flipped[u][j] ? 1 : -1;
    }
    visit.found = moved(other, layer, targets.get(), signs);
    return true;
  }

  /** Ways to exchange and flip equal units of the last hidden layer: k! for k equal ones. */
  private BigInteger ways(Fingerprint leader, int layer) {
    int units = layout.units(layer);
    boolean flips = symmetry.flip(layer) != Flip.NONE;
    BigInteger ways = BigInteger.ONE;
    boolean[] grouped = new boolean[units];
    for (int u = 0; u < units; u++) {
      int equal = 0;
      for (int j = u; j < units; j++) {
        boolean same =
            unitCost(leader, u, leader, j, layer, 1) <= 1
                || (flips && unitCost(leader, u, leader, j, layer, -1) <= 1);
        if (same && !grouped[j]) {
          grouped[j] = true;
          equal++;
          ways = ways.multiply(BigInteger.valueOf(equal));
        }
      }
      // A unit equal to its own flip has both incoming and outgoing parameters nearly 0.
      if (flips && unitCost(leader, u, leader, u, layer, -1) <= 1) {
        ways = ways.shiftLeft(1);
      }
    }

    return ways;
  }

  /** A partial assignment of the units of a layer. */
  private static final class Choice {
    private final double[][] kept;
    private final double[][] flipped;
    private final int[] targets;
    private final int[] signs;
    private final boolean[] taken;

    Choice(double[][] kept, double[][] flipped) {
      this.kept = kept;
      this.flipped = flipped;
      this.targets = new int[kept.length];
      this.signs = new int[kept.length];
      this.taken = new boolean[kept.length];
    }
  }

  private boolean place(Visit visit, int layer, Fingerprint other, Choice choice, int unit) {
    if (++tried > LIMIT) {
      return true;
    }

    if (unit == choice.targets.length) {
      return walk(visit, layer + 1, moved(other, layer, choice.targets, choice.signs));
    }

    for (int j = 0; j < choice.taken.length; j++) {
      if (choice.taken[j]) {
        continue;
      }

      choice.taken[j] = true;
      choice.targets[unit] = j;
      for (int sign = 1; sign >= -1; sign -= 2) {
        double cost = (sign > 0 ? choice.kept : choice.flipped)[unit][j];
        choice.signs[unit] = sign;
        if (Assignment.allowed(cost) && place(visit, layer, other, choice, unit + 1)) {
          return true;
        }
      }
      choice.taken[j] = false;
    }

    return false;
  }

  /** Unit u of a layer, with a sign, becomes unit targets[u]. */
  private Fingerprint moved(Fingerprint other, int layer, int[] targets, int[] signs) {
    int[] order = new int[targets.length];
    double[] values = other.values().clone();
    double[] error = other.error().clone();
    for (int u = 0; u < targets.length; u++) {
      order[targets[u]] = u;
      if (signs[u] < 0) {
        flip(values, layer, u);
      }
    }
    symmetry.applyPermutation(values, layer, order);
    if (error.length > 0) {
      symmetry.applyPermutation(error, layer, order);
    }
    return other.moved(values, error);
  }

  private void flip(double[] values, int layer, int unit) {
    for (int i = 0; i < layout.inputs(layer); i++) {
      int w = layout.weight(layer, unit, i);
      values[w] = -values[w];
    }
    if (layout.hasBias(layer)) {
      int b = layout.biasOffset(layer) + unit;
      values[b] = -values[b];
    }
    int outgoing = ParameterMatcher.outgoingSign(symmetry, layer);
    for (int k = 0; k < layout.units(layer + 1); k++) {
      values[layout.weight(layer + 1, k, unit)] *= outgoing;
    }
  }
}
