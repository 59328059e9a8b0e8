package org.minimacensus.misfits.model;

/** Breaks the architecture on purpose. */
public final class Known {
  private final org.minimacensus.misfits.numeric.KnowsModel back;

  public Known(org.minimacensus.misfits.numeric.KnowsModel back) {
    this.back = back;
  }

  public Object back() {
    return back;
  }
}
