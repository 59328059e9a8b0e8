package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.minimacensus.cli.conf.ConfKey.HashRule;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.StudySpec.OptionalFirst;

/** The table of all conf keys. The reader, {@code docs/configuration.md}, the resolved conf and the study hash are made from it. */
final class ConfKeys {
  private static final List<ConfKey<?>> TABLE = new ArrayList<>();

  private static final long MAX_COUNT = Integer.MAX_VALUE;

  private static final Predicate<StudySpec> HIDDEN = s -> !s.network().hidden().isEmpty();
  private static final Predicate<StudySpec> AUGMENTED = s -> s.objectives().stream().anyMatch(o -> !o.equals("plain"));

  static final ConfKey<String> STUDY_NAME =
      add("study.name", ConfTypes.name(), ConfKey.REQUIRED, "name of the study; part of the output folder's name", s -> quoted(s.name()), HashRule.NEVER);
  static final ConfKey<Long> STUDY_SEED =
      add("study.seed", ConfTypes.whole(Long.MIN_VALUE, Long.MAX_VALUE), "20180522", "key of all random streams", s -> s.seed() + "", HashRule.ALWAYS);

  static final ConfKey<String> DATA_PATH =
      add(
          "data.path",
          ConfTypes.text(),
          ConfKey.REQUIRED,
          "any Hadoop path: a file, a folder or a glob; `file:`, `hdfs:`, `s3a:` or without a scheme",
          s -> quoted(s.data().path()),
          new HashRule("no (the numbers read are)", s -> false));
  static final ConfKey<String> DATA_FORMAT =
      add("data.format", words("csv", "libsvm", "parquet"), "csv", "format of the files", s -> s.data().format(), HashRule.NEVER);
  static final ConfKey<Boolean> DATA_HEADER =
      add("data.header", ConfTypes.flag(), "false", "csv: the first line of each file holds the column names", s -> s.data().header() + "", HashRule.NEVER);
  static final ConfKey<List<String>> DATA_TARGET =
      add(
          "data.target",
          ConfTypes.list(ConfTypes.column(), "a list of column names or indexes"),
          "[-1]",
          "target columns: names, or indexes from 0 (negative: from the end, -1 is the last); a text that is a column's name is taken as the name; libsvm: not used, the label is the target",
          s -> list(s.data().target().stream().map(t -> t.matches("-?[0-9]{1,9}") ? t : quoted(t)).toList()),
          HashRule.NEVER);
  static final ConfKey<String> DATA_TASK =
      add(
          "data.task",
          words("binary", "multiclass", "regression"),
          "binary",
          "binary: one output, the two classes in sorted order are -1 and +1; multiclass: one output per class in sorted order, one-hot; regression: one output per target column",
          s -> s.data().task().name().toLowerCase(Locale.ROOT),
          HashRule.ALWAYS);
  static final ConfKey<Boolean> DATA_STANDARDIZE =
      add(
          "data.standardize",
          ConfTypes.flag(),
          "true",
          "features to mean 0 and variance 1 (population, 1/n), constant features to 0; regression targets too",
          s -> s.data().standardize() + "",
          HashRule.ALWAYS);

