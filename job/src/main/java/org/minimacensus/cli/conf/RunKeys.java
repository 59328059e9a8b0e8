package org.minimacensus.cli.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.minimacensus.cli.conf.ConfKey.HashRule;
import org.minimacensus.richness.StoppingRules;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.StudySpec.OptionalFirst;

/** The second part of the table of keys: how it is studied (restarts to output). */
final class RunKeys {
  private static final List<ConfKey<?>> TABLE = new ArrayList<>();

  /** The level without proofs, which every hash is made of. */
  static final String NUMERIC = "numeric";

  private static final HashRule WITH_LOG_UNIFORM =
      new HashRule(
          "with log-uniform", s -> s.restarts().init().distribution().equals("log-uniform"));

  static final ConfKey<Long> COUNT =
      add(
          "restarts.count",
          ConfTypes.whole(1, Long.MAX_VALUE),
          "1000",
          "number of restarts of each objective",
          s -> s.restarts().count() + "",
          HashRule.NEVER);
  static final ConfKey<String> DISTRIBUTION =
      add(
          "restarts.init.distribution",
          ConfTypes.words("normal", "uniform", "glorot", "he", "log-uniform", "file"),
          "normal",
          "start of theta: normal (standard deviation `scale`), uniform in [-scale, scale], glorot"
              + " (normal, variance 2/(fan-in + fan-out), biases 0), he (normal, variance 2/fan-in,"
              + " biases 0), log-uniform (each \\|parameter\\| in `low`..`high`, random sign), file"
              + " (`path`)",
          s -> s.restarts().init().distribution(),
          HashRule.ALWAYS);
  static final ConfKey<Double> SCALE =
      add(
          "restarts.init.scale",
          ConfTypes.above(0),
          "1",
          "scale of normal and uniform",
          s -> HoconText.number(s.restarts().init().scale()),
          new HashRule(
              "with normal, uniform",
              s -> s.restarts().init().distribution().matches("normal|uniform")));
  static final ConfKey<Double> LOW =
      add(
          "restarts.init.low",
          ConfTypes.above(0),
          ConfKey.NONE,
          "log-uniform: least magnitude; needed there",
          s -> HoconText.optional(s.restarts().init().low()),
          WITH_LOG_UNIFORM);
  static final ConfKey<Double> HIGH =
      add(
          "restarts.init.high",
          ConfTypes.above(0),
          ConfKey.NONE,
          "log-uniform: greatest magnitude, > low; needed there",
          s -> HoconText.optional(s.restarts().init().high()),
          WITH_LOG_UNIFORM);
  static final ConfKey<String> INIT_PATH =
      add(
          "restarts.init.path",
          ConfTypes.text(),
          ConfKey.NONE,
          "file: CSV of parameters without a header, one restart a row, theta in the order W1"
              + " (row-major: unit, input), b1, W2, b2, ...; needed there",
          s ->
              s.restarts().init().path().isEmpty()
                  ? ConfKey.NONE
                  : HoconText.quoted(s.restarts().init().path()),
          new HashRule("no (the numbers read are)", s -> false));
  static final ConfKey<OptionalFirst> FIRST =
      add(
          "restarts.first",
          ConfTypes.firstRestart(),
          "0",
          "index of the first restart; auto: go on where the study's last run ended",
          s -> s.restarts().first().auto() ? "auto" : s.restarts().first().index() + "",
          HashRule.NEVER);
  static final ConfKey<String> STOPPING_RULE =
      add(
          "restarts.stopping.rule",
          ConfTypes.words(StoppingRules.NAMES.toArray(String[]::new)),
          StoppingRules.COUNT,
          "count: all of `restarts.count`; with the others this is a budget, and the run ends"
              + " sooner when the rule holds for every objective: coverage (at most 1 - `target` of"
              + " all restarts end on a minimum not found, with `confidence`), bayes (that many are"
              + " expected to, and less than half a minimum more; Boender and Rinnooy Kan)",
          s -> s.restarts().stopping().rule(),
          HashRule.NEVER);
  static final ConfKey<Double> STOPPING_TARGET =
      add(
          "restarts.stopping.target",
          ConfTypes.number(0, false, 1, true),
          "0.99",
          "coverage, bayes: share of restarts that end on minima found, or on none, to be reached;"
              + " < 1 there",
          s -> HoconText.number(s.restarts().stopping().target()),
          HashRule.NEVER);
  static final ConfKey<Double> STOPPING_CONFIDENCE =
      add(
          "restarts.stopping.confidence",
          ConfTypes.number(0, false, 1, false),
          "0.95",
          "of coverage, over all of its looks together",
          s -> HoconText.number(s.restarts().stopping().confidence()),
          HashRule.NEVER);
  static final ConfKey<Double> MAX_SECONDS =
      add(
          "restarts.stopping.max-seconds",
          ConfTypes.atLeast(0),
          "0",
          "bound of the run's time under every rule; 0: none",
          s -> HoconText.number(s.restarts().stopping().maxSeconds()),
          HashRule.NEVER);

