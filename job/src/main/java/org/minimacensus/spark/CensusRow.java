package org.minimacensus.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.census.Reach;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/** An endpoint of any class as a census takes it in. */
public final class CensusRow implements Externalizable {
  private static final long serialVersionUID = 1L;
  private String objective;
  private long restart;
  private boolean open;
  private String kind;
  private double limit;
  private double loss;
  private double lossError;
  private double lossFrom;
  private double lossTo;
  private CensusItem item;

  /** For deserialization. */
  public CensusRow() {}

  CensusRow(PartialCensus part, Endpoint endpoint) {
    this.objective = endpoint.objective();
    this.restart = endpoint.restart();
    this.open = endpoint.endpointClass() == EndpointClass.AT_INFINITY;
    this.kind = open ? endpoint.infinityKind() : "";
    this.limit = open ? endpoint.limitLoss().orElse(Double.NaN) : Double.NaN;
    if (endpoint.endpointClass().isMinimum()) {
      Reach reach = part.lossReach(endpoint);
      this.loss = endpoint.loss();
      this.lossError = endpoint.lossError();
      this.lossFrom = reach.from();
      this.lossTo = reach.to();
      this.item = new CensusItem(part, part.criterion(endpoint.endpointClass()), endpoint);
    }
  }

  String objective() {
    return objective;
  }

  long restart() {
    return restart;
  }

  /** Whether it went to infinity. */
  boolean open() {
    return open;
  }

  String kind() {
    return kind;
  }

  /** Limit of the loss at infinity; NaN when there is none. */
  double limit() {
    return limit;
  }

  boolean minimum() {
    return item != null;
  }

  double loss() {
    return loss;
  }

  /** NaN when there is none. */
  double lossError() {
    return lossError;
  }

  /** On the line of losses. */
  SortPlace byLoss() {
    return new SortPlace(0, lossFrom, restart, lossTo);
  }

  /** Null unless it is a minimum. */
  CensusItem item() {
    return item;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeUTF(objective);
    out.writeLong(restart);
    out.writeBoolean(open);
    out.writeUTF(kind);
    out.writeDouble(limit);
    out.writeBoolean(minimum());
    if (minimum()) {
      out.writeDouble(loss);
      out.writeDouble(lossError);
      out.writeDouble(lossFrom);
      out.writeDouble(lossTo);
      item.writeExternal(out);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    objective = in.readUTF();
    restart = in.readLong();
    open = in.readBoolean();
    kind = in.readUTF();
    limit = in.readDouble();
    if (in.readBoolean()) {
      loss = in.readDouble();
      lossError = in.readDouble();
      lossFrom = in.readDouble();
      lossTo = in.readDouble();
      item = new CensusItem();
      item.readExternal(in);
    }
  }
}
