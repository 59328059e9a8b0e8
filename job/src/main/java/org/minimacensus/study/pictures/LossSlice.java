package org.minimacensus.study.pictures;

import java.io.Serializable;

/**
 * The loss over a plane: one row of {@code slices/}. A point of the plane is {@code origin + x
 * across + y up}.
 *
 * @param slice number of the slice within the objective, from 0
 * @param kind {@link #MINIMA} or {@link #TRAJECTORY}
 * @param minima that the plane goes through, at {@code marks}; of a trajectory empty
 * @param restart whose trajectory spans the plane; -1: none
 * @param origin the parameters, then the added neurons in the coordinates of the search
 * @param across, up orthonormal directions
 * @param x, y coordinates of the columns and of the rows of the grid, ascending
 * @param losses of the objective, row by row: {@code losses[j * x.length + i]} at {@code (x[i],
 *     y[j])}; not finite: NaN
 * @param marks x and y of each minimum, or of each kept step of the trajectory, in turn
 */
public record LossSlice(
    String objective,
    int slice,
    String kind,
    long[] minima,
    long restart,
    double[] origin,
    double[] across,
    double[] up,
    double[] x,
    double[] y,
    double[] losses,
    double[] marks)
    implements Serializable {
  /**
   * Through two or three distinct minima: of the lowest losses, of each the one with the most hits;
   * the others as the copies of them that are close to the first one.
   */
  public static final String MINIMA = "minima";

  /**
   * Through the last step of a restart's searches on the objective, along the two principal
   * directions of the way to it.
   */
  public static final String TRAJECTORY = "trajectory";

  /** So many traced restarts, the first, have slices along their ways. */
  public static final int TRAJECTORIES = 4;
}
