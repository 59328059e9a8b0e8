package org.minimacensus.spark;

import java.util.Iterator;

/** One element, then those of an iterator. */
final class Preceded<T> implements Iterator<T> {
  private T first;
  private final Iterator<T> others;

  Preceded(T first, Iterator<T> others) {
    this.first = first;
    this.others = others;
  }

  @Override
  public boolean hasNext() {
    return first != null || others.hasNext();
  }

  @Override
  public T next() {
    T next = first == null ? others.next() : first;
    first = null;
    return next;
  }
}
