package org.minimacensus.objective;

import org.minimacensus.model.SpecialLayout;
import org.minimacensus.model.SpecialNeuronsPass;

/** What the last special neuron adds to the outputs; the network's pass does the rest. */
final class LayerNeuronsPass implements Augmentation.Pass {
  private final SpecialNeuronsPass neurons;
  private final SpecialLayout layout;
  private int ld;
  private int rows;

  LayerNeuronsPass(SpecialNeuronsPass neurons, SpecialLayout layout) {
    this.neurons = neurons;
    this.layout = layout;
  }

  @Override
  public void forward(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] s,
      int tileLd,
      int tileRows) {
    ld = tileLd;
    rows = tileRows;

    for (int k = 0; k < layout.outputs(); k++) {
      double a = parameters[offset + layout.amplitudes() + k];

      for (int r = 0; r < rows; r++) {
        s[k * ld + r] = Math.fma(a, neurons.top(r), s[k * ld + r]);
      }
    }
  }

  @Override
  public void gradient(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] lanes,
      int laneOffset) {
    // The network's backward pass has added it.
  }

  @Override
  public void tangent(
      double[] parameters,
      double[] direction,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] ds) {
    for (int k = 0; k < layout.outputs(); k++) {
      int a = offset + layout.amplitudes() + k;

      for (int r = 0; r < rows; r++) {
        double along =
            Math.fma(parameters[a], neurons.topTangent(r), direction[a] * neurons.top(r));
        ds[k * ld + r] += along;
      }
    }
  }

  @Override
  public void gradientTangent(
      double[] parameters,
      double[] direction,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] rc,
      double[] lanes,
      int laneOffset) {
    // The network's backward pass has added it.
  }

  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    for (int l = 0; l < layout.layers(); l++) {
      int best = -1;
      double largest = into.exponent(l);

      for (int r = 0; r < real; r++) {
        if (neurons.exponent(l, r) > largest) {
          largest = neurons.exponent(l, r);
          best = r;
        }
      }

      if (best >= 0) {
        double[] entering = new double[layout.inputs(l)];
        neurons.input(l, best, x, xOffset, entering);
        into.note(l, largest, firstRow + best, entering, 0, 1);
      }
    }
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    return neurons.contribution(parameters, real);
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    // In the network's own.
  }

  @Override
  public void addGradientErrors(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] c,
      double[] errors,
      int real,
      double steps,
      double[] bounds) {
    // In the network's own.
  }
}
