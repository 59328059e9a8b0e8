package org.minimacensus.study;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.minimacensus.census.CensusResult;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.richness.FrequencyCounts;

/**
 * How often the minima were hit when the worst-certified tenth of the endpoints, {@link
 * GradientNorms}, is left out: a search that ended too early makes a minimum of its own that is hit
 * once, and estimates of the unseen stand on those. Which minimum an endpoint is on stays as it
 * was.
 *
 * @param frequencies of the minima still hit
 * @param strictFrequencies of those that are strict
 */
public record SoundHits(FrequencyCounts frequencies, FrequencyCounts strictFrequencies) {
  /**
   * Of a census that is held as a whole.
   *
   * @param endpoints that were counted
   */
  public static SoundHits of(CensusResult census, List<Endpoint> endpoints) {
    GradientNorms norms = new GradientNorms();
    List<Endpoint> onMinima =
        endpoints.stream().filter(e -> census.minimumOf(e).isPresent()).toList();
    onMinima.forEach(e -> norms.add(e.gradientNorm()));
    int from = norms.worstTenth();
    long[] hits = new long[census.minima().size()];
    for (Endpoint e : onMinima) {
      OptionalInt id = census.minimumOf(e);
      hits[id.getAsInt()] += GradientNorms.worst(e.gradientNorm(), from) ? 0 : 1;
    }

    long[] strict =
        IntStream.range(0, hits.length)
            .filter(id -> census.minima().get(id).endpointClass() == EndpointClass.STRICT_MINIMUM)
            .mapToLong(id -> hits[id])
            .toArray();
    return new SoundHits(frequencies(hits), frequencies(strict));
  }

  private static FrequencyCounts frequencies(long[] hits) {
    return FrequencyCounts.ofHits(Arrays.stream(hits).filter(h -> h > 0).boxed().toList());
  }
}
