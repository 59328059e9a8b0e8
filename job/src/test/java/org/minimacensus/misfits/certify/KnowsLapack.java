package org.minimacensus.misfits.certify;

import dev.ludovic.netlib.lapack.LAPACK;

/** Breaks the architecture on purpose. */
public interface KnowsLapack {
  LAPACK lapack();
}
