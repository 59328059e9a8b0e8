/**
 * The papers' claims as something that a program can test: premises, conclusions, verdicts, and the
 * convex problems that minima are compared with. Knows nothing of where endpoints are stored. Start
 * at {@link org.minimacensus.theorem.Claim}.
 */
package org.minimacensus.theorem;
