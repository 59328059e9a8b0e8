package org.minimacensus.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.minimacensus.certify.Endpoint;

/** A minimum of a whole census before it has an id. */
public final class CensusMinimum implements Externalizable {
  private static final long serialVersionUID = 1L;
  private boolean byParameters;
  private long hits;
  private byte[] representative;
  private long[] labels;

  /** For deserialization. */
  public CensusMinimum() {}

  private CensusMinimum(boolean byParameters, long hits, byte[] representative, long[] labels) {
    this.byParameters = byParameters;
    this.hits = hits;
    this.representative = representative;
    this.labels = labels;
  }

  static CensusMinimum of(CensusFound found) {
    return new CensusMinimum(
        found.byParameters(), found.hits(), found.packed(), new long[] {found.label()});
  }

  /** One minimum of two groups, of which at most one was grouped by parameters: it stands. */
  CensusMinimum merged(CensusMinimum other) {
    long[] all = new long[labels.length + other.labels.length];
    System.arraycopy(labels, 0, all, 0, labels.length);
    System.arraycopy(other.labels, 0, all, labels.length, other.labels.length);
    CensusMinimum standing = other.byParameters ? other : this;
    return new CensusMinimum(
        byParameters || other.byParameters, hits + other.hits, standing.representative, all);
  }

  long hits() {
    return hits;
  }

  /** Labels of the groups it is made of. */
  long[] labels() {
    return labels;
  }

  Endpoint representative(String objective) {
    return CensusItem.unpacked(objective, representative);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeBoolean(byParameters);
    out.writeLong(hits);
    CensusFound.write(representative, out);
    out.writeInt(labels.length);
    for (long label : labels) {
      out.writeLong(label);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    byParameters = in.readBoolean();
    hits = in.readLong();
    representative = CensusFound.read(in);
    labels = new long[in.readInt()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = in.readLong();
    }
  }
}
