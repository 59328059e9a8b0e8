package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.minimacensus.numeric.RandomStream;

class RestartSetTest {
  private static List<Long> list(RestartSet set) {
    List<Long> all = new ArrayList<>();
    set.forEach(all::add);
    return all;
  }

  /** Some of the numbers below 40, as a set of ours and of Java's. */
  private record Twins(RestartSet set, TreeSet<Long> expected) {
    static Twins of(long seed) {
      RandomStream random = RandomStream.of(7, "restart-set", seed);
      TreeSet<Long> expected = new TreeSet<>();
      RestartSet.Builder set = new RestartSet.Builder();
      for (int i = 0; i < seed % 50; i++) {
        long restart = (long) (40 * random.nextDouble());
        expected.add(restart);
        set.add(restart);
      }

      return new Twins(set.set(), expected);
    }
  }

  @Test
  void setsAgreeWithThoseOfJava() {
    for (long seed = 0; seed < 500; seed++) {
      Twins a = Twins.of(seed);
      Twins b = Twins.of(7 * seed + 1);
      assertThat(list(a.set)).containsExactlyElementsOf(a.expected);
      assertThat(a.set.size()).isEqualTo(a.expected.size());
      TreeSet<Long> both = new TreeSet<>(a.expected);
      both.retainAll(b.expected);
      assertThat(list(a.set.and(b.set))).containsExactlyElementsOf(both);
      TreeSet<Long> left = new TreeSet<>(a.expected);
      left.removeAll(b.expected);
      assertThat(list(a.set.minus(b.set))).containsExactlyElementsOf(left);
      TreeSet<Long> any = new TreeSet<>(a.expected);
      any.addAll(b.expected);
      assertThat(list(RestartSet.union(List.of(b.set, a.set)))).containsExactlyElementsOf(any);
      assertThat(RestartSet.union(List.of(a.set, b.set)))
          .isEqualTo(RestartSet.union(List.of(b.set, a.set)));
    }
  }

  @Test
  void placesAndSlicesCountWhatIsLower() {
    for (long seed = 0; seed < 100; seed++) {
      Twins a = Twins.of(seed);
      List<Long> sorted = List.copyOf(a.expected);
      for (long r = -1; r < 41; r++) {
        assertThat(a.set.indexOf(r)).isEqualTo(sorted.indexOf(r));
      }

      int half = sorted.size() / 2;
      assertThat(list(a.set.slice(0, half))).isEqualTo(sorted.subList(0, half));
      assertThat(list(a.set.slice(half, sorted.size())))
          .isEqualTo(sorted.subList(half, sorted.size()));
    }
  }

  @Test
  void aMillionRestartsInARowAreOneRange() {
    RestartSet all = RestartSet.range(5, 1_000_000);
    RestartSet left = all.minus(RestartSet.of(7, 8, 1_000_004));
    assertThat(left.toString()).isEqualTo("[5..6, 9..1000003]");
    assertThat(left.size()).isEqualTo(999_997);
    assertThat(RestartSet.range(5, 0).toString()).isEqualTo("[]");
  }
}
