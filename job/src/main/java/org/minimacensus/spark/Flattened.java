package org.minimacensus.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The elements of the iterators that a function makes of another one's elements, in order. */
final class Flattened<T, R> implements Iterator<R> {
  private final Iterator<T> source;
  private final Function<T, Iterator<R>> function;
  private Iterator<R> now = Collections.emptyIterator();

  Flattened(Iterator<T> source, Function<T, Iterator<R>> function) {
    this.source = source;
    this.function = function;
  }

  @Override
  public boolean hasNext() {
    while (!now.hasNext() && source.hasNext()) {
      now = function.apply(source.next());
    }

    return now.hasNext();
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }

    return now.next();
  }
}
