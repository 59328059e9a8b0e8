package org.minimacensus.spark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.objective.Objective;

/**
 * Numbers the objectives that a study's searches ask about. Equal objectives, of different searches
 * say, have one number, so that they share a pass over the data. For any number of threads.
 */
final class StepObjectives {
  private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
  private final List<Objective> objectives = new ArrayList<>();

  /** The number of an objective, from 0. */
  synchronized int number(Objective objective) {
    return numbers.computeIfAbsent(
        content(objective),
        key -> {
          objectives.add(objective);
          return objectives.size() - 1;
        });
  }

  /** Objectives by number. */
  synchronized List<Objective> all() {
    return List.copyOf(objectives);
  }

  /** Objectives have no equality of their own; equal ones are written the same way. */
  private static ByteBuffer content(Objective objective) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(objective);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
