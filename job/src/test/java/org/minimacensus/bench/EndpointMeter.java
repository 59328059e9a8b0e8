package org.minimacensus.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.StepListener;

/**
 * What a restart asks and how long it takes, split in searches and certificates. Times are the
 * processor's for the calling thread, so that other work on the machine does not count.
 *
 * <p>Told of steps, it counts what was asked between one step of a search and the next as the
 * search's, all else as the certificate's: also trials of a search's last line that led to no step.
 */
final class EndpointMeter implements StepListener {
  /** Who asks. */
  enum Phase {
    SEARCH,
    CERTIFICATE
  }

  /** What of one kind was asked: in all, and the time it took. */
  static final class Tally {
    long count;
    long nanos;

    void add(Tally more) {
      count += more.count;
      nanos += more.nanos;
    }
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<Phase, Map<String, Tally>> tallies = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Map<String, Tally> pending = new TreeMap<>();
  private long mark;
  private int last;

  EndpointMeter() {
    for (Phase phase : Phase.values()) {
      tallies.put(phase, new TreeMap<>());
      nanos.put(phase, 0L);
    }
  }

  /** Forgets what was counted. */
  void reset() {
    tallies.values().forEach(Map::clear);
    nanos.replaceAll((phase, n) -> 0L);
    pending.clear();
  }

  /** A restart begins. */
  void begin() {
    last = -1;
    mark = THREADS.getCurrentThreadCpuTime();
  }

  /** The restart has ended. */
  void end() {
    settle(Phase.CERTIFICATE);
  }

  @Override
  public void step(int iteration, double value, double gradientNorm, Point point) {
    // A search begins with the number that the one before ended with.
    settle(iteration == last + 1 ? Phase.SEARCH : Phase.CERTIFICATE);
    last = iteration;
  }

  private void settle(Phase phase) {
    long now = THREADS.getCurrentThreadCpuTime();
    nanos.merge(phase, now - mark, Long::sum);
    mark = now;
    pending.forEach(
        (kind, tally) -> tallies.get(phase).computeIfAbsent(kind, k -> new Tally()).add(tally));
    pending = new TreeMap<>();
  }

  private void asked(String kind, long from) {
    Tally tally = pending.computeIfAbsent(kind, k -> new Tally());
    tally.count++;
    tally.nanos += THREADS.getCurrentThreadCpuTime() - from;
  }

  double seconds(Phase phase) {
    return nanos.get(phase) / 1e9;
  }

  /** By kind of question. */
  Map<String, Tally> tallies(Phase phase) {
    return tallies.get(phase);
  }

  /** The same evaluator, metered. */
  Evaluator metered(Evaluator evaluator) {
    return new Evaluator() {
      @Override
      public Objective objective() {
        return evaluator.objective();
      }

      @Override
      public Answer evaluate(Question question) {
        long from = THREADS.getCurrentThreadCpuTime();
        Answer answer = evaluator.evaluate(question);
        asked(question.kind().name(), from);
        return answer;
      }

      @Override
      public List<Answer> evaluateAll(List<Question> questions) {
        return questions.stream().map(this::evaluate).toList();
      }

      @Override
      public Inspection inspect(Point point) {
        long from = THREADS.getCurrentThreadCpuTime();
        Inspection seen = evaluator.inspect(point);
        asked("INSPECT", from);
        return seen;
      }

      @Override
      public double[] chartOrigins(double[] rawAugmentation) {
        return evaluator.chartOrigins(rawAugmentation);
      }

      @Override
      public double[] sampleOutputs(Point point) {
        return evaluator.sampleOutputs(point);
      }

      @Override
      public Optional<InputSlopes> inputSlopes(Point point) {
        return evaluator.inputSlopes(point);
      }
    };
  }
}
