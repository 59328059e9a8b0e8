package org.minimacensus.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import scala.Tuple2;

/**
 * Walks through sorted items domain by domain; of the items of a domain no more than one is held.
 *
 * @param <V> items
 * @param <R> what a domain gives
 */
final class DomainIterator<V, R> implements Iterator<R> {
  private final Iterator<Tuple2<SortPlace, V>> items;
  private final BiFunction<Long, Iterator<V>, Iterator<R>> work;
  private Tuple2<SortPlace, V> ahead;
  private Iterator<R> results = Collections.emptyIterator();

  /**
   * @param work gets a domain and its items and must take all of them
   */
  DomainIterator(
      Iterator<Tuple2<SortPlace, V>> items, BiFunction<Long, Iterator<V>, Iterator<R>> work) {
    this.items = items;
    this.work = work;
    advance();
  }

  private void advance() {
    ahead = items.hasNext() ? items.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (!results.hasNext() && ahead != null) {
      long domain = ahead._1().domain();
      results = work.apply(domain, new Domain(domain));
    }

    return results.hasNext();
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }

    return results.next();
  }

  /** The items of one domain. */
  private final class Domain implements Iterator<V> {
    private final long domain;

    Domain(long domain) {
      this.domain = domain;
    }

    @Override
    public boolean hasNext() {
      return ahead != null && ahead._1().domain() == domain;
    }

    @Override
    public V next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }

      V item = ahead._2();
      advance();
      return item;
    }
  }
}
