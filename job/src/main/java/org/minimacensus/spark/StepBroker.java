package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Brings those who ask together with somebody who answers many at once.
 *
 * <p>Askers are threads that wait for their answers, or have none of their own and are called with
 * them ({@link Reply}). They are divided into groups. When all askers of a group wait, the thread
 * that serves the group answers all of them in one step; meanwhile other groups think or are
 * served. An asker that thinks long is not waited for without end: see the constructor; one that
 * will not ask for a while says so ({@link Seat#rest}). What is answered together must not matter
 * to the answers.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class StepBroker<Q, A> {
  /** Answers a step. */
  @FunctionalInterface
  interface Answerer<Q, A> {
    /**
     * @param requests at least one
     * @return one answer for each request, in their order
     */
    List<A> answer(int group, List<Q> requests);

    /**
     * How many requests from a position on may be answered together; at least one is. What is
     * answered is handed over before the next are.
     */
    default int together(List<Q> requests, int from) {
      return requests.size() - from;
    }
  }

  /** Thrown to askers whose answer will never come: the broker was stopped, or a step failed. */
  static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AbandonedException() {
      super("the search was abandoned", null, false, false);
    }
  }

  /** Takes an answer; called once for each question. */
  interface Reply<A> {
    /**
     * Called from any thread, at the same time as those of other askers; may ask the next question.
     * What it throws fails the broker.
     */
    void answered(A answer);

    /** There will be no answer: the broker was stopped, or a step failed. Must not throw. */
    void abandoned();
  }

  /** Hands the answer to a thread that waits for it. */
  private static final class Wait<A> implements Reply<A> {
    private final CompletableFuture<A> future = new CompletableFuture<>();

    @Override
    public void answered(A answer) {
      future.complete(answer);
    }

    @Override
    public void abandoned() {
      future.cancel(false);
    }

    A await() {
      try {
        return future.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AbandonedException();
      } catch (CancellationException | ExecutionException e) {
        throw new AbandonedException();
      }
    }
  }

  private record Asked<Q, A>(Q request, Reply<A> reply) {}

  /** All fields under the broker's lock. */
  private final class Group {
    private final Condition changed = lock.newCondition();
    private List<Asked<Q, A>> waiting = new ArrayList<>();
    private int seats;
    private int resting;
    private long waitingSince;
    private long lastStep;

    /** Whether nobody is worth waiting for any more. */
    private boolean due(long now) {
      return !waiting.isEmpty() && (complete() || now - waitingSince >= patience());
    }

    private boolean complete() {
      return waiting.size() >= seats - resting;
    }

    private long patience() {
      return Math.max(leastPatience, lastStep);
    }

    private List<Asked<Q, A>> taken() {
      List<Asked<Q, A>> all = waiting;
      waiting = new ArrayList<>();
      return all;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Group> groups = new ArrayList<>();
  private final Answerer<Q, A> answerer;
  private final long leastPatience;
  private boolean ended;
  private Throwable failure;

  /**
   * @param leastPatience nanoseconds for which those who wait wait for the rest of their group; the
   *     time of the group's last step if that is longer: going without the rest costs a step
   */
  StepBroker(int groups, Answerer<Q, A> answerer, long leastPatience) {
    if (groups < 1) {
      throw new IllegalArgumentException("groups must be >= 1, were " + groups);
    }

    for (int g = 0; g < groups; g++) {
      this.groups.add(new Group());
    }

    this.answerer = answerer;
    this.leastPatience = leastPatience;
  }

  /** Where one asker asks; to be closed when it asks no more. */
  final class Seat implements AutoCloseable {
    private final Group group;
    private boolean taken = true;
    private boolean rests;

    private Seat(Group group) {
      this.group = group;
    }

    /**
     * Waits for the answer.
     *
     * @throws AbandonedException when there will be none
     */
    A ask(Q request) {
      Wait<A> reply = new Wait<>();
      ask(request, reply);
      return reply.await();
    }

    /** Returns at once; the reply is called later, or now when the broker has ended. */
    void ask(Q request, Reply<A> reply) {
      if (!asked(new Asked<>(request, reply))) {
        reply.abandoned();
      }
    }

    private boolean asked(Asked<Q, A> asked) {
      lock.lock();
      try {
        if (ended) {
          return false;
        }

        if (group.waiting.isEmpty()) {
          group.waitingSince = System.nanoTime();
        }

        group.waiting.add(asked);
        // The first starts the time of patience, the last ends it.
        if (group.waiting.size() == 1 || group.complete()) {
          group.changed.signal();
        }

        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Nobody waits for the asker until {@link #wake}. */
    void rest() {
      resting(true);
    }

    void wake() {
      resting(false);
    }

    private void resting(boolean now) {
      lock.lock();
      try {
        if (rests != now) {
          rests = now;
          group.resting += now ? 1 : -1;
          group.changed.signal();
        }
      } finally {
        lock.unlock();
      }
    }

    /**
     * @throws AbandonedException when no question would be answered any more
     */
    void check() {
      lock.lock();
      try {
        if (ended) {
          throw new AbandonedException();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (taken) {
          taken = false;
          group.seats--;
          group.resting -= rests ? 1 : 0;
          rests = false;
          group.changed.signal();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** A seat in a group; all seats are taken before the group is served. */
  Seat seat(int group) {
    lock.lock();
    try {
      groups.get(group).seats++;
      return new Seat(groups.get(group));
    } finally {
      lock.unlock();
    }
  }

  /** Answers a group, in the calling thread, until its last seat is closed. */
  void serve(int group) {
    Group of = groups.get(group);
    for (List<Asked<Q, A>> step = next(of); !step.isEmpty(); step = next(of)) {
      long began = System.nanoTime();
      answer(group, step);
      lock.lock();
      try {
        of.lastStep = System.nanoTime() - began;
      } finally {
        lock.unlock();
      }
    }
  }

  /** The requests of the next step; none when the last seat is closed. */
  private List<Asked<Q, A>> next(Group group) {
    lock.lock();
    try {
      while (group.seats > 0) {
        long now = System.nanoTime();
        if (group.due(now)) {
          return group.taken();
        }

        if (group.waiting.isEmpty()) {
          group.changed.awaitUninterruptibly();
        } else {
          awaitNanos(group.changed, group.waitingSince + group.patience() - now);
        }
      }

      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private void awaitNanos(Condition changed, long nanos) {
    try {
      long left = changed.awaitNanos(nanos);
      assert left <= nanos : "the wait went backwards";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(new IllegalStateException("a thread that answers searches was interrupted", e));
    }
  }

  private void answer(int group, List<Asked<Q, A>> step) {
    List<Q> requests = step.stream().map(Asked::request).toList();
    int handed = 0;
    try {
      while (handed < step.size()) {
        int from = handed;
        int to = from + Math.max(1, answerer.together(requests, from));
        List<A> answers = answerer.answer(group, requests.subList(from, to));
        if (answers.size() != to - from) {
          throw new IllegalStateException(
              "a step of "
                  + (to - from)
                  + " requests must have as many answers, found "
                  + answers.size());
        }

        handed = to;
        // Many askers think in here: on all processors.
        IntStream.range(from, to).parallel().forEach(i -> hand(step.get(i), answers.get(i - from)));
      }
    } catch (Throwable e) {
      // Not only unchecked ones: Scala does not declare what Spark throws.
      fail(e);
      step.subList(handed, step.size()).forEach(a -> a.reply().abandoned());
    }
  }

  private void hand(Asked<Q, A> asked, A answer) {
    try {
      asked.reply().answered(answer);
    } catch (Throwable e) {
      fail(e);
      asked.reply().abandoned();
    }
  }

  /** Abandons all askers, for a reason that is to be told; only the first one counts. */
  void fail(Throwable reason) {
    end(reason);
  }

  /** Abandons all askers. What fails from now on fails because of that and is not told. */
  void stop() {
    end(null);
  }

  private void end(Throwable reason) {
    List<Asked<Q, A>> abandoned = new ArrayList<>();
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = reason;
        for (Group group : groups) {
          abandoned.addAll(group.taken());
          group.changed.signal();
        }
      }
    } finally {
      lock.unlock();
    }

    abandoned.forEach(a -> a.reply().abandoned());
  }

  /** Why everybody was abandoned; empty when nobody was, or when the broker was stopped. */
  Optional<Throwable> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }
}
