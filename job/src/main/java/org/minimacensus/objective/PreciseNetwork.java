package org.minimacensus.objective;

import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.PreciseNumber;

/** Networks on one row, unit by unit, in double-double; the order of theta is written down anew. */
final class PreciseNetwork {
  private final Architecture a;
  private final double leakySlope;
  private final int dimension;

  PreciseNetwork(Architecture architecture, double leakySlope) {
    this.a = architecture;
    this.leakySlope = leakySlope;
    int below = a.inputs();
    int sum = 0;
    for (int l = 0; l < layers(); l++) {
      int entering = entering(l, below);
      sum += units(l) * (entering + (biased(l) ? 1 : 0));
      below = units(l);
    }

    this.dimension = sum;
  }

  /** Number of parameters. */
  int dimension() {
    return dimension;
  }

  /** Weight layers; before the last one of a residual network is the sum x + V z. */
  private int layers() {
    return a.hidden().size() + (a.residual() ? 2 : 1);
  }

  private boolean last(int layer) {
    return layer == layers() - 1;
  }

  private boolean sum(int layer) {
    return a.residual() && layer == layers() - 2;
  }

  private int units(int layer) {
    return last(layer) ? a.outputs() : sum(layer) ? a.inputs() : a.hidden().get(layer);
  }

  private boolean biased(int layer) {
    return !sum(layer) && (last(layer) ? a.outputBias() : a.bias());
  }

  private int entering(int layer, int below) {
    return below + (last(layer) && layer > 0 && a.direct() ? a.inputs() : 0);
  }

  static PreciseNumber[] constants(double[] values) {
    PreciseNumber[] constants = new PreciseNumber[values.length];
    for (int j = 0; j < values.length; j++) {
      constants[j] = PreciseNumber.of(values[j]);
    }

    return constants;
  }

  /** The outputs. */
  PreciseNumber[] outputs(PreciseNumber[] theta, double[] input) {
    PreciseNumber[] below = constants(input);
    int at = 0;
    for (int l = 0; l < layers(); l++) {
      PreciseNumber[] in = entering(below, input, l);
      PreciseNumber[] out = new PreciseNumber[units(l)];
      for (int u = 0; u < out.length; u++) {
        PreciseNumber z = weighted(theta, at, l, u, in);
        out[u] = sum(l) ? z.plus(PreciseNumber.of(input[u])) : activated(l, z);
      }

      at += out.length * (in.length + (biased(l) ? 1 : 0));
      below = out;
    }

    return below;
  }

  /** What enters a layer. */
  PreciseNumber[] entering(PreciseNumber[] below, double[] input, int layer) {
    PreciseNumber[] in = new PreciseNumber[entering(layer, below.length)];
    for (int j = 0; j < in.length; j++) {
      in[j] = j < below.length ? below[j] : PreciseNumber.of(input[j - below.length]);
    }

    return in;
  }

  /** Bias and weighted sum of a unit of the layer whose parameters begin at an index. */
  PreciseNumber weighted(PreciseNumber[] theta, int at, int layer, int unit, PreciseNumber[] in) {
    PreciseNumber z =
        biased(layer) ? theta[at + units(layer) * in.length + unit] : PreciseNumber.of(0);
    for (int k = 0; k < in.length; k++) {
      z = z.plus(theta[at + unit * in.length + k].times(in[k]));
    }

    return z;
  }

  /** The activation of a layer, the output activation in the last one. */
  PreciseNumber activated(int layer, PreciseNumber z) {
    String name = last(layer) ? a.outputActivation().name() : a.activation().name();
    return PreciseUnits.activation(name, leakySlope, z);
  }

  /** Parameters of a layer. */
  int parameters(int layer, int entering) {
    return units(layer) * (entering + (biased(layer) ? 1 : 0));
  }
}
