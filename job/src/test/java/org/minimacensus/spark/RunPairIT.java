package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.PathFinder;
import org.minimacensus.study.Proofs;
import org.minimacensus.study.Recorders;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.RestartSet;
import org.minimacensus.study.ResultStore;
import org.minimacensus.study.StudyFixtures;
import org.minimacensus.study.compare.BitsCheck;
import org.minimacensus.study.compare.EndpointFact;
import org.minimacensus.study.pictures.Landscape;
import org.minimacensus.study.pictures.RunPageMaker;

/** The same starts of two stored runs, bit by bit. */
@ExtendWith(SharedSpark.class)
class RunPairIT extends RunStoreFixture {
  RunPairIT(SparkSession spark) {
    super(spark);
  }

  /** Eight restarts, of which two have another last bit in one column. */
  private void publishChanged(String run) {
    try (ResultStore.Draft draft = store(StudyFixtures.HASH).draft(StudyFixtures.request(run))) {
      try (Recorders.Recorder recorder = draft.recorders().open("test")) {
        LongStream.range(0, 8).forEach(r -> recorder.add(changed(r)));
      }

      var ledger = draft.ledger(RestartSet.range(0, 8));
      StudyFixtures.OBJECTIVES.forEach(o -> ledger.count(o, 0, PathFinder.NONE));
      draft.publish(
          StudyFixtures.summary(run, 8),
          StudyFixtures.provenance(run, StudyFixtures.HASH),
          Landscape.NONE,
          Proofs.NONE,
          RunPageMaker.NONE);
    }
  }

  private static List<RestartResult> changed(long restart) {
    return StudyFixtures.restart(restart).stream()
        .map(r -> new RestartResult(changed(r.endpoint()), r.trace()))
        .toList();
  }

  private static Endpoint changed(Endpoint e) {
    boolean plain = e.objective().equals("plain");
    if (plain && e.restart() == 3) {
      return e.toBuilder().loss(Math.nextUp(e.loss())).build();
    }

    return plain && e.restart() == 6 ? e.toBuilder().theta(new double[] {1, 2, 3}).build() : e;
  }

  private PartFiles parts(String run) {
    return stored(run).parts(spark.sparkContext(), StudyFixtures.OBJECTIVES);
  }

  @Test
  void everyRestartThatDiffersInOneBitIsToldWithItsColumn() {
    publish("r0", 8);
    publishChanged("other");

    BitsCheck plain = RunPair.bits("plain", parts("r0"), parts("other"), 8);
    assertThat(plain.restarts()).isEqualTo(8);
    assertThat(plain.differing()).isEqualTo(2);
    assertThat(plain.firstColumns()).isEqualTo(Map.of("loss", 1L, "theta", 1L));
    assertThat(plain.examples())
        .containsExactly("restart 3 differs first in loss", "restart 6 differs first in theta");
    assertThat(RunPair.bits("output-neuron", parts("r0"), parts("other"), 8).differing()).isZero();
  }

  @Test
  void factsAreThoseOfTheStoredEndpoints() {
    publish("r0", 8);
    List<EndpointFact> facts = stored("r0").facts("output-neuron");

    assertThat(facts).hasSize(8);
    for (EndpointFact f : facts) {
      Endpoint e = StudyFixtures.endpoint("output-neuron", f.restart());
      Long minimum = e.endpointClass().isMinimum() ? f.restart() % 3 : null;
      assertThat(f).isEqualTo(EndpointFact.of(e, minimum));
    }
  }
}
