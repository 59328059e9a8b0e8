package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class StepBrokerTest {
  private static final long FOR_EVER = Long.MAX_VALUE;
  private final List<Thread> threads = new ArrayList<>();

  /** Sizes of steps in the order in which they were answered. */
  private final List<Integer> steps = Collections.synchronizedList(new ArrayList<>());

  private final List<Throwable> unexpected = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void everyThreadEnds() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).as("thread %s is left behind", thread.getName()).isFalse();
    }

    assertThat(unexpected).isEmpty();
  }

  private StepBroker<Integer, Integer> broker(int groups, long patience) {
    return new StepBroker<>(groups, this::squares, patience);
  }

  private List<Integer> squares(int group, List<Integer> requests) {
    steps.add(requests.size());
    return requests.stream().map(q -> q * q).toList();
  }

  private void start(Runnable action) {
    Thread thread = new Thread(action);
    thread.setUncaughtExceptionHandler((t, e) -> unexpected.add(e));
    threads.add(thread);
    thread.start();
  }

  private static void serve(
      StepBroker<Integer, Integer> broker, int groups, java.util.function.Consumer<Runnable> on) {
    for (int g = 0; g < groups; g++) {
      int group = g;
      on.accept(() -> broker.serve(group));
    }
  }

  /** Asker i asks the questions 1..questions(i) and checks the answers. */
  private void asker(StepBroker<Integer, Integer>.Seat seat, int questions, Runnable atEnd) {
    start(
        () -> {
          try (seat) {
            for (int q = 1; q <= questions; q++) {
              assertThat(seat.ask(q)).isEqualTo(q * q);
            }
          } finally {
            atEnd.run();
          }
        });
  }

  @ParameterizedTest(name = "{0} askers in {1} groups")
  @CsvSource({"1, 1", "5, 1", "7, 2", "2, 5", "64, 3"})
  void everyAskerGetsItsOwnAnswersUntilItEnds(int askers, int groups) throws InterruptedException {
    StepBroker<Integer, Integer> broker = broker(groups, FOR_EVER);
    CountDownLatch ended = new CountDownLatch(askers);
    List<StepBroker<Integer, Integer>.Seat> seats = new ArrayList<>();
    for (int i = 0; i < askers; i++) {
      seats.add(broker.seat(i % groups));
    }

    for (int i = 0; i < askers; i++) {
      asker(seats.get(i), 10 + 3 * i, ended::countDown);
    }

    serve(broker, groups, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(steps.stream().mapToInt(s -> s).sum())
        .as("questions answered")
        .isEqualTo(askers * 10 + 3 * askers * (askers - 1) / 2);
    assertThat(broker.failure()).isEmpty();
  }

  @Test
  void aStepAnswersTheWholeGroupAsLongAsPatienceLasts() throws InterruptedException {
    StepBroker<Integer, Integer> broker = broker(1, FOR_EVER);
    CountDownLatch ended = new CountDownLatch(3);
    List<StepBroker<Integer, Integer>.Seat> seats =
        List.of(broker.seat(0), broker.seat(0), broker.seat(0));
    asker(seats.get(0), 2, ended::countDown);
    asker(seats.get(1), 4, ended::countDown);
    asker(seats.get(2), 5, ended::countDown);
    serve(broker, 1, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(steps).containsExactly(3, 3, 2, 2, 1);
  }

  /** Asks the questions 1..questions without a thread of its own. */
  private final class Called implements StepBroker.Reply<Integer> {
    private final StepBroker<Integer, Integer>.Seat seat;
    private final int questions;
    private final CountDownLatch ended;
    private int asked;

    Called(StepBroker<Integer, Integer>.Seat seat, int questions, CountDownLatch ended) {
      this.seat = seat;
      this.questions = questions;
      this.ended = ended;
    }

    void ask() {
      if (asked == questions) {
        abandoned();
      } else {
        seat.ask(++asked, this);
      }
    }

    @Override
    public void answered(Integer answer) {
      if (answer != asked * asked) {
        unexpected.add(new AssertionError("asked " + asked + ", answered " + answer));
      }

      ask();
    }

    @Override
    public void abandoned() {
      seat.close();
      ended.countDown();
    }
  }

  @Test
  void askersWithoutThreadsShareStepsWithThoseThatWait() throws InterruptedException {
    StepBroker<Integer, Integer> broker = broker(1, FOR_EVER);
    CountDownLatch ended = new CountDownLatch(1001);
    List<Called> called = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      called.add(new Called(broker.seat(0), 5, ended));
    }

    asker(broker.seat(0), 7, ended::countDown);
    called.forEach(Called::ask);
    serve(broker, 1, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(steps).containsExactly(1001, 1001, 1001, 1001, 1001, 1, 1);
  }

  @Test
  void nobodyWaitsForAnAskerThatRests() throws InterruptedException {
    StepBroker<Integer, Integer> broker = broker(1, FOR_EVER);
    StepBroker<Integer, Integer>.Seat rests = broker.seat(0);
    CountDownLatch ended = new CountDownLatch(1);
    asker(broker.seat(0), 3, ended::countDown);
    serve(broker, 1, this::start);
    rests.rest();
    rests.rest();

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    rests.wake();
    assertThat(rests.ask(4)).isEqualTo(16);
    rests.rest();
    rests.close();
    assertThat(steps).containsExactly(1, 1, 1, 1);
  }

  @Test
  void aReplyThatThrowsAbandonsAllAskers() throws InterruptedException {
    AtomicInteger abandoned = new AtomicInteger();
    StepBroker<Integer, Integer> broker = broker(2, FOR_EVER);
    CountDownLatch ended = new CountDownLatch(1);
    StepBroker<Integer, Integer>.Seat seat = broker.seat(1);
    CountDownLatch others = askersForEver(broker, 4, 2, abandoned);
    seat.ask(
        1,
        new StepBroker.Reply<>() {
          @Override
          public void answered(Integer answer) {
            throw new IllegalStateException("the search is broken");
          }

          @Override
          public void abandoned() {
            seat.close();
            ended.countDown();
          }
        });
    serve(broker, 2, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(broker.failure())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("the search is broken");
  }

  @Test
  void whoThinksTooLongIsNotWaitedFor() throws InterruptedException {
    StepBroker<Integer, Integer> broker = broker(1, TimeUnit.MILLISECONDS.toNanos(1));
    StepBroker<Integer, Integer>.Seat quick = broker.seat(0);
    StepBroker<Integer, Integer>.Seat thinker = broker.seat(0);
    CountDownLatch quickEnded = new CountDownLatch(1);
    asker(quick, 5, quickEnded::countDown);
    serve(broker, 1, this::start);

    assertThat(quickEnded.await(20, TimeUnit.SECONDS)).as("answered without the other").isTrue();
    assertThat(thinker.ask(6)).isEqualTo(36);
    thinker.close();
  }

  @Test
  void groupsAreAnsweredAtTheSameTime() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    StepBroker<Integer, Integer> broker =
        new StepBroker<>(
            2,
            (group, requests) -> {
              both.countDown();
              await(both);
              return requests;
            },
            FOR_EVER);
    CountDownLatch ended = new CountDownLatch(2);
    for (int g = 0; g < 2; g++) {
      StepBroker<Integer, Integer>.Seat seat = broker.seat(g);
      start(
          () -> {
            try (seat) {
              seat.ask(1);
            } finally {
              ended.countDown();
            }
          });
    }

    serve(broker, 2, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailedStepAbandonsTheAskersOfAllGroups() throws InterruptedException {
    AtomicInteger abandoned = new AtomicInteger();
    StepBroker<Integer, Integer> broker =
        new StepBroker<>(
            3,
            (group, requests) -> {
              if (group == 1) {
                throw new IllegalStateException("the data are gone");
              }

              return requests;
            },
            FOR_EVER);
    CountDownLatch ended = askersForEver(broker, 9, 3, abandoned);
    serve(broker, 3, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(abandoned).hasValue(9);
    assertThat(broker.failure())
        .get()
        .hasToString("java.lang.IllegalStateException: the data are gone");
  }

  @Test
  void anAnswerThatIsMissingIsAFailedStep() throws InterruptedException {
    AtomicInteger abandoned = new AtomicInteger();
    StepBroker<Integer, Integer> broker =
        new StepBroker<>(1, (group, requests) -> List.of(), FOR_EVER);
    CountDownLatch ended = askersForEver(broker, 2, 1, abandoned);
    serve(broker, 1, this::start);

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(abandoned).hasValue(2);
    assertThat(broker.failure())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("a step of 2 requests must have as many answers, found 0");
  }

  private CountDownLatch askersForEver(
      StepBroker<Integer, Integer> broker, int askers, int groups, AtomicInteger abandoned) {
    CountDownLatch ended = new CountDownLatch(askers);
    for (int i = 0; i < askers; i++) {
      StepBroker<Integer, Integer>.Seat seat = broker.seat(i % groups);
      start(
          () -> {
            try (seat) {
              for (int q = 0; q < Integer.MAX_VALUE; q++) {
                seat.ask(1);
              }
            } catch (StepBroker.AbandonedException e) {
              abandoned.incrementAndGet();
            } finally {
              ended.countDown();
            }
          });
    }

    return ended;
  }

  @Test
  void anAskerThatEndsWithoutAskingHoldsNobodyUp() throws InterruptedException {
    StepBroker<Integer, Integer> broker = broker(1, FOR_EVER);
    CountDownLatch ended = new CountDownLatch(1);
    StepBroker<Integer, Integer>.Seat asks = broker.seat(0);
    StepBroker<Integer, Integer>.Seat fails = broker.seat(0);
    asker(asks, 3, ended::countDown);
    serve(broker, 1, this::start);
    fails.close();
    fails.close();

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(steps).containsExactly(1, 1, 1);
  }

  @Test
  void aStopAbandonsThoseWhoWaitAndThoseWhoAskLater() throws InterruptedException {
    CountDownLatch inStep = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger abandoned = new AtomicInteger();
    StepBroker<Integer, Integer> broker =
        new StepBroker<>(
            2,
            (group, requests) -> {
              inStep.countDown();
              await(stopped);
              throw new IllegalStateException("cancelled");
            },
            FOR_EVER);
    StepBroker<Integer, Integer>.Seat idle = broker.seat(0);
    CountDownLatch ended = askersForEver(broker, 6, 2, abandoned);
    serve(broker, 2, this::start);

    assertThat(inStep.await(20, TimeUnit.SECONDS)).isTrue();
    broker.stop();
    stopped.countDown();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(abandoned).hasValue(6);
    assertThatThrownBy(() -> idle.ask(1)).isInstanceOf(StepBroker.AbandonedException.class);
    assertThatThrownBy(idle::check).isInstanceOf(StepBroker.AbandonedException.class);
    idle.close();
    assertThat(broker.failure()).as("what fails after a stop fails because of it").isEmpty();
  }

  @Test
  void onlyTheFirstFailureIsTold() {
    StepBroker<Integer, Integer> broker = broker(1, FOR_EVER);
    broker.fail(new IllegalStateException("first"));
    broker.fail(new IllegalStateException("second"));
    broker.stop();

    assertThat(broker.failure()).get().extracting(Throwable::getMessage).isEqualTo("first");
  }

  @Test
  void thereIsAtLeastOneGroup() {
    assertThatThrownBy(() -> broker(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groups must be >= 1, were 0");
  }
}
