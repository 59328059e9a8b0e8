package org.minimacensus.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.minimacensus.objective.Point;

class SearchesTest {
  private static Search create(String name, int dimension) {
    return Searches.create(
        name,
        Point.of(new double[dimension]),
        new SearchLimits(1e-8, 100),
        0.1,
        Recentering.NONE,
        StepListener.NONE);
  }

  @Test
  void everyNameMakesItsSearch() {
    assertThat(create("lbfgs", 3)).isExactlyInstanceOf(LbfgsSearch.class);
    assertThat(create("lbfgs-newton", 3)).isInstanceOf(LbfgsNewtonSearch.class);
    assertThat(create("gradient-descent", 3)).isInstanceOf(GradientDescentSearch.class);
    for (String name : Searches.NAMES) {
      assertThat(ClassicFunctions.logisticRegression().minimise(create(name, 3)).value())
          .as(name)
          .isLessThan(4);
    }
  }

  @Test
  void autoFactorsOnlySmallHessians() {
    assertThat(create("auto", Searches.LARGEST_FACTORED)).isInstanceOf(LbfgsNewtonSearch.class);
    assertThat(create("auto", Searches.LARGEST_FACTORED + 1))
        .isExactlyInstanceOf(LbfgsSearch.class);
  }

  @Test
  void newtonDecomposesOnlySmallHessians() {
    assertThat(create("newton", Searches.LARGEST_DECOMPOSED)).isInstanceOf(NewtonSearch.class);
    assertThat(create("newton", Searches.LARGEST_DECOMPOSED + 1))
        .isInstanceOf(NewtonCgSearch.class);
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> create("adam", 3))
        .withMessage(
            "optimizer.name must be one of [auto, lbfgs, lbfgs-newton, newton,"
                + " gradient-descent], was 'adam'");
  }
}
