package org.minimacensus.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Record to this process's memory, from any thread and from tasks of a local Spark. */
public final class MemoryRecorders implements Recorders {
  private static final long serialVersionUID = 1L;
  private static final AtomicLong NEXT = new AtomicLong();
  private static final Map<Long, List<RestartResult>> RECORDED = new ConcurrentHashMap<>();
  private final long id = NEXT.getAndIncrement();

  public MemoryRecorders() {
    RECORDED.put(id, new ArrayList<>());
  }

  /** What was recorded, by objective in the given order and restart. */
  public List<RestartResult> results(List<String> objectives) {
    List<RestartResult> results = RECORDED.get(id);
    synchronized (results) {
      return results.stream()
          .sorted(
              Comparator.<RestartResult>comparingInt(
                      r -> objectives.indexOf(r.endpoint().objective()))
                  .thenComparingLong(r -> r.endpoint().restart()))
          .toList();
    }
  }

  @Override
  public Recorder open(String part) {
    List<RestartResult> results = RECORDED.get(id);
    return new Recorder() {
      @Override
      public void add(List<RestartResult> restart) {
        synchronized (results) {
          results.addAll(restart);
        }
      }

      @Override
      public void flush() {
        // Memory needs none.
      }

      @Override
      public void close() {
        // Memory needs none.
      }
    };
  }
}
