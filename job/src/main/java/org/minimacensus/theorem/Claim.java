package org.minimacensus.theorem;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.minimacensus.certify.Endpoint;

/**
 * A claim of a paper in a form that a program can test. One file each, registered in {@link
 * Claims}.
 */
public interface Claim extends Serializable {
  /** Of how many endpoints the conclusion is claimed. */
  enum Quantifier {
    /** Of all that are examined: one counter-example refutes it. */
    EVERY,
    /** Of some: one example confirms it, and none proves nothing. */
    SOME
  }

  /** The paper's key, such as {@code liang-2018}. */
  String paper();

  /** The claim's name among those of its paper. */
  String name();

  /** What is tested, in full. */
  String statement();

  /** The number that decides and the limit it is held against, in words. */
  String decides();

  /** The objective whose endpoints are examined, by name. */
  String objective();

  default Quantifier quantifier() {
    return Quantifier.EVERY;
  }

  /**
   * Whether papers prove it. Readings that go too far are here too, to be refuted: that is no
   * finding against a theorem.
   */
  default boolean proved() {
    return true;
  }

  /** Whether a study is about it. */
  default boolean concerns(Setting setting) {
    return setting.objective(objective()).isPresent();
  }

  /** All premises, checked as far as a program can. */
  List<Premise> premises(Setting setting, Seen seen);

  /** What an endpoint of {@link #objective} says; empty when the claim is not about it. */
  Optional<Finding> examine(Setting setting, Seen seen, Endpoint endpoint);

  /**
   * The un-augmented loss that local minima of the objective must have by what the claim proves, so
   * that there are none where no parameters reach it; empty: they may have any.
   */
  default OptionalDouble needed(Setting setting) {
    return OptionalDouble.empty();
  }

  /** {@code paper/name}. */
  default String key() {
    return paper() + "/" + name();
  }
}
