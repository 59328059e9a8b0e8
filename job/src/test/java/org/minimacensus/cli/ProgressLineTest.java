package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.Glance;
import org.minimacensus.study.StoppingFixtures;
import org.minimacensus.study.StudyFixtures;

class ProgressLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private double now = 100;

  private ProgressLine progress(boolean interactive) {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressLine line =
        new ProgressLine(
            new Terminal(err, err, interactive), StudyFixtures.OBJECTIVES, 10, 1e-9, () -> now);
    for (long r = 0; r < 4; r++) {
      line.finished(
          List.of(
              Glance.of(0, StudyFixtures.endpoint("plain", r)),
              Glance.of(1, StudyFixtures.endpoint("output-neuron", r))));
    }

    return line;
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theLineTellsRestartsMinimaRateAndTimeLeft() {
    // Restarts 0 and 3 end on one loss, 1 on another, 2 at infinity.
    assertThat(progress(true).line(2))
        .isEqualTo("restarts 4/10, minima so far 2 plain / 2 output-neuron, 2.00/s, 3.0 s left");
  }

  @Test
  void theLastLookOfAStoppingRuleIsInTheLine() {
    ProgressLine line = progress(true);
    line.looked(StoppingFixtures.stopping(false).looks().get(0));
    assertThat(line.line(2))
        .isEqualTo(
            "restarts 4/10, minima so far 2 plain / 2 output-neuron, <= 15.3% / <= 9.15% unseen at"
                + " 48, 2.00/s, 3.0 s left");
  }

  @Test
  void onATerminalTheLineIsWrittenOverAndRemovedAtTheEnd() {
    ProgressLine line = progress(true);
    now = 102;
    line.refresh();
    line.refresh();
    assertThat(written()).startsWith("\rrestarts 4/10").containsOnlyOnce("restarts");
    line.end();
    assertThat(written()).endsWith(" \r").doesNotContain("\n");
  }

  @Test
  void withoutATerminalThereIsOneFinalLinePerObjective() {
    ProgressLine line = progress(false);
    line.refresh();
    assertThat(written()).isEmpty();
    line.end();
    assertThat(written().lines())
        .containsExactly(
            "plain: 4 of 10 restarts ended, 3 on minima of 2 losses",
            "output-neuron: 4 of 10 restarts ended, 3 on minima of 2 losses");
  }

  @Test
  void oneLossIsNotCalledLosses() {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ProgressLine line =
        new ProgressLine(new Terminal(err, err, false), List.of("plain"), 1, 1e-9, () -> now);
    line.finished(List.of(Glance.of(0, StudyFixtures.endpoint("plain", 0))));
    line.end();
    assertThat(written().strip()).isEqualTo("plain: 1 of 1 restarts ended, 1 on minima of 1 loss");
  }
}
