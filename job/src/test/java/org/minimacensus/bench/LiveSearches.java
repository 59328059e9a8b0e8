package org.minimacensus.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.ShardEvaluator;
import org.minimacensus.objective.ShardSums;
import org.minimacensus.optimize.Searches;
import org.minimacensus.study.FirstSearch;
import org.minimacensus.study.LocalStudy;

/**
 * Keeps searches of a study alive, all of them stepped in turn, and prints what one takes of the
 * heap: after a full collection, less what was there before the first one. The study's data must be
 * one shard.
 */
public final class LiveSearches {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  static {
    ARGUMENTS.put("root", ".");
    ARGUMENTS.put("conf", "bench/memory.conf");
    ARGUMENTS.put("live", "100000");
    ARGUMENTS.put("steps", "30");
    ARGUMENTS.put("every", "5");
  }

  private LiveSearches() {}

  public static void main(String[] args) {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    LocalStudy study = LocalStudy.of(Path.of(arguments.text("root")), arguments.text("conf"));
    Objective objective = study.plan().objectives().get(0);
    ShardEvaluator evaluator = new ShardEvaluator(objective, KernelProvider.kernels());
    List<FirstSearch> live = new ArrayList<>(arguments.count("live"));
    long before = used();
    for (int i = 0; i < arguments.count("live"); i++) {
      live.add(study.plan().job().firstSearch(0, i).orElseThrow());
    }

    int p = objective.dimension();
    System.out.printf(
        Locale.ROOT,
        "%d live searches, p = %d; heap of at most %d MiB%n",
        live.size(),
        p,
        Runtime.getRuntime().maxMemory() >> 20);
    tell(0, live, before, p);
    for (int k = 1; k <= arguments.count("steps"); k++) {
      for (FirstSearch search : live) {
        step(search, study, evaluator);
      }

      if (k % arguments.count("every") == 0) {
        tell(k, live, before, p);
      }
    }
  }

  private static void step(FirstSearch search, LocalStudy study, ShardEvaluator evaluator) {
    if (!search.finished()) {
      ShardSums sums =
          evaluator.sums(study.dataset().shards().get(0), List.of(search.question())).get(0);
      search.tell(sums.sums(), sums.reach(), study.dataset().rows());
    }
  }

  private static void tell(int steps, List<FirstSearch> live, long before, int p) {
    long bytes = used() - before;
    long open = live.stream().filter(s -> !s.finished()).count();
    System.out.printf(
        Locale.ROOT,
        "after %d questions each: %d go on, %d MiB, %.0f bytes a search, of which numbers at most"
            + " %d%n",
        steps,
        open,
        bytes >> 20,
        (double) bytes / live.size(),
        Double.BYTES * Searches.stateDoubles("lbfgs", p));
  }

  /** Bytes of the heap that are in use after a collection. */
  private static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    // One collection may leave what only the next one can free.
    for (int i = 0; i < 3; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }

    return least;
  }
}
