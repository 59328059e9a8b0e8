package org.minimacensus.study;

import java.util.List;
import org.minimacensus.census.CensusResult;
import org.minimacensus.certify.Endpoint;

/**
 * All that a run found, ready to be stored.
 *
 * @param endpoints by objective (in the order of the study) and restart
 * @param trace accepted steps in the same order; empty when none were asked for
 * @param counts one per objective, in the order of the study
 */
public record StudyResult(
    List<Endpoint> endpoints,
    List<TraceStep> trace,
    List<CensusResult> counts,
    RunSummary summary) {}
