package org.minimacensus.objective;

import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.data.DataShard;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkPass;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.model.UnitResponses;
import org.minimacensus.numeric.Kernels;

/**
 * One row tile of a shard at one point: network, added neurons and loss with their derivatives,
 * added to lane sums. Scratch is reused; for one thread.
 */
final class TilePass {
  private static final double[] NONE = {};

  /**
   * Tiles of higher shards are copied: scratch of the shard's height would grow without bound, and
   * long strides between units fall on the same cache sets.
   */
  private static final int MAX_STRIDE = 1024;

  final NetworkPass network;

  /** The network alone; another pass where neurons are added inside it. */
  final NetworkPass alone;

  final Augmentation.Pass added;
  final int p;
  final int dimension;
  final int outputs;

  /** Whether the data term has a {@link LossFactor}. */
  final boolean scaled;

  private final UnitResponses responses;
  private final Loss loss;
  private final Kernels kernels;

  /**
   * Outputs with the added neurons, losses of the rows, derivatives of the loss by the outputs;
   * their derivatives along a direction.
   */
  double[] s = NONE;

  double[] c = NONE;
  double[] value = NONE;
  private double[] ds = NONE;
  private double[] rc = NONE;

  /** Output Hessian, element (k, j) of row r at (k * K + j) * ld + r. */
  private double[] curvature = NONE;

  private double[] lanesOfRow = NONE;
  private double[] copyOfX = NONE;
  private double[] copyOfY = NONE;
  private DataShard copiedShard;
  private int copiedRow;
  private double[] direction = NONE;

  // The tile and the point.
  double[] theta;
  double[] origins;
  double[] x;
  double[] y;

  /** Where row 0 of the tile stands in x and y. */
  int offset;

  private int row;
  int real;
  int rows;
  int ld;

  TilePass(Objective objective, Kernels kernels) {
    this.kernels = kernels;
    this.loss = objective.loss();
    this.p = objective.thetaDimension();
    this.dimension = objective.dimension();
    this.outputs = objective.architecture().outputs();
    Architecture architecture = objective.architecture();
    Augmentation augmentation = objective.augmentation().orElse(null);
    this.network =
        augmentation == null
            ? new NetworkPass(architecture, kernels)
            : augmentation.network(architecture, kernels);
    this.alone = network.special() == null ? network : new NetworkPass(architecture, kernels);
    this.scaled = objective.augmentation().flatMap(Augmentation::lossFactor).isPresent();
    this.responses = new UnitResponses(network);
    this.added =
        augmentation == null
            ? null
            : augmentation.pass(network, kernels, architecture.inputs(), outputs);
  }

  /**
   * Adds the tile of rows [row, row + rows) to the sums of a question.
   *
   * @param lanes lane sums of the value, the gradient and the Hessian-vector product
   * @param hessian receives rows of the Hessian from {@code hessianOffset} on
   */
  void add(
      Question question,
      DataShard shard,
      int fromRow,
      int tileRows,
      double[] lanes,
      double[] hessian,
      int hessianOffset,
      ChartReach reach) {
    Question.Kind kind = question.kind();
    boolean second = kind == Question.Kind.HESSIAN_VECTOR || kind == Question.Kind.HESSIAN;
    // Values alone are asked for so seldom that code of their own would stay in the interpreter.
    forward(question.point(), shard, fromRow, tileRows, second ? 2 : 1);
    kernels.rowSums(value, 0, 1, lanes, 0, ld, rows);

    if (added != null) {
      added.reach(shard.firstRow() + row, real, x, offset, reach);
    }

    if (kind != Question.Kind.VALUE) {
      backward(lanes, 1);
    }

    if (kind == Question.Kind.HESSIAN_VECTOR) {
      hessianVector(question.direction().values(), lanes, 1 + dimension);
    } else if (kind == Question.Kind.HESSIAN) {
      hessian(hessian, hessianOffset);
    }
  }

