package org.minimacensus.objective;

import java.util.List;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.PreciseNumber;

/**
 * A network with one exponential neuron per hidden layer on one row, in double-double. Parameters
 * are theta, then u, mu, b, V layer by layer (mu and V not in the first), then a.
 *
 * <p>In a chart b occurs in the regulariser alone, exponents are relative to origins, and the
 * weights out of a neuron are e^b times those of the papers.
 */
final class PreciseLayers {
  private final Architecture a;
  private final PreciseNetwork network;

  PreciseLayers(Architecture architecture, PreciseNetwork network) {
    this.a = architecture;
    this.network = network;
  }

  private int layers() {
    return a.hidden().size();
  }

  private int inputs(int layer) {
    return layer == 0 ? a.inputs() : a.hidden().get(layer - 1);
  }

  /** Index of the first weight into the neuron of a layer. */
  private int first(int layer) {
    int at = network.dimension();
    for (int l = 0; l < layer; l++) {
      at += inputs(l) + (l == 0 ? 1 : 2 + a.hidden().get(l));
    }

    return at;
  }

  private int bias(int layer) {
    return first(layer) + inputs(layer) + (layer == 0 ? 0 : 1);
  }

  /** Index of the first weight from the neuron below into the units of a layer; at last into f. */
  private int fed(int layer) {
    return layer < layers() ? bias(layer) + 1 : first(layer);
  }

  /** {@link #first} of the layer behind the last one is where the amplitudes begin. */
  private int fedUnits(int layer) {
    return layer < layers() ? a.hidden().get(layer) : a.outputs();
  }

  /**
   * The outputs.
   *
   * @param origins of the chart; empty: parameters as the papers write them
   * @param terms receives what special neurons add to what they feed; null: nobody asks
   */
  PreciseNumber[] outputs(
      PreciseNumber[] p, double[] input, double[] origins, List<PreciseNumber> terms) {
    PreciseNumber[] below = PreciseNetwork.constants(input);
    PreciseNumber z = PreciseNumber.of(0);
    int theta = 0;
    int origin = 0;
    for (int l = 0; l < layers(); l++) {
      PreciseNumber exponent = origins.length == 0 ? p[bias(l)] : PreciseNumber.of(0);
      int entering = below.length + (l == 0 ? 0 : 1);
      for (int j = 0; j < entering; j++) {
        PreciseNumber in = j < below.length ? below[j] : z;
        PreciseNumber seen =
            origins.length == 0 ? in : in.minus(PreciseNumber.of(origins[origin + j]));
        PreciseNumber term = p[first(l) + j].times(seen);
        exponent = exponent.plus(term);
      }

      if (l > 0 && terms != null) {
        terms.add(p[first(l) + below.length].times(z));
      }

      origin += entering;
      PreciseNumber[] next = new PreciseNumber[a.hidden().get(l)];
      for (int u = 0; u < next.length; u++) {
        PreciseNumber sum = network.weighted(p, theta, l, u, below);
        next[u] = network.activated(l, l == 0 ? sum : sum.plus(fed(p, l, u, z, terms)));
      }

      theta += network.parameters(l, below.length);
      z = exponent.exp();
      below = next;
    }

    PreciseNumber[] in = network.entering(below, input, layers());
    PreciseNumber[] f = new PreciseNumber[a.outputs()];
    for (int k = 0; k < f.length; k++) {
      PreciseNumber sum = network.weighted(p, theta, layers(), k, in);
      f[k] = network.activated(layers(), sum).plus(fed(p, layers(), k, z, terms));
    }

    return f;
  }

  private PreciseNumber fed(
      PreciseNumber[] p, int layer, int unit, PreciseNumber z, List<PreciseNumber> terms) {
    PreciseNumber term = p[fed(layer) + unit].times(z);
    if (terms != null) {
      terms.add(term);
    }

    return term;
  }

  /** The sum of all weights that special neurons feed, as the papers write them, to the 2L. */
  PreciseNumber regulariser(PreciseNumber[] p, double[] origins) {
    PreciseNumber sum = PreciseNumber.of(0);
    for (int l = 1; l <= layers(); l++) {
      if (l < layers()) {
        sum = sum.plus(penalty(p, first(l) + inputs(l), l - 1, origins));
      }

      for (int u = 0; u < fedUnits(l); u++) {
        sum = sum.plus(penalty(p, fed(l) + u, l - 1, origins));
      }
    }

    return sum;
  }

  /** Of a weight out of the neuron of a layer. */
  private PreciseNumber penalty(PreciseNumber[] p, int weight, int layer, double[] origins) {
    // Whatever b is: 0 is switched off, also where e^-b overflows.
    boolean own = origins.length == 0 || p[weight].value().high() == 0;
    PreciseNumber w = own ? p[weight] : p[weight].times(p[bias(layer)].negated().exp());
    return w.power(2 * layers());
  }
}
