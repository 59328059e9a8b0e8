package org.minimacensus.study;

import java.util.List;
import org.minimacensus.census.Census;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.TrainingFacts;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.objective.Objective;

/** Counts with the symmetries and the functions of the objective's network. */
public final class CensusCounter implements EndpointCounter {
  private final CensusSettings settings;

  public CensusCounter(StudySpec.CensusSpec spec) {
    this.settings = new CensusSettings(spec.valueTolerance(), spec.parameterTolerance());
  }

  @Override
  public CensusResult count(
      Objective objective, TrainingFacts data, List<Endpoint> endpoints, double reference) {
    NetworkSymmetry.OutputInvariance invariance =
        objective.loss().name().equals("cross-entropy")
            ? NetworkSymmetry.OutputInvariance.COMMON_SHIFT
            : NetworkSymmetry.OutputInvariance.NONE;
    NetworkSymmetry.Penalty penalty =
        objective.l2() > 0 ? NetworkSymmetry.Penalty.WEIGHT_DECAY : NetworkSymmetry.Penalty.NONE;
    NetworkSymmetry symmetry = NetworkSymmetry.of(objective.architecture(), penalty, invariance);
    NetworkOutputs outputs =
        new NetworkOutputs(
            objective, data, invariance == NetworkSymmetry.OutputInvariance.COMMON_SHIFT);
    return new Census(symmetry, outputs, settings).count(endpoints, reference);
  }
}
