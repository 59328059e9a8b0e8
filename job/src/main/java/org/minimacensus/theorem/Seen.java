package org.minimacensus.theorem;

import java.io.Serializable;

/**
 * What the endpoints of all objectives together show about the network on its data.
 *
 * @param restarts number of restarts that ended
 * @param bestLoss lowest un-augmented loss at an endpoint's theta; positive infinity: none
 * @param bestRestart whose it is
 * @param bestObjective under which objective
 * @param fewestMisclassified least number of rows that an endpoint's theta predicts wrongly; -1:
 *     not a classification, or no endpoint
 * @param fewestRestart, fewestObjective whose it is
 */
public record Seen(
    long restarts,
    double bestLoss,
    long bestRestart,
    String bestObjective,
    long fewestMisclassified,
    long fewestRestart,
    String fewestObjective)
    implements Serializable {}