  static final ConfKey<String> OPTIMIZER =
      add(
          "optimizer.name",
          ConfTypes.words("auto", "lbfgs", "lbfgs-newton", "newton", "gradient-descent"),
          "auto",
          "how each restart searches; auto chooses by size",
          s -> s.optimizer().name(),
          HashRule.ALWAYS);
  static final ConfKey<Double> GRADIENT_TOLERANCE =
      add(
          "optimizer.gradient-tolerance",
          ConfTypes.above(0),
          "1e-10",
          "a search ends when the gradient is at most this",
          s -> HoconText.number(s.optimizer().gradientTolerance()),
          HashRule.ALWAYS);
  static final ConfKey<Long> MAX_ITERATIONS =
      add(
          "optimizer.max-iterations",
          ConfTypes.whole(1, ConfTypes.MAX_COUNT),
          "5000",
          "a search ends unconverged after this many iterations",
          s -> s.optimizer().maxIterations() + "",
          HashRule.ALWAYS);
  static final ConfKey<Double> STEP =
      add(
          "optimizer.step",
          ConfTypes.above(0),
          "0.1",
          "step length of gradient-descent",
          s -> HoconText.number(s.optimizer().step()),
          new HashRule(
              "with gradient-descent", s -> s.optimizer().name().equals("gradient-descent")));

  static final ConfKey<String> LEVEL =
      add(
          "certify.level",
          ConfTypes.words(NUMERIC, Proofs.INTERVAL),
          NUMERIC,
          "whether distinct minima are also proved by interval arithmetic",
          s -> s.certify().level(),
          new HashRule("as numeric", s -> true));
  static final ConfKey<Boolean> KEEP_SADDLES =
      add(
          "certify.keep-saddles",
          ConfTypes.flag(),
          "false",
          "end on saddles instead of escaping from them",
          s -> s.certify().keepSaddles() + "",
          HashRule.ALWAYS);
  static final ConfKey<Double> VALUE_TOLERANCE =
      add(
          "census.value-tolerance",
          ConfTypes.number(0, false, 1, false),
          "1e-9",
          "losses L are apart by more than this times (1 + \\|L\\|)",
          s -> HoconText.number(s.census().valueTolerance()),
          HashRule.ALWAYS);
  static final ConfKey<Double> PARAMETER_TOLERANCE =
      add(
          "census.parameter-tolerance",
          ConfTypes.number(0, false, 1, false),
          "1e-6",
          "parameters are apart by more than this times (1 + \\|theta_i\\|)",
          s -> HoconText.number(s.census().parameterTolerance()),
          HashRule.ALWAYS);

  static final ConfKey<Boolean> CONNECTED =
      add(
          "census.connected",
          ConfTypes.flag(),
          "true",
          "degenerate minima of one loss are joined where a path of equal loss is found between"
              + " them; false: each stands for itself",
          s -> s.census().connected() + "",
          new HashRule("when false", s -> !s.census().connected()));
  static final ConfKey<Double> PATH_SHARE =
      add(
          "census.path-share",
          ConfTypes.atLeast(0),
          "0.2",
          "loss evaluations for the paths of an objective, as a share of those of its restarts; at"
              + " least 100000 / rows, and 1000",
          s -> HoconText.number(s.census().pathShare()),
          new HashRule(
              "unless 0.2", s -> s.census().pathShare() != StudySpec.CensusSpec.PATH_SHARE));

  static final ConfKey<String> MODE =
      add(
          "execution.mode",
          ConfTypes.words("auto", "restart-parallel", "data-parallel"),
          "auto",
          "what Spark distributes: restart-parallel whole restarts, every executor having the whole"
              + " training set; data-parallel the training set, executors summing over its shards"
              + " for searches on the driver; auto the first where it fits, else the second",
          s -> s.execution().mode(),
          HashRule.NEVER);
  static final ConfKey<Long> SHARDS =
      add(
          "execution.shards",
          ConfTypes.whole(1, ConfTypes.MAX_COUNT),
          "64",
          "fixed slices of the training set, fewer when they would hold less than 256; they fix"
              + " the order of sums and with it their last bits",
          s -> s.execution().shards() + "",
          StudyKeys.WITH_DATA);
  static final ConfKey<Long> LIVE_SEARCHES =
      add(
          "execution.live-searches",
          ConfTypes.whole(0, ConfTypes.MAX_COUNT),
          "0",
          "data-parallel: searches that are alive at the same time; 0: as many as keep the overhead"
              + " of a step under 10 %, as far as memory goes",
          s -> s.execution().liveSearches() + "",
          HashRule.NEVER);

  static final ConfKey<String> OUTPUT_PATH =
      add(
          "output.path",
          ConfTypes.text(),
          "out",
          "folder of all studies, any Hadoop path",
          s -> HoconText.quoted(s.output().path()),
          HashRule.NEVER);
  static final ConfKey<ConfTypes.Traces> TRACES =
      add(
          "output.traces",
          ConfTypes.traces(),
          "none",
          "restarts whose paths are stored: none, all or a list of indexes",
          RunKeys::traces,
          HashRule.NEVER);

  private RunKeys() {}

  /** The keys in canonical order. */
  static List<ConfKey<?>> all() {
    return List.copyOf(TABLE);
  }

  private static <T> ConfKey<T> add(
      String path,
      ConfType<T> type,
      String fallback,
      String description,
      Function<StudySpec, String> rendering,
      HashRule hashRule) {
    ConfKey<T> key = new ConfKey<>(path, type, fallback, description, rendering, hashRule);
    TABLE.add(key);
    return key;
  }

  private static String traces(StudySpec spec) {
    String mode = spec.output().traces();
    return mode.equals("list") ? HoconText.list(spec.output().tracedRestarts()) : mode;
  }
}
