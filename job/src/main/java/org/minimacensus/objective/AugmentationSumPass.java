package org.minimacensus.objective;

import java.util.List;

/** {@link AugmentationSum} and its derivatives on row tiles. */
final class AugmentationSumPass implements Augmentation.Pass {
  private final List<Augmentation.Pass> terms;
  private final int[] at;

  /**
   * @param at where the parameters of each term begin in phi
   */
  AugmentationSumPass(List<Augmentation.Pass> terms, int[] at) {
    this.terms = terms;
    this.at = at;
  }

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
    for (int t = 0; t < terms.size(); t++) {
      terms.get(t).forward(parameters, offset + at[t], origins, x, xOffset, s, ld, rows);
    }
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
    for (int t = 0; t < terms.size(); t++) {
      terms
          .get(t)
          .gradient(parameters, offset + at[t], origins, x, xOffset, c, lanes, laneOffset + at[t]);
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
    for (int t = 0; t < terms.size(); t++) {
      terms.get(t).tangent(parameters, direction, offset + at[t], origins, x, xOffset, ds);
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
    for (int t = 0; t < terms.size(); t++) {
      terms
          .get(t)
          .gradientTangent(
              parameters,
              direction,
              offset + at[t],
              origins,
              x,
              xOffset,
              c,
              rc,
              lanes,
              laneOffset + at[t]);
    }
  }

  @Override
  public void reach(long firstRow, int real, double[] x, int xOffset, ChartReach into) {
    for (Augmentation.Pass term : terms) {
      term.reach(firstRow, real, x, xOffset, into);
    }
  }

  /** The sum of what each term may contribute at most. */
  @Override
  public double contribution(double[] parameters, int offset, int real) {
    double sum = 0;
    for (int t = 0; t < terms.size(); t++) {
      sum += terms.get(t).contribution(parameters, offset + at[t], real);
    }

    return sum;
  }

  @Override
  public void addOutputErrors(
      double[] parameters, int offset, double[] origins, double[] x, int xOffset, double[] errors) {
    for (int t = 0; t < terms.size(); t++) {
      terms.get(t).addOutputErrors(parameters, offset + at[t], origins, x, xOffset, errors);
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
    for (int t = 0; t < terms.size(); t++) {
      terms
          .get(t)
          .addGradientErrors(
              parameters, offset + at[t], origins, x, xOffset, c, errors, real, steps, bounds);
    }
  }
}
