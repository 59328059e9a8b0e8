package org.minimacensus.cli;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.minimacensus.data.Task;
import org.minimacensus.model.Architecture;
import org.minimacensus.study.StudyJson;
import org.minimacensus.theorem.construct.Constructed;
import org.minimacensus.theorem.construct.Construction;
import org.minimacensus.theorem.construct.OptionValues;
import org.minimacensus.theorem.construct.Problem;

/**
 * The contents of the files of a generated training set.
 *
 * @param data CSV, features first, then the targets
 * @param facts JSON
 * @param starts CSV, one theta a row; empty where there are none
 * @param conf HOCON
 */
record GeneratedText(String data, String facts, String starts, String conf) {
  private static final int SCHEMA = 1;
  private static final int LONGEST_NAME = 100;

  /**
   * @param file as it was typed, which is how the study will find it
   */
  static GeneratedText of(String file, Construction kind, OptionValues options, Constructed made) {
    return new GeneratedText(
        table(rows(made.problem())),
        facts(kind, options, made),
        table(made.starts().toArray(double[][]::new)),
        conf(file, kind, options, made));
  }

  private static double[][] rows(Problem problem) {
    double[][] rows = new double[problem.inputs().length][];
    for (int i = 0; i < rows.length; i++) {
      double[] x = problem.inputs()[i];
      double[] y = problem.targets()[i];
      rows[i] = Arrays.copyOf(x, x.length + y.length);
      System.arraycopy(y, 0, rows[i], x.length, y.length);
    }

    return rows;
  }

  private static String table(double[][] rows) {
    StringBuilder text = new StringBuilder();
    for (double[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        text.append(k == 0 ? "" : ",").append(number(row[k]));
      }

      text.append('\n');
    }

    return text.toString();
  }

  /** The shortest decimal that reads back to the same double, which Java has from 19 on. */
  static String number(double value) {
    String text = NumberOutput.toString(value, true).replace('E', 'e').replace(".0e", "e");
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String facts(Construction kind, OptionValues options, Constructed made) {
    Problem problem = made.problem();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", SCHEMA);
    all.put("kind", kind.name());
    all.put("source", kind.source());
    Map<String, String> values = new LinkedHashMap<>();
    options
        .all()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                values.put(name.substring(2), value.strip());
              }
            });
    all.put("options", values);
    if (values.containsKey("seed")) {
      all.put("seed", Long.parseLong(values.get("seed")));
    }

    Map<String, Object> data = new LinkedHashMap<>();
    data.put("rows", problem.inputs().length);
    data.put("features", problem.inputs()[0].length);
    data.put("targets", problem.targets()[0].length);
    all.put("data", data);
    all.put("network", network(problem));
    all.put("loss", problem.loss() + ", summed over the rows");
    all.put("parameters", problem.architecture().layout().dimension());
    all.put("order_of_theta", "W1 (row-major: unit, input), b1, W2, b2, ... without absent biases");
    all.putAll(made.facts());
    return StudyJson.write(all);
  }

  /** Keys and values of the conf's block. */
  private static Map<String, Object> network(Problem problem) {
    Architecture of = problem.architecture();
    boolean linear = of.activation().linear() && !of.hidden().isEmpty();
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("kind", linear ? "deep-linear" : "mlp");
    network.put("hidden", of.hidden());
    if (!linear && !of.hidden().isEmpty()) {
      network.put("activation", of.activation().name());
    }

    network.put("bias", of.bias());
    network.put("output-bias", of.outputBias());
    if (of.direct()) {
      network.put("direct", true);
    }

    network.put("output-activation", of.outputActivation().name());
    return network;
  }

  private static String conf(
      String file, Construction kind, OptionValues options, Constructed made) {
    Problem problem = made.problem();
    List<String> lines = new ArrayList<>();
    lines.add("# ./submit.sh generate " + kind.name() + " " + comment(file) + given(options));
    lines.add("# " + kind.source());
    lines.add("# What is known: " + comment(file) + GeneratedFiles.FACTS);
    lines.add("");
    lines.add("study { name = " + quoted(name(file)) + " }");
    lines.add("");
    lines.add("data {");
    lines.add("  path = " + quoted(file));
    lines.add("  format = csv");
    lines.add("  header = false");
    int targets = problem.targets()[0].length;
    lines.add("  target = " + IntStream.rangeClosed(-targets, -1).boxed().toList());
    lines.add("  task = " + (problem.task() == Task.BINARY ? "binary" : "regression"));
    lines.add("  standardize = false");
    lines.add("}");
    lines.add("");
    lines.add("network {");
    network(problem).forEach((key, value) -> lines.add("  " + key + " = " + value));
    lines.add("}");
    lines.add("");
    String power = problem.loss().equals("polynomial-hinge") ? ", power = " + Problem.POWER : "";
    lines.add("loss { name = " + problem.loss() + power + ", reduction = sum }");
    lines.add("objectives = [plain, output-neuron]");
    lines.add("restarts {");
    lines.addAll(starts(file, made));
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private static List<String> starts(String file, Constructed made) {
    Optional<Constructed.Starts> random = made.distribution();
    if (random.isEmpty()) {
      return List.of(
          "  count = " + made.starts().size(),
          "  init = { distribution = file, path = " + quoted(file + GeneratedFiles.STARTS) + " }");
    }

    Constructed.Starts starts = random.get();
    String range =
        starts.distribution().equals("log-uniform")
            ? ", low = " + number(starts.low()) + ", high = " + number(starts.high())
            : ", scale = " + number(starts.scale());
    return List.of(
        "  count = " + starts.count(),
        "  init = { distribution = " + starts.distribution() + range + " }");
  }

  private static String given(OptionValues options) {
    StringBuilder text = new StringBuilder();
    options
        .all()
        .forEach(
            (name, value) -> {
              if (value.equals("true") || value.equals("false")) {
                text.append(value.equals("true") ? " " + name : " --no-" + name.substring(2));
              } else if (!value.isEmpty()) {
                text.append(' ').append(name).append('=').append(comment(value.strip()));
              }
            });
    return text.toString();
  }

  /** A comment is one line. */
  private static String comment(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String quoted(String text) {
    return ConfigUtil.quoteString(text);
  }

  /** A study's name from a file's: letters, digits, dots, underscores and dashes. */
  private static String name(String file) {
    String last = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    String plain =
        last.replaceAll("\\.csv$", "").replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[._-]+", "");
    String name = plain.isEmpty() ? "generated" : plain;
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
