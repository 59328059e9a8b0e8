package org.minimacensus.certify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.certify.NeuronNominees.Nominee;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.NeuronEnds;
import org.minimacensus.objective.NeuronEnds.Kind;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * The limit chart of neurons that end in given ways: from networks on their way to the limit, and
 * back to networks near it.
 */
final class NeuronEndsChart {
  /** Exponent of the next input, below that of a spike, where it adds nothing but rounding. */
  private static final double SHARPEST = 30;

  private final Objective augmented;
  private final double[][] distinct;
  private final List<Nominee> ends;
  private final NeuronEnds added;
  private final int p;

  /** Number of the network's parameters in points of the limit. */
  private final int theta;

  private final int inputs;
  private final int outputs;

  /**
   * @param augmented the study's objective
   * @param distinct training inputs
   * @param ends one for each output
   */
  NeuronEndsChart(Objective augmented, double[][] distinct, List<Nominee> ends) {
    this(augmented, distinct, ends, augmented.thetaDimension());
  }

  private NeuronEndsChart(Objective augmented, double[][] distinct, List<Nominee> ends, int theta) {
    this.theta = theta;
    this.augmented = augmented;
    this.distinct = distinct;
    this.ends = List.copyOf(ends);
    this.added = new NeuronEnds(ends.stream().map(Nominee::end).toList());
    this.p = augmented.thetaDimension();
    this.inputs = augmented.architecture().inputs();
    this.outputs = augmented.architecture().outputs();
  }

  /**
   * The same neurons in the points of a limit whose network has lost some units.
   *
   * @param smaller number of the smaller network's parameters
   */
  NeuronEndsChart within(int smaller) {
    return new NeuronEndsChart(augmented, distinct, ends, smaller);
  }

  /** The loss of the limit. */
  Objective objective() {
    return augmented.base().augmented(added);
  }

  int outputs() {
    return outputs;
  }

  Nominee end(int output) {
    return ends.get(output);
  }

  double[][] distinct() {
    return distinct;
  }

  /** Where the parameters of an output's neuron begin in the limit's point. */
  int place(int output) {
    return theta + added.place(output, inputs);
  }

  /** Index of an output's bias; negative when there is none. */
  static int bias(Objective objective, int output) {
    ParameterLayout layout = objective.architecture().layout();
    int last = layout.layers() - 1;
    return layout.bias(last, output);
  }

  /**
   * The network with its neurons as the limit sees them.
   *
   * @param sharp without regulariser, in the chart of the inputs of largest exponent
   */
  Point limit(Point sharp) {
    double[] x = Arrays.copyOf(sharp.values(), p + added.dimension(inputs, outputs));
    double[] origins = sharp.origin().clone();
    for (int k = 0; k < outputs; k++) {
      Nominee end = ends.get(k);
      int from = p + k * (inputs + 1);
      int to = place(k);
      double amplitude = sharp.values()[from];
      double[] w = Arrays.copyOfRange(sharp.values(), from + 1, from + 1 + inputs);
      switch (end.end().kind()) {
        case SILENT -> {}
        case FLAT -> {
          for (int j = 0; j < inputs; j++) {
            x[to + j] = amplitude * w[j];
          }

          x[bias(augmented, k)] += amplitude;
        }

        case OFF -> {
          x[to] = amplitude;
          System.arraycopy(w, 0, x, to + 1, inputs);
        }

        case SPIKE -> {
          x[to] = amplitude;
          for (int j = 0; j < end.end().basis().length; j++) {
            x[to + 1 + j] = ConeRows.product(w, end.end().basis()[j]);
          }

          System.arraycopy(distinct[end.on()[0]], 0, origins, k * inputs, inputs);
        }
      }
    }

    return new Point(new DenseVector(x), origins);
  }

  /** The inputs at which an output's spike adds nothing. */
  int[] outside(int output) {
    return IntStream.range(0, distinct.length)
        .filter(i -> Arrays.stream(ends.get(output).on()).noneMatch(f -> f == i))
        .toArray();
  }

  /** From these to the spike. */
  double[][] rows(int output, int[] outside) {
    double[] first = distinct[ends.get(output).on()[0]];
    return Arrays.stream(outside)
        .mapToObj(i -> NeuronNominees.difference(first, distinct[i]))
        .toArray(double[][]::new);
  }

