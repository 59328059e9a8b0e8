package org.minimacensus.objective;

import org.minimacensus.numeric.Elementary;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.Roundoff;
import org.minimacensus.objective.NeuronEnds.End;
import org.minimacensus.objective.NeuronEnds.Kind;

/** {@link NeuronEnds} and its derivatives on row tiles. */
final class NeuronEndsPass implements Augmentation.Pass {
  private static final double[] NONE = {};

  /** Unit roundoff of double. */
  private static final double U = Roundoff.UNIT;

  private final NeuronEnds ends;
  private final Kernels kernels;
  private final int inputs;
  private final int outputs;

  /** Per output: where its parameters begin, where its rows of z begin, how many of them. */
  private final int[] places;

  private final int[] firstZ;
  private final int[] weights;

  /** exp(s.z) where something is added, else 0: K x rows. */
  private double[] e = NONE;

  /** s.z, and ds.z. */
  private double[] exponent = NONE;

  private double[] along = NONE;

  /** Entries of z, and for each the sum of the absolute values of its terms. */
  private double[] z = NONE;

  private double[] absolute = NONE;
  private double[] product = NONE;
  private int ld;
  private int rows;

  NeuronEndsPass(NeuronEnds ends, Kernels kernels, int inputs) {
    this.ends = ends;
    this.kernels = kernels;
    this.inputs = inputs;
    this.outputs = ends.ends().size();
    this.places = new int[outputs];
    this.firstZ = new int[outputs + 1];
    this.weights = new int[outputs];

    for (int k = 0; k < outputs; k++) {
      places[k] = ends.place(k, inputs);
      weights[k] = ends.ends().get(k).weights(inputs);
      firstZ[k + 1] = firstZ[k] + weights[k];
    }
  }

  private boolean silent(int k) {
    return ends.ends().get(k).kind() == Kind.SILENT;
  }

  private boolean flat(int k) {
    return ends.ends().get(k).kind() == Kind.FLAT;
  }

  /** Where s begins. */
  private int weight(int k) {
    return places[k] + (ends.ends().get(k).amplitude() ? 1 : 0);
  }

  /** What e is multiplied by: for a flat end, whose e is 1, the derivative by s.z. */
  private double amplitude(double[] parameters, int offset, int k) {
    return flat(k) ? 1 : parameters[offset + places[k]];
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
    reserve();

    for (int k = 0; k < outputs; k++) {
      int at = offset + places[k];

      for (int r = 0; r < rows; r++) {
        boolean on = !silent(k) && coordinates(k, origins, x, xOffset + r, r);
        double sum = 0;

        for (int j = 0; on && j < weights[k]; j++) {
          sum = Math.fma(parameters[weight(k) + offset + j], z[(firstZ[k] + j) * ld + r], sum);
        }

        if (flat(k)) {
          e[k * ld + r] = 1;
          exponent[k * ld + r] = sum;
          s[k * ld + r] += sum;
          continue;
        }

        exponent[k * ld + r] = on ? sum : Double.NEGATIVE_INFINITY;
        e[k * ld + r] = on ? Elementary.exp(sum) : 0;

        if (on) {
          s[k * ld + r] = Math.fma(parameters[at], e[k * ld + r], s[k * ld + r]);
        }
      }
    }
  }

  /** Puts down z of a row; false where nothing is added. */
  private boolean coordinates(int k, double[] origins, double[] x, int first, int r) {
    End end = ends.ends().get(k);

    if (end.kind() == Kind.OFF || end.kind() == Kind.FLAT) {
      for (int j = 0; j < inputs; j++) {
        double difference = x[first + j * ld] - origins[k * inputs + j];
        z[(firstZ[k] + j) * ld + r] = difference;
        absolute[(firstZ[k] + j) * ld + r] = Math.abs(difference);
      }

      return true;
    }

    boolean on =
        end.face().length == 0 && SpikePass.same(origins, k * inputs, x, first, inputs, ld);

    for (int f = 0; f < end.face().length && !on; f++) {
      on = SpikePass.same(end.face()[f], 0, x, first, inputs, ld);
    }

    for (int j = 0; j < weights[k]; j++) {
      double sum = 0;
      double terms = 0;

      for (int i = 0; on && i < inputs; i++) {
        double difference = x[first + i * ld] - end.face()[0][i];
        sum = Math.fma(end.basis()[j][i], difference, sum);
        terms += Math.abs(end.basis()[j][i] * difference);
      }

      z[(firstZ[k] + j) * ld + r] = sum;
      absolute[(firstZ[k] + j) * ld + r] = terms;
    }

    return on;
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
    for (int k = 0; k < outputs; k++) {
      if (silent(k)) {
        continue;
      }

      double amplitude = amplitude(parameters, offset, k);

      for (int r = 0; r < rows; r++) {
        product[r] = c[k * ld + r] * e[k * ld + r];
      }

      if (!flat(k)) {
        kernels.rowSums(product, 0, 1, lanes, laneOffset + places[k], ld, rows);
      }

      for (int r = 0; r < rows; r++) {
        product[ld + r] = product[r] * amplitude;
      }

      addByWeights(k, lanes, laneOffset);
    }
  }

