package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * Minima hit once, by one of the worst-certified tenth of the endpoints on minima ({@link
 * GradientNorms}). A search that ended too early makes a minimum of its own that is hit once, and
 * estimates of the unseen stand on those. A minimum that several searches agree on is none of them,
 * whatever its gradients: their rounding differs from minimum to minimum.
 *
 * @param minima how many
 * @param strict how many of them are strict
 */
public record DoubtfulSingletons(long minima, long strict) implements Serializable {
  public static final DoubtfulSingletons NONE = new DoubtfulSingletons(0, 0);

  /**
   * Of a census that is held as a whole.
   *
   * @param endpoints that were counted
   */
  public static DoubtfulSingletons of(CensusResult census, List<Endpoint> endpoints) {
    int worstFrom = worstFrom(endpoints);
    return census.minima().stream()
        .map(m -> of(m, worstFrom))
        .reduce(NONE, DoubtfulSingletons::plus);
  }

  /** {@link GradientNorms#worstTenth} of the endpoints on minima. */
  static int worstFrom(List<Endpoint> endpoints) {
    GradientNorms norms = new GradientNorms();
    endpoints.stream()
        .filter(e -> e.endpointClass().isMinimum())
        .forEach(e -> norms.add(e.gradientNorm()));
    return norms.worstTenth();
  }

  /**
   * Whether this minimum is one, as a count.
   *
   * @param worstFrom of {@link GradientNorms#worstTenth}
   */
  public static DoubtfulSingletons of(Minimum minimum, int worstFrom) {
    if (minimum.hits() > 1
        || !GradientNorms.worst(minimum.representative().gradientNorm(), worstFrom)) {
      return NONE;
    }

    boolean strict = minimum.endpointClass() == EndpointClass.STRICT_MINIMUM;
    return new DoubtfulSingletons(1, strict ? 1 : 0);
  }

  public DoubtfulSingletons plus(DoubtfulSingletons other) {
    return new DoubtfulSingletons(minima + other.minima, strict + other.strict);
  }
}
