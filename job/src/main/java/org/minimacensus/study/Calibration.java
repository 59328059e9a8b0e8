package org.minimacensus.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.minimacensus.data.Dataset;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

/**
 * How long a study's questions and restarts take, measured on this machine. Restarts are pure
 * functions of their indexes, so that trying some changes none.
 */
public final class Calibration {
  /** Long against the resolution of clocks. */
  private static final int BATCH = 10;

  /**
   * When to stop probing.
   *
   * @param seconds after which no restart begins
   * @param limit seconds after which the restart that runs is given up
   * @param share of the time that the whole run is going to take, beyond which probing stops too
   * @param restarts at most
   */
  public record Budget(double seconds, double limit, double share, int restarts) {}

  private record Probe(long questions, double asking, double all) {}

  private final DoubleSupplier seconds;

  /**
   * @param seconds a clock that never runs backwards
   */
  public Calibration(DoubleSupplier seconds) {
    this.seconds = seconds;
  }

  /**
   * Seconds per gradient of each objective, on one core.
   *
   * @param budget seconds to spend per objective, half of them to warm up
   */
  public List<Double> secondsPerGradient(
      StudyRestarts restarts, EvaluatorFactory evaluators, long restart, double budget) {
    List<Double> times = new ArrayList<>();
    for (int o = 0; o < restarts.objectives().size(); o++) {
      Evaluator evaluator = evaluators.evaluator(restarts.objective(o));
      Question question = Question.gradient(restarts.start(evaluator, restart));
      measure(evaluator, question, budget / 2);
      times.add(measure(evaluator, question, budget / 2));
    }

    return times;
  }

  /** The fastest of many short batches: what else the machine does slows some of them down. */
  private double measure(Evaluator evaluator, Question question, double budget) {
    double start = seconds.getAsDouble();
    double fastest = Double.POSITIVE_INFINITY;
    double now = start;
    do {
      double began = now;
      for (int i = 0; i < BATCH; i++) {
        evaluator.evaluate(question);
      }

      now = seconds.getAsDouble();
      fastest = Math.min(fastest, (now - began) / BATCH);
    } while (now - start < budget);

    return fastest;
  }

  /**
   * Runs some restarts, evenly spread over those planned, to their ends. Times are taken from the
   * later half of them: the first are slow until the compiler is done. When not even one restart
   * ends in time, what it asked until then, at the pace of its fastest questions, stands for all
   * and {@code probed} is 0: a guess, as restarts go on and compiled code is faster.
   *
   * @param sample rows to measure on; an objective that has none is measured as if it had one
   * @param rows of the whole training set, at least 1
   * @param cores that will share the work
   */
  public SearchCosts searchCosts(
      StudyRestarts restarts,
      Dataset sample,
      long rows,
      long first,
      long count,
      int cores,
      Budget budget) {
    double start = seconds.getAsDouble();
    int objectives = restarts.objectives().size();
    int most = (int) Math.min(count, budget.restarts());
    List<Probe> probes = new ArrayList<>();
    List<Long> questions = new ArrayList<>();
    long sampled = Math.max(1, sample.rows());
    double scale = (double) rows / sampled;
    TimedEvaluator.Tally tally = new TimedEvaluator.Tally(start + budget.limit());
    EvaluatorFactory local = EvaluatorFactory.local(sample);
    try {
      RestartJob.Worker worker =
          restarts.worker(o -> new TimedEvaluator(local.evaluator(o), tally, seconds));
      for (int i = 0; i < most; i++) {
        long index = first + (long) Math.floor((double) i / most * count);
        Probe before = new Probe(tally.questions(), tally.seconds(), seconds.getAsDouble());
        for (int o = 0; o < objectives; o++) {
          long asked = tally.questions();
          worker.run(o, index, StepListener.NONE);
          questions.add(tally.questions() - asked);
        }

        probes.add(since(before, tally));
        double share = budget.share() * runSeconds(probes, scale, count, cores);
        if (seconds.getAsDouble() - start > Math.min(share, budget.seconds())) {
          break;
        }
      }
    } catch (TimedEvaluator.OutOfTime e) {
      // What has ended until now is what there is to go by.
    }

    double spent = seconds.getAsDouble() - start;
    if (probes.isEmpty()) {
      return unfinished(tally, questions.size(), sampled, spent);
    }

    List<Long> ended = questions.subList(0, probes.size() * objectives);
    return costs(probes, ended, tally.fastest(), sampled, spent);
  }

  private Probe since(Probe before, TimedEvaluator.Tally tally) {
    return new Probe(
        tally.questions() - before.questions(),
        tally.seconds() - before.asking(),
        seconds.getAsDouble() - before.all());
  }

  private static double runSeconds(List<Probe> probes, double scale, long count, int cores) {
    double work = 0;
    for (Probe p : later(probes)) {
      work += p.asking() * scale + (p.all() - p.asking());
    }

    return work / later(probes).size() * count / cores;
  }

  private static List<Probe> later(List<Probe> probes) {
    return probes.subList(probes.size() / 2, probes.size());
  }

  private static SearchCosts unfinished(
      TimedEvaluator.Tally tally, int ended, long rows, double spent) {
    long asked = Math.max(1, tally.questions());
    double perRow = Math.max(tally.fastest(), Double.MIN_NORMAL) / rows;
    double perSearch = (double) asked / (ended + 1);
    return new SearchCosts(
        0, perSearch, (long) perSearch, (long) perSearch, Double.NaN, perRow, perRow, 0, spent);
  }

  private static SearchCosts costs(
      List<Probe> probes, List<Long> questions, double fastest, long rows, double spent) {
    double sum = 0;
    long fewest = Long.MAX_VALUE;
    long most = 0;
    for (long q : questions) {
      sum += q;
      fewest = Math.min(fewest, q);
      most = Math.max(most, q);
    }

    double mean = sum / questions.size();
    double asked = 0;
    double asking = 0;
    double own = 0;
    for (Probe p : later(probes)) {
      asked += p.questions();
      asking += p.asking();
      own += p.all() - p.asking();
    }

    int searches = later(probes).size() * questions.size() / probes.size();
    return new SearchCosts(
        probes.size(),
        mean,
        fewest,
        most,
        error(probes, questions.size() / probes.size()),
        Math.max(asking, Double.MIN_NORMAL) / (asked * rows),
        Math.max(fastest, Double.MIN_NORMAL) / rows,
        Math.max(0, own) / searches,
        spent);
  }

  /** Standard error of the questions per search, from restart to restart. */
  private static double error(List<Probe> probes, int objectives) {
    int n = probes.size();
    double mean = 0;
    for (Probe p : probes) {
      mean += (double) p.questions() / objectives / n;
    }

    double squares = 0;
    for (Probe p : probes) {
      double d = (double) p.questions() / objectives - mean;
      squares += d * d;
    }

    return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
  }
}
