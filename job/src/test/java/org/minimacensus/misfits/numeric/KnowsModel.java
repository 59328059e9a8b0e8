package org.minimacensus.misfits.numeric;

import org.minimacensus.misfits.model.Known;

/** Breaks the architecture on purpose. */
public final class KnowsModel {
  public Known known() {
    return new Known(this);
  }
}
