package org.minimacensus.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.census.CensusResult;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.model.RandomNetworks;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.optimize.StepListener;

/** What a count must not depend on, and how it must follow the data, from starts to minima. */
class CensusLawsTest {
  private static final Path ROOT = Path.of("..");
  private static final int RESTARTS = 300;

  /** The study from listed starts. */
  private static LocalStudy from(LocalStudy study, double[][] starts) {
    StudyObjectives objectives =
        StudyObjectives.of(study.plan().spec(), new LocalTrainingData(study.dataset()));
    RestartStarts.Thetas listed = objectives.listedStarts(i -> starts[(int) i], starts.length);
    StudyPlan plan = objectives.plan(study.plan().hash(), "", "ab".repeat(32), listed);
    return new LocalStudy(plan, study.dataset(), study.rows());
  }

  /**
   * The minima of v tanh(w x), of which there are three, in other units.
   *
   * @param x, y factors of inputs and targets; starts are w / x and y v
   */
  private static CensusResult oneUnit(double x, double y) {
    LocalStudy study = LocalStudy.of(ROOT, "conf/known/single-tanh-d.conf");
    double[][] rows =
        study.rows().stream()
            .map(row -> new double[] {x * row[0], y * row[1]})
            .toArray(double[][]::new);
    RandomStream random = RandomStream.of(7, "starts", 0);
    double[][] starts = new double[RESTARTS][];
    for (int i = 0; i < RESTARTS; i++) {
      double w = StrictMath.exp(6 * random.nextDouble() - 3);
      starts[i] = new double[] {w / x, y * (4 * random.nextDouble() - 2)};
    }

    LocalStudy scaled = from(LocalStudy.of(study.plan().spec(), rows), starts);
    return count(scaled, run(scaled, RESTARTS));
  }

  private static List<Endpoint> run(LocalStudy study, int restarts) {
    RestartJob.Worker worker = study.worker();
    List<Endpoint> endpoints = new ArrayList<>();
    for (long r = 0; r < restarts; r++) {
      endpoints.add(worker.run(0, r, StepListener.NONE).endpoint());
    }

    return endpoints;
  }

  private static CensusResult count(LocalStudy study, List<Endpoint> endpoints) {
    StudyPlan plan = study.plan();
    return new CensusCounter(plan.spec().census())
        .rules(plan.objectives().get(0), plan.data().facts())
        .census()
        .count(endpoints);
  }

  private static CensusResult count(LocalStudy study) {
    return count(study, run(study, RESTARTS));
  }