  /** Outputs, losses and c of a tile; rows beyond the shard's own count nothing. */
  void forward(Point point, DataShard shard, int fromRow, int tileRows, int order) {
    theta = point.values();
    origins = point.origin();
    locate(shard, fromRow, tileRows);
    reserve(order);

    if (network.special() != null) {
      network.special().chart(origins);
    }

    network.forward(theta, x, offset, ld, rows, order);
    double[] f = network.outputs();

    if (added == null) {
      loss.evaluate(kernels, f, network.outputOffset(), y, offset, value, c, outputs, ld, rows);
    } else {
      for (int k = 0; k < outputs; k++) {
        System.arraycopy(f, network.outputOffset() + k * ld, s, k * ld, rows);
      }

      added.forward(theta, p, origins, x, offset, s, ld, rows);
      loss.evaluate(kernels, s, 0, y, offset, value, c, outputs, ld, rows);
    }

    Arrays.fill(value, real, rows, 0);
    mask(c);
  }

  /** Outputs of the network alone on the tile that was passed forward. */
  void forwardAlone() {
    if (alone != network) {
      alone.forward(theta, x, offset, ld, rows, 0);
    }
  }

  private void locate(DataShard shard, int fromRow, int tileRows) {
    row = fromRow;
    rows = tileRows;
    real = Math.min(tileRows, shard.rows() - fromRow);

    if (shard.paddedRows() <= MAX_STRIDE) {
      ld = shard.paddedRows();
      x = shard.features().values();
      y = shard.targets().values();
      offset = fromRow;
      return;
    }

    ld = tileRows;
    offset = 0;

    if (shard != copiedShard || fromRow != copiedRow) {
      copyOfX = copied(shard.features(), copyOfX);
      copyOfY = copied(shard.targets(), copyOfY);
      copiedShard = shard;
      copiedRow = fromRow;
    }

    x = copyOfX;
    y = copyOfY;
  }

  private double[] copied(DenseMatrix from, double[] to) {
    int columns = from.numCols();
    double[] copy = to.length < columns * ld ? new double[columns * ld] : to;

    for (int j = 0; j < columns; j++) {
      System.arraycopy(from.values(), j * from.numRows() + row, copy, j * ld, rows);
    }

    return copy;
  }

  void backward(double[] lanes, int laneOffset) {
    network.backward(theta, x, offset, c, lanes, laneOffset);

    if (added != null) {
      added.gradient(theta, p, origins, x, offset, c, lanes, laneOffset + p);
    }
  }

  /** out = (d2 l/ds2) of the tile's rows applied to ds, K x rows. */
  void curve(double[] along, int alongOffset, double[] out) {
    double[] f = added == null ? network.outputs() : s;
    loss.hessianVector(
        kernels,
        f,
        added == null ? network.outputOffset() : 0,
        y,
        offset,
        along,
        alongOffset,
        out,
        0,
        outputs,
        ld,
        rows);
    mask(out);
  }

  private void hessianVector(double[] v, double[] lanes, int laneOffset) {
    network.tangent(theta, v, x, offset);

    if (added == null) {
      curve(network.outputTangents(), network.outputOffset(), rc);
      network.backwardTangent(theta, v, x, offset, rc, lanes, laneOffset);
      return;
    }

    for (int k = 0; k < outputs; k++) {
      System.arraycopy(network.outputTangents(), network.outputOffset() + k * ld, ds, k * ld, rows);
    }

    added.tangent(theta, v, p, origins, x, offset, ds);
    curve(ds, 0, rc);
    network.backwardTangent(theta, v, x, offset, rc, lanes, laneOffset);
    added.gradientTangent(theta, v, p, origins, x, offset, c, rc, lanes, laneOffset + p);
  }

