package org.minimacensus.census;

import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.SampleActivation;

/** Outputs on given training inputs, then on probe points; counts how often it was asked. */
final class NetworkSignature implements FunctionSignature {
  private final Architecture architecture;
  private final double[][] training;
  private final double[][] probes;
  int asked;

  NetworkSignature(Architecture architecture, double[][] training, double[][] probes) {
    this.architecture = architecture;
    this.training = training;
    this.probes = probes;
  }

  @Override
  public double[][] trainingInputs() {
    return training;
  }

  @Override
  public int trainingValues() {
    return training.length * architecture.outputs();
  }

  @Override
  public double[] values(Endpoint endpoint) {
    asked++;
    int outputs = architecture.outputs();
    double[] values = new double[(training.length + probes.length) * outputs];
    for (int r = 0; r < training.length + probes.length; r++) {
      double[] x = r < training.length ? training[r] : probes[r - training.length];
      double[] f = SampleActivation.outputs(architecture, endpoint.theta(), x);
      System.arraycopy(f, 0, values, r * outputs, outputs);
    }
    return values;
  }
}
