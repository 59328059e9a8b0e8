package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Augmentation;
import org.minimacensus.objective.AugmentationSum;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Coordinates in which a network with one hidden layer stays finite while some of its units run to
 * infinity: the network without them, and for each {@link LimitTerm} what its units become. What an
 * objective adds to the network already stays as it is.
 *
 * <p>A point of the limit is the smaller network's parameters, those that were added already, then
 * phi of each term, with its fixed numbers.
 */
final class CompositeChart {
  private final Objective raw;
  private final List<LimitTerm> terms;
  private final Architecture rest;

  /** Units that stay, ascending. */
  private final int[] stay;

  /** Where phi of each term begins in a point, and last the point's length. */
  private final int[] at;

  /**
   * @param terms at least one, of different units
   */
  CompositeChart(Objective raw, List<LimitTerm> terms) {
    this.raw = raw;
    this.terms = List.copyOf(terms);
    Architecture all = raw.architecture();
    boolean[] gone = new boolean[all.hidden().get(0)];
    for (LimitTerm term : terms) {
      for (int unit : term.units()) {
        if (gone[unit]) {
          throw new IllegalArgumentException("unit " + unit + " belongs to two limits");
        }

        gone[unit] = true;
      }
    }

    this.stay = IntStream.range(0, gone.length).filter(i -> !gone[i]).toArray();
    this.rest =
        new Architecture(
            all.inputs(),
            List.of(stay.length),
            all.outputs(),
            all.activation(),
            all.outputActivation(),
            all.bias(),
            all.outputBias(),
            all.direct());
    this.at = new int[terms.size() + 1];
    at[0] = rest.layout().dimension() + kept();
    for (int t = 0; t < terms.size(); t++) {
      at[t + 1] = at[t] + terms.get(t).limit().dimension(all.inputs(), all.outputs());
    }
  }

  /** Whether an objective has such charts. */
  static boolean exists(Objective objective) {
    Architecture network = objective.architecture();
    return !objective.coercive()
        && objective.l2() == 0
        && !objective.population()
        && objective.exponents().length == 0
        && !objective.insideNetwork()
        && network.hidden().size() == 1
        && !network.residual()
        && network.linearOutputs();
  }

  /** An objective with something more added that has no parameters. */
  static Objective with(Objective objective, Augmentation more) {
    return objective
        .base()
        .augmented(
            objective
                .augmentation()
                .<Augmentation>map(a -> new AugmentationSum(List.of(a, more)))
                .orElse(more));
  }

  /** A point of an augmented objective whose origins do not matter. */
  static Point withOrigins(Objective augmented, double[] values) {
    Architecture network = augmented.architecture();
    return new Point(
        new DenseVector(values.clone()), new double[network.inputs() * network.outputs()]);
  }

  /** Number of parameters that the objective adds to the network itself. */
  int kept() {
    return raw.dimension() - raw.thetaDimension();
  }

  /** The chart of the same objective with other terms. */
  CompositeChart with(List<LimitTerm> others) {
    return new CompositeChart(raw, others);
  }

  List<LimitTerm> terms() {
    return terms;
  }

  /** The limit's objective. */
  Objective objective() {
    return objective(terms.stream().map(LimitTerm::limit).toList());
  }

  /** The limit's objective with another augmentation in the place of a term's. */
  Objective objective(int term, Augmentation by) {
    List<Augmentation> added = new ArrayList<>(terms.stream().map(LimitTerm::limit).toList());
    added.set(term, by);
    return objective(added);
  }

  /** The limit's objective with something added that has no parameters. */
  Objective objectiveWith(Augmentation more) {
    List<Augmentation> added = new ArrayList<>(terms.stream().map(LimitTerm::limit).toList());
    added.add(more);
    return objective(added);
  }

  private Objective objective(List<Augmentation> ofTerms) {
    List<Augmentation> all = new ArrayList<>();
    raw.augmentation().ifPresent(all::add);
    all.addAll(ofTerms);
    return Objective.plain(rest, raw.loss(), raw.reduction(), 0)
        .augmented(new AugmentationSum(all));
  }

  /** Where phi of a term begins in a point. */
  int offset(int term) {
    return at[term];
  }

  /** phi of a term at a point of the limit. */
  double[] phi(Point limit, int term) {
    return Arrays.copyOfRange(limit.values(), at[term], at[term + 1]);
  }

  /** Indices in a point of the limit of what is not held fixed. */
  int[] free() {
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < at[0]; i++) {
      free.add(i);
    }

    for (int t = 0; t < terms.size(); t++) {
      for (int i = 0; i < terms.get(t).free(); i++) {
        free.add(at[t] + i);
      }
    }

    return free.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Indices in a point of the limit of parameters in which its outputs are linear, ascending. */
  int[] linear() {
    IntStream all = Arrays.stream(OutputLayer.of(rest));
    for (int t = 0; t < terms.size(); t++) {
      int from = at[t];
      all = IntStream.concat(all, Arrays.stream(terms.get(t).linear()).map(i -> from + i));
    }

    return all.toArray();
  }

  /** The point of the limit to which a network would go. */
  Point place(Point network) {
    double[] theta = raw.theta(network);
    double[] x = new double[at[terms.size()]];
    for (int t = 0; t < terms.size(); t++) {
      System.arraycopy(terms.get(t).place(theta), 0, x, at[t], at[t + 1] - at[t]);
    }

    for (int[] same : same()) {
      x[same[1]] = theta[same[0]];
    }

    System.arraycopy(network.values(), theta.length, x, rest.layout().dimension(), kept());
    double[] origins =
        raw.augmentation().isPresent()
            ? network.origin()
            : new double[rest.inputs() * rest.outputs()];
    return new Point(new DenseVector(x), origins);
  }

  /** The network near a point of the limit with each term's units where it is said. */
  Point network(Point limit, List<LimitTerm.Near> where) {
    double[] theta = new double[raw.thetaDimension()];
    for (int[] same : same()) {
      theta[same[0]] = limit.values()[same[1]];
    }

    for (int t = terms.size() - 1; t >= 0; t--) {
      terms.get(t).write(where.get(t), theta);
    }

    double[] x = Arrays.copyOf(theta, raw.dimension());
    System.arraycopy(limit.values(), rest.layout().dimension(), x, theta.length, kept());
    return raw.augmentation().isPresent() ? limit.with(x) : Point.of(x);
  }

  /** Indices of one parameter in the network with all units and in the smaller one. */
  private List<int[]> same() {
    ParameterLayout all = raw.architecture().layout();
    ParameterLayout less = rest.layout();
    int units = raw.architecture().hidden().get(0);
    int incoming = rest.inputs() + (rest.bias() ? 1 : 0);
    List<int[]> same = new ArrayList<>();
    for (int i = 0; i < stay.length; i++) {
      for (int j = 0; j < incoming; j++) {
        same.add(
            new int[] {
              Runaway.incoming(raw.architecture(), stay[i], j), Runaway.incoming(rest, i, j)
            });
      }

      for (int k = 0; k < rest.outputs(); k++) {
        same.add(new int[] {all.weight(1, k, stay[i]), less.weight(1, k, i)});
      }
    }

    for (int k = 0; k < rest.outputs(); k++) {
      for (int j = units; j < all.inputs(1); j++) {
        same.add(new int[] {all.weight(1, k, j), less.weight(1, k, j - units + stay.length)});
      }

      if (all.hasBias(1)) {
        same.add(new int[] {all.bias(1, k), less.bias(1, k)});
      }
    }

    return same;
  }
}
