/**
 * Proofs by interval arithmetic about the plain objective: that a box of parameters holds exactly
 * one critical point, that it is a strict minimum, that minima are distinct or sub-optimal, that
 * none of their extensions by exponential neurons is a local minimum. Trusts no optimiser and no
 * kernel: what is proved rests on intervals, networks, losses and data alone; eigenvalues in
 * floating point only tell why nothing is. Start at {@link org.minimacensus.proof.MinimumProof}.
 */
package org.minimacensus.proof;
