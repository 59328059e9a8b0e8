package org.minimacensus.study.pictures;

import java.io.Serializable;

/**
 * Eigenvalues of the Hessian at the representative of a distinct minimum: one row of {@code
 * spectra/}.
 *
 * @param eigenvalues ascending, of the objective's Hessian, which is not scaled; not to be changed
 */
public record Spectrum(String objective, long minimumId, double[] eigenvalues)
    implements Serializable {}
