package org.minimacensus.census;

import java.math.BigInteger;
import org.minimacensus.model.NetworkSymmetry;

/** Compares parameters modulo a finite group of symmetries. */
interface SymmetryMatcher extends Matcher {
  /** The matcher for a group. */
  static SymmetryMatcher of(NetworkSymmetry symmetry, double tolerance) {
    return symmetry.permutesInputs()
        ? new MatrixMatcher(symmetry, tolerance)
        : new ParameterMatcher(symmetry, tolerance);
  }

  /** How many comparisons were given up because too many assignments had to be tried. */
  long undecided();

  /**
   * How many elements of the group map these parameters onto themselves, within the tolerance; 0
   * when too many assignments had to be tried.
   */
  BigInteger stabiliser(Fingerprint fingerprint);
}
