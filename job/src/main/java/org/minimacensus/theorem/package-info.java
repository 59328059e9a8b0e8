/**
 * What theorems on the minima of networks compare them with: convex problems, solved with bounds
 * from both sides. Depends on {@code objective} and {@code optimize}; knows nothing of Spark. Start
 * at {@link org.minimacensus.theorem.ComparisonModel}.
 */
package org.minimacensus.theorem;
