package org.minimacensus.objective;

import java.io.Serializable;
import java.util.Optional;
import org.minimacensus.model.Architecture;

/**
 * A training objective: reduce_i l(f(x_i; theta) + added neurons, y_i) + (l2 / 2) |theta|^2 + the augmentation's regulariser.
 *
 * <p>SKELETON: the objective package owner completes this class.
 */
public final class Objective implements Serializable {
  private static final long serialVersionUID = 1L;

  /** An exponent may exceed its value at the chart origin by this much (e^20 = 5e8) before {@link Answer#originAdvice} asks for another origin. */
  public static final double CHART_SLACK = 20;

  private final Architecture architecture;
  private final Loss loss;
  private final Reduction reduction;
  private final double l2;
  private final Augmentation augmentation;

  private Objective(Architecture architecture, Loss loss, Reduction reduction, double l2, Augmentation augmentation) {
    this.architecture = architecture;
    this.loss = loss;
    this.reduction = reduction;
    this.l2 = l2;
    this.augmentation = augmentation;
  }

  /** The un-augmented objective, named {@code plain}. */
  public static Objective plain(Architecture architecture, Loss loss, Reduction reduction, double l2) {
    return new Objective(architecture, loss, reduction, l2, null);
  }

  /** The same network and loss with an augmentation; its name is the augmentation's. */
  public Objective augmented(Augmentation by) {
    return new Objective(architecture, loss, reduction, l2, by);
  }

  public String name() {
    return augmentation == null ? "plain" : augmentation.name();
  }

  public Architecture architecture() {
    return architecture;
  }

  public Loss loss() {
    return loss;
  }

  public Reduction reduction() {
    return reduction;
  }

  public double l2() {
    return l2;
  }

  public Optional<Augmentation> augmentation() {
    return Optional.ofNullable(augmentation);
  }

  /** The un-augmented objective on the same network and loss. */
  public Objective base() {
    return plain(architecture, loss, reduction, l2);
  }

  /** Number of network parameters p. */
  public int thetaDimension() {
    return architecture.layout().dimension();
  }

  /** Number of parameters of a {@link Point}: theta, then the augmentation's. */
  public int dimension() {
    return thetaDimension() + (augmentation == null ? 0 : augmentation.dimension(architecture.inputs(), architecture.outputs()));
  }

  /** A copy of the network's own parameters at a point. */
  public double[] theta(Point point) {
    return java.util.Arrays.copyOf(point.values(), thetaDimension());
  }

  /**
   * The point with network parameters theta and added neurons given as in the papers, per output (a, w_1..w_d, b) (limit objective: (A, w_1..w_d) with A the amplitude at exponent w.x), in the chart
   * with the given origins (K x d). For plain objectives both arrays are empty.
   */
  public Point point(double[] theta, double[] raw, double[] origins) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The added neurons as in the papers, the inverse of {@link #point}; empty for plain. */
  public double[] rawAugmentation(Point point) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The same function and value in charts with other origins (exact up to rounding). */
  public Point moveOrigin(Point point, double[] origins) {
    throw new UnsupportedOperationException("skeleton");
  }
}
