package org.minimacensus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

class MinimumProofTest {
  @Test
  void minimaAreProvedAndSaddlesAreNot() {
    Objective objective = ProofStudy.objective(0.002);
    Dataset data = ProofStudy.data();
    ObjectiveEnclosure enclosure = new ObjectiveEnclosure(objective, data);
    LocalEvaluator evaluator = new LocalEvaluator(objective, data);
    RandomStream dice = RandomStream.of(8, "starts", 0);
    int minima = 0;
    int others = 0;
    for (int start = 0; start < 60; start++) {
      double[] x = ProofStudy.critical(objective, data, dice, start % 2 == 0);
      Answer answer = evaluator.evaluate(Question.hessian(Point.of(x)));
      double g = Arrays.stream(answer.gradient().values()).map(Math::abs).max().orElse(0);
      if (!(g < 1e-13)) {
        continue;
      }

      double least = SymmetricEigen.of(answer.hessian().values(), x.length).values()[0];
      MinimumProof.Outcome outcome = MinimumProof.of(enclosure, x);
      if (least > 1e-6) {
        minima++;
        assertThat(outcome.proved()).as("%s: %s", least, outcome.why()).isTrue();
        assertThat(outcome.reason()).isEmpty();
        assertThat(outcome.certificate().orElseThrow().loss().holds(answer.value())).isTrue();
        assertThat(outcome.certificate().orElseThrow().loss().radius()).isLessThan(1e-10);
        for (int i = 0; i < x.length; i++) {
          assertThat(outcome.certificate().orElseThrow().box()[i].holds(x[i])).isTrue();
        }
      } else {
        others++;
        assertThat(outcome.proved()).as("least eigenvalue %s", least).isFalse();
        assertThat(outcome.why()).isNotEmpty();
        assertThat(outcome.reason().orElseThrow().label())
            .isEqualTo(least < -1e-6 ? "indefinite" : "singular");
      }

      double[] moved = x.clone();
      moved[start % x.length] += 1e-3;
      MinimumProof.Outcome away = MinimumProof.of(enclosure, moved);
      // A box may have been found that still holds the minimum, and then it does.
      if (away.proved()) {
        assertThat(least).isPositive();
        for (int i = 0; i < x.length; i++) {
          assertThat(
                  away.certificate()
                      .orElseThrow()
                      .box()[i]
                      .meets(outcome.certificate().orElseThrow().box()[i]))
              .isTrue();
        }
      }
    }

    assertThat(minima).isGreaterThan(3);
    assertThat(others).isGreaterThan(3);
  }
}
