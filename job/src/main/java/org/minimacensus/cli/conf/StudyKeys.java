package org.minimacensus.cli.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.minimacensus.cli.conf.ConfKey.HashRule;
import org.minimacensus.model.Activations;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.Losses;
import org.minimacensus.study.StudySpec;

/** The first part of the table of keys: what is studied (study to augmentation). */
final class StudyKeys {
  private static final List<ConfKey<?>> TABLE = new ArrayList<>();

  /** With rows of data, and last the one without. */
  private static final List<String> LOSSES =
      Stream.concat(Losses.names().stream(), Stream.of(StudySpec.LossSpec.POPULATION)).toList();

  private static final Predicate<StudySpec> HIDDEN = s -> !s.network().hidden().isEmpty();
  private static final HashRule NUMBERS_READ =
      new HashRule("no (the numbers read are)", s -> false);
  static final HashRule WITH_DATA = new HashRule("with data", s -> !s.loss().population());
  private static final Predicate<StudySpec> AUGMENTED =
      s -> s.objectives().stream().anyMatch(o -> !o.equals("plain"));

  static final ConfKey<String> STUDY_NAME =
      add(
          "study.name",
          ConfTypes.name(),
          ConfKey.REQUIRED,
          "name of the study; part of the output folder's name",
          s -> HoconText.quoted(s.name()),
          HashRule.NEVER);
  static final ConfKey<Long> STUDY_SEED =
      add(
          "study.seed",
          ConfTypes.whole(Long.MIN_VALUE, Long.MAX_VALUE),
          "20180522",
          "key of all random streams",
          s -> s.seed() + "",
          HashRule.ALWAYS);

  static final ConfKey<String> DATA_PATH =
      add(
          "data.path",
          ConfTypes.text(),
          ConfKey.REQUIRED,
          "any Hadoop path: a file, a folder or a glob; `file:`, `hdfs:`, `s3a:` or without a"
              + " scheme; no such key with relu-population",
          s -> s.loss().population() ? ConfKey.NONE : HoconText.quoted(s.data().path()),
          NUMBERS_READ);
  static final ConfKey<String> DATA_FORMAT =
      add(
          "data.format",
          ConfTypes.words("csv", "libsvm", "parquet"),
          "csv",
          "format of the files",
          s -> s.data().format(),
          HashRule.NEVER);
  static final ConfKey<Boolean> DATA_HEADER =
      add(
          "data.header",
          ConfTypes.flag(),
          "false",
          "csv: the first line of each file holds the column names",
          s -> s.data().header() + "",
          HashRule.NEVER);
  static final ConfKey<List<String>> DATA_TARGET =
      add(
          "data.target",
          ConfTypes.list(ConfTypes.column(), "a list of column names or indexes"),
          "[-1]",
          "target columns: names, or indexes from 0 (negative: from the end, -1 is the last); a"
              + " text that is a column's name is taken as the name; libsvm: not used, the label is"
              + " the target",
          s ->
              HoconText.list(
                  s.data().target().stream()
                      .map(t -> t.matches("-?[0-9]{1,9}") ? t : HoconText.quoted(t))
                      .toList()),
          HashRule.NEVER);
  static final ConfKey<String> DATA_TASK =
      add(
          "data.task",
          ConfTypes.words("binary", "multiclass", "regression"),
          "binary",
          "binary: one output, the two classes in sorted order are -1 and +1; multiclass: one"
              + " output per class in sorted order, one-hot; regression: one output per target"
              + " column",
          s -> s.data().task().name().toLowerCase(Locale.ROOT),
          WITH_DATA);
  static final ConfKey<Boolean> DATA_STANDARDIZE =
      add(
          "data.standardize",
          ConfTypes.flag(),
          "true",
          "features to mean 0 and variance 1 (population, 1/n), constant features to 0; regression"
              + " targets too",
          s -> s.data().standardize() + "",
          WITH_DATA);
  static final ConfKey<Long> DATA_ROWS =
      add(
          "data.rows",
          ConfTypes.rows(),
          "all",
          "rows that the study is of, drawn at random without replacement, as if the files held no"
              + " others; those of a smaller number are among those of a larger one",
          s -> s.data().rows() == 0 ? "all" : s.data().rows() + "",
          NUMBERS_READ);
  static final ConfKey<Long> DATA_ROWS_SEED =
      add(
          "data.rows-seed",
          ConfTypes.whole(Long.MIN_VALUE, Long.MAX_VALUE),
          "0",
          "key of that draw: another one draws other rows, whatever `study.seed` is",
          s -> s.data().rowsSeed() + "",
          NUMBERS_READ);