  static final ConfKey<String> NETWORK_KIND =
      add(
          "network.kind",
          ConfTypes.word(List.of("mlp", "deep-linear"), List.of("resnet")),
          "mlp",
          "mlp: multilayer perceptron; deep-linear: the same without activations",
          s -> s.network().kind(),
          new HashRule("no (deep-linear is an mlp with identity)", s -> false));
  static final ConfKey<List<Long>> NETWORK_HIDDEN =
      add(
          "network.hidden",
          ConfTypes.list(ConfTypes.whole(1, MAX_COUNT), "a list of whole numbers >= 1"),
          "[3]",
          "widths of the hidden layers; `[]` is a linear model",
          s -> list(s.network().hidden()),
          HashRule.ALWAYS);
  static final ConfKey<String> NETWORK_ACTIVATION =
      add(
          "network.activation",
          words("identity", "tanh", "sigmoid", "softplus", "elu", "swish", "gelu", "erf", "sin", "relu", "leaky-relu", "quadratic"),
          "tanh",
          "activation of the hidden layers (elu with alpha 1, swish = x sigmoid(x), gelu exact, erf plain erf(x)); deep-linear: identity",
          s -> s.network().activation(),
          new HashRule("with hidden layers", HIDDEN));
  static final ConfKey<Boolean> NETWORK_BIAS =
      add("network.bias", ConfTypes.flag(), "true", "hidden layers have biases", s -> s.network().bias() + "", new HashRule("with hidden layers", HIDDEN));
  static final ConfKey<Boolean> NETWORK_OUTPUT_BIAS =
      add("network.output-bias", ConfTypes.flag(), ConfKey.NONE, "the output layer has biases; default: the value of `network.bias`", s -> s.network().outputBias() + "", HashRule.ALWAYS);
  static final ConfKey<Boolean> NETWORK_DIRECT =
      add("network.direct", ConfTypes.flag(), "false", "the inputs also feed the output layer", s -> s.network().direct() + "", new HashRule("with hidden layers", HIDDEN));
  static final ConfKey<Double> NETWORK_LEAKY_SLOPE =
      add(
          "network.leaky-slope",
          ConfTypes.number(0, false, 1, false),
          "0.1",
          "slope of leaky-relu for negative arguments",
          s -> number(s.network().leakySlope()),
          new HashRule("with leaky-relu", s -> HIDDEN.test(s) && s.network().activation().equals("leaky-relu")));
  static final ConfKey<String> NETWORK_OUTPUT_ACTIVATION =
      add("network.output-activation", words("identity", "sigmoid", "tanh"), "identity", "applied to the output layer, before an added neuron is added", s -> s.network().outputActivation(), HashRule.ALWAYS);

  static final ConfKey<String> LOSS_NAME =
      add(
          "loss.name",
          ConfTypes.word(List.of("squared", "logistic", "cross-entropy", "polynomial-hinge"), List.of("relu-population")),
          "logistic",
          "squared: 1/2 \\|f - y\\|^2, any task; logistic: log(1 + exp(-y f)), binary; cross-entropy: softmax, multiclass; polynomial-hinge: max(0, 1 - y f)^power, binary",
          s -> s.loss().name(),
          HashRule.ALWAYS);
  static final ConfKey<Long> LOSS_POWER =
      add(
          "loss.power",
          ConfTypes.whole(2, MAX_COUNT),
          "3",
          "power of polynomial-hinge; the theorems on the added neuron want at least 3 (twice continuously differentiable)",
          s -> s.loss().power() + "",
          new HashRule("with polynomial-hinge", s -> s.loss().name().equals("polynomial-hinge")));
  static final ConfKey<String> LOSS_REDUCTION =
      add("loss.reduction", words("mean", "sum"), "mean", "how rows are put together; scales the data term only, never lambda or l2", s -> s.loss().reduction().name().toLowerCase(Locale.ROOT), HashRule.ALWAYS);

  static final ConfKey<Double> L2 =
      add(
          "regularization.l2",
          ConfTypes.atLeast(0),
          "0",
          "weight decay (l2/2) \\|theta\\|^2 on all of the network's own parameters, biases included, not on the added neuron",
          s -> number(s.l2()),
          HashRule.ALWAYS);

  static final ConfKey<List<String>> OBJECTIVES =
      add(
          "objectives",
          ConfTypes.list(
              ConfTypes.word(List.of("plain", "output-neuron", "output-neuron-limit"), List.of("layer-neurons", "monomial-neuron")), "a list of objectives"),
          "[plain, output-neuron]",
          "what is minimised: plain, output-neuron (one exponential neuron added to each output), output-neuron-limit (the same at b = infinity, without its regulariser)",
          s -> list(s.objectives()),
          new HashRule("yes (as a set)", s -> true));
  static final ConfKey<Double> LAMBDA =
      add(
          "augmentation.lambda",
          ConfTypes.atLeast(0),
          "0.01",
          "regulariser (lambda/2) \\|a\\|^2 of the added neurons; > 0 when an augmented objective is listed",
          s -> number(s.augmentation().lambda()),
          new HashRule("with output-neuron", s -> s.objectives().contains("output-neuron")));
  static final ConfKey<Long> DEGREE =
      add("augmentation.degree", ConfTypes.whole(1, MAX_COUNT), "2", "degree of monomial-neuron, which this version does not run", s -> s.augmentation().degree() + "", HashRule.NEVER);
  static final ConfKey<Double> INIT_A = augmentationStart("a", "1", "the amplitude a", s -> s.augmentation().initA());
  static final ConfKey<Double> INIT_W = augmentationStart("w", "0.5", "the weights w", s -> s.augmentation().initW());
  static final ConfKey<Double> INIT_B = augmentationStart("b", "0.5", "the bias b", s -> s.augmentation().initB());

