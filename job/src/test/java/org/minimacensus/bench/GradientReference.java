package org.minimacensus.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Question;

/**
 * Writes losses and gradients of small problems, one JSON object a line, against which the peers of
 * {@code bench/peers} check theirs. Gradients of added neurons are by their parameters as in the
 * papers.
 */
public final class GradientReference {
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();
  private static final int POINTS = 3;

  static {
    ARGUMENTS.put("to", null);
  }

  private GradientReference() {}

  public static void main(String[] args) throws IOException {
    BenchArguments arguments = BenchArguments.parse(ARGUMENTS, args);
    List<String> lines = new ArrayList<>();
    for (String shape : List.of("37,3,5,2", "300,4,4-3,1", "40,2,3-3-3,1")) {
      for (String activation : List.of("tanh", "softplus", "swish", "relu")) {
        for (String objective : List.of("plain", "output-neuron")) {
          lines.add(line(shape, activation, objective));
        }
      }
    }

    Files.write(Path.of(arguments.text("to")), lines, StandardCharsets.UTF_8);
  }

  private static String line(String shape, String activation, String objective) {
    GradientProblem problem = GradientProblem.of(shape, activation, objective);
    Objective minimised = problem.minimised();
    Evaluator evaluator = new LocalEvaluator(minimised, problem.dataset(1));
    RandomStream random = RandomStream.of(1, "gradient-reference", 0);
    List<String> points = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    List<String> gradients = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      double[] x = GradientProblem.parameters(minimised, random);
      Answer answer = evaluator.evaluate(Question.gradient(GradientProblem.point(minimised, x)));
      points.add(Arrays.toString(x));
      losses.add(Double.toString(answer.value()));
      gradients.add(
          Arrays.toString(byRaw(problem, minimised, x, answer.gradient().values().clone())));
    }

    return String.format(
        Locale.ROOT,
        "{\"shape\":\"%s\",\"activation\":\"%s\",\"objective\":\"%s\",\"l2\":%s,\"lambda\":%s,"
            + "\"x\":%s,\"y\":%s,\"points\":%s,\"losses\":%s,\"gradients\":%s}",
        shape,
        activation,
        objective,
        GradientProblem.DECAY,
        GradientProblem.DECAY,
        table(problem.inputs()),
        table(problem.targets()),
        points,
        losses,
        gradients);
  }

  /**
   * With A = a e^b, charts that start at 0 and beta = b, dl/da = e^b dl/dA and dl/db = A dl/dA +
   * dl/dbeta.
   */
  private static double[] byRaw(
      GradientProblem problem, Objective objective, double[] raw, double[] gradient) {
    int block = problem.features() + 2;
    for (int at = objective.thetaDimension(); at < raw.length; at += block) {
      double growth = Math.exp(raw[at + block - 1]);
      gradient[at + block - 1] += raw[at] * growth * gradient[at];
      gradient[at] *= growth;
    }

    return gradient;
  }

  private static String table(double[][] rows) {
    return Arrays.stream(rows).map(Arrays::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
