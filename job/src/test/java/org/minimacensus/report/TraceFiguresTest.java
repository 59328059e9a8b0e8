package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.minimacensus.optimize.StepListener;
import org.minimacensus.study.LocalStudy;
import org.minimacensus.study.RestartResult;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Trace;

class TraceFiguresTest {
  private static final double[] NONE = {};

  private static Figure figure(String objective, List<TraceStep> steps) {
    RunPictures pictures =
        new RunPictures(
            List.of(),
            List.of(),
            List.of(),
            List.of(new Trace(objective, 0, "strict-minimum", steps)),
            null,
            List.of(),
            List.of());
    return TraceFigures.of(ReportFixtures.summary(), pictures).get(0);
  }

  private static Figure.Panel panel(Figure figure, int number) {
    return (Figure.Panel) ((List<?>) figure.drawing().get("panels")).get(number);
  }

  /** Places of the points of a series that are drawn. */
  private static List<Double> drawn(Figure.Series series) {
    return series.points().stream()
        .filter(p -> Double.isFinite(p.get(1)))
        .map(p -> p.get(0))
        .toList();
  }

  private static List<Double> places(List<TraceStep> steps, boolean elsewhere) {
    return steps.stream()
        .filter(s -> s.theta().length == 0 == elsewhere)
        .map(s -> (double) s.iteration())
        .toList();
  }

  /** Restarts of the quickstart of several searches, of the second objective in charts too. */
  @ParameterizedTest(name = "objective {0}, restart {1}")
  @CsvSource({"0, 2, false", "1, 0, true", "1, 1, true"})
  void theAxisIsTheStepsOfTheRestart(int objective, long restart, boolean charts) {
    LocalStudy study =
        LocalStudy.of(
            Path.of(System.getProperty("basedir")).getParent(),
            "conf/quickstart.conf",
            "output.traces=all");
    RestartResult result = study.worker().run(objective, restart, StepListener.NONE);
    List<TraceStep> steps = result.trace();
    TraceStep last = steps.get(steps.size() - 1);
    assertThat(last.segment()).isGreaterThanOrEqualTo(2);

    Figure figure = figure(study.plan().objectives().get(objective).name(), steps);

    Figure.Panel losses = panel(figure, 0);
    Figure.Series own = losses.series().get(0);
    assertThat(drawn(own)).isEqualTo(places(steps, false));
    int end = drawn(own).get(drawn(own).size() - 1).intValue();
    assertThat(figure.words()).startsWith("In " + end + " steps the loss goes from ");
    assertThat(figure.table()).contains("<th scope=\"row\">" + last.iteration() + "</th>");
    assertThat(losses.series()).hasSize(charts ? 2 : losses.series().size());
    if (losses.series().size() > 1) {
      assertThat(losses.series().get(1).line()).isEqualTo("faint");
      assertThat(drawn(losses.series().get(1))).isEqualTo(places(steps, true));
      assertThat(figure.caption()).contains("Grey dots: steps of searches elsewhere");
    }

    if (charts) {
      assertThat(figure.table()).contains("<td>elsewhere</td>");
    }

    double most = losses.rules().stream().mapToDouble(Figure.Rule::at).max().orElseThrow();
    assertThat(most).isLessThanOrEqualTo(result.endpoint().iterations());
    assertThat(last.iteration()).isEqualTo(result.endpoint().iterations());
  }

  /** Each from where the last one ended; the search s has s steps. */
  private static List<TraceStep> searches(int count) {
    List<TraceStep> steps = new ArrayList<>();
    int iteration = 0;
    for (int segment = 0; segment < count; segment++) {
      for (int i = 0; i <= segment; i++) {
        steps.add(
            new TraceStep("plain", 0, segment, iteration + i, 1, 1, 1, new double[] {1}, NONE));
      }

      iteration += segment;
    }

    return steps;
  }

  @Test
  void ofVeryManySearchesTheLongestHaveALineAndThatIsSaid() {
    Figure few = figure("plain", searches(4));
    assertThat(panel(few, 0).rules()).extracting(Figure.Rule::at).containsExactly(0.0, 1.0, 3.0);
    assertThat(few.caption()).contains(" At vertical lines another search begins");

    Figure many = figure("plain", searches(115));

    // The search s begins after 0 + 1 + ... + (s - 1) steps.
    assertThat(panel(many, 0).rules())
        .hasSize(20)
        .extracting(Figure.Rule::at)
        .contains(95.0 * 94 / 2, 114.0 * 113 / 2)
        .doesNotContain(94.0 * 93 / 2)
        .isSorted();
    assertThat(many.caption())
        .contains("115 searches", "20 of them begin, those with the most of the drawn steps");
    assertThat(many.words()).contains(String.format(Locale.ROOT, "In %d steps", 115 * 114 / 2));
  }

  @Test
  void stepsWithoutParametersAreNotToldApartAndThatIsSaid() {
    List<TraceStep> bare = List.of(new TraceStep("plain", 0, 0, 0, 1, 1, 1, NONE, NONE));

    Figure figure = figure("plain", bare);

    assertThat(panel(figure, 0).series()).hasSize(1);
    assertThat(drawn(panel(figure, 0).series().get(0))).containsExactly(0.0);
    assertThat(figure.caption()).contains("is not known here");
  }

  @Test
  void aWayThatEndsElsewhereSaysSo() {
    List<TraceStep> steps = new ArrayList<>(searches(2));
    steps.add(new TraceStep("plain", 0, 2, 1, 1, 1, 1, NONE, NONE));
    steps.add(new TraceStep("plain", 0, 2, 2, 9, 1, 1, NONE, NONE));

    assertThat(figure("plain", steps).words())
        .startsWith("In 1 step the loss goes from 1 to 1,")
        .endsWith("From there it is searched elsewhere up to step 2.");
  }
}