  /** Differences within the face of a spike. */
  double[][] pinned(int output) {
    double[][] face = ends.get(output).end().face();
    return IntStream.range(1, face.length)
        .mapToObj(f -> NeuronNominees.difference(face[f], face[0]))
        .toArray(double[][]::new);
  }

  /** s.z of a spike on a face, at any input; 0 for one at a single input. */
  double alongFace(Point limit, int output, double[] input) {
    NeuronEnds.End end = ends.get(output).end();
    double sum = 0;
    for (int j = 0; j < end.basis().length; j++) {
      double[] difference = NeuronNominees.difference(input, end.face()[0]);
      sum += limit.values()[place(output) + 1 + j] * ConeRows.product(end.basis()[j], difference);
    }

    return sum;
  }

  /** s.z of a flat neuron. */
  double alongFlat(Point limit, int output, double[] input) {
    double sum = 0;
    for (int j = 0; j < inputs; j++) {
      double z = input[j] - limit.origin()[output * inputs + j];
      sum = Math.fma(limit.values()[place(output) + j], z, sum);
    }

    return sum;
  }

  /** A point of the augmented objective near the limit; null where no direction was found. */
  Point near(Point limit) {
    return near(limit, -1, null, SHARPEST);
  }

  /**
   * A point of the augmented objective with one spike less sharp, its regulariser rounding; null
   * where no direction was found for another spike.
   *
   * @param moved its output; -1 for none
   * @param direction of its weights
   * @param exponent of the next input, below that of the spike
   */
  Point near(Point limit, int moved, double[] direction, double exponent) {
    double[] x = Arrays.copyOf(limit.values(), p + outputs * (inputs + 2));
    Arrays.fill(x, p, x.length, 0);
    for (int k = 0; k < outputs; k++) {
      int from = place(k);
      int to = p + k * (inputs + 2);
      Kind kind = ends.get(k).end().kind();
      if (kind == Kind.OFF || kind == Kind.SPIKE) {
        x[to] = limit.values()[from];
        x[to + inputs + 1] = NeuronAtInfinity.off(x[to]);
      }

      if (kind == Kind.OFF) {
        System.arraycopy(limit.values(), from + 1, x, to + 1, inputs);
      } else if (kind == Kind.SPIKE) {
        double[] w =
            k == moved ? weights(limit, k, direction, exponent) : weights(limit, k, null, SHARPEST);
        if (w == null) {
          return null;
        }

        System.arraycopy(w, 0, x, to + 1, inputs);
      }
    }

    return new Point(new DenseVector(x), limit.origin().clone());
  }

  private double[] weights(Point limit, int output, double[] direction, double exponent) {
    int[] outside = outside(output);
    double[][] rows = rows(output, outside);
    double[] omega = direction == null ? ConeCorrection.inside(rows, pinned(output)) : direction;
    if (omega == null) {
      return null;
    }

    double t = 0;
    for (int i = 0; i < rows.length; i++) {
      double wanted = exponent + alongFace(limit, output, distinct[outside[i]]);
      t = Math.max(t, wanted / ConeRows.product(omega, rows[i]));
    }

    double[] w = new double[inputs];
    double[][] basis = ends.get(output).end().basis();
    for (int j = 0; j < inputs; j++) {
      w[j] = t * omega[j];
      for (int b = 0; b < basis.length; b++) {
        w[j] = Math.fma(limit.values()[place(output) + 1 + b], basis[b][j], w[j]);
      }
    }

    return w;
  }

  /**
   * A point of the augmented objective with a flat neuron less flat; null where none was found for
   * the others.
   *
   * @param amplitude in units of the range of what it adds
   */
  Point rounder(Point limit, int output, double amplitude) {
    Point near = near(limit);
    if (near == null) {
      return null;
    }

    double[] x = near.values().clone();
    int to = p + output * (inputs + 2);
    double[] v = Arrays.copyOfRange(limit.values(), place(output), place(output) + inputs);
    double size = amplitude * NeuronNominees.range(distinct, v);
    x[to] = size;
    x[to + inputs + 1] = NeuronAtInfinity.off(size);
    x[bias(augmented, output)] -= size;
    for (int j = 0; j < inputs; j++) {
      x[to + 1 + j] = v[j] / size;
    }

    return near.with(x);
  }
}
