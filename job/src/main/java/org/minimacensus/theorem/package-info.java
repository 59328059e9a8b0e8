/**
 * The papers' claims as something that a program can test: premises, conclusions, verdicts. Knows
 * nothing of where endpoints are stored.
 */
package org.minimacensus.theorem;
