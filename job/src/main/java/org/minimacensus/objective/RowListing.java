package org.minimacensus.objective;

import org.minimacensus.numeric.Kernels;

/** Adds nothing and has no parameters: inspections of its objective list the rows. */
public record RowListing() implements Augmentation {
  private static final double[] NONE = {};

  /** Rows of a training set that are listed; of a larger one none is. */
  public static final int MOST_ROWS = 4096;

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public boolean listsRows() {
    return true;
  }

  @Override
  public int dimension(int inputs, int outputs) {
    return 0;
  }

  @Override
  public double[] fromRaw(double[] raw, double[] origins, int inputs, int outputs) {
    return NONE;
  }

  @Override
  public double[] toRaw(
      double[] parameters, int offset, double[] origins, int inputs, int outputs) {
    return NONE;
  }

  @Override
  public void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    // There is nothing to move.
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new NothingAdded();
  }
}
