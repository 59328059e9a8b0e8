package org.minimacensus.certify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Augmentation;

/**
 * What one or more hidden units of a network with one hidden layer become when they run to
 * infinity: a function with parameters phi of its own in their place ({@link #limit}), the networks
 * near that limit, and the sign of the first correction to the loss there.
 *
 * <p>A term is made for one run. {@link CompositeChart} joins terms and the network that is left.
 */
interface LimitTerm {
  /** The name in endpoints.infinity_kind. */
  String kind();

  /** The hidden units for which it stands, ascending, from 0. */
  int[] units();

  /** What becomes of them, such as "units 1 and 2 merge". */
  String words();

  /** What is added to the network without them. */
  Augmentation limit();

  /** The first so many of the limit's parameters phi are free, the rest is held fixed. */
  int free();

  /** Entries of phi, ascending, in which the limit's outputs are linear together. */
  default int[] linear() {
    return new int[0];
  }

  /**
   * phi where the run's units would go.
   *
   * @param theta of the whole network, a copy: constants that other units or output biases take
   *     over are moved there; done for all terms in their order
   */
  double[] place(double[] theta);

  /**
   * A network near the limit.
   *
   * @param phi of the term; need not be that of the limit point
   * @param distance from the limit, in the term's own measure
   */
  record Near(double[] phi, double distance) {}

  /** Entries of a place's phi that may be moved on the way back from infinity. */
  default int[] movable(Near near) {
    return IntStream.range(0, free()).toArray();
  }

  /** As far from the limit as the run was. */
  Near run(double[] phi);

  /** Places that near the limit, from far to near; at least one. */
  List<Near> nearer(LimitPoint at, double[] phi);

  /**
   * Writes the units' weights; done for all terms in their opposite order.
   *
   * @param theta of the whole network, its other units are there
   */
  void write(Near near, double[] theta);

  /**
   * Another term of the same units for the place where a search in the chart ended, when this one
   * was wrong.
   *
   * @param near where its network is
   */
  record Adjusted(LimitTerm term, Near near, boolean changed) {}

  /**
   * Itself unless it was the wrong one.
   *
   * @param at where the search ended; its errors are 0
   * @param minimum whether that is a strict minimum of the chart; else the search stalled, or found
   *     no minimum
   */
  default Adjusted adjusted(LimitPoint at, double[] phi, boolean minimum) {
    return new Adjusted(this, run(phi), false);
  }

  /** The first correction at a strict minimum of the joint limit. */
  Correction correction(LimitPoint at, double[] phi);

  /** Indices into the network's parameters of those that grow without bound: incoming weights. */
  default IntStream runaway(ParameterLayout layout) {
    return Arrays.stream(units()).boxed().flatMapToInt(u -> Arrays.stream(layout.incoming(0, u)));
  }

  /**
   * @param answer whether the loss falls towards the limit from everywhere near it
   * @param expected how much a network's loss is above the limit by this term, for those of {@link
   *     #nearer}; null unless CERTIFIED
   * @param falls places from which the search may go on; empty unless FALLS
   */
  record Correction(Answer answer, String words, Expected expected, List<Near> falls) {
    enum Answer {
      CERTIFIED,
      FALLS,
      OPEN
    }

    static Correction certified(String words, Expected expected) {
      return new Correction(Answer.CERTIFIED, words, expected, List.of());
    }

    static Correction falls(String words, List<Near> where) {
      return new Correction(Answer.FALLS, words, null, List.copyOf(where));
    }

    static Correction open(String words) {
      return new Correction(Answer.OPEN, words, null, List.of());
    }
  }

  /** The first correction as a function. */
  @FunctionalInterface
  interface Expected {
    double at(Near near);
  }
}
