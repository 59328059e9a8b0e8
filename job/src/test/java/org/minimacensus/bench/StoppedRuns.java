package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.LookPoints;
import org.minimacensus.richness.StoppingRule;

/** Runs whose minima are drawn from a known population, ended by a stopping rule. */
final class StoppedRuns {
  private final int samples;
  private int stopped;
  private int wrong;
  private int right;
  private double restarts;
  private double needed;
  private double unseen;

  /** Where restarts end. */
  interface Basins {
    /** The minimum of a restart; negative: on none. */
    int next(RandomStream random);

    /** The share of the starts that lead to a minimum; the same for all that are numbered alike. */
    double share(int minimum);

    /** The share of the starts that lead to minima. */
    double all();
  }

  private StoppedRuns(int samples) {
    this.samples = samples;
  }

  /** Of a population, which only a share of the starts leads to. */
  static Basins of(Population population, double share) {
    return new Basins() {
      @Override
      public int next(RandomStream random) {
        return share < 1 && random.nextDouble() >= share ? -1 : population.next(random);
      }

      @Override
      public double share(int minimum) {
        return share * population.share(minimum);
      }

      @Override
      public double all() {
        return share;
      }
    };
  }

  /**
   * One large basin and, with the rest of the starts, so many small ones that none is met twice:
   * what is unseen stays unseen, which is the worst that a bound can meet.
   */
  static Basins endless(double rest) {
    int[] met = {0};
    return new Basins() {
      @Override
      public int next(RandomStream random) {
        return random.nextDouble() < rest ? ++met[0] : 0;
      }

      @Override
      public double share(int minimum) {
        return minimum == 0 ? 1 - rest : 0;
      }

      @Override
      public double all() {
        return 1;
      }
    };
  }

  /**
   * Determined by its arguments.
   *
   * @param basins of a sample, from its stream
   * @param most the unseen volume that the rule allows
   * @param budget restarts at most
   */
  static StoppedRuns of(
      Function<RandomStream, Basins> basins,
      StoppingRule rule,
      double most,
      long budget,
      int samples,
      long seed) {
    StoppedRuns runs = new StoppedRuns(samples);
    for (int i = 0; i < samples; i++) {
      RandomStream random = RandomStream.of(seed, "stopped runs", i);
      runs.add(basins.apply(random), rule, most, LookPoints.upTo(rule, budget), random);
    }

    return runs;
  }

  private void add(
      Basins basins, StoppingRule rule, double most, List<Long> points, RandomStream random) {
    Map<Integer, Long> hits = new HashMap<>();
    List<Long> firsts = new ArrayList<>();
    double left = basins.all();
    long ended = 0;
    long enough = 0;
    for (int look = 1; look <= points.size(); look++) {
      for (; ended < points.get(look - 1); ended++) {
        int minimum = basins.next(random);
        if (minimum >= 0 && hits.merge(minimum, 1L, Long::sum) == 1) {
          firsts.add(ended);
          left -= basins.share(minimum);
        }

        enough += left > most ? 1 : 0;
      }

      long half = ended / 2;
      long late = firsts.stream().filter(f -> f >= half).count();
      StoppingRule.Found found =
          new StoppingRule.Found(ended, FrequencyCounts.ofHits(hits.values()), late);
      if (rule.judge(found, look).holds()) {
        stopped++;
        wrong += left > most ? 1 : 0;
        restarts += ended;
        right += left > most ? 0 : 1;
        needed += left > most ? 0 : enough + 1;
        unseen += Math.max(0, left);
        return;
      }
    }
  }

  /** Share of the runs that the rule ended. */
  double stopped() {
    return (double) stopped / samples;
  }

  /** Share of the runs that it ended while more was unseen than it says. */
  double wrong() {
    return (double) wrong / samples;
  }

  /** Mean restarts of the runs that it ended. */
  double restarts() {
    return restarts / stopped;
  }

  /** Mean restarts after which what it says became true, of the runs that it ended rightly. */
  double needed() {
    return needed / right;
  }

  /** Mean unseen volume at the end. */
  double unseen() {
    return unseen / stopped;
  }

  /**
   * Populations by name: those that the estimators are tried on, and the worst.
   *
   * @param most unseen volume that is allowed
   */
  static Map<String, Function<RandomStream, Basins>> basins(double most) {
    Map<String, Function<RandomStream, Basins>> all = new LinkedHashMap<>();
    List<Population> fixed =
        List.of(
            Population.equal(50),
            Population.geometric(50, 0.9),
            Population.powerLaw(50, 1),
            Population.powerLaw(50, 2));
    fixed.forEach(p -> all.put(p.name(), random -> of(p, 1)));
    all.put("uniform shares, 50", random -> of(Population.uniform(50, random), 1));
    all.put("Dirichlet 1/2, 30", random -> of(Population.dirichletHalf(30, random), 1));
    all.put("equal, 50, from 5 % of the starts", random -> of(Population.equal(50), 0.05));
    all.put("equal, 1000", random -> of(Population.equal(1000), 1));
    all.put("one, and just too much in endless ones", random -> endless(1.001 * most));
    all.put("one, and twice too much in endless ones", random -> endless(2 * most));
    return all;
  }
}
