package org.minimacensus.spark;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator of what a function makes of another one's elements, one at a time. */
record Mapped<T, R>(Iterator<? extends T> source, Function<T, R> function) implements Iterator<R> {
  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public R next() {
    return function.apply(source.next());
  }
}
