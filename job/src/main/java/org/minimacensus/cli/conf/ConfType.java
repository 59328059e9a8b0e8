package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigValue;

/**
 * What values a key takes.
 *
 * @param <T> what a value is read to
 */
interface ConfType<T> {
  /** The values that are taken, in words that stand behind "expected". */
  String expected();

  /**
   * The value read strictly: no conversion between text, numbers and flags.
   *
   * @throws RefusedValue when it is not one of the expected values, or one that this version does
   *     not run
   */
  T read(ConfigValue value) throws RefusedValue;

  /** Whether text given with --set is taken as it stands, without quotes. */
  default boolean isFreeText() {
    return false;
  }
}
