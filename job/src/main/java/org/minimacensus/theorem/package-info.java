/**
 * The papers' claims as something that a program can test: premises, conclusions, verdicts; what
 * they prove, carried out: the explicit descent from an extended minimum; the convex problems that
 * minima are compared with. Knows nothing of Spark and of where endpoints are stored. Start at
 * {@link org.minimacensus.theorem.Claim}.
 */
package org.minimacensus.theorem;
