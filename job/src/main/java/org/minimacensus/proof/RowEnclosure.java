package org.minimacensus.proof;

import java.util.Arrays;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;
import org.minimacensus.objective.LossEnclosure;

/**
 * A perceptron or a residual network on one row after the other, its parameters a box: outputs, and
 * what the loss of the row adds to gradient and Hessian.
 *
 * <p>With z_u the pre-activation of unit u, delta_v the derivative of the loss by z_v, R(u, w) that
 * of z_w by z_u and P(u, v) that of delta_v by z_u: the derivative by the weight of unit u from
 * input i is delta_u a_i, and a second one, by the weight of unit v from j in the same layer or a
 * later one, a_i (P(u, v) a_j + delta_v da_j/dz_u). The sum of a residual network is a layer of
 * linear units, to whose pre-activations the inputs are added: constants, so that derivatives are
 * those of a perceptron.
 */
final class RowEnclosure {
  private final Architecture architecture;
  private final ParameterLayout layout;
  private final Interval[] theta;
  private final int layers;

  /** The layer to which the inputs are added; -1 for a perceptron. */
  private final int sum;

  /** By layer what it takes in, with a 1 at the end where it has biases. */
  private final Interval[][] in;

  /** By hidden layer. */
  private final Interval[][] preActivations;

  private final Jet[][] activated;
  private final Jet[] out;
  private final Interval[] outputs;

  RowEnclosure(Architecture architecture, Interval[] theta) {
    this.architecture = architecture;
    this.layout = architecture.layout();
    this.theta = theta;
    this.layers = layout.layers();
    this.sum = architecture.residual() ? layers - 2 : -1;
    this.in = new Interval[layers][];
    this.preActivations = new Interval[layout.hiddenLayers()][];
    this.activated = new Jet[layers - 1][];
    this.out = new Jet[architecture.outputs()];
    this.outputs = new Interval[architecture.outputs()];
  }

  private Interval weight(int layer, int unit, int input) {
    return theta[layout.weight(layer, unit, input)];
  }

  /**
   * Of a row, ready for {@link #derivatives}; not to be changed, and overwritten by the next one.
   *
   * @param x the d features
   * @throws KinkException where a kink is in the box
   */
  Interval[] outputs(double[] x) {
    return forward(x, true);
  }

  /** The same without derivatives, which needs no box without kinks. */
  Interval[] values(double[] x) {
    return forward(x, false);
  }

  private Interval[] forward(double[] x, boolean derivatives) {
    Interval[] below = new Interval[x.length];
    Arrays.setAll(below, i -> Interval.of(x[i]));
    Interval[] features = below;
    for (int l = 0; l < layers; l++) {
      boolean last = l == layers - 1;
      in[l] = taken(l, below, last && architecture.direct() && layers > 1 ? features : null);
      Interval[] z = sums(l);
      for (int i = 0; l == sum && i < z.length; i++) {
        z[i] = z[i].plus(features[i]);
      }

      if (last) {
        for (int k = 0; k < z.length; k++) {
          out[k] = derivatives ? jet(architecture.outputActivation(), z[k], l, k) : null;
          outputs[k] = derivatives ? out[k].value() : architecture.outputActivation().range(z[k]);
        }
      } else {
        below = activate(l, z, derivatives);
      }
    }

    return outputs;
  }

  /** Of a layer that is not the last one: its jets are kept, their values returned. */
  private Interval[] activate(int layer, Interval[] z, boolean derivatives) {
    if (layer != sum) {
      preActivations[layer] = z;
    }

    activated[layer] = new Jet[z.length];
    Interval[] values = new Interval[z.length];
    for (int u = 0; u < z.length; u++) {
      if (layer == sum) {
        activated[layer][u] = Jet.variable(z[u]);
        values[u] = z[u];
      } else if (derivatives) {
        activated[layer][u] = jet(architecture.activation(), z[u], layer, u);
        values[u] = activated[layer][u].value();
      } else {
        values[u] = architecture.activation().range(z[u]);
      }
    }

    return values;
  }

  private static Jet jet(Activation sigma, Interval z, int layer, int unit) {
    return sigma
        .enclosure(z)
        .orElseThrow(
            () ->
                new KinkException(
                    "unit " + unit + " of layer " + (layer + 1) + " has its kink on a row"));
  }

  /** Whether hidden units, layer after layer, have positive pre-activations all over the box. */
  boolean[] on() {
    boolean[] on = new boolean[architecture.hiddenUnits()];
    int unit = 0;
    for (Interval[] layer : preActivations) {
      for (Interval z : layer) {
        on[unit++] = z.low() > 0;
      }
    }

    return on;
  }

  private Interval[] taken(int layer, Interval[] below, Interval[] direct) {
    int width = layout.inputs(layer);
    Interval[] all = Arrays.copyOf(below, width + (layout.hasBias(layer) ? 1 : 0));
    if (direct != null) {
      System.arraycopy(direct, 0, all, below.length, direct.length);
    }

    if (layout.hasBias(layer)) {
      all[width] = Interval.ONE;
    }

    return all;
  }

  private Interval[] sums(int layer) {
    Interval[] z = new Interval[layout.units(layer)];
    for (int u = 0; u < z.length; u++) {
      Interval sum = Interval.ZERO;
      for (int i = 0; i < in[layer].length; i++) {
        sum = sum.plus(theta[layout.parameter(layer, u, i)].times(in[layer][i]));
      }

      z[u] = sum;
    }

    return z;
  }

