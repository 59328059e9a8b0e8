/**
 * Networks: architectures and their parameter layout, activations, forward and backward passes,
 * exact second derivatives, starts, and the symmetry group.
 *
 * <p>Depends on {@code numeric}. Knows nothing of losses or training sets. Start at {@link
 * org.minimacensus.model.Architecture}.
 */
package org.minimacensus.model;
