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
import org.minimacensus.census.Criterion;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.census.Reach;
import org.minimacensus.census.SlimEndpoint;
import org.minimacensus.certify.Endpoint;

/** A minimum's endpoint on its way through a census, packed, with what decides where it goes. */
public final class CensusItem implements Externalizable {
  private static final long serialVersionUID = 1L;
  private static final Criterion[] CRITERIA = Criterion.values();
  private Criterion criterion;
  private long restart;
  private double loss;
  private double keyFrom;
  private double keyTo;
  private long division;
  private byte[] packed;

  /** For deserialization. */
  public CensusItem() {}

  CensusItem(PartialCensus part, Criterion criterion, Endpoint endpoint) {
    Reach reach = part.keyReach(criterion, endpoint);
    this.criterion = criterion;
    this.restart = endpoint.restart();
    this.loss = endpoint.loss();
    this.keyFrom = reach.from();
    this.keyTo = reach.to();
    this.packed = packed(endpoint);
  }

  private CensusItem(CensusItem other, long division) {
    this.criterion = other.criterion;
    this.restart = other.restart;
    this.loss = other.loss;
    this.keyFrom = other.keyFrom;
    this.keyTo = other.keyTo;
    this.division = division;
    this.packed = other.packed;
  }

  /** The same in a division by loss. */
  CensusItem in(long number) {
    return new CensusItem(this, number);
  }

  /** Number of the division by loss. */
  long division() {
    return division;
  }

  static byte[] packed(Endpoint endpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      SlimEndpoint.write(endpoint, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    return bytes.toByteArray();
  }

  static Endpoint unpacked(String objective, byte[] packed) {
    try {
      return SlimEndpoint.read(objective, new DataInputStream(new ByteArrayInputStream(packed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Criterion criterion() {
    return criterion;
  }

  Endpoint endpoint(String objective) {
    return unpacked(objective, packed);
  }

  /** On the line of keys of one criterion within a division by loss. */
  SortPlace byKey() {
    long domain = 2 * division + (criterion == Criterion.PARAMETERS ? 0 : 1);
    return new SortPlace(domain, keyFrom, restart, keyTo);
  }

  /** On the line of keys alone. */
  SortPlace byKeyAlone(long domain) {
    return new SortPlace(domain, keyFrom, restart, keyTo);
  }

  /** In the order in which endpoints are grouped. */
  SortPlace byLoss(long domain) {
    return new SortPlace(domain, loss, restart);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeByte(criterion.ordinal());
    out.writeLong(restart);
    out.writeDouble(loss);
    out.writeDouble(keyFrom);
    out.writeDouble(keyTo);
    out.writeLong(division);
    out.writeInt(packed.length);
    out.write(packed);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    criterion = CRITERIA[in.readByte()];
    restart = in.readLong();
    loss = in.readDouble();
    keyFrom = in.readDouble();
    keyTo = in.readDouble();
    division = in.readLong();
    packed = new byte[in.readInt()];
    in.readFully(packed);
  }
}