  /**
   * What the loss of the row of the last {@link #outputs} adds.
   *
   * @param order 1: to the gradient; 2: to the Hessian too
   */
  void derivatives(LossEnclosure loss, IntervalSums sums, int order) {
    Interval[][] delta = new Interval[layers][];
    Interval[][] pulled = new Interval[layers][];
    back(loss, delta, pulled);
    for (int l = 0; l < layers; l++) {
      for (int u = 0; u < delta[l].length; u++) {
        for (int i = 0; i < in[l].length; i++) {
          sums.gradient(layout.parameter(l, u, i), delta[l][u].times(in[l][i]));
        }
      }
    }

    for (int l = 0; order > 1 && l < layers; l++) {
      for (int u = 0; u < delta[l].length; u++) {
        second(loss, delta, pulled, l, u, sums);
      }
    }
  }

  /** Derivatives of the loss by pre-activations, and by activations ({@code pulled}). */
  private void back(LossEnclosure loss, Interval[][] delta, Interval[][] pulled) {
    int top = layers - 1;
    pulled[top] = loss.gradient();
    delta[top] = new Interval[out.length];
    Arrays.setAll(delta[top], k -> loss.gradient()[k].times(out[k].slope()));
    for (int l = top - 1; l >= 0; l--) {
      pulled[l] = transposed(l + 1, delta[l + 1], layout.units(l));
      delta[l] = new Interval[layout.units(l)];
      for (int u = 0; u < delta[l].length; u++) {
        delta[l][u] = pulled[l][u].times(activated[l][u].slope());
      }
    }
  }

  /** The transposed weights of a layer times a vector; the first {@code width} entries. */
  private Interval[] transposed(int layer, Interval[] vector, int width) {
    Interval[] product = new Interval[width];
    for (int i = 0; i < width; i++) {
      Interval sum = Interval.ZERO;
      for (int u = 0; u < vector.length; u++) {
        sum = sum.plus(weight(layer, u, i).times(vector[u]));
      }

      product[i] = sum;
    }

    return product;
  }

  /** Rows of the Hessian of the parameters of one unit, from its own layer on. */
  private void second(
      LossEnclosure loss,
      Interval[][] delta,
      Interval[][] pulled,
      int layer,
      int unit,
      IntervalSums sums) {
    Interval[][] r = reached(layer, unit);
    Interval[][] change = changes(loss, pulled, r, layer);
    for (int l = layer; l < layers; l++) {
      for (int v = l == layer ? unit : 0; v < delta[l].length; v++) {
        for (int j = 0; j < in[l].length; j++) {
          Interval factor = change[l][v].times(in[l][j]);
          if (l > layer && j < activated[l - 1].length) {
            Interval slope = activated[l - 1][j].slope().times(r[l - 1][j]);
            factor = factor.plus(delta[l][v].times(slope));
          }

          // Within the unit each pair once.
          int pairs = l == layer && v == unit ? j + 1 : in[layer].length;
          int other = layout.parameter(l, v, j);
          for (int i = 0; i < pairs; i++) {
            int mine = layout.parameter(layer, unit, i);
            Interval entry = factor.times(in[layer][i]);
            sums.hessian(Math.min(mine, other), Math.max(mine, other), entry);
          }
        }
      }
    }
  }

  /** R: by layer, from the unit's own on, derivatives of pre-activations by that of the unit. */
  private Interval[][] reached(int layer, int unit) {
    Interval[][] r = new Interval[layers][];
    r[layer] = new Interval[layout.units(layer)];
    Arrays.fill(r[layer], Interval.ZERO);
    r[layer][unit] = Interval.ONE;
    for (int l = layer + 1; l < layers; l++) {
      r[l] = new Interval[layout.units(l)];
      for (int w = 0; w < r[l].length; w++) {
        Interval sum = Interval.ZERO;
        for (int m = 0; m < r[l - 1].length; m++) {
          sum = sum.plus(weight(l, w, m).times(activated[l - 1][m].slope()).times(r[l - 1][m]));
        }

        r[l][w] = sum;
      }
    }

    return r;
  }

  /** P: by layer, from the unit's own on, derivatives of delta by the unit's pre-activation. */
  private Interval[][] changes(LossEnclosure loss, Interval[][] pulled, Interval[][] r, int layer) {
    int top = layers - 1;
    Interval[][] change = new Interval[layers][];
    change[top] = new Interval[out.length];
    for (int k = 0; k < out.length; k++) {
      // A square is not negative: by the output itself the slope counts twice.
      Interval own = loss.hessian()[k][k].times(out[k].slope().square()).times(r[top][k]);
      Interval sum = own.plus(pulled[top][k].times(out[k].curvature()).times(r[top][k]));
      for (int m = 0; m < out.length; m++) {
        if (m != k) {
          Interval cross = loss.hessian()[k][m].times(out[k].slope()).times(out[m].slope());
          sum = sum.plus(cross.times(r[top][m]));
        }
      }

      change[top][k] = sum;
    }

    for (int l = top - 1; l >= layer; l--) {
      Interval[] above = transposed(l + 1, change[l + 1], layout.units(l));
      change[l] = new Interval[layout.units(l)];
      for (int v = 0; v < change[l].length; v++) {
        Interval bent = activated[l][v].curvature().times(r[l][v]).times(pulled[l][v]);
        change[l][v] = bent.plus(activated[l][v].slope().times(above[v]));
      }
    }

    return change;
  }
}
