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

  /**
   * How a component is apart from others.
   *
   * @param component id of the one behind the lowest barrier that was measured
   * @param barrier an upper bound of that barrier, above the loss of the lower one; >= 0
   */
  public record Apart(int component, double barrier) implements Serializable {}

  private final PathTotals totals;
  private final boolean stopped;
  private final long minima;
  private final HashMap<Integer, Joined> joined;
  private final HashMap<Integer, Apart> apart;
  private final HashMap<Integer, Component> components;
  private final List<String> notes;

  private Components(
      PathTotals totals,
      boolean stopped,
      long minima,
      Map<Integer, Joined> joined,
      Map<Integer, Apart> apart,
      Map<Integer, Component> components,
      List<String> notes) {
    this.totals = totals;
    this.stopped = stopped;
    this.minima = minima;
    this.joined = new HashMap<>(joined);
    this.apart = new HashMap<>(apart);
    this.components = new HashMap<>(components);
    this.notes = List.copyOf(notes);
  }

  /**
   * Nothing is known.
   *
   * @param stopped whether somebody ended the search for paths
   * @param minima of the census
   */
  static Components unknown(boolean stopped, long minima, List<String> notes) {
    return new Components(null, stopped, minima, Map.of(), Map.of(), Map.of(), notes);
  }

  /**
   * @param totals what was tried
   * @param minima of the census, joined ones included
   * @param joined by id, without the lowest minimum of each component
   * @param apart by id of the component, where a barrier was measured
   * @param components of more than one minimum, by id
   */
  static Components known(
      PathTotals totals,
      long minima,
      Map<Integer, Joined> joined,
      Map<Integer, Apart> apart,
      Map<Integer, Component> components,
      List<String> notes) {
    return new Components(totals, false, minima, joined, apart, components, notes);
  }

  /** Whether paths were looked for; if not, each minimum stands for itself. */
  public boolean computed() {
    return totals != null;
  }

  /** Whether all paths were tried that are to be tried. */
  public boolean complete() {
    return computed() && totals.complete();
  }

  /** Whether somebody ended the search for paths, so that nothing is known. */
  public boolean stopped() {
    return stopped;
  }

  /** What was tried; empty when not computed. */
  public Optional<PathTotals> totals() {
    return Optional.ofNullable(totals);
  }

  /** Minima that are left when those of one component are one; empty when not computed. */
  public OptionalLong count() {
    return computed() ? OptionalLong.of(minima - joined.size()) : OptionalLong.empty();
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

  /** How a component is apart from others; empty when no barrier was measured. */
  public Optional<Apart> apart(int id) {
    return Optional.ofNullable(apart.get(id));
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
