package org.minimacensus.theorem.construct;

import java.util.List;

/**
 * A kind of training set of which something is known. The same options and seed give the same
 * numbers, bit by bit.
 */
public interface Construction {
  /** The kind's name on the command line. */
  String name();

  /** What it makes, in one line. */
  String summary();

  /** Paper or papers by authors, year and title, or what else the knowledge rests on. */
  String source();

  /** What may be asked for, in the order of the help text. */
  List<ConstructionOption> options();

  /**
   * The training set and what is known of it.
   *
   * @throws ConstructionException when the options ask for what cannot be, with the reason
   */
  Constructed build(OptionValues options);
}
