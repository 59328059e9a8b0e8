package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.PlainRows;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.StepListener;

/**
 * Points on the line on which one unit is split into two (Fukumizu and Amari 2000): minima on one
 * side, saddles of the same loss on the other. The reference was made by {@code split_units.py}.
 */
class SplitUnitsTest {
  private static final Path DATA = Path.of("..").resolve("data/known");
  private static final Map<String, String> FILES =
      Map.of(
          "S1", "two-tanh-s1-decay-0.01.csv",
          "S2", "single-tanh-d.csv",
          "S3", "two-tanh-s3-decay-0.01.csv");

  record Split(
      String data,
      double gamma,
      String endpointClass,
      double loss,
      int zeroModes,
      int negativeModes,
      double smallest,
      double[] theta) {
    @Override
    public String toString() {
      return data + " at loss " + loss + ", gamma " + gamma;
    }
  }

  static List<Split> splits() throws IOException {
    try (var in = SplitUnitsTest.class.getResourceAsStream("/reference/split-units.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(2)
          .map(line -> line.split(","))
          .map(
              f ->
                  new Split(
                      f[0],
                      Double.parseDouble(f[1]),
                      f[2],
                      Double.parseDouble(f[3]),
                      Integer.parseInt(f[4]),
                      Integer.parseInt(f[5]),
                      Double.parseDouble(f[6]),
                      numbers(f[7], " ")))
          .toList();
    }
  }

  private static double[] numbers(String line, String separator) {
    return Arrays.stream(line.split(separator)).mapToDouble(Double::parseDouble).toArray();
  }

  /** What a restart of two tanh units without biases that starts there ends on. */
  private static Endpoint end(String file, double... theta) throws IOException {
    double[][] rows =
        Files.readAllLines(DATA.resolve(file)).stream()
            .map(line -> numbers(line, ","))
            .toArray(double[][]::new);
    int inputs = rows[0].length - 1;
    Dataset data =
        PlainRows.set(
            Arrays.stream(rows).map(r -> Arrays.copyOf(r, inputs)).toArray(double[][]::new),
            Arrays.stream(rows).map(r -> new double[] {r[inputs]}).toArray(double[][]::new),
            Task.REGRESSION);
    Architecture architecture =
        new Architecture(
            inputs,
            List.of(2),
            1,
            Activations.named("tanh", 0.1),
            Activations.named("identity", 0.1),
            false,
            false,
            false);
    Loss loss = Losses.named("squared", 1);
    LocalEvaluator evaluator =
        new LocalEvaluator(Objective.plain(architecture, loss, Reduction.SUM, 0), data);
    RestartRunner runner =
        new RestartRunner(
            evaluator,
            evaluator,
            of -> new LocalEvaluator(of, data),
            FunctionSpaceFloor.of(data, loss, Reduction.SUM),
            new RestartSettings("auto", 1e-10, 5000, 0.1, true));
    return runner.run(0, 7, Point.of(theta), StepListener.NONE);
  }

  @ParameterizedTest
  @MethodSource("splits")
  void aSplitUnitIsAMinimumOnOneSideAndASaddleOnTheOther(Split split) throws IOException {
    Endpoint end = end(FILES.get(split.data), split.theta);

    assertThat(end.endpointClass().label()).as(end.evidence()).isEqualTo(split.endpointClass);
    assertThat(end.loss()).isCloseTo(split.loss, within(1e-14 * (1 + split.loss)));
    assertThat(end.hessianZeroModes()).as("zero modes").isEqualTo(split.zeroModes);
    assertThat(end.hessianNegativeModes()).as("negative modes").isEqualTo(split.negativeModes);
    if (split.negativeModes > 0) {
      assertThat(end.hessianMinEigenvalue())
          .isCloseTo(split.smallest, within(1e-4 * Math.abs(split.smallest)));
    }
  }

  /**
   * Yun, Sra and Jadbabaie's stationary points of loss 1/3 are minima for some weights and saddles
   * for others: here u sigma'' &lt; 0 for both units, and two directions go down.
   */
  @Test
  void theirStationaryPointIsASaddleWhereBothUnitsBendDown() throws IOException {
    double u = (1 / 3.0 - 0.22 * Math.tanh(1)) / Math.tanh(1);

    Endpoint end = end("yun-tanh.csv", 1, 1, 1, 1, 0.22, u);

    assertThat(end.endpointClass()).as(end.evidence()).isEqualTo(EndpointClass.SADDLE);
    assertThat(end.detail()).isEqualTo("strict-saddle");
    assertThat(end.loss()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(end.hessianNegativeModes()).isEqualTo(2);
    assertThat(end.hessianMinEigenvalue()).isCloseTo(-0.0466648, within(1e-6));
  }
}
