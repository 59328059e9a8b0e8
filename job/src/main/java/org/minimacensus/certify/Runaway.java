package org.minimacensus.certify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.RowPull;

/** A run of a network with one hidden layer that may head for infinity. */
final class Runaway {
  private final Objective objective;
  private final double[] theta;
  private final Supplier<List<RowPull>> listing;
  private List<InputPull> rows;

  /**
   * @param listing of the rows of the training set; empty when there are too many
   */
  Runaway(Objective objective, double[] theta, Supplier<List<RowPull>> listing) {
    this.objective = objective;
    this.theta = theta.clone();
    this.listing = listing;
  }

  /** The same with other parameters, on the same rows. */
  Runaway at(double[] otherTheta) {
    return new Runaway(objective, otherTheta, listing);
  }

  Objective objective() {
    return objective;
  }

  Architecture architecture() {
    return objective.architecture();
  }

  ParameterLayout layout() {
    return objective.architecture().layout();
  }

  /** A copy of the network's parameters. */
  double[] theta() {
    return theta.clone();
  }

  int hidden() {
    return architecture().hidden().get(0);
  }

  /** The distinct inputs; empty when there are too many rows to list. */
  Optional<List<InputPull>> inputs() {
    if (rows == null) {
      rows = InputPull.of(listing.get());
    }

    return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
  }

  /** Incoming weights of a unit, its bias (where it has one) last. */
  double[] incoming(int unit) {
    double[] w = new double[incoming()];
    for (int j = 0; j < w.length; j++) {
      w[j] = theta[incoming(architecture(), unit, j)];
    }

    return w;
  }

  int incoming() {
    return layout().parameters(0);
  }

  /** Index of an incoming weight of a unit in theta, the bias last. */
  static int incoming(Architecture network, int unit, int j) {
    return network.layout().parameter(0, unit, j);
  }

  /** Whether a unit feeds any output. */
  boolean used(int unit) {
    for (int k = 0; k < architecture().outputs(); k++) {
      if (theta[layout().weight(1, k, unit)] != 0) {
        return true;
      }
    }

    return false;
  }

  /** An input with a 1 for the bias, where units have one. */
  double[] extended(double[] input) {
    double[] x = Arrays.copyOf(input, incoming());
    if (architecture().bias()) {
      x[input.length] = 1;
    }

    return x;
  }
}
