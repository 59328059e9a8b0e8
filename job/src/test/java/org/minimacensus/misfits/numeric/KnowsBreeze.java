package org.minimacensus.misfits.numeric;

/** Breaks the architecture on purpose. */
public interface KnowsBreeze {
  breeze.linalg.DenseVector<Object> vector();
}
