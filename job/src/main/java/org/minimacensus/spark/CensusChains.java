package org.minimacensus.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Divides what stands on lines where nothing reaches across: items of one domain whose intervals
 * [from, to] overlap, directly or through others, get one number; others get another one.
 *
 * <p>Items are sorted over partitions by the lower ends of their intervals. A division begins where
 * an item's lower end is above every upper end before it, so that of all items before a partition
 * only the highest upper end matters: one number per partition goes through the driver.
 */
final class CensusChains {
  /** Items of a partition are numbered in the low bits, partitions in the bits above. */
  private static final int INDEX_BITS = 40;

  private CensusChains() {}

  /** A partition by itself, as if nothing came before it. */
  private record Summary(
      long firstDomain,
      long lastDomain,
      double highest,
      long lastBreak,
      long breakDomain,
      double breakFrom)
      implements Serializable {}

  /** What comes before a partition: its last domain, the highest end there, the last division. */
  private record Before(boolean any, long domain, double highest, long division)
      implements Serializable {}

  /** The same items, each with the number of its division: not negative, in no order. */
  static <V> JavaPairRDD<Long, V> divide(JavaPairRDD<SortPlace, V> items, int partitions) {
    JavaPairRDD<SortPlace, V> sorted = items.sortByKey(true, partitions);
    List<Tuple2<Integer, Summary>> summaries =
        sorted
            .mapPartitionsWithIndex(
                (index, places) ->
                    places.hasNext()
                        ? List.of(new Tuple2<>(index, summary(places))).iterator()
                        : List.<Tuple2<Integer, Summary>>of().iterator(),
                false)
            .collect();
    Before[] before = before(summaries, sorted.getNumPartitions());
    return sorted
        .mapPartitionsWithIndex(
            (index, places) ->
                (Iterator<Tuple2<Long, V>>) new Numbered<>(before[index], index, places),
            false)
        .mapToPair(pair -> pair);
  }

  private static <V> Summary summary(Iterator<Tuple2<SortPlace, V>> places) {
    Scan scan = new Scan(new Before(false, 0, 0, 0));
    long index = 0;
    long first = 0;
    long lastBreak = 0;
    SortPlace breaking = null;
    while (places.hasNext()) {
      SortPlace place = places.next()._1();
      first = index == 0 ? place.domain() : first;
      if (scan.begins(place)) {
        lastBreak = index;
        breaking = place;
      }
      index++;
    }

    return new Summary(
        first, scan.domain, scan.highest, lastBreak, breaking.domain(), breaking.from());
  }

  private static Before[] before(List<Tuple2<Integer, Summary>> summaries, int partitions) {
    Before[] before = new Before[partitions];
    Before now = new Before(false, 0, 0, 0);
    int next = 0;
    for (Tuple2<Integer, Summary> entry : summaries) {
      int partition = entry._1();
      while (next <= partition) {
        before[next++] = now;
      }

      Summary s = entry._2();
      boolean joined = now.any && now.domain == s.firstDomain;
      // If the last division does not stand against what came before, none of this partition does.
      boolean continued = joined && s.breakDomain == now.domain && s.breakFrom <= now.highest;
      double highest =
          joined && s.lastDomain == now.domain ? Math.max(now.highest, s.highest) : s.highest;
      long division = continued ? now.division : number(partition, s.lastBreak);
      now = new Before(true, s.lastDomain, highest, division);
    }

    while (next < partitions) {
      before[next++] = now;
    }

    return before;
  }

  private static long number(int partition, long index) {
    return ((long) partition << INDEX_BITS) + index;
  }

  /** The highest end so far in the domain of the last item. */
  private static final class Scan {
    private boolean any;
    private long domain;
    private double highest;

    Scan(Before before) {
      this.any = before.any;
      this.domain = before.domain;
      this.highest = before.highest;
    }

    /** Takes the next item; whether a division begins with it. */
    boolean begins(SortPlace place) {
      boolean same = any && place.domain() == domain;
      boolean begins = !(same && place.from() <= highest);
      highest = same ? Math.max(highest, place.to()) : place.to();
      domain = place.domain();
      any = true;
      return begins;
    }
  }

  private static final class Numbered<V> implements Iterator<Tuple2<Long, V>> {
    private final Scan scan;
    private final int partition;
    private final Iterator<Tuple2<SortPlace, V>> places;
    private long division;
    private long index;

    Numbered(Before before, int partition, Iterator<Tuple2<SortPlace, V>> places) {
      this.scan = new Scan(before);
      this.division = before.division;
      this.partition = partition;
      this.places = places;
    }

    @Override
    public boolean hasNext() {
      return places.hasNext();
    }

    @Override
    public Tuple2<Long, V> next() {
      Tuple2<SortPlace, V> item = places.next();
      if (scan.begins(item._1())) {
        division = number(partition, index);
      }
      index++;
      return new Tuple2<>(division, item._2());
    }
  }
}
