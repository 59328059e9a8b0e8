/**
 * Why a minimum is flat: families of points of equal loss through it, such as the weights of
 * duplicated units, and how many zero modes of the Hessian they explain.
 *
 * <p>Start at {@link org.minimacensus.certify.flat.ZeroModes}; a family is one file and one line in
 * {@code FlatFamilies}.
 */
package org.minimacensus.certify.flat;
