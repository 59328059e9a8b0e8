package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.minimacensus.study.Plateau;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;
import org.minimacensus.study.pictures.Trace;

/** The pictures of the run of {@link ReportFixtures}. */
final class PictureFixtures {
  /** Network parameters: two inputs, three hidden units, one output. */
  private static final int PARAMETERS = 13;

  /** Columns and rows of a slice. */
  private static final int GRID = 41;

  private PictureFixtures() {}

  static RunPictures pictures() {
    List<Trace> traces = new ArrayList<>();
    for (long restart : new long[] {0, 17}) {
      traces.add(trace(0, restart));
      traces.add(trace(1, restart));
    }

    return new RunPictures(
        List.of(objective(0), objective(1)),
        List.of(spectrum(0, 0), spectrum(0, 1), spectrum(0, 4), spectrum(1, 0), spectrum(1, 1)),
        List.of(throughMinima(), alongTrajectory()),
        traces,
        recount(),
        List.of(),
        List.of("of the class " + ReportFixtures.HOSTILE + " nothing is shown"));
  }

  private static ObjectivePictures objective(int o) {
    List<Long> hits = ReportFixtures.HITS.get(o);
    List<ObjectivePictures.Abundance> abundances = new ArrayList<>();
    List<ObjectivePictures.MinimumDetail> minima = new ArrayList<>();
    for (int m = 0; m < hits.size(); m++) {
      abundances.add(new ObjectivePictures.Abundance(m, m, hits.get(m), m > 0));
      long first = 17L * m;
      minima.add(
          new ObjectivePictures.MinimumDetail(
              m,
              first,
              vector(PARAMETERS, m),
              o == 0 ? new double[0] : new double[] {1e-7, 0.5, -0.5, -12},
              ReportFixtures.loss(o, m),
              m,
              LongStream.range(first, first + Math.min(20, hits.get(m))).boxed().toList(),
              "the Hessian is positive definite; " + ReportFixtures.HOSTILE));
    }

    return new ObjectivePictures(
        ReportFixtures.OBJECTIVES.get(o), waterfall(o), abundances, values(hits.size()), minima);
  }

  /** Every endpoint with a finite loss: the minima with noise, then what is no minimum. */
  private static List<ObjectivePictures.Drop> waterfall(int o) {
    List<ObjectivePictures.Drop> drops = new ArrayList<>();
    List<Long> hits = ReportFixtures.HITS.get(o);
    for (int m = 0; m < hits.size(); m++) {
      String label = m == 4 ? "degenerate-minimum" : "strict-minimum";
      for (long i = 0; i < hits.get(m); i++) {
        double loss = ReportFixtures.loss(o, m) * (1 + 1e-15 * i);
        drops.add(new ObjectivePictures.Drop(drops.size(), loss, label));
      }
    }

    String[] others = {"at-infinity", "saddle", "at-infinity", "at-infinity", "unconverged"};
    while (drops.size() < ReportFixtures.RESTARTS - 3) {
      int rank = drops.size();
      drops.add(new ObjectivePictures.Drop(rank, 0.2 + 1e-3 * rank, others[rank / 40 % 5]));
    }

    return drops;
  }

  private static List<ObjectivePictures.Values> values(int minima) {
    return IntStream.rangeClosed(-16, 16)
        .mapToObj(
            i ->
                new ObjectivePictures.Values(
                    i / 4.0,
                    1e-9 * Math.pow(10, i / 4.0),
                    i < -12 ? minima + 40 : Math.max(1, minima - Math.max(0, i / 2))))
        .toList();
  }

  private static double[] vector(int length, int seed) {
    double[] v = new double[length];
    Arrays.setAll(v, i -> Math.sin(1.0 + 3 * i + 7 * seed) * (i % 4 == 0 ? 3 : 0.7));
    return v;
  }

  private static Spectrum spectrum(int o, int minimum) {
    int p = o == 0 ? PARAMETERS : PARAMETERS + 4;
    double[] eigenvalues = new double[p];
    Arrays.setAll(eigenvalues, i -> 1e-6 * Math.pow(4, i) * (1 + 0.1 * minimum));
    if (minimum == 4) {
      eigenvalues[0] = -3e-15;
      eigenvalues[1] = 1e-14;
    }

    if (minimum == 1 && o == 1) {
      eigenvalues[0] = -2e-4;
    }

    return new Spectrum(ReportFixtures.OBJECTIVES.get(o), minimum, eigenvalues);
  }

