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
import org.junit.jupiter.params.provider.ValueSource;

class StudyHashTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study.name=t",
        "data.path=e.csv",
        "data.format=parquet",
        "data.header=true",
        "data.target=[y]",
        "network.leaky-slope=0.2",
        "loss.power=4",
        "augmentation.degree=3",
        "objectives=[output-neuron, plain]",
        "restarts.count=7",
        "restarts.first=7",
        "restarts.stopping.rule=coverage",
        "restarts.stopping.rule=bayes",
        "restarts.stopping.max-seconds=7",
        "restarts.stopping.target=0.5",
        "restarts.stopping.confidence=0.5",
        "restarts.init.low=1",
        "restarts.init.high=1",
        "restarts.init.path=x",
        "optimizer.step=7",
        "execution.mode=restart-parallel",
        "execution.mode=data-parallel",
        "execution.live-searches=64",
        "output.path=elsewhere",
        "output.traces=all",
      })
  void whatChangesNoResultIsNotInTheHash(String set) throws IOException {
    assertThat(hash(set)).isEqualTo(hash("study.name=s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "study.seed=1",
        "data.task=regression",
        "data.standardize=false",
        "network.hidden=[4]",
        "network.activation=sin",
        "network.bias=false",
        "network.output-bias=false",
        "network.direct=true",
        "network.output-activation=tanh",
        "network.kind=deep-linear",
        "network.kind=resnet",
        "loss.name=logistic",
        "loss.reduction=sum",
        "regularization.l2=1",
        "objectives=[plain]",
        "augmentation.lambda=1",
        "augmentation.init.a=2",
        "augmentation.init.w=2",
        "augmentation.init.b=2",
        "restarts.init.distribution=uniform",
        "restarts.init.scale=2",
        "optimizer.name=newton",
        "optimizer.gradient-tolerance=1e-9",
        "optimizer.max-iterations=7",
        "certify.keep-saddles=true",
        "census.value-tolerance=1e-8",
        "census.parameter-tolerance=1e-8",
        "execution.shards=7",
      })
  void whatChangesResultsIsInTheHash(String set) throws IOException {
    assertThat(hash(set)).isNotEqualTo(hash("study.name=s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss.name=polynomial-hinge; loss.power=4",
        "loss.name=huber; loss.delta=2",
        "objectives=[monomial-neuron]; augmentation.degree=3",
        "objectives=[monomial-neuron]; augmentation.lambda=3",
        "objectives=[relu-neuron]; augmentation.lambda=3",
        "objectives=[relu-neuron]; augmentation.init.w=3",
        "objectives=[loss-scaling]; augmentation.lambda=3",
        "objectives=[loss-scaling]; augmentation.init.a=3",
        "objectives=[loss-scaling]; augmentation.init.b=3",
        "network.activation=leaky-relu; network.leaky-slope=0.2",
        "optimizer.name=gradient-descent; optimizer.step=7",
        "restarts.init={distribution=log-uniform, low=1, high=2}; restarts.init.low=0.5",
        "restarts.init={distribution=log-uniform, low=1, high=2}; restarts.init.high=3",
      })
  void keysOfAChosenMethodCountWithIt(String sets) throws IOException {
    String[] both = sets.split("; ");
    assertThat(hash(both)).isNotEqualTo(hash(both[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network.hidden=[]; network.activation=sin",
        "network.hidden=[]; network.direct=true",
        "objectives=[plain]; augmentation.lambda=7",
        "objectives=[plain]; augmentation.init.a=7",
        "objectives=[output-neuron-limit]; augmentation.lambda=7",
        "objectives=[output-neuron, relu-neuron]; augmentation.degree=7",
        "objectives=[plain, loss-scaling]; augmentation.degree=7",
        "objectives=[plain, loss-scaling]; augmentation.init.w=7",
        "loss.name=smooth-hinge; loss.delta=7",
        "loss.name=huber; loss.power=7",
        "restarts.init.distribution=he; restarts.init.scale=7",
        "network.activation=identity; network.kind=deep-linear",
        "certify.level=numeric; certify.level=interval",
      })
  void keysOfMethodsNotChosenDoNotCount(String sets) throws IOException {
    String[] both = sets.split("; ");
    assertThat(hash(both)).isEqualTo(hash(both[0]));
  }

  @Test
  void dataAndStartsAreInTheHash() throws IOException {
    StudyConf plain = load();
    StudyConf fromFile = load("restarts.init.distribution=file", "restarts.init.path=x");

    assertThat(StudyConf.studyHash(plain.spec(), "aa"))
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(StudyConf.studyHash(plain.spec(), "ab"));
    assertThat(StudyConf.studyHash(fromFile.spec(), "aa", "cc"))
        .isNotEqualTo(StudyConf.studyHash(fromFile.spec(), "aa", "cd"));
    assertThatThrownBy(() -> StudyConf.studyHash(fromFile.spec(), "aa"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "startsSha256 must be given exactly when restarts.init.distribution is file;"
                + " distribution is file, startsSha256 ''");
  }

  @Test
  void theHashOfAStudyIsFixed() throws IOException {
    assertThat(hash("study.name=s"))
        .isEqualTo("41aa99d4d010ce92cc64a4327041b5433d4f38bd37ad88e43cafc3b9f9e30d9d");
  }

  private String hash(String... sets) throws IOException {
    return StudyConf.studyHash(load(sets).spec(), "data");
  }

  private StudyConf load(String... sets) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.conf"), "study.name = s, data.path = d.csv, loss.name = squared");
    return StudyConf.load(file, List.of(sets));
  }
}
