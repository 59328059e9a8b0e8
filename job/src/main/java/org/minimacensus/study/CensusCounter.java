package org.minimacensus.study;

import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.objective.Objective;

/** Counts with the symmetries and the functions of the objective's network. */
public final class CensusCounter {
  private final CensusSettings settings;

  public CensusCounter(StudySpec.CensusSpec spec) {
    this.settings = new CensusSettings(spec.valueTolerance(), spec.parameterTolerance());
  }

  /** When two endpoints of an objective are the same minimum. */
  public CensusRules rules(Objective objective, TrainingFacts data) {
    if (objective.population()) {
      int units = objective.architecture().outputs();
      return new CensusRules(
          NetworkSymmetry.ofUnitsAndInputs(objective.architecture()),
          () -> new PopulationOutputs(units),
          settings);
    }

    boolean shifts = objective.loss().properties().shiftInvariant();
    NetworkSymmetry.OutputInvariance invariance =
        shifts
            ? NetworkSymmetry.OutputInvariance.COMMON_SHIFT
            : NetworkSymmetry.OutputInvariance.NONE;
    NetworkSymmetry.Penalty penalty =
        objective.l2() > 0 ? NetworkSymmetry.Penalty.WEIGHT_DECAY : NetworkSymmetry.Penalty.NONE;
    NetworkSymmetry symmetry = NetworkSymmetry.of(objective.architecture(), penalty, invariance);
    return new CensusRules(symmetry, () -> new NetworkOutputs(objective, data, shifts), settings);
  }
}
