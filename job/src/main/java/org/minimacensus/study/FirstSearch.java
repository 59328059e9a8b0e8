package org.minimacensus.study;

import java.util.Optional;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.objective.ChartReach;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.Search;
import org.minimacensus.optimize.SearchResult;
import org.minimacensus.optimize.StepListener;

/**
 * A restart from its start to the end of its first search, as a state machine: asks and is told, as
 * a {@link Search} does, but sums over all shards. Needs no thread of its own while it waits. When
 * it has ended only the result is kept, until the restart is certified. Not for several threads at
 * once.
 */
public final class FirstSearch {
  private final Objective objective;
  private final RestartSettings settings;
  private final TraceRecorder trace;

  /** Until the chart is known. */
  private RestartStarts.Draw draw;

  /** About the chart. */
  private Question opening;

  private Search search;
  private SearchResult ended;

  /**
   * @param trace null: leaves none
   */
  FirstSearch(
      Objective objective, RestartSettings settings, RestartStarts.Draw draw, TraceRecorder trace) {
    this.objective = objective;
    this.settings = settings;
    this.trace = trace;
    this.draw = draw;
    if (draw.added() == null) {
      begin(Point.of(draw.theta()));
      return;
    }

    Optional<Question> origins = objective.originsQuestion(draw.added());
    if (origins.isPresent()) {
      opening = origins.get();
    } else {
      begin(draw.in(objective, new double[objective.originDimension()]));
    }
  }

  private void begin(Point start) {
    draw = null;
    opening = null;
    search = settings.search(objective, start, trace == null ? StepListener.NONE : trace);
  }

  /** What the questions are about. */
  public Objective objective() {
    return objective;
  }

  public boolean finished() {
    return ended != null;
  }

  /** The open question; the same until {@link #tell}. */
  public Question question() {
    return opening == null ? search.question() : opening;
  }

  /**
   * Answers the open question.
   *
   * @param sums as {@code ShardSums.sums()}, added over all shards
   * @param reach over all shards
   * @param rows n of the training set
   */
  public void tell(double[] sums, ChartReach reach, long rows) {
    if (opening != null) {
      begin(draw.in(objective, reach.origins()));
      return;
    }

    search.tell(objective.answer(search.question(), sums, reach, rows));
    if (search.finished()) {
      ended = search.result();
      search = null;
    }
  }

  /** How the search ended. @throws IllegalStateException unless finished */
  SearchResult result() {
    if (ended == null) {
      throw new IllegalStateException("the first search has not ended");
    }

    return ended;
  }

  /** Null: no trace is wanted. */
  TraceRecorder trace() {
    return trace;
  }
}
