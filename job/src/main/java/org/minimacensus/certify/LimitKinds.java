package org.minimacensus.certify;

import java.util.List;

/**
 * The ways to infinity that have a chart, in the order in which infinity_kind joins their names.
 */
final class LimitKinds {
  static final List<LimitKind> ALL =
      List.of(new MergingUnits(), new SaturatedUnits(), new SharpenedUnits(), new FadingUnits());

  /** What terms are called in endpoints.infinity_kind, in that order. */
  static final List<String> NAMES =
      List.of(MergingUnits.KIND, SaturatedUnits.KIND, SharpenedUnits.KIND, FadingUnits.KIND);

  private LimitKinds() {}
}
