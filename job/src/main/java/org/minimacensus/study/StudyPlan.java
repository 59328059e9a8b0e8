package org.minimacensus.study;

import java.util.List;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Objective;

/**
 * A study resolved against its data.
 *
 * @param hash SHA-256 over everything that changes results, lower-case hex
 * @param resolvedConf every key with its value as a conf file
 * @param startsSha256 digest of the numbers of the start file; empty unless starts come from a file
 * @param objectives in the order of the conf file
 * @param floor lower bound of the data term
 */
public record StudyPlan(
    StudySpec spec,
    String hash,
    String resolvedConf,
    String startsSha256,
    TrainingData data,
    List<Objective> objectives,
    FunctionSpaceFloor floor,
    StudyRestarts job) {
  public StudyPlan {
    objectives = List.copyOf(objectives);
  }

  /** The same study with its hash, counted under other tolerances. */
  public StudyPlan under(StudySpec.CensusSpec census) {
    return new StudyPlan(
        spec.withCensus(census), hash, resolvedConf, startsSha256, data, objectives, floor, job);
  }

  /** The first eight digits of the hash, as in the folder's name. */
  public String shortHash() {
    return hash.substring(0, 8);
  }
}
