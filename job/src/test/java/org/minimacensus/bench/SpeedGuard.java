package org.minimacensus.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.KernelTwins;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Fails when the program has become slow, by ratios of times within this process: absolute times
 * would say more of the machine than of the code. Each limit lies well below what was measured
 * (docs/performance); what misses its limit is measured up to three times. Started by {@code
 * bench/guard.sh}.
 */
public final class SpeedGuard {
  private static final int ATTEMPTS = 3;
  private static final int WINDOWS = 15;
  private static final double WARM_UP = 1.0;
  private static final Map<String, String> ARGUMENTS = new LinkedHashMap<>();

  private static final GradientProblem TEACHER = GradientProblem.of("2000,20,8,1", "tanh", "plain");
  private static final Objective PLAIN = TEACHER.minimised();
  private static final Point POINT = point(PLAIN, 1);

  static {
    // A number by which all limits are made harder: whether the guard can fail.
    ARGUMENTS.put("harder", "1");
  }

  private SpeedGuard() {}

  /**
   * What is measured.
   *
   * @param least the ratio has to be at least this
   * @param ratio measures it
   */
  record Check(String name, double least, DoubleSupplier ratio) {
    /** The best of a few attempts; ends with the first that is good enough. */
    double best() {
      double best = 0;
      for (int attempt = 0; attempt < ATTEMPTS && best < least; attempt++) {
        best = Math.max(best, ratio.getAsDouble());
      }

      return best;
    }

    String line(double found) {
      return String.format(
          Locale.ROOT,
          "%-58s expected at least %6.2f, found %6.2f%s",
          name,
          least,
          found,
          found < least ? "  TOO LITTLE" : "");
    }
  }

  public static void main(String[] args) {
    double harder = BenchArguments.parse(ARGUMENTS, args).count("harder");
    boolean failed = false;
    for (Check check : checks()) {
      Check wanted = new Check(check.name, check.least * harder, check.ratio);
      double found = wanted.best();
      System.out.println(wanted.line(found));
      failed |= found < wanted.least;
    }

    if (failed) {
      System.out.println(
          "speed: what is marked above is below its limit in "
              + ATTEMPTS
              + " attempts. Repeat with bench/guard.sh; bench/jmh.sh Gradient shows the times"
              + " behind it, docs/performance/README.md what was measured.");
      System.exit(1);
    }
  }

  private static List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    String kernels = KernelProvider.kernels().name();
    boolean wide = kernels.equals("vector-512");
    boolean simd = wide || kernels.equals("vector-256");
    if (simd) {
      String name = kernels + " kernels against scalar ones, gradients";
      checks.add(new Check(name, wide ? 2.5 : 1.8, SpeedGuard::twins));
    } else {
      System.out.println(
          "kernels are " + kernels + " (" + KernelProvider.reason() + "): SIMD is not looked at");
    }

    double faster = wide ? 12 : simd ? 8 : 2.5;
    checks.add(new Check("against a textbook's loops, gradients", faster, SpeedGuard::textbook));
    checks.add(
        new Check("p gradients against one Hessian, time", 2.5, SpeedGuard::gradientsForHessian));
    checks.add(
        new Check("2 gradients against a Hessian-vector product, time", 0.6, SpeedGuard::product));
    checks.add(
        new Check("8 points one by one against together, 60000 rows", 0.75, SpeedGuard::together));
    checks.add(
        new Check("25 p bytes against those allocated for a gradient", 1, SpeedGuard::allocation));
    return checks;
  }

  private static Point point(Objective objective, int index) {
    RandomStream random = RandomStream.of(1, "speed-guard", index);
    return GradientProblem.point(objective, GradientProblem.parameters(objective, random));
  }

  private static DoubleSupplier asking(Evaluator evaluator, Question question) {
    return () -> evaluator.evaluate(question).value();
  }

  private static Evaluator evaluator() {
    return new LocalEvaluator(PLAIN, TEACHER.dataset(64));
  }

  /** How many times as long the second work takes. */
  private static double ratio(DoubleSupplier first, DoubleSupplier second) {
    InterleavedTimes.warmUp(WARM_UP, first, second);
    double[] seconds = InterleavedTimes.least(WINDOWS, first, second);
    return seconds[1] / seconds[0];
  }

  private static double twins() {
    Evaluator scalar = new LocalEvaluator(PLAIN, TEACHER.dataset(64), KernelTwins.named("scalar"));
    Question gradient = Question.gradient(POINT);
    return ratio(asking(evaluator(), gradient), asking(scalar, gradient));
  }

  private static double textbook() {
    TextbookGradient textbook =
        new TextbookGradient(
            TEACHER.inputs(), TEACHER.targets(), TEACHER.hidden(), GradientProblem.DECAY);
    double[] gradient = new double[PLAIN.dimension()];
    return ratio(
        asking(evaluator(), Question.gradient(POINT)),
        () -> textbook.lossAndGradient(POINT.values(), gradient));
  }

  private static double gradientsForHessian() {
    Evaluator evaluator = evaluator();
    return PLAIN.dimension()
        / ratio(
            asking(evaluator, Question.gradient(POINT)),
            asking(evaluator, Question.hessian(POINT)));
  }

  private static double product() {
    Evaluator evaluator = evaluator();
    double[] v = point(PLAIN, 2).values();
    return 2
        / ratio(
            asking(evaluator, Question.gradient(POINT)),
            asking(evaluator, Question.hessianVector(POINT, v)));
  }

  private static double together() {
    GradientProblem large = GradientProblem.of("60000,20,8,1", "tanh", "plain");
    Evaluator evaluator = new LocalEvaluator(PLAIN, large.dataset(64));
    List<Question> questions =
        IntStream.range(0, 8).mapToObj(i -> Question.gradient(point(PLAIN, i))).toList();
    return ratio(
        () -> evaluator.evaluateAll(questions).get(0).value(),
        () -> questions.stream().mapToDouble(q -> evaluator.evaluate(q).value()).sum());
  }

  /** An answer and its sums cannot do without some. */
  private static double allocation() {
    Evaluator evaluator = evaluator();
    Question gradient = Question.gradient(POINT);
    InterleavedTimes.warmUp(WARM_UP, asking(evaluator, gradient));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int calls = 1000;
    long before = threads.getThreadAllocatedBytes(thread);
    double sink = 0;
    for (int i = 0; i < calls; i++) {
      Answer answer = evaluator.evaluate(gradient);
      sink += answer.value();
    }

    long bytes = threads.getThreadAllocatedBytes(thread) - before;
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("the loss is not a number");
    }

    return 25.0 * PLAIN.dimension() * calls / bytes;
  }
}
