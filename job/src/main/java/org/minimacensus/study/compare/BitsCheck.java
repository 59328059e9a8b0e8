package org.minimacensus.study.compare;

import java.util.List;
import java.util.Map;

/**
 * The restarts that both runs have, compared bit by bit.
 *
 * @param restarts that were compared
 * @param differing of them not the same in every stored column
 * @param firstColumns how often which column is the first that differs
 * @param examples some of them in words, by ascending restart
 */
public record BitsCheck(
    long restarts, long differing, Map<String, Long> firstColumns, List<String> examples) {
  /** As many differences are told in words. */
  public static final int EXAMPLES = 5;

  /** The runs have no restart in common. */
  public static final BitsCheck NONE = new BitsCheck(0, 0, Map.of(), List.of());
}
