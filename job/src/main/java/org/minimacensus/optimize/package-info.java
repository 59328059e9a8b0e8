/**
 * Local searches as state machines that are asked and told: L-BFGS, Newton trust regions, gradient
 * descent.
 *
 * <p>Depends on objective (questions, answers, points) and numeric (eigenvalues). Knows nothing of
 * data, networks, threads or certificates. Start at {@link org.minimacensus.optimize.Search}, then
 * {@link org.minimacensus.optimize.Searches}.
 */
package org.minimacensus.optimize;
