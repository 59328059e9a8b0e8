package org.minimacensus.theorem;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.EqualInputs;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LossProperties;
import org.minimacensus.objective.Objective;

/**
 * What claims are held against: a study's data, network and loss, known before any restart.
 *
 * @param data its rows need not be here
 * @param objectives of the study, in its order
 * @param floor infimum of the data term over all functions of the inputs
 * @param least no parameters of the network have a lower un-augmented loss: the floor where nothing
 *     better is known
 * @param comparison what minima of residual networks are compared with; null: nothing
 * @param valueTolerance losses apart by more than this times (1 + |loss|) are different
 */
public record Setting(
    DataDescription data,
    List<Objective> objectives,
    FunctionSpaceFloor floor,
    double least,
    Comparison comparison,
    double valueTolerance)
    implements Serializable {
  public Setting {
    objectives = List.copyOf(objectives);
  }

  /** The objective of a name, if the study has it. */
  public Optional<Objective> objective(String name) {
    return objectives.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  /** The un-augmented objective, whether or not the study minimises it. */
  public Objective plain() {
    return objectives.get(0).base();
  }

  public Architecture network() {
    return objectives.get(0).architecture();
  }

  /** Of the loss of a row. */
  public LossProperties loss() {
    return objectives.get(0).loss().properties();
  }

  /** How often inputs repeat; empty when they were not counted. */
  Optional<EqualInputs.Counts> repeats() {
    return Optional.ofNullable(data.repeats());
  }

  /** No more rows share an input than this; 1 when no two do, or when they were not counted. */
  long largestGroup() {
    return repeats()
        .filter(c -> c.groups() > 0)
        .map(c -> c.groupedRows() - 2 * (c.groups() - 1))
        .orElse(1L);
  }

  /** How far losses near a value may be from it and still be the same. */
  double tolerance(double loss) {
    return valueTolerance * (1 + Math.abs(loss));
  }
}
