package org.minimacensus.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.UncheckedIOException;
import org.minimacensus.census.Cluster;
import org.minimacensus.census.Criterion;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.census.Reach;
import org.minimacensus.certify.Endpoint;

/** A group of endpoints that one division has found to be one minimum. */
public final class CensusFound implements Externalizable {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final long[] NONE = {};
  private boolean byParameters;
  private long division;
  private long label;
  private long hits;
  private double keyFrom;
  private double keyTo;
  private byte[] representative;
  private byte[] cluster;
  private long[] restarts;
  private long nearPairs;
  private long undecided;

  /** For deserialization. */
  public CensusFound() {}

  /**
   * @param division by loss
   * @param merging whether it will be looked up, or look another one up, by parameters
   */
  CensusFound(
      PartialCensus part, Criterion criterion, Cluster found, long division, boolean merging) {
    this.byParameters = criterion == Criterion.PARAMETERS;
    this.division = division;
    this.label = found.label();
    this.hits = found.hits();
    this.representative = CensusItem.packed(found.representative());
    this.cluster = merging && byParameters ? written(found) : NOTHING;
    if (merging) {
      Reach reach =
          byParameters
              ? PartialCensus.keyReach(found)
              : part.keyReach(Criterion.PARAMETERS, found.representative());
      this.keyFrom = reach.from();
      this.keyTo = reach.to();
    }
    this.restarts = found.restarts();
  }

  private CensusFound(CensusFound other) {
    this.byParameters = other.byParameters;
    this.division = other.division;
    this.label = other.label;
    this.hits = other.hits;
    this.keyFrom = other.keyFrom;
    this.keyTo = other.keyTo;
    this.representative = other.representative;
    this.cluster = other.cluster;
    this.restarts = NONE;
  }

  /** The same without its restarts. */
  CensusFound withoutRestarts() {
    return new CensusFound(this);
  }

  /** Says here what its whole division said of its comparisons. */
  CensusFound withDoubts(long near, long givenUp) {
    this.nearPairs = near;
    this.undecided = givenUp;
    return this;
  }

  private static byte[] written(Cluster cluster) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try {
      cluster.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    return bytes.toByteArray();
  }

  /** What it was, without its restarts, for those grouped by parameters. */
  Cluster cluster(String objective) {
    try {
      return Cluster.read(objective, new DataInputStream(new ByteArrayInputStream(cluster)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean byParameters() {
    return byParameters;
  }

  long label() {
    return label;
  }

  long hits() {
    return hits;
  }

  byte[] packed() {
    return representative;
  }

  Endpoint representative(String objective) {
    return CensusItem.unpacked(objective, representative);
  }

  long[] restarts() {
    return restarts;
  }

  long nearPairs() {
    return nearPairs;
  }

  long undecided() {
    return undecided;
  }

  /** On the line of the parameters' keys, within the division by loss. */
  SortPlace byKey() {
    return new SortPlace(division, keyFrom, label, keyTo);
  }

  /** Those that can be found first, then those that look them up. */
  SortPlace inTurn(long domain) {
    return new SortPlace(domain, byParameters ? 0 : 1, label);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeBoolean(byParameters);
    out.writeLong(division);
    out.writeLong(label);
    out.writeLong(hits);
    out.writeDouble(keyFrom);
    out.writeDouble(keyTo);
    write(representative, out);
    write(cluster, out);
    out.writeInt(restarts.length);
    for (long restart : restarts) {
      out.writeLong(restart);
    }
    out.writeLong(nearPairs);
    out.writeLong(undecided);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    byParameters = in.readBoolean();
    division = in.readLong();
    label = in.readLong();
    hits = in.readLong();
    keyFrom = in.readDouble();
    keyTo = in.readDouble();
    representative = read(in);
    cluster = read(in);
    restarts = new long[in.readInt()];
    for (int i = 0; i < restarts.length; i++) {
      restarts[i] = in.readLong();
    }
    nearPairs = in.readLong();
    undecided = in.readLong();
  }

  static void write(byte[] bytes, ObjectOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] read(ObjectInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
