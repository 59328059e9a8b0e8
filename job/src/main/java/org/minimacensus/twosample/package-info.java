/**
 * Tests of whether two samples are of one population: exact tests of 2 x 2 tables and of paired
 * changes, permutation tests of larger tables, and corrections for many tests. A sample is a list
 * of individuals of which each is in one class. Depends on numeric and richness; knows nothing of
 * networks or runs. Start at {@link org.minimacensus.twosample.TwoSampleTable}.
 */
package org.minimacensus.twosample;
