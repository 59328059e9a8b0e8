package org.minimacensus.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

/**
 * Writes down a way down from an extended minimum. Of the steps of searches those are points of the
 * way whose value is that of the augmented objective to the bit, or of the plain one (the network
 * alone, with its neurons silent); others are steps in charts and with parameters held.
 */
final class DescentRecorder implements StepListener {
  private final int start;
  private final Evaluator augmented;
  private final Evaluator plain;
  private final Objective objective;
  private final int block;
  private final List<DescentStep> steps = new ArrayList<>();
  private double[] lastNeurons;
  private double[] lastChart;
  private long elsewhere;

  /**
   * @param augmented, plain evaluators that nobody else uses
   */
  DescentRecorder(int start, Evaluator augmented, Evaluator plain) {
    this.start = start;
    this.augmented = augmented;
    this.plain = plain;
    this.objective = augmented.objective();
    this.block = objective.architecture().inputs() + 2;
  }

  /** A point of the augmented objective. */
  void add(String phase, Point point) {
    add(phase, point, gradientNorm(point));
  }

  private double gradientNorm(Point point) {
    double largest = 0;
    for (double g : augmented.evaluate(Question.gradient(point)).gradient().values()) {
      largest = Math.max(largest, Math.abs(g));
    }

    return largest;
  }

  private void add(String phase, Point point, double gradientNorm) {
    Inspection seen = augmented.inspect(point);
    lastNeurons = objective.rawAugmentation(point);
    lastChart = chart(point);
    add(
        phase,
        seen.value(),
        seen.baseLoss(),
        seen.contribution(),
        seen.groupResidual(),
        gradientNorm,
        objective.theta(point),
        lastNeurons,
        lastChart);
  }

  private double[] chart(Point point) {
    int p = objective.thetaDimension();
    int added = point.dimension() - p;
    double[] chart = new double[added + point.origin().length];
    System.arraycopy(point.values(), p, chart, 0, added);
    System.arraycopy(point.origin(), 0, chart, added, point.origin().length);
    return chart;
  }

  private void add(
      String phase,
      double loss,
      double baseLoss,
      double contribution,
      double groupResidual,
      double gradientNorm,
      double[] theta,
      double[] neurons,
      double[] chart) {
    int outputs = neurons.length / block;
    double[] a = new double[outputs];
    double[] b = new double[outputs];
    double[] norm = new double[outputs];
    for (int k = 0; k < outputs; k++) {
      a[k] = neurons[k * block];
      b[k] = neurons[(k + 1) * block - 1];
      double square = 0;
      for (int j = 1; j < block - 1; j++) {
        square = Math.fma(neurons[k * block + j], neurons[k * block + j], square);
      }

      norm[k] = Math.sqrt(square);
    }

    steps.add(
        new DescentStep(
            start,
            phase,
            steps.size(),
            loss,
            baseLoss,
            a,
            b,
            norm,
            contribution,
            groupResidual,
            gradientNorm,
            theta,
            neurons,
            chart));
  }

  @Override
  public void step(int iteration, double value, double gradientNorm, Point point) {
    if (of(augmented, point, value)) {
      add("search", point, gradientNorm);
    } else if (of(plain, point, value)) {
      silent(value, gradientNorm, point);
    } else {
      elsewhere++;
    }
  }

  private static boolean of(Evaluator evaluator, Point point, double value) {
    Objective objective = evaluator.objective();
    int origin =
        objective.augmentation().isEmpty()
            ? 0
            : objective.architecture().inputs() * objective.architecture().outputs();
    return point.dimension() == objective.dimension()
        && point.origin().length == origin
        && Double.compare(evaluator.evaluate(Question.value(point)).value(), value) == 0;
  }

  private void silent(double value, double gradientNorm, Point network) {
    double[] neurons = lastNeurons.clone();
    double[] chart = lastChart.clone();
    for (int k = 0; k < neurons.length; k += block) {
      neurons[k] = 0;
      chart[k] = 0;
    }

    double residual = plain.inspect(network).groupResidual();
    double[] theta = Arrays.copyOf(network.values(), network.dimension());
    add("network", value, value, 0, residual, gradientNorm, theta, neurons, chart);
  }

  /** Where the way ends. */
  void end(Endpoint e) {
    add(
        "endpoint",
        e.loss(),
        e.baseLoss(),
        e.contribution().orElse(Double.NaN),
        e.groupResidual().orElse(Double.NaN),
        e.gradientNorm(),
        e.theta(),
        e.augmentation(),
        e.augmentationChart());
  }

  List<DescentStep> steps() {
    return List.copyOf(steps);
  }

  /** Steps that are no points of the way. */
  long elsewhere() {
    return elsewhere;
  }
}
