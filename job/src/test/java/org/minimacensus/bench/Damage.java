package org.minimacensus.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.certify.StoppedSearch;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.richness.FrequencyCounts;
import org.minimacensus.richness.RichnessEstimators;
import org.minimacensus.richness.SampleCoverage;
import org.minimacensus.study.CensusCounter;
import org.minimacensus.study.DoubtfulSingletons;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.RestartJob;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.ToleranceSweep;

/**
 * The endpoints of a study, and the same with some of them replaced by where their searches would
 * have ended had they been stopped at a large gradient and not been polished.
 */
final class Damage {
  /** What is reported of an endpoint whose search was stopped. */
  enum Report {
    /** Gradient and error bounds; what is located too badly for a certificate is unconverged. */
    BOUNDS,
    /** A strict minimum; the gradient, but the error bounds of the polished endpoint. */
    GRADIENT,
    /** A strict minimum with gradient and error bounds of the polished endpoint. */
    NOTHING
  }

  /**
   * What was counted.
   *
   * @param unconverged endpoints that are on no minimum
   * @param fresh counted minima that the undamaged study does not have
   * @param frequencies of all counted minima
   * @param doubtful minima hit once by one of the worst-certified tenth
   */
  record Counted(
      long unconverged, long minima, long fresh, FrequencyCounts frequencies, long doubtful) {
    long hitOnce() {
      return frequencies.seen(1);
    }

    double coverage() {
      return SampleCoverage.goodTuring(frequencies).orElse(Double.NaN);
    }

    double coverageWithoutDoubtful() {
      return SampleCoverage.goodTuring(believed()).orElse(Double.NaN);
    }

    double estimate(String name) {
      return estimate(name, frequencies);
    }

    double estimateWithoutDoubtful(String name) {
      return estimate(name, believed());
    }

    private FrequencyCounts believed() {
      return frequencies.withFewerSingletons(doubtful);
    }

    private static double estimate(String name, FrequencyCounts counts) {
      return RichnessEstimators.named(name).estimate(counts).map(e -> e.value()).orElse(Double.NaN);
    }
  }

  private final LocalStudy study;
  private final int restarts;
  private final List<Endpoint> whole;
  private final Map<Double, List<Endpoint>> stopped = new HashMap<>();
  private final List<Endpoint> reference;

  /**
   * Runs the study.
   *
   * @param restarts from 0 on
   * @param known as many restarts, at least those, tell which minima there are
   */
  Damage(LocalStudy study, int restarts, int known) {
    this.study = study;
    this.restarts = restarts;
    RestartJob.Worker worker = study.worker();
    List<Endpoint> all = new ArrayList<>();
    for (long r = 0; r < known; r++) {
      all.add(worker.run(0, r, StepListener.NONE).endpoint());
    }

    this.whole = List.copyOf(all.subList(0, restarts));
    this.reference = census(all).minima().stream().map(Minimum::representative).toList();
  }

  /** Number of minima known. */
  int known() {
    return reference.size();
  }

  private CensusResult census(List<Endpoint> endpoints) {
    return census(endpoints, study.plan().spec().census());
  }

  private CensusResult census(List<Endpoint> endpoints, StudySpec.CensusSpec tolerances) {
    return new CensusCounter(tolerances)
        .rules(study.plan().objectives().get(0), study.plan().data().facts())
        .census()
        .count(endpoints);
  }

  /** Where the searches are within a level for the first time, as the certificate judges it. */
  private List<Endpoint> stopped(double level) {
    return stopped.computeIfAbsent(level, this::searched);
  }

  private List<Endpoint> searched(double level) {
    RestartJob.Worker worker = study.worker();
    Evaluator evaluator = study.evaluator();
    List<Endpoint> found = new ArrayList<>();
    for (int r = 0; r < restarts; r++) {
      StoppedSearch search = new StoppedSearch(level);
      worker.run(0, r, search);
      Endpoint own = whole.get(r);
      found.add(search.point().map(p -> StoppedSearch.judged(evaluator, own, p)).orElse(own));
    }

    return found;
  }

  /** The endpoints with a share of them damaged. */
  List<Endpoint> endpoints(double share, double level, Report report) {
    List<Endpoint> found = share > 0 ? stopped(level) : whole;
    List<Endpoint> all = new ArrayList<>();
    for (int r = 0; r < restarts; r++) {
      boolean hit = RandomStream.of(1, "damage", r).nextDouble() < share;
      all.add(hit ? reported(found.get(r), whole.get(r), report) : whole.get(r));
    }

    return all;
  }

  private static Endpoint reported(Endpoint stopped, Endpoint own, Report report) {
    if (report == Report.BOUNDS || !stopped.detail().equals(StoppedSearch.POSITIVE)) {
      return stopped;
    }

    Endpoint.Builder damaged =
        stopped.toBuilder()
            .endpointClass(EndpointClass.STRICT_MINIMUM)
            .parameterError(own.parameterError())
            .lossError(own.lossError());
    return (report == Report.NOTHING ? damaged.gradientNorm(own.gradientNorm()) : damaged).build();
  }

  /** The same endpoints without error bounds. */
  static List<Endpoint> unbounded(List<Endpoint> endpoints) {
    return endpoints.stream()
        .map(e -> e.toBuilder().parameterError(new double[0]).lossError(Double.NaN).build())
        .toList();
  }

  /** Number of minima of some endpoints under other tolerances. */
  long minima(List<Endpoint> endpoints, StudySpec.CensusSpec tolerances) {
    return census(endpoints, tolerances).minima().size();
  }

  /** Ten decades of tolerances around those of the study. */
  List<StudySpec.CensusSpec> tolerances() {
    return ToleranceSweep.around(study.plan().spec().census()).stream()
        .filter(step -> step.halfDecades() % 2 == 0)
        .map(ToleranceSweep.Step::census)
        .toList();
  }

  /** Counts endpoints and compares the minima with those of the undamaged study. */
  Counted count(List<Endpoint> endpoints) {
    CensusResult alone = census(endpoints);
    List<Endpoint> withReference = new ArrayList<>(endpoints);
    for (int k = 0; k < reference.size(); k++) {
      withReference.add(reference.get(k).toBuilder().restart(-1L - k).build());
    }

    CensusResult beside = census(withReference);
    boolean[] known = new boolean[beside.minima().size()];
    beside.minimumOf().forEach((restart, id) -> known[id] |= restart < 0);
    long fresh = 0;
    for (boolean k : known) {
      fresh += k ? 0 : 1;
    }

    return new Counted(
        endpoints.stream().filter(e -> !e.endpointClass().isMinimum()).count(),
        alone.minima().size(),
        fresh,
        alone.frequencies(),
        DoubtfulSingletons.of(alone, endpoints).minima());
  }
}
