package org.minimacensus.misfits.stray;

/** Breaks the architecture on purpose. */
public interface Homeless {}