  @Test
  void theOrderInWhichRestartsEndDoesNotMatter() {
    LocalStudy study = LocalStudy.of(ROOT, "conf/many-minima.conf");
    List<Endpoint> endpoints = run(study, RESTARTS);
    CensusResult expected = count(study, endpoints);
    assertThat(expected.minima()).hasSizeGreaterThan(20);
    RandomNetworks networks = new RandomNetworks(5);
    for (int trial = 0; trial < 3; trial++) {
      List<Endpoint> shuffled =
          Arrays.stream(networks.permutation(RESTARTS)).mapToObj(endpoints::get).toList();
      assertThat(count(study, shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsCountedInTwoPartsIsCountedTogetherByTheSameMinima() {
    LocalStudy study = LocalStudy.of(ROOT, "conf/many-minima.conf");
    List<Endpoint> endpoints = run(study, RESTARTS);
    CensusResult whole = count(study, endpoints);
    CensusResult odd = count(study, endpoints.stream().filter(e -> e.restart() % 2 == 1).toList());
    CensusResult even = count(study, endpoints.stream().filter(e -> e.restart() % 2 == 0).toList());
    for (CensusResult part : List.of(odd, even)) {
      for (Endpoint a : endpoints) {
        for (Endpoint b : endpoints.subList(0, 40)) {
          if (part.minimumOf(a).isPresent() && part.minimumOf(b).isPresent()) {
            assertThat(part.minimumOf(a).equals(part.minimumOf(b)))
                .isEqualTo(whole.minimumOf(a).equals(whole.minimumOf(b)));
          }
        }
      }
    }
  }

  @Test
  void twoRestartsFromOneStartAreTwoHitsOfOneMinimum() {
    LocalStudy study = LocalStudy.of(ROOT, "conf/many-minima.conf");
    RandomNetworks networks = new RandomNetworks(6);
    double[][] starts = new double[40][];
    for (int i = 0; i < 20; i++) {
      starts[i] = networks.theta(study.plan().objectives().get(0).architecture());
      starts[i + 20] = starts[i].clone();
    }

    LocalStudy listed = from(study, starts);
    List<Endpoint> endpoints = run(listed, 40);
    CensusResult once = count(listed, endpoints.subList(0, 20));
    CensusResult both = count(listed, endpoints);

    for (int i = 0; i < 20; i++) {
      assertThat(endpoints.get(i + 20).theta()).containsExactly(endpoints.get(i).theta());
      assertThat(both.minimumOf(endpoints.get(i + 20)))
          .isPresent()
          .isEqualTo(both.minimumOf(endpoints.get(i)));
    }

    assertThat(both.distinct()).isEqualTo(once.distinct());
    assertThat(both.minima())
        .extracting(Minimum::hits)
        .isEqualTo(once.minima().stream().map(m -> 2 * m.hits()).toList());
  }

  @Test
  void aRestartThatOccursTwiceIsRefused() {
    LocalStudy study = LocalStudy.of(ROOT, "conf/many-minima.conf");
    List<Endpoint> endpoints = run(study, 3);
    List<Endpoint> twice = new ArrayList<>(endpoints);
    twice.add(endpoints.get(1));

    assertThatThrownBy(() -> count(study, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("restart 1 of objective 'plain' occurs twice");
  }

  private static void assertScaled(
      CensusResult found, CensusResult expected, double loss, double... parameters) {
    assertThat(expected.minima()).hasSize(3);
    assertThat(found.distinct()).isEqualTo(expected.distinct());
    assertThat(found.minima()).hasSameSizeAs(expected.minima());
    for (int i = 0; i < found.minima().size(); i++) {
      Minimum m = found.minima().get(i);
      Minimum of = expected.minima().get(i);
      assertThat(m.endpointClass()).isEqualTo(of.endpointClass());
      assertThat(m.orbit()).isEqualTo(of.orbit());
      assertThat(m.loss()).isCloseTo(loss * of.loss(), within(1e-10 * loss));
      double[] theta = m.representative().theta();
      double[] before = of.representative().theta();
      // Both signs of the unit are the same network.
      double sign = Math.signum(theta[0] * parameters[0] * before[0]);
      for (int j = 0; j < theta.length; j++) {
        double image = sign * parameters[j] * before[j];
        assertThat(theta[j]).isCloseTo(image, within(1e-6 * (1 + Math.abs(image))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 3, 1000})
  void inputsInAnotherUnitHaveTheSameMinimaWithWeightsInTheInverseUnit(double unit) {
    assertScaled(oneUnit(unit, 1), oneUnit(1, 1), 1, 1 / unit, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 3, 1000})
  void targetsInAnotherUnitHaveTheSameMinimaWithOutputsInThatUnit(double unit) {
    assertScaled(oneUnit(1, unit), oneUnit(1, 1), unit * unit, 1, unit);
  }

  @Test
  void mirroredInputsHaveTheSameMinimaMirrored() {
    assertScaled(oneUnit(-1, 1), oneUnit(1, 1), 1, -1, 1);
  }

  @Test
  void everyRowTwiceIsTheSameMeanLoss() {
    LocalStudy study = LocalStudy.of(ROOT, "conf/many-minima.conf");
    List<double[]> rows = new ArrayList<>(study.rows());
    rows.addAll(study.rows());
    LocalStudy doubled = LocalStudy.of(study.plan().spec(), rows.toArray(double[][]::new));
    CensusResult expected = count(study);
    CensusResult found = count(doubled);

    assertThat(found.distinct()).isEqualTo(expected.distinct());
    for (int i = 0; i < found.minima().size(); i++) {
      Minimum m = found.minima().get(i);
      assertThat(m.loss()).isCloseTo(expected.minima().get(i).loss(), within(1e-12));
      assertThat(m.hits()).isEqualTo(expected.minima().get(i).hits());
    }
  }
}
