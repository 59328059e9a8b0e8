package org.minimacensus.model;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;

/** Activations as formulas, for tests that need values and declared symmetries only. */
@SuppressWarnings("serial")
public final class SampleActivation implements Activation {
  public static final SampleActivation IDENTITY =
      new SampleActivation("identity", Parity.ODD, true, t -> t);
  public static final SampleActivation TANH =
      new SampleActivation("tanh", Parity.ODD, false, StrictMath::tanh);
  // A rational function stands for erf: only the parity matters here.
  public static final SampleActivation ERF =
      new SampleActivation("erf", Parity.ODD, false, t -> t / (1 + Math.abs(t)));
  public static final SampleActivation SIN =
      new SampleActivation("sin", Parity.ODD, false, StrictMath::sin);
  public static final SampleActivation SIGMOID =
      new SampleActivation("sigmoid", Parity.COMPLEMENT, false, SampleActivation::sigmoid);
  public static final SampleActivation QUADRATIC =
      new SampleActivation("quadratic", Parity.EVEN, false, t -> t * t);
  public static final SampleActivation SOFTPLUS =
      new SampleActivation(
          "softplus", Parity.NONE, false, t -> StrictMath.log1p(StrictMath.exp(t)));
  public static final SampleActivation ELU =
      new SampleActivation("elu", Parity.NONE, false, t -> t > 0 ? t : StrictMath.expm1(t));
  public static final SampleActivation SWISH =
      new SampleActivation("swish", Parity.NONE, false, t -> t * sigmoid(t));
  public static final SampleActivation GELU =
      new SampleActivation("gelu", Parity.NONE, false, t -> t * sigmoid(1.7 * t));
  public static final SampleActivation RELU =
      new SampleActivation("relu", Parity.NONE, true, t -> Math.max(t, 0));
  public static final SampleActivation LEAKY_RELU =
      new SampleActivation("leaky-relu", Parity.NONE, true, t -> t > 0 ? t : 0.1 * t);
  public static final SampleActivation UNKNOWN =
      new SampleActivation("bump", Parity.EVEN, false, t -> 1 / (1 + t * t));

  public static final List<SampleActivation> ALL =
      List.of(
          IDENTITY,
          TANH,
          ERF,
          SIN,
          SIGMOID,
          QUADRATIC,
          SOFTPLUS,
          ELU,
          SWISH,
          GELU,
          RELU,
          LEAKY_RELU,
          UNKNOWN);

  private final String label;
  private final Parity parity;
  private final boolean homogeneous;
  private final DoubleUnaryOperator function;

  private SampleActivation(
      String label, Parity parity, boolean homogeneous, DoubleUnaryOperator function) {
    this.label = label;
    this.parity = parity;
    this.homogeneous = homogeneous;
    this.function = function;
  }

  private static double sigmoid(double t) {
    return 1 / (1 + StrictMath.exp(-t));
  }

  public double apply(double t) {
    return function.applyAsDouble(t);
  }

  /** Outputs of a network, before its output activation, written straight from the definition. */
  public static double[] outputs(Architecture a, double[] theta, double[] x) {
    ParameterLayout layout = a.layout();
    double[] h = x;
    for (int l = 0; l < layout.layers(); l++) {
      boolean last = l == layout.layers() - 1;
      double[] z = new double[layout.units(l)];
      for (int u = 0; u < z.length; u++) {
        z[u] = layout.hasBias(l) ? theta[layout.biasOffset(l) + u] : 0;
        for (int i = 0; i < layout.inputs(l); i++) {
          z[u] += theta[layout.weight(l, u, i)] * (i < h.length ? h[i] : x[i - h.length]);
        }
        z[u] = last ? z[u] : ((SampleActivation) a.activation()).apply(z[u]);
      }
      h = z;
    }
    return h;
  }

  @Override
  public String name() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }

  @Override
  public void evaluate(
      Kernels kernels,
      double[] z,
      double[] value,
      double[] first,
      double[] second,
      int offset,
      int n,
      int order) {
    for (int i = offset; i < offset + n; i++) {
      value[i] = apply(z[i]);
      if (order > 0) {
        first[i] = (apply(z[i] + 1e-6) - apply(z[i] - 1e-6)) / 2e-6;
      }
    }
  }

  @Override
  public Parity parity() {
    return parity;
  }

  @Override
  public double oddSlope() {
    if (this == LEAKY_RELU) {
      return 1.1;
    }
    return List.of(SOFTPLUS, SWISH, GELU, RELU).contains(this) ? 1 : Double.NaN;
  }

  @Override
  public boolean positivelyHomogeneous() {
    return homogeneous;
  }

  @Override
  public int power() {
    return this == IDENTITY ? 1 : this == QUADRATIC ? 2 : 0;
  }

  @Override
  public boolean rectifier() {
    return this == RELU;
  }

  @Override
  public boolean sine() {
    return this == SIN;
  }

  @Override
  public boolean symmetricBySignsAlone() {
    return List.of(TANH, ERF, SIGMOID, SOFTPLUS, ELU, SWISH, GELU).contains(this);
  }

  @Override
  public boolean smooth() {
    return this != RELU && this != LEAKY_RELU;
  }

  @Override
  public boolean saturated(double z) {
    return false;
  }

  @Override
  public Optional<Jet> enclosure(Interval z) {
    throw new UnsupportedOperationException("a sample has values only");
  }
}
