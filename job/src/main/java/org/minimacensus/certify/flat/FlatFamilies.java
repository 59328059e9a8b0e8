package org.minimacensus.certify.flat;

import java.util.List;

/**
 * All families. First those that hold on a set of equal weights or of zeros only, each unit in one
 * of them at most, so that their moves touch different parameters; then the symmetries of the loss
 * in a whole neighbourhood, which keep what the former need.
 */
final class FlatFamilies {
  private static final List<FlatFamily> ALL =
      List.of(
          new InactiveNeurons(),
          new DeadUnits(),
          new ConstantUnits(),
          new Phasors(),
          new DuplicatedUnits(),
          new SilentUnits(),
          new DependentUnits(),
          new UnseenInputs(),
          new UnitScaling(),
          new LinearMixing(),
          new QuadraticMixing(),
          new LogitShift());

  private FlatFamilies() {}

  /** In the order in which they explain and move. */
  static List<FlatFamily> all() {
    return ALL;
  }
}
