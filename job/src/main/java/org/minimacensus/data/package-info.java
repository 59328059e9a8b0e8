/**
 * The training set: rows in fixed shards, class codes, scaling, and what the theorems want to know
 * of it (repeated rows, conflicting labels, constant columns).
 *
 * <p>Depends on {@code numeric}. Knows nothing of networks or of Spark. Start at {@link
 * org.minimacensus.data.Dataset}.
 */
package org.minimacensus.data;
