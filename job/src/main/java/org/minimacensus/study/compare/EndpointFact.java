package org.minimacensus.study.compare;

import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Tally;

/**
 * What a comparison asks of a stored endpoint.
 *
 * @param detail {@code class: detail}; empty when there is none
 * @param lossError NaN: none
 * @param minimum id that the run stores; null: on none
 */
public record EndpointFact(
    long restart,
    EndpointClass endpointClass,
    String detail,
    double loss,
    double lossError,
    double gradientNorm,
    int evaluations,
    Long minimum) {
  public static EndpointFact of(Endpoint e, Long minimum) {
    return new EndpointFact(
        e.restart(),
        e.endpointClass(),
        Tally.detail(e.endpointClass(), e.detail(), e.infinityKind()),
        e.loss(),
        e.lossError(),
        e.gradientNorm(),
        e.evaluations(),
        minimum);
  }
}
