package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.numeric.RandomStream;

class KeyIndexTest {
  private static final double[] NONE = {};

  private static Fingerprint fingerprint(double key, double reach) {
    return new Fingerprint(new double[] {key}, NONE, NONE, key, reach);
  }

  private static boolean near(Cluster cluster, Fingerprint other, double factor) {
    double apart = Math.abs(cluster.leader().key() - other.key());
    return apart <= factor * (cluster.leader().reach() + other.reach());
  }

  @Test
  void whatIsNearIsFoundAmongWhatWasAddedAndNotRemoved() {
    int found = 0;
    for (int trial = 0; trial < 100; trial++) {
      RandomStream random = RandomStream.of(6, "keys", trial);
      KeyIndex index = new KeyIndex();
      List<Cluster> inside = new ArrayList<>();
      assertThat(index.isEmpty()).isTrue();
      for (int step = 0; step < 60; step++) {
        // Few keys, so that several clusters share one; reaches of very different size.
        Fingerprint own = fingerprint(random.nextInt(12), 0.25 * random.nextInt(9));
        if (random.nextInt(3) > 0 || inside.isEmpty()) {
          Cluster cluster =
              new Cluster(Endpoint.builder().restart(step).theta(own.values()).build(), own);
          index.add(cluster);
          inside.add(cluster);
        } else {
          index.remove(inside.remove(random.nextInt(inside.size())));
        }

        double factor = 1 + random.nextInt(3);
        List<Cluster> expected = inside.stream().filter(c -> near(c, own, factor)).toList();
        assertThat(index.near(own, factor)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(index.near(own, factor))
            .extracting(c -> c.leader().key())
            .as("by key")
            .isSorted();
        assertThat(index.isEmpty()).isEqualTo(inside.isEmpty());
        found += expected.size();
      }
    }

    assertThat(found).isGreaterThan(1000);
  }

  @Test
  void keysThatAreNoNumbersFindNothing() {
    KeyIndex index = new KeyIndex();
    index.add(new Cluster(Endpoint.builder().theta(NONE).build(), fingerprint(1, 1)));
    for (double key : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(index.near(fingerprint(key, 1), 1)).isEmpty();
    }
  }
}
