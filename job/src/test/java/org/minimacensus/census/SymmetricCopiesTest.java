package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Reduction;

class SymmetricCopiesTest {
  /** w1, w2, b1, b2, v1, v2, c. */
  private static final double[] THETA = {0.5, -2, 0.25, 1, 3, -0.75, 0.1};

  private static NetworkSymmetry symmetry(String activation) {
    return NetworkSymmetry.of(network(activation), Penalty.NONE, OutputInvariance.NONE);
  }

  private static Architecture network(String activation) {
    return new Architecture(
        1,
        List.of(2),
        1,
        Activations.named(activation, 0.1),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  private static SymmetricCopies copies(String activation) {
    Objective objective =
        Objective.plain(network(activation), Losses.named("squared", 3), Reduction.MEAN, 0);
    return new SymmetricCopies(symmetry(activation), objective);
  }

  private static void assertNearest(String activation, double[] moved) {
    SymmetricCopies copies = copies(activation);
    double[] settled = copies.settled(THETA);
    assertThat(copies.near(settled, moved)).containsExactly(settled, within(1e-12));
  }

  @Test
  void unitsThatWereFlippedAndPermutedComeBack() {
    double[] moved = THETA.clone();
    symmetry("tanh").applyFlip(moved, 0, 1);
    symmetry("tanh").applyPermutation(moved, 0, new int[] {1, 0});

    assertThat(moved).isNotEqualTo(THETA);
    assertNearest("tanh", moved);
    assertThat(copies("tanh").settled(THETA)).as("nothing continuous").containsExactly(THETA);
  }

  @Test
  void unitsThatWereRescaledComeBack() {
    double[] moved = THETA.clone();
    symmetry("relu").applyScale(moved, 0, 0, 1e3);
    symmetry("relu").applyPermutation(moved, 0, new int[] {1, 0});

    assertNearest("relu", moved);
  }

  @Test
  void biasesThatWereShiftedByHalfTurnsComeBack() {
    double[] moved = THETA.clone();
    symmetry("sin").applyShift(moved, 0, 0, 3);
    symmetry("sin").applyShift(moved, 0, 1, -4);

    assertNearest("sin", moved);
  }
}
