package org.minimacensus.census;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of the minima of a census that paths of equal loss join. */
public final class Components implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * How a minimum was joined.
   *
   * @param component id of the component
   * @param barrier highest loss on the path above the loss of the minimum; >= 0
   */
  public record Joined(int component, double barrier, PathKind path) implements Serializable {}

  private final boolean computed;
  private final long minima;
  private final HashMap<Integer, Joined> joined;
  private final HashMap<Integer, Component> components;
  private final List<String> notes;

  private Components(
      boolean computed,
      long minima,
      Map<Integer, Joined> joined,
      Map<Integer, Component> components,
      List<String> notes) {
    this.computed = computed;
    this.minima = minima;
    this.joined = new HashMap<>(joined);
    this.components = new HashMap<>(components);
    this.notes = List.copyOf(notes);
  }

  /**
   * Nothing is known.
   *
   * @param minima of the census
   */
  static Components unknown(long minima, List<String> notes) {
    return new Components(false, minima, Map.of(), Map.of(), notes);
  }

  /**
   * @param minima of the census, joined ones included
   * @param joined by id, without the lowest minimum of each component
   * @param components of more than one minimum, by id
   */
  static Components known(
      long minima,
      Map<Integer, Joined> joined,
      Map<Integer, Component> components,
      List<String> notes) {
    return new Components(true, minima, joined, components, notes);
  }

  /** Whether it is known which minima are joined; if not, each stands for itself. */
  public boolean computed() {
    return computed;
  }

  /** Minima that are left when those of one component are one; empty when not computed. */
  public OptionalLong count() {
    return computed ? OptionalLong.of(minima - joined.size()) : OptionalLong.empty();
  }

  /** Id of a minimum's component, which is its own when it is alone. */
  public int componentOf(int id) {
    Joined by = joined.get(id);
    return by == null ? id : by.component;
  }

  /** How a minimum was joined; empty for the lowest of a component. */
  public Optional<Joined> joined(int id) {
    return Optional.ofNullable(joined.get(id));
  }

  /** The component of this id; empty when it has no more than one minimum. */
  public Optional<Component> component(int id) {
    return Optional.ofNullable(components.get(id));
  }

  /**
   * The minimum that stands for its component, with the hits of all; empty for the others of the
   * component.
   */
  public Optional<Minimum> merged(Minimum minimum) {
    if (joined.containsKey(minimum.id())) {
      return Optional.empty();
    }

    Component component = components.get(minimum.id());
    return Optional.of(component == null ? minimum : minimum.withHits(component.hits()));
  }

  /** What a reader of the counts must know, in plain sentences. */
  public List<String> notes() {
    return notes;
  }
}
