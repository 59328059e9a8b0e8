/**
 * Training objectives, plain and augmented, and the questions that can be asked about them.
 *
 * <p>Depends on {@code numeric}, {@code data} and {@code model}. Knows nothing of searches. Start
 * at {@link org.minimacensus.objective.Objective}, then {@link
 * org.minimacensus.objective.Evaluator}.
 */
package org.minimacensus.objective;
