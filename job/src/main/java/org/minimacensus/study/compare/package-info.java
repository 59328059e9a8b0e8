/**
 * Two runs of a study held side by side: what they ended on matched by the census's own identity,
 * tests of whether chance alone explains the differences, and a verdict. Depends on the two-sample
 * tests and on what a run stores; knows nothing of where runs are stored. Start at {@link
 * org.minimacensus.study.compare.RunComparison}.
 */
package org.minimacensus.study.compare;