  private void hessian(double[] h, int hOffset) {
    outputHessian();

    if (network.special() != null) {
      hessianOfAll(h, hOffset);
      return;
    }

    ParameterLayout layout = network.layout();

    for (int l = 0; l < layout.layers(); l++) {
      for (int u = 0; u < layout.units(l); u++) {
        responses.respond(theta, l, u);
        applyCurvature(network.outputTangents(), network.outputOffset());
        responses.backward(theta, rc);
        responses.addRows(x, offset, h, hOffset, dimension);

        if (added != null) {
          addMixed(l, u, h, hOffset);
        }
      }
    }

    for (int i = p; i < dimension; i++) {
      Arrays.fill(ds, 0);
      direction[i] = 1;
      added.tangent(theta, direction, p, origins, x, offset, ds);
      applyCurvature(ds, 0);
      Arrays.fill(lanesOfRow, p * Kernels.LANES, dimension * Kernels.LANES, 0);
      added.gradientTangent(theta, direction, p, origins, x, offset, c, rc, lanesOfRow, p);
      direction[i] = 0;

      for (int j = i; j < dimension; j++) {
        h[hOffset + i * dimension + j] += Kernels.reduceLane(lanesOfRow, j);
      }
    }
  }

  /** Derivatives by the parameters of a unit and those of the added neurons. */
  private void addMixed(int layer, int unit, double[] h, int hOffset) {
    for (int j = 0; j < responses.parameters(layer); j++) {
      responses.scale(rc, 0, outputs, j, x, offset, ds, 0, ld);
      Arrays.fill(lanesOfRow, p * Kernels.LANES, dimension * Kernels.LANES, 0);
      added.gradient(theta, p, origins, x, offset, ds, lanesOfRow, p);
      int row = hOffset + responses.index(layer, unit, j) * dimension;

      for (int column = p; column < dimension; column++) {
        h[row + column] += Kernels.reduceLane(lanesOfRow, column);
      }
    }
  }

  /** One Hessian-vector product per parameter, of which the upper triangle is kept. */
  private void hessianOfAll(double[] h, int hOffset) {
    for (int i = 0; i < dimension; i++) {
      direction[i] = 1;
      network.tangent(theta, direction, x, offset);

      for (int k = 0; k < outputs; k++) {
        System.arraycopy(
            network.outputTangents(), network.outputOffset() + k * ld, ds, k * ld, rows);
      }

      added.tangent(theta, direction, p, origins, x, offset, ds);
      applyCurvature(ds, 0);
      Arrays.fill(lanesOfRow, 0);
      network.backwardTangent(theta, direction, x, offset, rc, lanesOfRow, 0);
      added.gradientTangent(theta, direction, p, origins, x, offset, c, rc, lanesOfRow, p);
      direction[i] = 0;

      for (int j = i; j < dimension; j++) {
        h[hOffset + i * dimension + j] += Kernels.reduceLane(lanesOfRow, j);
      }
    }
  }

  /** Once per tile, so that the p directions need no exponentials. */
  private void outputHessian() {
    for (int j = 0; j < outputs; j++) {
      Arrays.fill(ds, 0);
      Arrays.fill(ds, j * ld, j * ld + rows, 1);
      curve(ds, 0, rc);

      for (int k = 0; k < outputs; k++) {
        System.arraycopy(rc, k * ld, curvature, (k * outputs + j) * ld, rows);
      }
    }
  }

  private void applyCurvature(double[] along, int alongOffset) {
    for (int k = 0; k < outputs; k++) {
      int o = k * ld;
      Arrays.fill(rc, o, o + rows, 0);

      for (int j = 0; j < outputs; j++) {
        int from = alongOffset + j * ld;
        int entry = (k * outputs + j) * ld;

        for (int r = 0; r < rows; r++) {
          rc[o + r] = Math.fma(curvature[entry + r], along[from + r], rc[o + r]);
        }
      }
    }
  }

  private void mask(double[] tile) {
    for (int k = 0; k < outputs; k++) {
      Arrays.fill(tile, k * ld + real, k * ld + rows, 0);
    }
  }

  private void reserve(int order) {
    if (value.length < ld) {
      value = new double[ld];
      c = new double[outputs * ld];
      s = new double[added == null ? 0 : outputs * ld];
    }

    if (order > 1 && curvature.length < outputs * outputs * ld) {
      ds = new double[outputs * ld];
      rc = new double[outputs * ld];
      curvature = new double[outputs * outputs * ld];
      lanesOfRow = new double[dimension * Kernels.LANES];
      direction = new double[dimension];
    }
  }
}