  /** Adds the sums of z times the second row of products. */
  private void addByWeights(int k, double[] lanes, int laneOffset) {
    for (int j = 0; j < weights[k]; j++) {
      for (int r = 0; r < rows; r++) {
        product[r] = product[ld + r] * z[(firstZ[k] + j) * ld + r];
      }

      kernels.rowSums(product, 0, 1, lanes, laneOffset + weight(k) + j, ld, rows);
    }
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
    for (int k = 0; k < outputs; k++) {
      if (silent(k)) {
        continue;
      }

      double amplitude = amplitude(parameters, offset, k);
      double change = flat(k) ? 0 : direction[offset + places[k]];

      for (int r = 0; r < rows; r++) {
        double sum = 0;

        for (int j = 0; j < weights[k]; j++) {
          sum = Math.fma(direction[offset + weight(k) + j], z[(firstZ[k] + j) * ld + r], sum);
        }

        int i = k * ld + r;
        along[i] = sum;
        ds[i] = Math.fma(e[i], Math.fma(amplitude, sum, change), ds[i]);
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
    for (int k = 0; k < outputs; k++) {
      if (silent(k)) {
        continue;
      }

      if (flat(k)) {
        // Linear in its parameters: what is left is the change of c.
        System.arraycopy(rc, k * ld, product, ld, rows);
        addByWeights(k, lanes, laneOffset);
        continue;
      }

      double amplitude = parameters[offset + places[k]];
      double change = direction[offset + places[k]];

      for (int r = 0; r < rows; r++) {
        int i = k * ld + r;
        product[r] = Math.fma(c[i], along[i], rc[i]) * e[i];
        product[ld + r] = Math.fma(product[r], amplitude, c[i] * e[i] * change);
      }

      kernels.rowSums(product, 0, 1, lanes, laneOffset + places[k], ld, rows);
      addByWeights(k, lanes, laneOffset);
    }
  }

  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < real && ends.ends().get(k).kind() == Kind.OFF; r++) {
        into.note(k, exponent[k * ld + r], firstRow + r, x, xOffset + r, ld);
      }
    }
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    double largest = 0;

    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < real && !silent(k); r++) {
        double size =
            flat(k) ? exponent[k * ld + r] : parameters[offset + places[k]] * e[k * ld + r];
        largest = Math.max(largest, Math.abs(size));
      }
    }

    return largest;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int k = 0; k < outputs; k++) {
      for (int r = 0; r < rows && !silent(k); r++) {
        errors[k * ld + r] +=
            Math.abs(amplitude(parameters, offset, k))
                * e[k * ld + r]
                * relativeError(parameters, offset, k, r);
      }
    }
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
    for (int k = 0; k < outputs; k++) {
      if (silent(k)) {
        continue;
      }

      double amplitude = Math.abs(amplitude(parameters, offset, k));

      for (int r = 0; r < real; r++) {
        double own = relativeError(parameters, offset, k, r) + (steps + inputs + 6) * U;
        double error = e[k * ld + r] * (errors[k * ld + r] + Math.abs(c[k * ld + r]) * own);

        if (!flat(k)) {
          bounds[offset + places[k]] += error;
        }

        for (int j = 0; j < weights[k]; j++) {
          bounds[offset + weight(k) + j] += amplitude * error * absolute[(firstZ[k] + j) * ld + r];
        }
      }
    }
  }

  /** Of e: the error of its exponent and that of exp. */
  private double relativeError(double[] parameters, int offset, int k, int r) {
    double size = 0;

    for (int j = 0; j < weights[k]; j++) {
      size += Math.abs(parameters[offset + weight(k) + j]) * absolute[(firstZ[k] + j) * ld + r];
    }

    return U * (4 + (inputs + weights[k] + 3) * size);
  }

  private void reserve() {
    if (product.length < 2 * ld) {
      e = new double[outputs * ld];
      exponent = new double[outputs * ld];
      along = new double[outputs * ld];
      z = new double[firstZ[outputs] * ld];
      absolute = new double[firstZ[outputs] * ld];
      product = new double[2 * ld];
    }
  }
}
