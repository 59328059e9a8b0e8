package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * Units of the last hidden layer (direct inputs and the output bias counted as units) of which a
 * combination is 0 on the rows: weights of a linear output along it change nothing. It is a null
 * vector of the Hessian by the weights of one output, which is a weighted sum of h h^T.
 */
record DependentUnits() implements FlatFamily {
  private static final double EPS = Roundoff.EPSILON;

  @Override
  public String name() {
    return "linearly dependent units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    if (place.decayed() || place.hiddenLayers() == 0 || !place.architecture().linearOutputs()) {
      return List.of();
    }

    int last = place.hiddenLayers();
    int[] columns = columns(place, last);
    List<Move> moves = new ArrayList<>();
    for (double[] v : dependencies(place, weights(place, last, 0, columns))) {
      for (int k = 0; k < place.layout().units(last); k++) {
        moves.add(Move.line(weights(place, last, k, columns), v));
      }
    }

    return moves;
  }

  /** Inputs of the output layer that no family has taken. */
  private static int[] columns(FlatPlace place, int last) {
    int units = last == 0 ? 0 : place.layout().units(last - 1);
    return IntStream.range(0, place.layout().inputs(last))
        .filter(j -> j >= units || !place.taken(last - 1, j))
        .toArray();
  }

  /** Indexes of the weights of output k, its bias last. */
  private static int[] weights(FlatPlace place, int last, int k, int[] columns) {
    IntStream weights = Arrays.stream(columns).map(j -> place.layout().weight(last, k, j));
    return place.layout().hasBias(last)
        ? IntStream.concat(weights, IntStream.of(place.layout().bias(last, k))).toArray()
        : weights.toArray();
  }

  private static List<double[]> dependencies(FlatPlace place, int[] of) {
    int n = of.length;
    List<double[]> found = new ArrayList<>();
    if (n == 0) {
      return found;
    }

    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      double square = place.hessian().apply(of[i], of[i]);
      scale[i] = square > 0 ? 1 / Math.sqrt(square) : 1;
    }

    double[] scaled = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        scaled[i * n + j] = place.hessian().apply(of[i], of[j]) * scale[i] * scale[j];
      }
    }

    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double bound = eigen.residual() + 64 * n * EPS * Math.abs(eigen.values()[n - 1]);
    for (int k = 0; k < n && eigen.values()[k] <= bound; k++) {
      double[] v = Arrays.copyOfRange(eigen.vectors(), k * n, (k + 1) * n);
      for (int j = 0; j < n; j++) {
        v[j] *= scale[j];
      }

      found.add(v);
    }

    return found;
  }
}
