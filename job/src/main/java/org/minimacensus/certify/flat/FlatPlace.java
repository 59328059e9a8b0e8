package org.minimacensus.certify.flat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.ResidualImage;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.UnitSides;

/** A critical point as the families see it, and which units are taken by one of them. */
final class FlatPlace {
  private final Objective objective;
  private final Architecture architecture;
  private final ParameterLayout layout;
  private final double[] x;
  private final DenseMatrix hessian;
  private final UnitSides sides;
  private final InputDirections inputs;
  private final boolean[] taken;

  /**
   * @param inputs null when the dependencies of the inputs are not known
   */
  FlatPlace(
      Objective objective,
      Point point,
      DenseMatrix hessian,
      UnitSides sides,
      InputDirections inputs) {
    this.objective = objective;
    this.architecture = objective.architecture();
    this.layout = architecture.layout();
    this.x = point.values();
    this.hessian = hessian;
    this.sides = sides;
    this.inputs = inputs;
    this.taken = new boolean[architecture.hiddenUnits()];
  }

  /**
   * The place of the perceptron that a residual network is, at a critical point where its
   * parameters are free: there its Hessian is that of the residual network along lifted directions.
   */
  static FlatPlace ofImage(
      Objective objective,
      Point point,
      DenseMatrix hessian,
      UnitSides sides,
      InputDirections inputs,
      ResidualImage image) {
    Point there = new Point(new DenseVector(image.of(point.values())), point.origin());
    double[][] lifts = image.liftedDirections(point.values());
    int n = lifts.length;
    double[] along = new double[n * n];
    for (int j = 0; j < n; j++) {
      double[] turned = hessian.multiply(new DenseVector(lifts[j])).values();
      for (int i = 0; i < n; i++) {
        for (int e = 0; e < turned.length; e++) {
          along[j * n + i] += lifts[i][e] * turned[e];
        }
      }
    }

    return new FlatPlace(
        objective.on(image.perceptron()), there, new DenseMatrix(n, n, along), sides, inputs);
  }

  Objective objective() {
    return objective;
  }

  Architecture architecture() {
    return architecture;
  }

  Activation activation() {
    return architecture.activation();
  }

  ParameterLayout layout() {
    return layout;
  }

  /** The parameters; not to be changed. */
  double[] values() {
    return x;
  }

  DenseMatrix hessian() {
    return hessian;
  }

  /** Null when they are not known. */
  InputDirections inputs() {
    return inputs;
  }

  /** Whether weight decay ties every parameter of the network to 0. */
  boolean decayed() {
    return objective.l2() > 0;
  }

  int hiddenLayers() {
    return layout.hiddenLayers();
  }

  boolean taken(int layer, int unit) {
    return taken[number(layer, unit)];
  }

  void take(int layer, int unit) {
    taken[number(layer, unit)] = true;
  }

  /** Units of a hidden layer that no family has taken. */
  int[] open(int layer) {
    return IntStream.range(0, layout.units(layer)).filter(i -> !taken(layer, i)).toArray();
  }

  /** Number of a hidden unit, all layers in order. */
  private int number(int layer, int unit) {
    int number = unit;
    for (int l = 0; l < layer; l++) {
      number += layout.units(l);
    }

    return number;
  }

  /** Whether a unit's pre-activation is below 0 on all rows. */
  boolean negative(int layer, int unit) {
    return sides.negative()[number(layer, unit)];
  }

  /**
   * The slope of a unit that is linear on all rows, also after a small change of its weights; 0
   * when it is not.
   */
  double slope(int layer, int unit) {
    if (activation().linear()) {
      return 1;
    }

    if (!activation().kinked() || !activation().positivelyHomogeneous()) {
      return 0;
    }

    int number = number(layer, unit);
    return sides.positive()[number] ? sigma(1) : sides.negative()[number] ? -sigma(-1) : 0;
  }

  /** Indexes of the weights into a unit, its bias last. */
  int[] incoming(int layer, int unit) {
    return layout.incoming(layer, unit);
  }

  /** Indexes of the weights out of a hidden unit, by unit of the next layer. */
  int[] outgoing(int layer, int unit) {
    return layout.outgoing(layer, unit);
  }

  /** Index of the bias of a unit of the layer after a hidden layer; -1 without biases. */
  int nextBias(int layer, int unit) {
    return layout.bias(layer + 1, unit);
  }

  double[] values(int[] indexes) {
    return at(x, indexes);
  }

  static double[] at(double[] x, int[] indexes) {
    return Arrays.stream(indexes).mapToDouble(i -> x[i]).toArray();
  }

  /** The activation at z. */
  double sigma(double z) {
    double[] value = new double[1];
    activation()
        .evaluate(
            KernelProvider.kernels(),
            new double[] {z},
            value,
            new double[1],
            new double[1],
            0,
            1,
            0);
    return value[0];
  }
}
