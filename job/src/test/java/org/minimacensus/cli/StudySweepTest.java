package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.StudyException;

class StudySweepTest {
  @TempDir Path folder;
  private Path conf;

  @BeforeEach
  void writeConf() throws IOException {
    conf = folder.resolve("s.conf");
    Files.writeString(
        conf,
        """
        study { name = s, seed = 1 }
        data { path = "a.csv", task = regression }
        network { hidden = [2], activation = tanh }
        loss { name = squared }
        """);
  }

  private StudySweep sweep(String... sweeps) {
    return StudySweep.of(List.of(sweeps), sets -> StudyConf.load(conf, sets));
  }

  private static void refused(Runnable sweep, String... words) {
    assertThatThrownBy(sweep::run)
        .isInstanceOfSatisfying(
            StudyException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCodes.USAGE))
        .hasMessageContainingAll(words);
  }

  @Test
  void commasWithinBracketsBracesAndQuotesBelongToAValue() {
    assertThat(StudySweep.values("1, 2 ,3")).containsExactly("1", "2", "3");
    assertThat(StudySweep.values("[3],[2,2],[]")).containsExactly("[3]", "[2,2]", "[]");
    assertThat(StudySweep.values("{a=1,b=[1,2]},x")).containsExactly("{a=1,b=[1,2]}", "x");
    assertThat(StudySweep.values("\"a,b\",\"[\",c")).containsExactly("\"a,b\"", "\"[\"", "c");
    assertThat(StudySweep.values("1,,2")).containsExactly("1", "", "2");
  }

  @Test
  void severalKeysMakeEveryCombination() {
    assertThat(sweep("network.hidden=[2],[3],[4]", "regularization.l2=0,0.1").size()).isEqualTo(6);
    assertThat(sweep("data.path=a.csv,b.csv").size()).as("data sets differ").isEqualTo(2);
    assertThat(sweep("data.target=[0],[-1]").size()).as("another target").isEqualTo(2);
    assertThat(sweep("data.standardize=true,false").size()).as("other numbers").isEqualTo(2);
    assertThat(sweep("data.rows=10,100,all").size()).as("data sizes").isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "regularization.l2",
        "=1,2",
        "regularization.l2=",
        "regularization.l2=0,,1",
      })
  void whatIsNoListIsRefused(String sweep) {
    refused(() -> sweep(sweep), "--sweep", "KEY=V1,V2,...", "found '" + sweep + "'");
  }

  @Test
  void aWrongValueIsToldWithItsStudy() {
    refused(() -> sweep("network.hidden=[2],x"), "--sweep network.hidden=x", "whole numbers");
    refused(() -> sweep("network.hiden=[2],[3]"), "--sweep network.hiden=[2]", "network.hidden");
  }

  @Test
  void aKeyIsSweptOnce() {
    refused(() -> sweep("study.seed=1,2", "study.seed=3"), "study.seed for the second time");
  }

  @Test
  void valuesThatMakeOneStudyAreRefused() {
    refused(
        () -> sweep("restarts.count=10,20"), "restarts.count = 10", "restarts.count = 20", "same");
    refused(() -> sweep("regularization.l2=0.1,1e-1"), "regularization.l2 = 1e-1");
    refused(() -> sweep("data.rows=10,1e1"), "data.rows = 1e1");
    refused(
        () -> sweep("data.rows-seed=1,2"), "data.rows-seed = 1 and data.rows-seed = 2", "same one");
    refused(() -> sweep("data.rows=all,10", "data.rows-seed=1,2"), "data.rows = all, data.rows-");
  }

  @Test
  void otherDrawsAreOtherStudies() {
    assertThat(sweep("data.rows=10", "data.rows-seed=1,2").size()).isEqualTo(2);
  }

  /** Whatever is said of data: there are none. */
  @ParameterizedTest
  @ValueSource(
      strings = {"data.rows=10,all", "data.standardize=true,false", "data.format=csv,libsvm"})
  void dataOfALossWithoutDataMakeNoStudies(String sweep) throws IOException {
    Files.copy(
        Path.of("..", "conf", "studies", "relu-population.conf"),
        conf,
        StandardCopyOption.REPLACE_EXISTING);

    refused(() -> sweep(sweep), "--sweep: expected values that make different studies", "same one");
    assertThat(sweep("network.hidden=[3],[4]").size()).isEqualTo(2);
  }

  @Test
  void startsMayComeFromAFile() throws IOException {
    Files.writeString(
        conf, "restarts.init { distribution = file, path = s.csv }", StandardOpenOption.APPEND);

    assertThat(sweep("restarts.init.path=s.csv,t.csv").size()).isEqualTo(2);
    assertThat(sweep("regularization.l2=0,0.1").size()).isEqualTo(2);
    refused(() -> sweep("restarts.count=10,20"), "same one");
  }
}
