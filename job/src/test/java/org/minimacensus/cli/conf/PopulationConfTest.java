package org.minimacensus.cli.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;

/** The conf of a loss without data. */
class PopulationConfTest {
  private static final Path CONF = Path.of("..", "conf", "studies", "relu-population.conf");

  @TempDir Path folder;

  private static StudySpec load(String... sets) {
    return StudyConf.load(CONF, List.of(sets)).spec();
  }

  private static String hash(String... sets) {
    return StudyConf.studyHash(load(sets), "");
  }

  @Test
  void thePublishedConfHasNoData() {
    StudySpec spec = load();

    assertThat(spec.loss().population()).isTrue();
    assertThat(spec.data().path()).isEmpty();
    assertThat(spec.network().hidden()).containsExactly(10);
    assertThat(spec.restarts().init().distribution()).isEqualTo("glorot");
  }

  @Test
  void theResolvedConfReadsBackToTheSameStudy() throws IOException {
    StudyConf conf = StudyConf.load(CONF, List.of());
    Path resolved = Files.writeString(folder.resolve("resolved.conf"), conf.resolved());

    assertThat(conf.resolved()).contains("path = null");
    assertThat(StudyConf.load(resolved, List.of()).spec()).isEqualTo(conf.spec());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network.hidden=[3,3] | network.hidden: expected one width [k] | [3, 3]",
        "network.hidden=[] | network.hidden: expected one width [k] | []",
        "network.activation=tanh | network.activation: expected relu | tanh",
        "network.bias=true | network.bias: expected false | true",
        "network.output-bias=true | network.output-bias: expected false | true",
        "network.direct=true | network.direct: expected false | true",
        "network.output-activation=tanh | network.output-activation: expected identity | tanh",
        "loss.reduction=sum | loss.reduction: expected mean | sum",
        "regularization.l2=0.5 | regularization.l2: expected 0 | 0.5",
        "objectives=[plain,output-neuron] | objectives: expected [plain] (added neurons need a"
            + " training set) | [plain, output-neuron]",
        "execution.mode=data-parallel | execution.mode: expected auto or restart-parallel (there"
            + " are no rows to distribute) | data-parallel",
      })
  void whatDoesNotFitThePopulationIsRefused(String set, String expected, String found) {
    assertThatThrownBy(() -> load(set))
        .isInstanceOf(StudyException.class)
        .hasMessageStartingWith("--set: " + expected)
        .hasMessageEndingWith(found);
  }

  @Test
  void layersWithoutActivationsAreRefused() {
    assertThatThrownBy(() -> load("network.kind=deep-linear", "network.activation=null"))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "--set: network.kind: expected mlp with loss.name = relu-population, found"
                + " deep-linear");
  }

  @Test
  void dataAreRefused() {
    assertThatThrownBy(() -> load("data.path=a.csv"))
        .isInstanceOf(StudyException.class)
        .hasMessage(
            "--set: data.path: expected no such key with loss.name = relu-population, whose inputs"
                + " are a population, found 'a.csv'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.task=multiclass",
        "data.standardize=false",
        "execution.shards=7",
        "restarts.count=7"
      })
  void whatChangesNothingWithoutDataIsNotInTheHash(String set) {
    assertThat(hash(set)).isEqualTo(hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.hidden=[7]", "restarts.init.distribution=normal"})
  void unitsAndStartsAreInTheHash(String set) {
    assertThat(hash(set)).isNotEqualTo(hash());
  }
}