  static final ConfKey<String> NETWORK_KIND =
      add(
          "network.kind",
          ConfTypes.words("mlp", "resnet", "deep-linear"),
          "mlp",
          "mlp: multilayer perceptron; resnet: W (x + V z(x)), z a perceptron with the hidden"
              + " layers; deep-linear: an mlp without activations",
          s -> s.network().kind(),
          new HashRule(
              "with resnet (deep-linear is an mlp with identity)", s -> s.network().residual()));
  static final ConfKey<List<Long>> NETWORK_HIDDEN =
      add(
          "network.hidden",
          ConfTypes.list(ConfTypes.whole(1, ConfTypes.MAX_COUNT), "a list of whole numbers >= 1"),
          "[3]",
          "widths of the hidden layers; `[]` is a linear model; resnet: the last one is that of z",
          s -> HoconText.list(s.network().hidden()),
          HashRule.ALWAYS);
  static final ConfKey<String> NETWORK_ACTIVATION =
      add(
          "network.activation",
          ConfTypes.word(Activations.names(), List.of()),
          "tanh",
          "activation of the hidden layers (elu with alpha 1, swish = x sigmoid(x), gelu exact, erf"
              + " plain erf(x)); deep-linear: identity",
          s -> s.network().activation(),
          new HashRule("with hidden layers", HIDDEN));
  static final ConfKey<Boolean> NETWORK_BIAS =
      add(
          "network.bias",
          ConfTypes.flag(),
          "true",
          "hidden layers have biases",
          s -> s.network().bias() + "",
          new HashRule("with hidden layers", HIDDEN));
  static final ConfKey<Boolean> NETWORK_OUTPUT_BIAS =
      add(
          "network.output-bias",
          ConfTypes.flag(),
          ConfKey.NONE,
          "the output layer has biases; default: the value of `network.bias`, with resnet false",
          s -> s.network().outputBias() + "",
          HashRule.ALWAYS);
  static final ConfKey<Boolean> NETWORK_DIRECT =
      add(
          "network.direct",
          ConfTypes.flag(),
          "false",
          "the inputs also feed the output layer",
          s -> s.network().direct() + "",
          new HashRule("with hidden layers", HIDDEN));
  static final ConfKey<Double> NETWORK_LEAKY_SLOPE =
      add(
          "network.leaky-slope",
          ConfTypes.number(0, false, 1, false),
          "0.1",
          "slope of leaky-relu for negative arguments",
          s -> HoconText.number(s.network().leakySlope()),
          new HashRule(
              "with leaky-relu",
              s -> HIDDEN.test(s) && s.network().activation().equals("leaky-relu")));
  static final ConfKey<String> NETWORK_OUTPUT_ACTIVATION =
      add(
          "network.output-activation",
          ConfTypes.words("identity", "sigmoid", "tanh"),
          "identity",
          "applied to the output layer, before an added neuron is added",
          s -> s.network().outputActivation(),
          HashRule.ALWAYS);

  static final ConfKey<String> LOSS_NAME =
      add(
          "loss.name",
          ConfTypes.word(LOSSES, List.of()),
          "logistic",
          "squared: 1/2 \\|f - y\\|^2, any task; logistic: log(1 + exp(-y f)), binary;"
              + " cross-entropy: softmax, multiclass; polynomial-hinge: max(0, 1 - y f)^power,"
              + " binary; smooth-hinge: of Rennie, (1 - y f)^2/2 for 0 <= y f <= 1, 1/2 - y f"
              + " below, binary; huber: of each output, r^2/2 for \\|r\\| <= delta, delta (\\|r\\|"
              + " - delta/2) beyond, r = f - y, any task; cauchy: delta^2/2 log(1 + r^2/delta^2)"
              + " and tukey: delta^2/6 (1 - (1 - r^2/delta^2)^3), level beyond delta, of each"
              + " output, not convex, any task; relu-population: no data, see above",
          s -> s.loss().name(),
          HashRule.ALWAYS);
  static final ConfKey<Long> LOSS_POWER =
      add(
          "loss.power",
          ConfTypes.whole(2, ConfTypes.MAX_COUNT),
          "3",
          "power of polynomial-hinge; the theorems on the added neuron want at least 3 (twice"
              + " continuously differentiable)",
          s -> s.loss().power() + "",
          new HashRule("with polynomial-hinge", s -> s.loss().name().equals("polynomial-hinge")));
  static final ConfKey<Double> LOSS_DELTA =
      add(
          "loss.delta",
          ConfTypes.above(0),
          "1",
          "from which residual on huber is linear and tukey level, scale of cauchy, in units of the"
              + " outputs (after data.standardize)",
          s -> HoconText.number(s.loss().delta()),
          new HashRule(
              "with huber, cauchy or tukey",
              s -> List.of("huber", "cauchy", "tukey").contains(s.loss().name())));
  static final ConfKey<String> LOSS_REDUCTION =
      add(
          "loss.reduction",
          ConfTypes.words("mean", "sum"),
          "mean",
          "how rows are put together; scales the data term only, never lambda or l2",
          s -> s.loss().reduction().name().toLowerCase(Locale.ROOT),
          HashRule.ALWAYS);

