package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

/**
 * Two softplus units on the rows of data/softplus-channels.csv, where a third of the restarts ends
 * in channels to infinity (docs/studies/channels.md): none of them is a finite minimum.
 */
class SoftplusChannelsTest {
  @Test
  void channelsAreCertifiedAndFiniteMinimaStayWhereTheyAre() {
    LimitStudy study = LimitStudy.softplusChannels(2);
    List<Endpoint> ends = study.ends(14, 1);
    List<Endpoint> finite = ends.stream().filter(e -> e.endpointClass().isMinimum()).toList();
    List<Endpoint> channels =
        ends.stream().filter(e -> e.infinityKind().equals("merging-units")).toList();

    assertThat(channels).hasSizeGreaterThan(2);
    assertThat(channels)
        .allSatisfy(
            e -> {
              assertThat(e.endpointClass()).isEqualTo(EndpointClass.AT_INFINITY);
              assertThat(e.limitLoss().orElseThrow()).isLessThanOrEqualTo(e.loss() * (1 + 1e-9));
            });
    assertThat(finite).hasSizeGreaterThan(2);
    for (Endpoint e : finite) {
      assertThat(e.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
      assertThat(channels)
          .noneMatch(c -> Math.abs(c.limitLoss().orElseThrow() - e.loss()) < 1e-6 * e.loss());
      // From a little aside the search comes back to the same place.
      RandomStream stream = RandomStream.of(5, "aside", e.restart());
      double[] aside = e.theta();
      for (int i = 0; i < aside.length; i++) {
        aside[i] *= 1 + 1e-4 * stream.nextGaussian();
      }

      Endpoint again = study.end(e.restart(), aside);
      assertThat(again.endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
      for (int i = 0; i < aside.length; i++) {
        double size = 1 + Math.abs(e.theta()[i]);
        assertThat(again.theta()[i]).isCloseTo(e.theta()[i], within(1e-3 * size));
      }
    }
  }
}
