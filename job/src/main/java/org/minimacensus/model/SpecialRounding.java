package org.minimacensus.model;

import org.minimacensus.numeric.Roundoff;

/**
 * The part of {@link RoundingPass} that special neurons have: errors of their values, of what they
 * give to others, and of the gradient by their weights.
 */
final class SpecialRounding {
  private static final double U = Roundoff.UNIT;
  private final NetworkPass pass;
  private final SpecialNeuronsPass neurons;
  private final SpecialLayout special;
  private final int p;
  private final int last;

  /** Errors of y and of the derivatives by the exponents, by neuron and row. */
  private double[] ofY = {};

  private double[] ofByExponent = {};
  private double[] entering = {};

  SpecialRounding(NetworkPass pass) {
    this.pass = pass;
    this.neurons = pass.special;
    this.special = neurons.special;
    this.p = neurons.p;
    this.last = special.layers() - 1;
  }

  /**
   * @param ofH errors of the activations of the layers below
   */
  void forward(double[] theta, double[] x, int xOffset, double[] origins, int l, double[] ofH) {
    if (ofY.length < special.layers() * pass.ld) {
      ofY = new double[special.layers() * pass.ld];
      ofByExponent = new double[special.layers() * pass.ld];
    }

    int inputs = special.inputs(l);
    entering = entering.length < inputs ? new double[inputs] : entering;
    for (int r = 0; r < pass.rows; r++) {
      neurons.input(l, r, x, xOffset, entering);
      double size = 0;
      double carried = 0;
      for (int j = 0; j < inputs; j++) {
        double w = Math.abs(theta[p + special.weights(l) + j]);
        double difference = Math.abs(entering[j] - origins[special.origin(l) + j]);
        size += w * difference;
        carried += w * (ofInput(l, j, r, ofH) + U * difference);
      }

      int i = l * pass.ld + r;
      ofY[i] = neurons.y[i] * ((inputs + 1) * U * size + carried + 4 * U);
    }
  }

  /** Of what enters neuron l at place j. */
  private double ofInput(int l, int j, int r, double[] ofH) {
    if (l == 0) {
      return 0;
    }

    return j < special.ordinaryInputs(l)
        ? ofH[pass.at(l - 1) + j * pass.ld + r]
        : ofY[(l - 1) * pass.ld + r];
  }

  /** Of the pre-activation of unit u in layer l: what the neuron of the layer below adds. */
  double ofPreActivation(double[] theta, int l, int u, int r) {
    if (l == 0 || l > last) {
      return 0;
    }

    double v = Math.abs(theta[p + special.feeding(l) + u]);
    int i = (l - 1) * pass.ld + r;
    double sum = Math.abs(pass.z[pass.at(l) + u * pass.ld + r]);
    return v * (ofY[i] + U * neurons.y[i]) + U * sum;
  }

  /** errors_kr += the bound on the error of what the last neuron adds to output k. */
  void addOutputErrors(double[] theta, double[] errors) {
    for (int k = 0; k < special.outputs(); k++) {
      double a = Math.abs(theta[p + special.amplitudes() + k]);
      for (int r = 0; r < pass.rows; r++) {
        int i = last * pass.ld + r;
        errors[k * pass.ld + r] += a * (ofY[i] + 2 * U * neurons.y[i]);
      }
    }
  }

  /** Of the derivative by the activation of unit u in layer l: what neuron l + 1 gives. */
  double ofBack(double[] theta, int l, int u, int r) {
    if (l >= last) {
      return 0;
    }

    int i = (l + 1) * pass.ld + r;
    double w = Math.abs(theta[p + special.weights(l + 1) + u]);
    double sum = Math.abs(pass.back[pass.at(l) + u * pass.ld + r]);
    return w * (ofByExponent[i] + U * Math.abs(neurons.byExponent[i])) + U * sum;
  }

  /**
   * Errors of the derivatives by neuron l, and its part of the bounds: those of the weights into it
   * and out of it.
   *
   * @param ofSlopes errors of dl/ds
   * @param ofDelta errors of the derivatives by the pre-activations of the layers above
   * @param ofH errors of the activations of the layers below
   */
  void backward(
      double[] theta,
      double[] x,
      int xOffset,
      double[] origins,
      int l,
      double[] ofSlopes,
      double[] ofDelta,
      double[] ofH,
      int real,
      double steps,
      double[] bounds) {
    int inputs = special.inputs(l);
    entering = entering.length < inputs ? new double[inputs] : entering;
    for (int r = 0; r < real; r++) {
      int i = l * pass.ld + r;
      double ofByY = ofByY(theta, l, r, ofSlopes, ofDelta, steps, bounds);
      ofByExponent[i] =
          neurons.y[i] * ofByY
              + Math.abs(neurons.byY[i]) * ofY[i]
              + U * Math.abs(neurons.byExponent[i]);
      double size = Math.abs(neurons.byExponent[i]);
      double error = ofByExponent[i] + steps * U * size;
      neurons.input(l, r, x, xOffset, entering);
      for (int j = 0; j < inputs; j++) {
        double difference = Math.abs(entering[j] - origins[special.origin(l) + j]);
        bounds[p + special.weights(l) + j] +=
            error * difference + size * (ofInput(l, j, r, ofH) + U * difference);
      }
    }
  }

  /** Of the derivative by y_l; adds the bounds of the weights out of the neuron, but that of mu. */
  private double ofByY(
      double[] theta,
      int l,
      int r,
      double[] ofSlopes,
      double[] ofDelta,
      double steps,
      double[] bounds) {
    boolean top = l == last;
    int count = top ? special.outputs() : special.units(l + 1);
    int weights = p + (top ? special.amplitudes() : special.feeding(l + 1));
    int above = top ? 0 : pass.at(l + 1);
    double[] errors = top ? ofSlopes : ofDelta;
    double[] values = top ? neurons.slopes : pass.delta;
    int i = l * pass.ld + r;
    double sum = 0;
    for (int u = 0; u < count; u++) {
      int at = above + u * pass.ld + r;
      double size = Math.abs(values[at]);
      sum += Math.abs(theta[weights + u]) * (errors[at] + (count + 2) * U * size);
      bounds[weights + u] += (errors[at] + steps * U * size) * neurons.y[i] + size * ofY[i];
    }

    if (!top) {
      int up = i + pass.ld;
      double mu = Math.abs(theta[p + special.mu(l + 1)]);
      sum += mu * (ofByExponent[up] + (count + 2) * U * Math.abs(neurons.byExponent[up]));
    }

    return sum;
  }
}
