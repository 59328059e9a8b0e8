package org.minimacensus.misfits.study;

import org.slf4j.Logger;

/** Breaks the architecture on purpose. */
public interface Logs {
  Logger log();
}
