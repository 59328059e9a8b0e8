package org.minimacensus.study;

import java.io.Serializable;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/**
 * Where restarts start. All objectives of a study start a restart from the same theta (common
 * random numbers), so that their endpoints can be compared pair by pair; an added neuron starts
 * from a stream of its own.
 */
public final class RestartStarts implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String THETA = "theta";
  private static final String AUGMENTATION = "augmentation";

  /** The network's parameters at the start of restarts. */
  @FunctionalInterface
  public interface Thetas extends Serializable {
    /** A fresh array of length p. */
    double[] theta(long restart, RandomStream stream);

    /**
     * @throws StudyException (exit code 2) when there is no start for one of these restarts
     */
    default void require(long first, long count) {}
  }

  /** Thetas from a list, one row a restart. */
  static final class Listed implements Thetas {
    private static final long serialVersionUID = 1L;
    private final double[][] rows;

    Listed(double[][] rows) {
      this.rows = rows;
    }

    @Override
    public double[] theta(long restart, RandomStream stream) {
      return rows[Math.toIntExact(restart)].clone();
    }

    @Override
    public void require(long first, long count) {
      if (first + count > rows.length) {
        throw StudyException.conf(
            "restarts.init.path: expected a row for each of the restarts "
                + first
                + ".."
                + (first + count - 1)
                + ", found "
                + rows.length
                + " rows; set restarts.count and restarts.first to stay within them");
      }
    }
  }

  private final long studySeed;
  private final Thetas thetas;
  private final StudySpec.AugmentationSpec augmentation;

  /**
   * @param augmentation standard deviations of the added neurons' normal starts
   */
  public RestartStarts(long studySeed, Thetas thetas, StudySpec.AugmentationSpec augmentation) {
    this.studySeed = studySeed;
    this.thetas = thetas;
    this.augmentation = augmentation;
  }

  /**
   * @throws StudyException (exit code 2) when there is no start for one of these restarts
   */
  void require(long first, long count) {
    thetas.require(first, count);
  }

  /** The seed of a restart's own stream. */
  public long seed(long restart) {
    return RandomStream.of(studySeed, THETA, restart).seed();
  }

  /** The start of a restart in the domain of the evaluator's objective. */
  public Point start(Evaluator evaluator, long restart) {
    Objective objective = evaluator.objective();
    Draw draw = draw(objective, restart);
    return draw.added() == null
        ? Point.of(draw.theta())
        : draw.in(objective, evaluator.chartOrigins(draw.added()));
  }

  /**
   * What is drawn of a start, before a chart is chosen for its added neurons.
   *
   * @param added null for a plain objective
   */
  record Draw(double[] theta, double[] added) {
    /** The start in the chart with these origins. */
    Point in(Objective objective, double[] origins) {
      return objective.point(theta, added, origins);
    }
  }

  Draw draw(Objective objective, long restart) {
    double[] theta = thetas.theta(restart, RandomStream.of(studySeed, THETA, restart));
    if (theta.length != objective.thetaDimension()) {
      throw new IllegalStateException(
          "theta of restart "
              + restart
              + " has "
              + theta.length
              + " entries, the network needs "
              + objective.thetaDimension());
    }

    boolean plain = objective.augmentation().isEmpty();
    return new Draw(theta, plain ? null : addedNeurons(objective, restart));
  }

  private double[] addedNeurons(Objective objective, long restart) {
    RandomStream stream = RandomStream.of(studySeed, AUGMENTATION, restart);
    return objective.drawn(
        augmentation.initA(), augmentation.initW(), augmentation.initB(), stream);
  }
}
