package org.minimacensus.cli.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;

class StudyConfTest {
  /** The end of messages on a loss; a new one comes behind the others. */
  private static final String FITS =
      "squared fits any task, logistic fits binary, cross-entropy fits multiclass,"
          + " polynomial-hinge fits binary, smooth-hinge fits binary, huber fits any task,"
          + " cauchy fits any task, tukey fits any task";

  private static final String LEAST = "study.name = s\ndata.path = d.csv\n";
  private static final String EVERY_KEY =
      """
      study        { name = "spirals-tanh-3", seed = 20180522 }
      data {
        path = "data/two-spirals.csv"     # any Hadoop path: file:, hdfs:, s3a:, globs
        format = csv
        header = false
        target = [-1]                     # column names, or indexes
        task = binary
        standardize = true
        rows = all
        rows-seed = 0
      }
      network {
        kind = mlp
        hidden = [3]                      # widths; [] is a linear model
        activation = tanh
        bias = true
        output-bias = true
        direct = false
        leaky-slope = 0.1
        output-activation = identity
      }
      loss { name = logistic, power = 3, reduction = mean }
      regularization { l2 = 0.0 }
      objectives = [plain, output-neuron]
      augmentation { lambda = 0.01, degree = 2, init = { a = 1.0, w = 0.5, b = 0.5 } }
      restarts {
        count = 1000
        init = { distribution = normal, scale = 1.0 }
        first = 0
        stopping { rule = count, target = 0.99, confidence = 0.95, max-seconds = 0 }
      }
      optimizer { name = auto, gradient-tolerance = 1e-10, max-iterations = 5000, step = 0.1 }
      certify   { level = numeric, keep-saddles = false }
      census    { value-tolerance = 1e-9, parameter-tolerance = 1e-6 }
      execution { mode = auto, shards = 64, live-searches = 0 }
      output    { path = "out", traces = none }
      """;

  @TempDir Path folder;

