package org.minimacensus.objective;

import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;

/**
 * The bad minimum after Ding, Li and Sun (2019) that tests know all of: two equal tanh units with
 * hidden biases alone, half of the squared errors summed over the rows of
 * data/known/ding-li-sun-tanh.csv. Its loss is 1/2.
 */
public final class DingLiSun {
  private static final double[] INPUTS = {
    0.569503462328559, -2.831399080755331, -0.06623699096749444, 2.6686889741078814,
    -2.2551420411106933, 0.8988843639056812, -0.8879841765820937, 2.3810867846369925
  };
  private static final double[] TARGETS = {
    0.7043097905478835, 0.6500726353845279, 0.3272693809037404, -1.2140477228026048,
    1.0085324015173527, -0.2358958051820836, 1.548704832440352, -0.651629603307005
  };

  /** Of both units. */
  public static final double WEIGHT = -1.083457518315167;

  public static final double BIAS = 0.9598218458687948;

  private DingLiSun() {}

  public static double[] inputs() {
    return INPUTS.clone();
  }

  public static double[] targets() {
    return TARGETS.clone();
  }

  public static Dataset data() {
    return PlainRows.set(PlainRows.column(INPUTS), PlainRows.column(TARGETS), Task.REGRESSION);
  }

  /** Theta: weights, biases, outgoing weights. */
  public static double[] minimum() {
    return new double[] {WEIGHT, WEIGHT, BIAS, BIAS, 0.5, 0.5};
  }
}