  static final ConfKey<Long> COUNT =
      add("restarts.count", ConfTypes.whole(1, Long.MAX_VALUE), "1000", "number of restarts of each objective", s -> s.restarts().count() + "", HashRule.NEVER);
  static final ConfKey<String> DISTRIBUTION =
      add(
          "restarts.init.distribution",
          words("normal", "uniform", "glorot", "he", "log-uniform", "file"),
          "normal",
          "start of theta: normal (standard deviation `scale`), uniform in [-scale, scale], glorot (normal, variance 2/(fan-in + fan-out), biases 0), he (normal, variance 2/fan-in, biases 0), log-uniform (each \\|parameter\\| in `low`..`high`, random sign), file (`path`)",
          s -> s.restarts().init().distribution(),
          HashRule.ALWAYS);
  static final ConfKey<Double> SCALE =
      add(
          "restarts.init.scale",
          ConfTypes.above(0),
          "1",
          "scale of normal and uniform",
          s -> number(s.restarts().init().scale()),
          new HashRule("with normal, uniform", s -> s.restarts().init().distribution().matches("normal|uniform")));
  static final ConfKey<Double> LOW =
      add("restarts.init.low", ConfTypes.above(0), ConfKey.NONE, "log-uniform: least magnitude; needed there", s -> optional(s.restarts().init().low()), LogUniform.RULE);
  static final ConfKey<Double> HIGH =
      add("restarts.init.high", ConfTypes.above(0), ConfKey.NONE, "log-uniform: greatest magnitude, > low; needed there", s -> optional(s.restarts().init().high()), LogUniform.RULE);
  static final ConfKey<String> INIT_PATH =
      add(
          "restarts.init.path",
          ConfTypes.text(),
          ConfKey.NONE,
          "file: CSV of parameters without a header, one restart a row, theta in the order W1 (row-major: unit, input), b1, W2, b2, ...; needed there",
          s -> s.restarts().init().path().isEmpty() ? ConfKey.NONE : quoted(s.restarts().init().path()),
          new HashRule("no (the numbers read are)", s -> false));
  static final ConfKey<OptionalFirst> FIRST =
      add("restarts.first", ConfTypes.firstRestart(), "0", "index of the first restart", s -> s.restarts().first().auto() ? "auto" : s.restarts().first().index() + "", HashRule.NEVER);
  static final ConfKey<String> STOPPING_RULE =
      add("restarts.stopping.rule", ConfTypes.word(List.of("count"), List.of("coverage", "bayes")), "count", "count: all of `restarts.count`", s -> s.restarts().stopping().rule(), HashRule.NEVER);
  static final ConfKey<Double> STOPPING_TARGET =
      add("restarts.stopping.target", ConfTypes.number(0, false, 1, true), "0.99", "share to be reached by rules other than count", s -> number(s.restarts().stopping().target()), HashRule.NEVER);
  static final ConfKey<Double> STOPPING_CONFIDENCE =
      add(
          "restarts.stopping.confidence",
          ConfTypes.number(0, false, 1, false),
          "0.95",
          "confidence of rules other than count",
          s -> number(s.restarts().stopping().confidence()),
          HashRule.NEVER);
  static final ConfKey<Double> MAX_SECONDS =
      add("restarts.stopping.max-seconds", ConfTypes.atLeast(0), "0", "bound of the run's time under every rule; 0: none", s -> number(s.restarts().stopping().maxSeconds()), HashRule.NEVER);

  static final ConfKey<String> OPTIMIZER =
      add("optimizer.name", words("auto", "lbfgs", "newton", "gradient-descent"), "auto", "how each restart searches; auto chooses by size", s -> s.optimizer().name(), HashRule.ALWAYS);
  static final ConfKey<Double> GRADIENT_TOLERANCE =
      add("optimizer.gradient-tolerance", ConfTypes.above(0), "1e-10", "a search ends when the gradient is at most this", s -> number(s.optimizer().gradientTolerance()), HashRule.ALWAYS);
  static final ConfKey<Long> MAX_ITERATIONS =
      add("optimizer.max-iterations", ConfTypes.whole(1, MAX_COUNT), "5000", "a search ends unconverged after this many iterations", s -> s.optimizer().maxIterations() + "", HashRule.ALWAYS);
  static final ConfKey<Double> STEP =
      add(
          "optimizer.step",
          ConfTypes.above(0),
          "0.1",
          "step length of gradient-descent",
          s -> number(s.optimizer().step()),
          new HashRule("with gradient-descent", s -> s.optimizer().name().equals("gradient-descent")));