  @Test
  void defaultsAreThoseOfTheFullExample() throws IOException {
    StudySpec full = load(EVERY_KEY).spec();

    assertThat(load("study.name = spirals-tanh-3\ndata.path = data/two-spirals.csv").spec())
        .isEqualTo(full);
    assertThat(full.network())
        .isEqualTo(
            new StudySpec.NetworkSpec(
                "mlp", List.of(3), "tanh", true, true, false, 0.1, "identity"));
    assertThat(full.data())
        .isEqualTo(
            new StudySpec.DataSpec(
                "data/two-spirals.csv", "csv", false, List.of("-1"), Task.BINARY, true));
    assertThat(full.optimizer()).isEqualTo(new StudySpec.OptimizerSpec("auto", 1e-10, 5000, 0.1));
    assertThat(full.seed()).isEqualTo(20180522);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "network { hidden = [], bias = false, output-activation = sigmoid }, loss { name = squared,"
            + " reduction = sum }, regularization.l2 = 1e-3",
        "data { task = regression, target = [\"a \\\"b\\\"\", y, 3], format = parquet, path = \"/x"
            + " y/*.parquet\" }, loss.name = squared, network { kind = deep-linear, hidden = [3, 1]"
            + " }",
        "data { task = multiclass, header = true, target = [species], rows = 12, rows-seed = -3 },"
            + " loss.name = cross-entropy, objectives = [output-neuron-limit, plain]",
        "restarts { init { distribution = log-uniform, low = 1e-3, high = 12.5 }, count = 7, first"
            + " = 9007199254740993 }, study.seed = -9223372036854775808",
        "restarts.init { distribution = file, path = \"start s.csv\" }, output.traces = [5, 0, 5],"
            + " optimizer { name = gradient-descent, step = 1e-300 }",
        "loss { name = huber, delta = 0.3 }, objectives = [monomial-neuron, loss-scaling,"
            + " relu-neuron], augmentation { lambda = 2, degree = 7 }",
        "loss.name = smooth-hinge",
        "loss { name = polynomial-hinge, power = 4 }, output.traces = all, network { activation ="
            + " leaky-relu, leaky-slope = 0.30000000000000004, output-bias = false, direct = true"
            + " }",
      })
  void resolvedConfHasEveryKeyAndReadsBackToTheSameStudy(String more) throws IOException {
    StudyConf conf =
        load(
            "study.name = s\n"
                + (more.contains("path = \"/x") ? "" : "data.path = d.csv\n")
                + more);

    for (String text : List.of(conf.resolved(), conf.shown())) {
      StudyConf again = load(text);

      assertThat(again.spec()).isEqualTo(conf.spec());
      assertThat(again.resolved()).isEqualTo(conf.resolved());
      for (ConfKey<?> key : ConfKeys.ALL) {
        assertThat(text).contains(key.lastName() + " = ");
      }
    }
  }

  @Test
  void theShownConfHasFewLinesAndMarksWhatNobodySaid() throws IOException {
    assertThat(load(LEAST + "restarts.count = 7").shown())
        .contains(
            "objectives = [plain, output-neuron]  # by default\n",
            "network {  # by default\n  kind = mlp, ",
            """
            restarts {
              count = 7, init { distribution = normal, scale = 1, low = null, high = null, path = null },
              first = 0, stopping { rule = count, target = 0.99, confidence = 0.95, max-seconds = 0 }
            }
            """)
        .satisfies(text -> assertThat(text.lines()).hasSizeLessThan(30))
        .satisfies(
            text ->
                assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101)));
    assertThat(load(LEAST + "objectives = [plain]").shown()).contains("objectives = [plain]\n");
  }

  @Test
  void outputBiasFollowsBias() throws IOException {
    assertThat(load(LEAST + "network.bias = false").spec().network().outputBias()).isFalse();
    assertThat(
            load(LEAST + "network { bias = false, output-bias = true }")
                .spec()
                .network()
                .outputBias())
        .isTrue();
  }

  @Test
  void deepLinearIsAnMlpWithIdentity() throws IOException {
    assertThat(load(LEAST + "network.kind = resnet").spec().network().outputBias()).isFalse();
    assertThat(load(LEAST + "network.kind = deep-linear").spec().network().activation())
        .isEqualTo("identity");
  }

  static Stream<Arguments> wrongConfs() {
    return Stream.of(
        Arguments.of(
            "optimizer.gradient-tolerence = 1",
            "3: unknown key 'optimizer.gradient-tolerence'; did you mean"
                + " 'optimizer.gradient-tolerance'?"),
        Arguments.of(
            "\noptimizr { name = newton }",
            "4: unknown key 'optimizr.name'; did you mean 'optimizer.name'?"),
        Arguments.of(
            "gradient-tolerance = 1",
            "3: unknown key 'gradient-tolerance'; did you mean 'optimizer.gradient-tolerance'?"),
        Arguments.of("nothing {}", "3: unknown key 'nothing'; did you mean 'data.path'?"),
        Arguments.of(
            "data.target = y",
            "3: data.target: expected a list of column names or indexes, found text 'y'; a list is"
                + " written in [ ]"),
        Arguments.of("network = 3", "3: network: expected a block { ... } of keys, found number 3"),
        Arguments.of(
            "network.hidden { a = 1 }",
            "3: network.hidden: expected a list of whole numbers >= 1, found a block {\"a\":1}; a"
                + " list is written in [ ]"),
        Arguments.of(
            "network.hidden = [3, 0]",
            "3: network.hidden: element 2 of the list: expected a whole number in 1..2147483647,"
                + " found number 0"),
        Arguments.of(
            "network.bias = \"true\"",
            "3: network.bias: expected true or false, found text 'true'"),
        Arguments.of(
            "network.activation = tahn",
            "3: network.activation: expected one of "
                + String.join(", ", Activations.names())
                + ", found 'tahn'; did you mean 'tanh'?"),
        Arguments.of(
            "network.leaky-slope = 1",
            "3: network.leaky-slope: expected a finite number > 0 and < 1, found number 1"),
        Arguments.of(
            "restarts {\n count = 1.5 }",
            "4: restarts.count: expected a whole number >= 1, found number 1.5"),
        Arguments.of(
            "restarts.count = many",
            "3: restarts.count: expected a whole number >= 1, found text 'many'"),
        Arguments.of(
            "study.seed = 9223372036854775808",
            "3: study.seed: expected a whole number of 64 bits, found text '9223372036854775808'"),
        Arguments.of(
            "optimizer.step = 1e999",
            "3: optimizer.step: expected a finite number > 0, found number 1e999"),
        Arguments.of(
            "optimizer.step = NaN",
            "3: optimizer.step: expected a finite number > 0, found text 'NaN'"),
        Arguments.of(
            "regularization.l2 = -1",
            "3: regularization.l2: expected a finite number >= 0, found number -1"),
        Arguments.of(
            "loss.power = 1",
            "3: loss.power: expected a whole number in 2..2147483647, found number 1"),
        Arguments.of(
            "output.traces = some",
            "3: output.traces: expected none, all or a list of restart indexes, found text 'some';"
                + " a list is written in [ ]"),
        Arguments.of(
            "output.traces = [-1]",
            "3: output.traces: element 1 of the list: expected a whole number >= 0, found number"
                + " -1"),
        Arguments.of(
            "loss.name = cross-entropy",
            "3: loss.name: 'cross-entropy' needs data.task = multiclass, found binary; " + FITS),
        Arguments.of(
            "data.task = regression",
            "3: data.task: 'logistic' needs data.task = binary, found regression; " + FITS),
        Arguments.of(
            "loss { name = smooth-hinge }\ndata.task = multiclass",
            "3: loss.name: 'smooth-hinge' needs data.task = binary, found multiclass; " + FITS),
        Arguments.of(
            "loss { name = huber, delta = 0 }",
            "3: loss.delta: expected a finite number > 0, found number 0"),
        Arguments.of(
            "augmentation.degree = 0",
            "3: augmentation.degree: expected a whole number in 1..2147483647, found number 0"),
        Arguments.of(
            "data.target = []", "3: data.target: expected at least one target column, found []"),
        Arguments.of(
            "data.target = [0, 1]",
            "3: data.target: expected one target column with data.task = binary, found 2; several"
                + " are for regression"),
        Arguments.of(
            "augmentation.lambda = 0",
            "3: augmentation.lambda: expected a number > 0 because an augmented objective is"
                + " listed, found 0"),
        Arguments.of("objectives = []", "3: objectives: expected at least one objective, found []"),
        Arguments.of(
            "objectives = [plain, plain]",
            "3: objectives: expected each objective once, found [plain, plain]"),
        Arguments.of(
            "objectives = [plane]",
            "3: objectives: element 1 of the list: expected one of plain, "
                + String.join(", ", Augmentations.names())
                + ", found 'plane'; did you mean 'plain'?"),
        Arguments.of(
            "restarts.init.distribution = log-uniform",
            "3: restarts.init.distribution: 'log-uniform' needs the key 'restarts.init.low', which"
                + " is missing; expected a finite number > 0"),
        Arguments.of(
            "restarts.init { distribution = log-uniform, low = 2, high = 1 }",
            "3: restarts.init.low: expected a number < restarts.init.high = 1.0, found 2.0"),
        Arguments.of(
            "restarts.init.distribution = file",
            "3: restarts.init.distribution: 'file' needs the key 'restarts.init.path', which is"
                + " missing; expected text"),
        Arguments.of(
            "network { kind = deep-linear, activation = tanh }",
            "3: network.activation: expected identity or no such key with network.kind ="
                + " deep-linear, found 'tanh'; network.kind = mlp has activations"),
        Arguments.of(
            "network { kind = resnet, hidden = [] }",
            "3: network.hidden: expected at least one width, the last one that of z with"
                + " network.kind = resnet, found []"),
        Arguments.of(
            "network { kind = resnet, output-bias = true }",
            "3: network.output-bias: expected false (its outputs W (x + V z) have no biases) with"
                + " network.kind = resnet, found true"),
        Arguments.of(
            "network { kind = resnet, direct = true }",
            "3: network.direct: expected false (W reads the inputs already) with network.kind ="
                + " resnet, found true"),
        Arguments.of(
            "network { kind = resnet, output-activation = tanh }",
            "3: network.output-activation: expected identity (its outputs are W (x + V z)) with"
                + " network.kind = resnet, found tanh"),
        Arguments.of(
            "network.kind = resnett",
            "3: network.kind: expected one of mlp, resnet, deep-linear, found 'resnett'; did you"
                + " mean 'resnet'?"),
        Arguments.of(
            "loss.name = relu-population",
            "2: data.path: expected no such key with loss.name = relu-population, whose inputs are"
                + " a population, found 'd.csv'"),
        Arguments.of(
            "objectives = [plain, layer-neurons], network.hidden = []",
            "3: objectives: 'layer-neurons' adds a neuron to each hidden layer: expected"
                + " network.hidden with a layer or more, found []; use output-neuron for a linear"
                + " model"),
        Arguments.of(
            "restarts.stopping.rule = time",
            "3: restarts.stopping.rule: expected one of count, coverage, bayes, found 'time'"),
        Arguments.of(
            "restarts.stopping { rule = coverage, target = 1 }",
            "3: restarts.stopping.target: expected a number < 1 with restarts.stopping.rule ="
                + " coverage, found 1: no number of restarts shows that nothing is left"),
        Arguments.of(
            "restarts.first = last",
            "3: restarts.first: expected a whole number >= 0 or auto, found text 'last'"),
        Arguments.of(
            "certify.level = intervals",
            "3: certify.level: expected one of numeric, interval, found 'intervals'; did you mean"
                + " 'interval'?"),
        Arguments.of(
            "execution.mode = everything",
            "3: execution.mode: expected one of auto, restart-parallel, data-parallel, found"
                + " 'everything'"),
        Arguments.of(
            "optimizer { step = 1 }\noptimizer { name = auto }\n\noptimizer.step = 2",
            "6: duplicate key 'optimizer.step', first set on line 3; keep one of them"),
        Arguments.of(
            "data { path = x }",
            "3: duplicate key 'data.path', first set on line 2; keep one of them"),
        Arguments.of(
            "optimizer { step = 1, name",
            "3: syntax error: Key 'name' may not be followed by token: end of file"),
        Arguments.of(
            "optimizer {\n step = [1\n",
            "5: syntax error: List should have had new element after a comma, instead had token:"
                + " end of file"),
        Arguments.of(
            "study.seed = ${nothing}",
            "3: unresolved substitution: Could not resolve substitution to a value: ${nothing}"),
        Arguments.of("include \"base.conf\"", "3: include \"base.conf\": no such file"));
  }

  @ParameterizedTest
  @MethodSource("wrongConfs")
  void wrongConfsNameFileLineAndKey(String more, String message) throws IOException {
    Path file = write("wrong.conf", LEAST + more);

    assertConf(file, List.of(), file + ":" + message);
  }

  @Test
  void missingKeysAndFilesAreNamed() throws IOException {
    Path file = write("wrong.conf", "study.name = s");
    assertConf(
        file,
        List.of(),
        file
            + ": missing key 'data.path'; expected text: any Hadoop path: a file, a folder or a"
            + " glob; file:, hdfs:, s3a: or without a scheme; no such key with relu-population");
    assertConf(folder, List.of(), folder + ": expected a conf file, found a folder");
    Path none = folder.resolve("none.conf");
    assertConf(
        none,
        List.of(),
        none + ": no such conf file (looked in " + Path.of("").toAbsolutePath() + ")");
    Path binary = Files.write(folder.resolve("b.conf"), new byte[] {(byte) 0xFF, (byte) 0xFE});
    assertConf(binary, List.of(), binary + ": expected UTF-8 text, found other bytes");
  }

  static Stream<Arguments> wrongSets() {
    return Stream.of(
        Arguments.of(
            "optimizer.stp=1",
            "--set: unknown key 'optimizer.stp'; did you mean 'optimizer.step'?"),
        Arguments.of("optimizer.step", "--set optimizer.step: expected KEY=VALUE"),
        Arguments.of("=1", "--set =1: expected KEY=VALUE"),
        Arguments.of(
            "optimizer.step=x",
            "--set: optimizer.step: expected a finite number > 0, found text 'x'"),
        Arguments.of(
            "study.name=a/b",
            "--set: study.name: expected a name of letters, digits, '.', '_' and '-' (at most 100,"
                + " the first a letter or digit), found text 'a/b'"),
        Arguments.of("data.path=", "--set: data.path: expected text that is not blank, found ''"),
        Arguments.of(
            "objectives=[]", "--set: objectives: expected at least one objective, found []"));
  }

  @ParameterizedTest
  @MethodSource("wrongSets")
  void wrongOverridesNameSet(String set, String message) throws IOException {
    assertConf(write("right.conf", LEAST), List.of(set), message);
  }

  @Test
  void overridesWinOverTheFileAndLaterOnesOverEarlier() throws IOException {
    Path file = write("right.conf", LEAST + "network.hidden = [3]\nrestarts.init { scale = 2 }");

    StudySpec spec =
        StudyConf.load(
                file,
                List.of(
                    "network.hidden=[4]",
                    "network.hidden = [5, 6]",
                    "data.path=hdfs://host:80/a b,[c]/*.csv",
                    "study.name=\"quoted\"",
                    "restarts.init={distribution=uniform}",
                    "network.output-bias=null"))
            .spec();

    assertThat(spec.network().hidden()).containsExactly(5, 6);
    assertThat(spec.data().path()).isEqualTo("hdfs://host:80/a b,[c]/*.csv");
    assertThat(spec.name()).isEqualTo("quoted");
    assertThat(spec.restarts().init().distribution()).isEqualTo("uniform");
    assertThat(spec.restarts().init().scale()).isEqualTo(2);
  }

  @Test
  void includedKeysAreOverriddenAndTheirErrorsNameTheirFile() throws IOException {
    write("base.conf", "optimizer.step = 1\nrestarts.count = 5\n");
    Path bad = write("bad.conf", "optimizer { step = 1, step = 2 }");
    Path worse = write("worse.conf", "# a comment\noptimizer.stp = 1");

    StudySpec spec = load(LEAST + "include \"base.conf\"\noptimizer { step = 3 }").spec();

    assertThat(spec.optimizer().step()).isEqualTo(3);
    assertThat(spec.restarts().count()).isEqualTo(5);
    assertConf(
        write("a.conf", LEAST + "include \"bad.conf\""),
        List.of(),
        bad + ":1: duplicate key 'optimizer.step', first set on line 1; keep one of them");
    assertConf(
        write("b.conf", LEAST + "include \"worse.conf\""),
        List.of(),
        worse + ":2: unknown key 'optimizer.stp'; did you mean 'optimizer.step'?");
  }

  private StudyConf load(String text) throws IOException {
    return StudyConf.load(write("study.conf", text), List.of());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void assertConf(Path file, List<String> sets, String message) {
    StudyException e = catchThrowableOfType(StudyException.class, () -> StudyConf.load(file, sets));
    assertThat(e).hasMessage(message);
    assertThat(e.exitCode()).isEqualTo(2);
  }
}
