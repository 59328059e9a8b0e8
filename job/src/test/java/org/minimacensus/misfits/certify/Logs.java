package org.minimacensus.misfits.certify;

import org.slf4j.Logger;

/** Breaks the architecture on purpose. */
public interface Logs {
  Logger log();
}
