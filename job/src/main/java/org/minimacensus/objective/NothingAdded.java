package org.minimacensus.objective;

/** Nothing added to the outputs, on row tiles. */
class NothingAdded implements Augmentation.Pass {
  @Override
  public void forward(
      double[] parameters,
      int offset,
      double[] origins,
      double[] x,
      int xOffset,
      double[] s,
      int ld,
      int rows) {
    // Adds nothing.
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
    // No parameters.
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
    // No parameters.
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
    // No parameters.
  }

  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    // No exponent.
  }

  @Override
  public double contribution(double[] parameters, int offset, int real) {
    return 0;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    // Adds nothing.
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
    // No parameters.
  }
}
