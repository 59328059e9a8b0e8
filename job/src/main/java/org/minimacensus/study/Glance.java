package org.minimacensus.study;

import java.io.Serializable;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * What the driver learns of an endpoint that was recorded elsewhere: some tens of bytes.
 *
 * @param objective index of the objective in the study
 */
public record Glance(
    int objective,
    long restart,
    EndpointClass endpointClass,
    double loss,
    double baseLoss,
    int evaluations)
    implements Serializable {
  /**
   * @param objective index of the endpoint's objective
   */
  public static Glance of(int objective, Endpoint e) {
    return new Glance(
        objective, e.restart(), e.endpointClass(), e.loss(), e.baseLoss(), e.evaluations());
  }
}
