/**
 * What the papers prove, carried out on stored results: the explicit descent from a minimum of the
 * plain loss that an added neuron makes possible. Knows nothing of Spark.
 */
package org.minimacensus.theorem;
