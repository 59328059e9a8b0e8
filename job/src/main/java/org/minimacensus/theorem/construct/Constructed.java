package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A training set that was made, and what is known of it. */
public final class Constructed {
  private final Problem problem;
  private final List<double[]> starts = new ArrayList<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private KnownPoint known;
  private Starts distribution;

  /**
   * How a study starts where it does not start from {@link #starts}.
   *
   * @param distribution normal or log-uniform
   * @param scale of normal starts
   * @param low least magnitude of log-uniform starts
   * @param high greatest magnitude of log-uniform starts
   * @param count of restarts
   */
  public record Starts(String distribution, double scale, double low, double high, int count) {
    static final Starts USUAL = normal(1, 200);

    static Starts normal(double scale, int count) {
      return new Starts("normal", scale, 0, 0, count);
    }

    static Starts logUniform(double low, double high, int count) {
      return new Starts("log-uniform", 0, low, high, count);
    }
  }

  Constructed(Problem problem) {
    this.problem = problem;
  }

  /** With a known point, which is a start too, and behind it the point below it. */
  Constructed known(KnownPoint point) {
    known = point;
    starts.add(point.theta());
    point.lower().ifPresent(lower -> starts.add(lower.theta()));
    return this;
  }

  /** With a fact, a number, text, array, list or map, by its name in the side file. */
  Constructed fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  /** With random starts for the study. */
  Constructed from(Starts random) {
    distribution = random;
    return this;
  }

  public Problem problem() {
    return problem;
  }

  public Optional<KnownPoint> known() {
    return Optional.ofNullable(known);
  }

  /** Starts for a study, one theta each, the known point first; may be empty. Not copies. */
  public List<double[]> starts() {
    return List.copyOf(starts);
  }

  /** How a study starts; empty: from the file of starts. */
  public Optional<Starts> distribution() {
    return starts.isEmpty() && distribution == null
        ? Optional.of(Starts.USUAL)
        : Optional.ofNullable(distribution);
  }

  /** What is known, by its names in the side file. */
  public Map<String, Object> facts() {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    if (known != null) {
      all.put("known", known.facts());
    }

    return all;
  }
}
