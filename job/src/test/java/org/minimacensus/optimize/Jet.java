package org.minimacensus.optimize;

/**
 * A number with its gradient and Hessian in n variables: exact derivatives of the test functions
 * from their formulas.
 */
final class Jet {
  final double value;
  final double[] gradient;
  final double[] hessian;

  private Jet(double value, int n) {
    this.value = value;
    this.gradient = new double[n];
    this.hessian = new double[n * n];
  }

  static Jet[] variables(double[] x) {
    Jet[] jets = new Jet[x.length];
    for (int i = 0; i < x.length; i++) {
      jets[i] = new Jet(x[i], x.length);
      jets[i].gradient[i] = 1;
    }

    return jets;
  }

  Jet plus(Jet other) {
    Jet sum = new Jet(value + other.value, gradient.length);
    for (int i = 0; i < gradient.length; i++) {
      sum.gradient[i] = gradient[i] + other.gradient[i];
    }

    for (int i = 0; i < hessian.length; i++) {
      sum.hessian[i] = hessian[i] + other.hessian[i];
    }

    return sum;
  }

  Jet minus(Jet other) {
    return plus(other.times(-1));
  }

  Jet plus(double constant) {
    return chain(value + constant, 1, 0);
  }

  Jet times(double factor) {
    return chain(factor * value, factor, 0);
  }

  Jet times(Jet other) {
    int n = gradient.length;
    Jet product = new Jet(value * other.value, n);
    for (int i = 0; i < n; i++) {
      product.gradient[i] = value * other.gradient[i] + other.value * gradient[i];
      for (int j = 0; j < n; j++) {
        // The cross terms as one sum, so that the Hessian is symmetric to the last bit.
        double cross = gradient[i] * other.gradient[j] + gradient[j] * other.gradient[i];
        product.hessian[i * n + j] =
            value * other.hessian[i * n + j] + other.value * hessian[i * n + j] + cross;
      }
    }

    return product;
  }

  Jet square() {
    return chain(value * value, 2 * value, 2);
  }

  Jet exp() {
    double e = StrictMath.exp(value);
    return chain(e, e, e);
  }

  Jet log() {
    return chain(StrictMath.log(value), 1 / value, -1 / (value * value));
  }

  Jet tanh() {
    double t = StrictMath.tanh(value);
    double slope = 1 - t * t;
    return chain(t, slope, -2 * t * slope);
  }

  /** log(1 + e^x). */
  Jet softplus() {
    double e = StrictMath.exp(-Math.abs(value));
    double sigmoid = value >= 0 ? 1 / (1 + e) : e / (1 + e);
    return chain(Math.max(value, 0) + StrictMath.log1p(e), sigmoid, e / ((1 + e) * (1 + e)));
  }

  private Jet chain(double f, double slope, double curvature) {
    int n = gradient.length;
    Jet jet = new Jet(f, n);
    for (int i = 0; i < n; i++) {
      jet.gradient[i] = slope * gradient[i];
      for (int j = 0; j < n; j++) {
        jet.hessian[i * n + j] =
            slope * hessian[i * n + j] + curvature * (gradient[i] * gradient[j]);
      }
    }

    return jet;
  }
}
