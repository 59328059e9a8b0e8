package org.minimacensus.cli.conf;

import java.util.List;
import java.util.stream.Stream;

/**
 * The table of all conf keys, written down in {@link StudyKeys} and {@link RunKeys}. The reader,
 * {@code docs/configuration.md}, the resolved conf and the study hash are made from it.
 */
final class ConfKeys {
  /** All keys in canonical order. */
  static final List<ConfKey<?>> ALL =
      Stream.concat(StudyKeys.all().stream(), RunKeys.all().stream()).toList();

  private ConfKeys() {}
}
