/**
 * Numbers with the same bits everywhere: row-tile kernels, elementary functions, ordered sums,
 * keyed random streams, symmetric eigenvalues, small linear programs.
 *
 * <p>Depends on the JDK, netlib's Java LAPACK, Commons Math and MLlib's local matrices. Knows
 * nothing of networks, losses or Spark jobs. Start at {@link org.minimacensus.numeric.Kernels}.
 */
package org.minimacensus.numeric;
