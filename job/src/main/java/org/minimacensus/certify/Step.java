package org.minimacensus.certify;

import org.minimacensus.objective.Point;

/**
 * What a settlement does next.
 *
 * @param verdict null when the search goes on
 * @param next the point from which it goes on; null when there is a verdict
 */
record Step(Verdict verdict, Point next) {
  static Step saddle(Endgame.Result end, String detail, String words, SaddleWitness witness) {
    Step step = verdict(end, EndpointClass.SADDLE, detail, words);
    return new Step(step.verdict.withWitness(witness), null);
  }

  static Step verdict(
      Endgame.Result end, EndpointClass endpointClass, String detail, String words) {
    return new Step(
        Verdict.of(end.point(), endpointClass, detail, words).with(end.spectrum(), end.rounding()),
        null);
  }
}
