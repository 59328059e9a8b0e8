package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;
import org.minimacensus.certify.Endpoint;

/**
 * What one restart of one objective left behind.
 *
 * @param trace its accepted steps; empty unless the study asks for traces of this restart
 */
public record RestartResult(Endpoint endpoint, List<TraceStep> trace) implements Serializable {}
