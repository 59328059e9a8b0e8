package org.minimacensus.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.minimacensus.census.Criterion;
import org.minimacensus.census.PartialCensus;
import org.minimacensus.census.Reach;
import org.minimacensus.census.Valleys;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/** An endpoint of any class as a census takes it in. */
public final class CensusRow implements Externalizable {
  private static final long serialVersionUID = 1L;
  private String objective;
  private long restart;
  private boolean open;
  private boolean attained;
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
    this.limit = open ? endpoint.limitLoss().orElse(Double.NaN) : Double.NaN;
    if (endpoint.endpointClass().isMinimum()) {
      Reach reach = part.lossReach(endpoint);
      this.loss = endpoint.loss();
      this.lossError = endpoint.lossError();
      this.lossFrom = reach.from();
      this.lossTo = reach.to();
      this.item = new CensusItem(part, part.criterion(endpoint.endpointClass()), endpoint);
    } else if (Valleys.ended(endpoint)) {
      Endpoint limitPoint = Valleys.limitOf(endpoint);
      this.attained = Valleys.attained(limitPoint);
      Reach reach = part.lossReach(limitPoint);
      this.lossFrom = reach.from();
      this.lossTo = reach.to();
      this.item = new CensusItem(part, Criterion.LIMITS, limitPoint);
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

  /** See {@link Valleys#attained}. */
  boolean attained() {
    return attained;
  }

  /** Limit of the loss at infinity; NaN when there is none. */
  double limit() {
    return limit;
  }

  boolean minimum() {
    return item != null && !open;
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
    return byLoss(0);
  }

  /** On a line of losses, or of their limits, of its own. */
  SortPlace byLoss(long domain) {
    return new SortPlace(domain, lossFrom, restart, lossTo);
  }

  /** Null unless it is a minimum, or at infinity with a limit. */
  CensusItem item() {
    return item;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeUTF(objective);
    out.writeLong(restart);
    out.writeBoolean(open);
    out.writeBoolean(attained);
    out.writeDouble(limit);
    out.writeBoolean(item != null);
    if (item != null) {
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
    attained = in.readBoolean();
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
