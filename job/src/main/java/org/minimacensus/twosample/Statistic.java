package org.minimacensus.twosample;

/** A number that is the larger the less two samples look like one population. */
@FunctionalInterface
public interface Statistic {
  /**
   * @param table has the sizes of the samples and of the classes
   * @param first counts of the first sample by class, not necessarily those of the table
   */
  double of(TwoSampleTable table, long[] first);
}