  static final ConfKey<String> LEVEL =
      add("certify.level", ConfTypes.word(List.of("numeric"), List.of("interval")), "numeric", "how endpoints are certified", s -> s.certify().level(), HashRule.ALWAYS);
  static final ConfKey<Boolean> KEEP_SADDLES =
      add("certify.keep-saddles", ConfTypes.flag(), "false", "end on saddles instead of escaping from them", s -> s.certify().keepSaddles() + "", HashRule.ALWAYS);
  static final ConfKey<Double> VALUE_TOLERANCE =
      add("census.value-tolerance", ConfTypes.above(0), "1e-9", "losses L are apart by more than this times (1 + \\|L\\|)", s -> number(s.census().valueTolerance()), HashRule.ALWAYS);
  static final ConfKey<Double> PARAMETER_TOLERANCE =
      add(
          "census.parameter-tolerance",
          ConfTypes.above(0),
          "1e-6",
          "parameters are apart by more than this times (1 + \\|theta_i\\|)",
          s -> number(s.census().parameterTolerance()),
          HashRule.ALWAYS);

  static final ConfKey<String> MODE =
      add("execution.mode", ConfTypes.word(List.of("auto", "restart-parallel"), List.of("data-parallel")), "auto", "what Spark distributes", s -> s.execution().mode(), HashRule.NEVER);
  static final ConfKey<Long> SHARDS =
      add("execution.shards", ConfTypes.whole(1, MAX_COUNT), "64", "fixed slices of the training set; they fix the order of sums and with it their last bits", s -> s.execution().shards() + "", HashRule.ALWAYS);

  static final ConfKey<String> OUTPUT_PATH = add("output.path", ConfTypes.text(), "out", "folder of all studies, any Hadoop path", s -> quoted(s.output().path()), HashRule.NEVER);
  static final ConfKey<ConfTypes.Traces> TRACES =
      add("output.traces", ConfTypes.traces(), "none", "restarts whose paths are stored: none, all or a list of indexes", ConfKeys::traces, HashRule.NEVER);

  /** All keys in canonical order. */
  static final List<ConfKey<?>> ALL = Collections.unmodifiableList(TABLE);

  private ConfKeys() {}

  /** Held apart because two keys share it. */
  private static final class LogUniform {
    static final HashRule RULE = new HashRule("with log-uniform", s -> s.restarts().init().distribution().equals("log-uniform"));
  }

  private static <T> ConfKey<T> add(
      String path, ConfType<T> type, String fallback, String description, Function<StudySpec, String> rendering, HashRule hashRule) {
    ConfKey<T> key = new ConfKey<>(path, type, fallback, description, rendering, hashRule);
    TABLE.add(key);
    return key;
  }

  private static ConfKey<Double> augmentationStart(String name, String fallback, String what, Function<StudySpec, Double> value) {
    return add(
        "augmentation.init." + name,
        ConfTypes.atLeast(0),
        fallback,
        "standard deviation of the normal start of " + what + " of an added neuron",
        s -> number(value.apply(s)),
        new HashRule("with an augmented objective", AUGMENTED));
  }

  private static ConfType<String> words(String... allowed) {
    return ConfTypes.word(List.of(allowed), List.of());
  }

  private static String quoted(String text) {
    return ConfigUtil.quoteString(text);
  }

  /** Reads back to the same bits: 1e-10, 0.5, 5000. */
  private static String number(double value) {
    String text = Double.toString(value).replace('E', 'e').replace(".0e", "e");
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String list(List<?> values) {
    return "[" + String.join(", ", values.stream().map(String::valueOf).toList()) + "]";
  }

  private static String optional(double value) {
    return Double.isNaN(value) ? ConfKey.NONE : number(value);
  }

  private static String traces(StudySpec spec) {
    String mode = spec.output().traces();
    return mode.equals("list") ? list(spec.output().tracedRestarts()) : mode;
  }
}