  private static double[] grid(double half) {
    return IntStream.range(0, GRID).mapToDouble(i -> half * (2.0 * i / (GRID - 1) - 1)).toArray();
  }

  private static LossSlice slice(
      int number, String kind, long[] minima, long restart, double half, double[] marks) {
    double[] x = grid(half);
    double[] losses = new double[GRID * GRID];
    for (int j = 0; j < GRID; j++) {
      for (int i = 0; i < GRID; i++) {
        double well = Math.min(square(x[i] + 1, x[j]), square(x[i] - 1, x[j] - 0.5) + 0.01);
        losses[j * GRID + i] = ReportFixtures.BEST[0] + 0.3 * well;
      }
    }

    losses[3] = Double.NaN;
    return new LossSlice(
        "plain",
        number,
        kind,
        minima,
        restart,
        vector(PARAMETERS, 1),
        vector(PARAMETERS, 2),
        vector(PARAMETERS, 3),
        x,
        x,
        losses,
        marks);
  }

  private static double square(double x, double y) {
    return x * x + y * y;
  }

  private static LossSlice throughMinima() {
    return slice(0, LossSlice.MINIMA, new long[] {0, 1}, -1, 2, new double[] {-1, 0, 1, 0.5});
  }

  private static LossSlice alongTrajectory() {
    double[] marks = new double[60];
    for (int k = 0; k < 30; k++) {
      double t = k / 29.0;
      marks[2 * k] = 1.8 * (1 - t) - t;
      marks[2 * k + 1] = 1.5 * (1 - t) * Math.cos(5 * t);
    }

    return slice(1, LossSlice.TRAJECTORY, new long[0], 17, 2, marks);
  }

  /** Three searches; of restart 17 the second one is elsewhere. Steps are counted over all. */
  private static Trace trace(int o, long restart) {
    String name = ReportFixtures.OBJECTIVES.get(o);
    List<TraceStep> steps = new ArrayList<>();
    int[] begins = {0, 60, 80, 100};
    for (int segment = 0; segment < 3; segment++) {
      boolean elsewhere = segment == 1 && restart == 17;
      for (int i = begins[segment]; i <= begins[segment + 1]; i++) {
        double t = i;
        double gap = 2 * Math.exp(-0.25 * t);
        steps.add(
            new TraceStep(
                name,
                restart,
                segment,
                i,
                ReportFixtures.BEST[o] + gap,
                gap * (1.5 + Math.sin(t)),
                3,
                elsewhere ? new double[0] : vector(PARAMETERS, i),
                o == 0 || elsewhere
                    ? new double[0]
                    : new double[] {0.8 * Math.exp(-0.1 * t), 0.5 + 0.01 * t, -0.5, 1 - 0.1 * t}));
      }
    }

    return new Trace(
        name, restart, restart == 0 ? "strict-minimum" : ReportFixtures.HOSTILE, steps);
  }

  private static RecountSummary recount() {
    List<RecountSummary.Sweep> sweeps = new ArrayList<>();
    for (int o = 0; o < 2; o++) {
      long minima = ReportFixtures.HITS.get(o).size();
      sweeps.add(
          new RecountSummary.Sweep(
              ReportFixtures.OBJECTIVES.get(o),
              IntStream.rangeClosed(-3, 3).mapToObj(d -> point(d, minima)).toList(),
              List.of(new Plateau("minima", minima, 1e-9, 1e-7, 1e-5, 1e-3, 2))));
    }

    RecountSummary.Tolerances tolerances = new RecountSummary.Tolerances(1e-9, 1e-5);
    return new RecountSummary(
        1,
        ReportFixtures.HOSTILE,
        ReportFixtures.HASH,
        "run-1",
        "ef".repeat(32),
        new Provenance.Code("0.1.0", "unknown"),
        tolerances,
        tolerances,
        ReportFixtures.summary(),
        sweeps);
  }

  private static RecountSummary.Point point(int decades, long minima) {
    long count = decades < 0 ? minima + 5L * decades * decades : minima - (decades == 3 ? 1 : 0);
    return new RecountSummary.Point(
        decades,
        1e-9 * Math.pow(10, decades),
        1e-5 * Math.pow(10, decades),
        count,
        new RunSummary.Distinct(minima, count, count, null, 1L),
        count - 1,
        "minima",
        572,
        3,
        1,
        2,
        0.995,
        List.of(new RunSummary.Estimate("chao1", count + 2, count, count + 12.0, 0.95)),
        List.of());
  }
}
