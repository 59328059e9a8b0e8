package org.minimacensus.certify.flat;

import java.util.ArrayList;
import java.util.List;

/**
 * Quadratic units whose outgoing weights are multiples of one vector n, v_i = alpha_i n: their sum
 * is n times w^T diag(alpha) w, which mixing within the orthogonal group of diag(alpha) keeps. For
 * a pair that is w_i' = alpha_j w_j, w_j' = -alpha_i w_i.
 */
record QuadraticMixing() implements FlatFamily {
  @Override
  public String name() {
    return "mixing of quadratic units";
  }

  @Override
  public List<Move> moves(FlatPlace place) {
    List<Move> moves = new ArrayList<>();
    if (place.activation().power() != 2) {
      return moves;
    }

    for (int l = 0; l < place.hiddenLayers(); l++) {
      for (int i = 0; i < place.layout().units(l); i++) {
        for (int j = i + 1; j < place.layout().units(l); j++) {
          Move move = pair(place, l, i, j);
          if (move != null) {
            moves.add(move);
          }
        }
      }
    }

    return moves;
  }

  /** Null when the outgoing weights are not parallel, or when decay minds. */
  private static Move pair(FlatPlace place, int layer, int i, int j) {
    double[] vI = place.values(place.outgoing(layer, i));
    double[] vJ = place.values(place.outgoing(layer, j));
    double factor = Weights.factor(vI, vJ);
    boolean parallel = Weights.close(vI, vJ, factor) && factor != 0;
    if (!parallel || (place.decayed() && !Weights.close(vI, vJ, 1))) {
      return null;
    }

    int[] inI = place.incoming(layer, i);
    int[] inJ = place.incoming(layer, j);
    int[] outI = place.outgoing(layer, i);
    int[] outJ = place.outgoing(layer, j);
    return (x, t) -> mix(x, inI, inJ, alphas(x, outI, outJ), t);
  }

  /** alpha_i and alpha_j up to a common factor; of opposite signs when the weights are. */
  private static double[] alphas(double[] x, int[] outI, int[] outJ) {
    double[] vI = FlatPlace.at(x, outI);
    return new double[] {1, Weights.factor(vI, FlatPlace.at(x, outJ))};
  }

  private static void mix(double[] x, int[] inI, int[] inJ, double[] alpha, double t) {
    // The exponential of t ((0, alpha_j), (-alpha_i, 0)).
    double product = alpha[0] * alpha[1];
    double omega = Math.sqrt(Math.abs(product));
    double c = product > 0 ? StrictMath.cos(omega * t) : StrictMath.cosh(omega * t);
    double s = (product > 0 ? StrictMath.sin(omega * t) : StrictMath.sinh(omega * t)) / omega;
    for (int e = 0; e < inI.length; e++) {
      double a = x[inI[e]];
      double b = x[inJ[e]];
      x[inI[e]] = c * a + s * alpha[1] * b;
      x[inJ[e]] = c * b - s * alpha[0] * a;
    }
  }
}
