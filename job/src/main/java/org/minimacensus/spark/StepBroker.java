package org.minimacensus.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings threads that ask and wait together with somebody who answers many at once.
 *
 * <p>Askers are divided into groups. When all askers of a group wait, the thread that serves the
 * group answers all of them in one step; meanwhile other groups think or are served. An asker that
 * thinks long is not waited for without end: see the constructor. What is answered together must
 * not matter to the answers.
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
  }

  /** Thrown to askers whose answer will never come: the broker was stopped, or a step failed. */
  static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AbandonedException() {
      super("the search was abandoned", null, false, false);
    }
  }

  private record Asked<Q, A>(Q request, CompletableFuture<A> reply) {}

  /** All fields under the broker's lock. */
  private final class Group {
    private final Condition changed = lock.newCondition();
    private List<Asked<Q, A>> waiting = new ArrayList<>();
    private int seats;
    private long waitingSince;
    private long lastStep;

    /** Whether nobody is worth waiting for any more. */
    private boolean due(long now) {
      return !waiting.isEmpty() && (waiting.size() >= seats || now - waitingSince >= patience());
    }

    private long patience() {
      return Math.max(leastPatience, lastStep);
    }

    private void abandon() {
      waiting.forEach(a -> a.reply().cancel(false));
      waiting = new ArrayList<>();
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

    private Seat(Group group) {
      this.group = group;
    }

    /**
     * Waits for the answer.
     *
     * @throws AbandonedException when there will be none
     */
    A ask(Q request) {
      CompletableFuture<A> reply = new CompletableFuture<>();
      lock.lock();
      try {
        if (ended) {
          throw new AbandonedException();
        }

        if (group.waiting.isEmpty()) {
          group.waitingSince = System.nanoTime();
        }

        group.waiting.add(new Asked<>(request, reply));
        // The first starts the time of patience, the last ends it.
        if (group.waiting.size() == 1 || group.waiting.size() >= group.seats) {
          group.changed.signal();
        }
      } finally {
        lock.unlock();
      }

      try {
        return reply.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AbandonedException();
      } catch (CancellationException | ExecutionException e) {
        throw new AbandonedException();
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
          List<Asked<Q, A>> step = group.waiting;
          group.waiting = new ArrayList<>();
          return step;
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
    try {
      List<A> answers = answerer.answer(group, step.stream().map(Asked::request).toList());
      if (answers.size() != step.size()) {
        throw new IllegalStateException(
            "a step of "
                + step.size()
                + " requests must have as many answers, found "
                + answers.size());
      }

      for (int i = 0; i < step.size(); i++) {
        step.get(i).reply().complete(answers.get(i));
      }
    } catch (Throwable e) {
      // Not only unchecked ones: Scala does not declare what Spark throws.
      fail(e);
      step.forEach(a -> a.reply().cancel(false));
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
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        failure = reason;
        for (Group group : groups) {
          group.abandon();
          group.changed.signal();
        }
      }
    } finally {
      lock.unlock();
    }
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
