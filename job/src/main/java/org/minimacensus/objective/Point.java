package org.minimacensus.objective;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * A point of an objective's domain: its parameters and, for augmented objectives, the chart in
 * which the added neurons' parameters are expressed.
 *
 * <p>{@code parameters} has {@link Objective#dimension()} entries: theta first, then the
 * augmentation's. {@code origin} holds the chart origins, K x d row by row (empty for plain
 * objectives): the exponential of output k is normalised to 1 at the input origin_k, which is the
 * training input of largest exponent when the chart was chosen.
 */
public final class Point implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double[] NONE = {};
  private final DenseVector parameters;
  private final double[] origin;

  /** Neither array is copied; callers hand over fresh ones. */
  public Point(DenseVector parameters, double[] origin) {
    this.parameters = parameters;
    this.origin = origin;
  }

  public static Point of(double[] parameters) {
    return new Point(new DenseVector(parameters), NONE);
  }

  /** The same chart, other parameters. */
  public Point with(double[] newParameters) {
    return new Point(new DenseVector(newParameters), origin);
  }

  public DenseVector parameters() {
    return parameters;
  }

  public int dimension() {
    return parameters.size();
  }

  /** The backing array, not to be changed. */
  public double[] values() {
    return parameters.values();
  }

  /** The backing array, not to be changed. */
  public double[] origin() {
    return origin;
  }
}
