package org.minimacensus.study.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.census.Minimum;

class SpectraTest {
  private static List<Spectrum> spectra(LandscapeFixture f, long rows, List<Minimum> minima) {
    return new Spectra(f.evaluator(), f.costs(rows), f.notes()).of(minima);
  }

  @Test
  void eigenvaluesOfAQuadraticAreItsCurvatures() {
    LandscapeFixture f = LandscapeFixture.linear();
    List<Spectrum> found = spectra(f, 4, List.of(f.minimum(0, 1, LandscapeFixture.LOWEST)));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).objective()).isEqualTo("plain");
    assertThat(found.get(0).minimumId()).isZero();
    assertThat(found.get(0).eigenvalues())
        .containsExactly(new double[] {1.25, 1.25, 4.25}, within(1e-14));
    assertThat(f.notes()).isEmpty();
  }

  @Test
  void minimaOnKinksHaveNone() {
    LandscapeFixture f = LandscapeFixture.of(List.of(1), "relu", 0);
    // The unit is 2 - x1: 0 on the first two rows.
    List<Minimum> minima =
        List.of(f.minimum(0, 1, -1, 0, 2, 1, 0), f.minimum(1, 1, -1, 0, 3, 1, 0));
    List<Spectrum> found = spectra(f, 4, minima);

    assertThat(found).extracting(Spectrum::minimumId).containsExactly(1L);
    assertThat(f.notes())
        .containsExactly(
            "plain: spectra/ lacks 1 minimum on kinks, or where the Hessian is not" + " finite");
  }

  @Test
  void asManyAsCanBeAffordedAndANoteOfTheRest() {
    LandscapeFixture f = LandscapeFixture.linear();
    List<Minimum> minima = new ArrayList<>();
    for (int id = 0; id < 60; id++) {
      minima.add(f.minimum(id, 1, id, 0, 0));
    }

    assertThat(spectra(f, 4, minima)).hasSize(ObjectivePictures.SECTIONS);
    assertThat(f.notes()).as("no more have a section").isEmpty();
    // 3e8 rows of three parameters: 2.7e9 a minimum.
    assertThat(spectra(f, 300_000_000, minima)).hasSize(3);
    assertThat(f.notes())
        .containsExactly(
            "plain: spectra/ has 3 of the 50 minima that it would have: with 3 parameters and"
                + " 300000000 rows more would take too long");
    assertThat(new LandscapeCosts(1, 1000).spectra()).isPositive();
    assertThat(new LandscapeCosts(1, 1001).spectra()).isZero();
  }
}