  static final ConfKey<Double> L2 =
      add(
          "regularization.l2",
          ConfTypes.atLeast(0),
          "0",
          "weight decay (l2/2) \\|theta\\|^2 on all of the network's own parameters, biases"
              + " included, not on the added neuron",
          s -> HoconText.number(s.l2()),
          HashRule.ALWAYS);

  static final ConfKey<List<String>> OBJECTIVES =
      add(
          "objectives",
          ConfTypes.list(
              ConfTypes.word(
                  Stream.concat(Stream.of("plain"), Augmentations.names().stream()).toList(),
                  List.of()),
              "a list of objectives"),
          "[plain, output-neuron]",
          "what is minimised: plain, output-neuron (one exponential neuron added to each output),"
              + " output-neuron-limit (the same at b = infinity, without its regulariser),"
              + " layer-neurons (one exponential neuron in each hidden layer),"
              + " monomial-neuron (a (w.x + b)^degree instead), relu-neuron (a max(0, w.x + b), the"
              + " counter-example that removes nothing), loss-scaling (no neuron: the data term"
              + " times 1 + (a exp(b) - 1)^2)",
          s -> HoconText.list(s.objectives()),
          new HashRule("yes (as a set)", s -> true));
  static final ConfKey<Double> LAMBDA =
      add(
          "augmentation.lambda",
          ConfTypes.atLeast(0),
          "0.01",
          "regulariser (lambda/2) \\|a\\|^2 of the added neurons, of layer-neurons to the power 2L"
              + " for L hidden layers, or of the a of loss-scaling; > 0 when an augmented objective"
              + " is listed",
          s -> HoconText.number(s.augmentation().lambda()),
          new HashRule("with a regularised objective", s -> regularised(s)));
  static final ConfKey<Long> DEGREE =
      add(
          "augmentation.degree",
          ConfTypes.whole(1, ConfTypes.MAX_COUNT),
          "2",
          "degree of monomial-neuron; the number of distinct inputs less 1 always removes bad"
              + " minima",
          s -> s.augmentation().degree() + "",
          new HashRule("with monomial-neuron", s -> s.objectives().contains("monomial-neuron")));
  static final ConfKey<Double> INIT_A =
      augmentationStart(
          "a",
          "1",
          "the amplitude a (layer-neurons: a and V)",
          AUGMENTED,
          s -> s.augmentation().initA());
  static final ConfKey<Double> INIT_W =
      augmentationStart(
          "w",
          "0.5",
          "the weights w (layer-neurons: u and mu)",
          s -> s.objectives().stream().anyMatch(StudyKeys::weighted),
          s -> s.augmentation().initW());
  static final ConfKey<Double> INIT_B =
      augmentationStart("b", "0.5", "the bias b", AUGMENTED, s -> s.augmentation().initB());

  private StudyKeys() {}

  /** Whether an objective adds something with weights w. */
  private static boolean weighted(String objective) {
    return !objective.equals("plain") && !objective.equals("loss-scaling");
  }

  /** All but the limit, which has no regulariser. */
  private static boolean regularised(StudySpec s) {
    return s.objectives().stream()
        .anyMatch(o -> !o.equals("plain") && !o.equals("output-neuron-limit"));
  }

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

  private static ConfKey<Double> augmentationStart(
      String name,
      String fallback,
      String what,
      Predicate<StudySpec> used,
      Function<StudySpec, Double> value) {
    return add(
        "augmentation.init." + name,
        ConfTypes.atLeast(0),
        fallback,
        "standard deviation of the normal start of " + what + " of an added neuron",
        s -> HoconText.number(value.apply(s)),
        new HashRule(
            name.equals("w") ? "with an added neuron" : "with an augmented objective", used));
  }
}
