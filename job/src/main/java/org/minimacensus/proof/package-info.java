/**
 * Proofs by interval arithmetic about the plain objective: that a box of parameters holds exactly
 * one critical point, that it is a strict minimum, that minima are distinct or sub-optimal, that
 * none of their extensions by exponential neurons is a local minimum. Trusts no optimiser and no
 * kernel: imports intervals, models, losses and data alone. Start at {@link
 * org.minimacensus.proof.MinimumProof}.
 */
package org.minimacensus.proof;
