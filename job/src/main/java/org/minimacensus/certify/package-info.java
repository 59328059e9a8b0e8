/**
 * What a restart ended on: polish to the noise floor, escape from saddles, classification with
 * evidence.
 *
 * <p>Depends on {@code numeric}, {@code data}, {@code model}, {@code objective} and {@code
 * optimize}. Knows nothing of counting. Start at {@link org.minimacensus.certify.RestartRunner},
 * then {@code CriticalPoints} and {@code AddedNeuron}; the tests in their order stand in {@code
 * docs/mathematics.md}, section 4.
 */
package org.minimacensus.certify;
