package org.minimacensus.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * Where something stands when a census or a ledger sorts it: by domain, then by position on a line,
 * then by an index that makes the order total. What stands on a line may reach up to an end of its
 * own.
 */
public final class SortPlace implements Comparable<SortPlace>, Externalizable {
  private static final long serialVersionUID = 1L;
  private long domain;
  private double from;
  private long index;
  private double to;

  /** For deserialization. */
  public SortPlace() {}

  SortPlace(long domain, double from, long index) {
    this(domain, from, index, from);
  }

  SortPlace(long domain, double from, long index, double to) {
    this.domain = domain;
    this.from = from;
    this.index = index;
    this.to = to;
  }

  long domain() {
    return domain;
  }

  double from() {
    return from;
  }

  long index() {
    return index;
  }

  double to() {
    return to;
  }

  @Override
  public int compareTo(SortPlace other) {
    int order = Long.compare(domain, other.domain);
    order = order != 0 ? order : Double.compare(from, other.from);
    return order != 0 ? order : Long.compare(index, other.index);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SortPlace place && compareTo(place) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(domain * 31 + Double.doubleToLongBits(from) * 17 + index);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeLong(domain);
    out.writeDouble(from);
    out.writeLong(index);
    out.writeDouble(to);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    domain = in.readLong();
    from = in.readDouble();
    index = in.readLong();
    to = in.readDouble();
  }
}
