package org.minimacensus.study.pictures;

import org.minimacensus.certify.RestartRunner;

/**
 * How much is computed for pictures, by the size of the study alone, so that the same study has the
 * same pictures wherever it runs. Counted in multiply-adds, of which a core does about 10^9 a
 * second: a pass over the data takes rows times parameters of them, a Hessian rows times squared
 * parameters.
 *
 * @param rows of the training set; of a population as many as there are parameters
 * @param parameters of the objective
 */
record LandscapeCosts(long rows, int parameters) {
  /** For the spectra of an objective: about ten seconds. */
  static final double SPECTRA = 1e10;

  /** For a slice: about what a restart takes, a few seconds. */
  static final double SLICE = 2e9;

  /** Points along an axis of a slice: what it should have, and what it has to do with. */
  private static final int[] SIDES = {41, 21, 11};

  /** Dense Hessians, and planes along trajectories, are out of the question beyond. */
  static final int MOST_PARAMETERS = RestartRunner.LARGEST_DECOMPOSED;

  /** As many minima may have a spectrum, if there are so many. */
  int spectra() {
    if (parameters > MOST_PARAMETERS) {
      return 0;
    }

    double p = parameters;
    double each = rows * p * p + 4.0 / 3 * p * p * p;
    return (int) Math.min(ObjectivePictures.SECTIONS, Math.floor(SPECTRA / each));
  }

  /** Points along each axis of a slice; 0: none can be afforded. */
  int side() {
    for (int side : SIDES) {
      if ((double) rows * parameters * side * side <= SLICE) {
        return side;
      }
    }

    return 0;
  }

  /** The side of a slice that does not have to be spared. */
  static int fullSide() {
    return SIDES[0];
  }
}
