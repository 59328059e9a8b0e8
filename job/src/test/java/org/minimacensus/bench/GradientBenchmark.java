package org.minimacensus.bench;

import java.util.concurrent.TimeUnit;
import org.minimacensus.numeric.KernelTwins;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Question;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Gradients, Hessian-vector products and Hessians over a whole training set. Every answer is held
 * against the scalar kernels, to the bit, and theirs against differences. {@code bench/jmh.sh
 * Gradient}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GradientBenchmark {
  @Param({"vector", "scalar"})
  public String kernels;

  /** Rows, features, hidden layers, outputs. */
  @Param({
    "400x2x8x1",
    "1000x10x4x1",
    "2000x20x8x1",
    "20000x32x32x4",
    "2000x20x32-32x1",
    "2000x20x16-16-16x1"
  })
  public String shape;

  @Param({"tanh"})
  public String activation;

  @Param({"output-neuron", "plain"})
  public String objective;

  private Evaluator evaluator;
  private Question gradientQuestion;
  private Question hessianVectorQuestion;
  private Question hessianQuestion;
  private Question asked;
  private Answer answer;
  private EvaluatorCheck check;

  @Setup(Level.Trial)
  public void prepare() {
    Kernels timed = KernelTwins.named(kernels);
    GradientProblem problem = GradientProblem.of(shape, activation, objective);
    Objective minimised = problem.minimised();
    RandomStream random = RandomStream.of(1, "gradient-benchmark", 0);
    double[] x = GradientProblem.parameters(minimised, random);
    double[] v = GradientProblem.parameters(minimised, random);
    evaluator = new LocalEvaluator(minimised, problem.dataset(64), timed);
    gradientQuestion = Question.gradient(GradientProblem.point(minimised, x));
    hessianVectorQuestion = Question.hessianVector(GradientProblem.point(minimised, x), v);
    hessianQuestion = Question.hessian(GradientProblem.point(minimised, x));
    check = new EvaluatorCheck(problem);
  }

  @TearDown(Level.Iteration)
  public void check() {
    check.require(asked, answer);
  }

  @Benchmark
  public Answer gradient() {
    return ask(gradientQuestion);
  }

  @Benchmark
  public Answer hessianVector() {
    return ask(hessianVectorQuestion);
  }

  @Benchmark
  public Answer hessian() {
    return ask(hessianQuestion);
  }

  private Answer ask(Question question) {
    asked = question;
    answer = evaluator.evaluate(question);
    return answer;
  }
}
