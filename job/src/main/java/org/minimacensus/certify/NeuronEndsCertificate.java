package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.minimacensus.certify.ConeCorrection.Answer;
import org.minimacensus.certify.NeuronAtInfinity.Outcome;
import org.minimacensus.certify.NeuronNominees.Nominee;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.NeuronEnds;
import org.minimacensus.objective.NeuronEnds.Kind;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.SearchResult;

/**
 * Certificates of neurons some of which become spikes, on single inputs or on faces of the inputs,
 * each output's by itself.
 *
 * <p>The limit is a minimum of the loss with what {@link NeuronEnds} adds. Of a spike on F the
 * first correction is the sum over the inputs outside of A c_i exp(s.z_i) exp(-t omega.(f_0 -
 * x_i)), c_i the slopes of the loss at the output of the spike, for every omega in the cone of
 * those directions whose largest product over the inputs is taken on F: {@link ConeCorrection}
 * decides whether it is positive. The corrections of several outputs are independent, and products
 * of them smaller than each. A silent neuron must have no slope at any input; one that is switched
 * off has only the regulariser, which is not negative. (docs/mathematics.md, section 4.2.)
 */
final class NeuronEndsCertificate {
  /** Ways to end that are tried for a single output. */
  private static final int MOST_TRIED = 3;

  /** A neuron that contributes less, relative to 1 + max |f|, may be silent in truth. */
  private static final double SILENT = 1e-6;

  /** Exponents of the next input, below that of the spike, tried where a spike is too sharp. */
  private static final double[] BLUNTER = {10, 8, 6, 5, 4, 3, 2, 1};

  /** Exponent of the next input, below that of the spike, where it adds nothing but rounding. */
  private static final double SHARPEST = 30;

  /** Errors of parameters beyond this, relative to 1 + |x_i|, are too large for a first order. */
  private static final double SMALL = 1e-5;

  private final NeuronAtInfinity infinity;
  private final Evaluator evaluator;
  private final Function<Objective, Evaluator> evaluators;
  private final Objective objective;
  private final int p;
  private final int inputs;
  private final int outputs;

  NeuronEndsCertificate(
      NeuronAtInfinity infinity, Evaluator evaluator, Function<Objective, Evaluator> evaluators) {
    this.infinity = infinity;
    this.evaluator = evaluator;
    this.evaluators = evaluators;
    this.objective = evaluator.objective();
    this.p = objective.thetaDimension();
    this.inputs = objective.architecture().inputs();
    this.outputs = objective.architecture().outputs();
  }

  /**
   * @param sharp where the search without the regulariser ended, in the chart of the inputs of
   *     largest exponent
   * @param distinct inputs
   * @param before what was found so far, in words
   */
  Outcome of(
      SearchResult run,
      Evaluator on,
      Point sharp,
      double[][] distinct,
      String before,
      SearchBudget budget,
      RandomStream stream) {
    Inspection seen = on.inspect(sharp);
    budget.add(1);
    String words = before;
    Point onward = null;
    for (List<Nominee> ends : nominees(sharp, distinct, seen.largestOutput())) {
      Outcome outcome = tried(run, sharp, distinct, ends, words, budget, stream);
      if (outcome.certified() != null) {
        return outcome;
      }

      words = outcome.words();
      onward = onward == null ? outcome.onward() : onward;
    }

    return new Outcome(null, words, onward);
  }

  /** What all outputs together may be tried as, at least one of them a spike. */
  private List<List<Nominee>> nominees(Point sharp, double[][] distinct, double largestOutput) {
    List<List<Nominee>> byOutput = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      int at = p + k * (inputs + 1);
      double[] w = Arrays.copyOfRange(sharp.values(), at + 1, at + 1 + inputs);
      boolean silent = Math.abs(sharp.values()[at]) <= SILENT * (1 + largestOutput);
      List<Nominee> spikes = silent ? List.of() : NeuronNominees.spikes(distinct, w);
      byOutput.add(
          spikes.isEmpty() ? List.of(silent ? Nominee.SILENT : Nominee.OFF) : spikes);
    }

    if (byOutput.stream().allMatch(own -> !own.get(0).spike())) {
      return List.of();
    }

    return outputs == 1
        ? byOutput.get(0).stream().limit(MOST_TRIED).map(List::of).toList()
        : List.of(byOutput.stream().map(own -> own.get(0)).toList());
  }

  private Outcome tried(
      SearchResult run,
      Point sharp,
      double[][] distinct,
      List<Nominee> ends,
      String before,
      SearchBudget budget,
      RandomStream stream) {
    NeuronEnds added = new NeuronEnds(ends.stream().map(Nominee::end).toList());
    Evaluator limit = evaluators.apply(objective.base().augmented(added));
    Point start = start(sharp, distinct, ends, added);
    Verdict at =
        infinity.settled(limit, budget.continueFrom(limit, start), budget, stream);
    String what = before + "; " + described(ends);
    if (!at.endpointClass().isMinimum()) {
      return Outcome.open(
          what + " it ends " + at.endpointClass().label() + " (" + at.evidence() + ")");
    }

    return judged(run, limit, at, distinct, ends, what, budget);
  }

  private static String described(List<Nominee> ends) {
    StringBuilder out = new StringBuilder("as");
    for (Nominee end : ends) {
      String one =
          switch (end.end().kind()) {
            case SILENT -> " a silent neuron";
            case OFF -> " a neuron switched off";
            case SPIKE ->
                end.on().length == 1
                    ? " a spike at one input"
                    : " a spike on a face of " + end.on().length + " inputs";
          };
      out.append(out.length() == 2 ? "" : ",").append(one);
    }

    return out.toString();
  }

  /** The network with its neurons as the limit sees them. */
  private Point start(Point sharp, double[][] distinct, List<Nominee> ends, NeuronEnds added) {
    double[] x = Arrays.copyOf(sharp.values(), p + added.dimension(inputs, outputs));
    double[] origins = sharp.origin().clone();
    for (int k = 0; k < outputs; k++) {
      Nominee end = ends.get(k);
      int from = p + k * (inputs + 1);
      int to = p + added.place(k, inputs);
      if (end.end().kind() == Kind.SILENT) {
        continue;
      }

      x[to] = sharp.values()[from];
      double[] w = Arrays.copyOfRange(sharp.values(), from + 1, from + 1 + inputs);
      if (end.end().kind() == Kind.OFF) {
        System.arraycopy(w, 0, x, to + 1, inputs);
        continue;
      }

      for (int j = 0; j < end.end().basis().length; j++) {
        x[to + 1 + j] = ConeRows.product(w, end.end().basis()[j]);
      }

      System.arraycopy(distinct[end.on()[0]], 0, origins, k * inputs, inputs);
    }

    return new Point(new DenseVector(x), origins);
  }

  /** What a minimum of the limit is worth. */
  Outcome judged(
      SearchResult run,
      Evaluator limit,
      Verdict at,
      double[][] distinct,
      List<Nominee> ends,
      String what,
      SearchBudget budget) {
    Inspection seen = limit.inspect(at.point());
    String words =
        String.format(
            Locale.ROOT,
            "%s: the loss with it has a %s at %.17g (%s)",
            what,
            at.endpointClass().label(),
            seen.value(),
            at.evidence());
    double[] error = at.spectrum().parameterError(at.rounding());
    NeuronEnds added = (NeuronEnds) limit.objective().augmentation().orElseThrow();
    boolean contributes = false;
    for (int k = 0; k < outputs; k++) {
      if (ends.get(k).end().kind() != Kind.SILENT) {
        int amplitude = p + added.place(k, inputs);
        double size = Math.abs(at.point().values()[amplitude]);
        contributes |= ends.get(k).spike();
        if (!(size > Math.max(error[amplitude], SILENT * (1 + seen.largestOutput())))) {
          return Outcome.open(words + ": the neuron of output " + (k + 1) + " may add nothing");
        }
      }
    }

    if (!contributes || infinity.onFloor(seen.value(), run)) {
      return Outcome.open(words + ": on the floor, where a finite global minimum may be near");
    }

    Corrections corrections = corrections(limit, at.point(), error, distinct, ends, budget);
    for (int k = 0; k < outputs; k++) {
      ConeCorrection.Outcome cone = corrections.decided(k, distinct, ends.get(k));
      words += "; output " + (k + 1) + ": " + cone.words();
      if (cone.answer() == Answer.OPEN) {
        return Outcome.open(words);
      }

      if (cone.answer() == Answer.FALLS) {
        double below = Math.min(run.value(), seen.value());
        Point blunter = blunter(at.point(), distinct, ends, added, k, cone.direction(), below);
        budget.add(BLUNTER.length);
        return new Outcome(null, words + ": the loss falls away from there", blunter);
      }
    }

    Point near = near(at.point(), distinct, ends, added, -1, null, SHARPEST);
    return near == null
        ? Outcome.open(words + ": no neuron near the limit was found")
        : NeuronAtInfinity.certified(
            run,
            NeuronAtInfinity.SPIKE,
            near,
            seen.value(),
            Verdict.Limit.of(limit.objective(), at),
            words);
  }

  /**
   * The slopes with their errors, and what they make of each output's correction.
   *
   * @param c per distinct input and output
   * @param factor per output and distinct input: A exp(s.z), by which a slope is multiplied
   */
  private record Corrections(double[][] k, double[][] error) {
    ConeCorrection.Outcome decided(int output, double[][] distinct, Nominee end) {
      if (end.end().kind() == Kind.OFF) {
        return new ConeCorrection.Outcome(Answer.CERTIFIED, null, "switched off");
      }

      if (!end.spike()) {
        boolean none =
            IntStream.range(0, distinct.length)
                .allMatch(i -> Math.abs(k[output][i]) <= error[output][i]);
        return new ConeCorrection.Outcome(
            none ? Answer.CERTIFIED : Answer.OPEN,
            null,
            none ? "silent, and no input pulls at it" : "silent, but some input pulls at it");
      }

      int[] outside = outside(distinct.length, end);
      return ConeCorrection.of(
          rows(distinct, end, outside),
          Arrays.stream(outside).mapToDouble(i -> k[output][i]).toArray(),
          Arrays.stream(outside).mapToDouble(i -> error[output][i]).toArray(),
          pinned(end));
    }
  }

  private static int[] outside(int count, Nominee end) {
    return IntStream.range(0, count)
        .filter(i -> Arrays.stream(end.on()).noneMatch(f -> f == i))
        .toArray();
  }

  private static double[][] rows(double[][] distinct, Nominee end, int[] outside) {
    return Arrays.stream(outside)
        .mapToObj(i -> NeuronNominees.difference(distinct[end.on()[0]], distinct[i]))
        .toArray(double[][]::new);
  }

  private static double[][] pinned(Nominee end) {
    double[][] face = end.end().face();
    return IntStream.range(1, face.length)
        .mapToObj(f -> NeuronNominees.difference(face[f], face[0]))
        .toArray(double[][]::new);
  }

  private Corrections corrections(
      Evaluator limit,
      Point point,
      double[] parameterError,
      double[][] distinct,
      List<Nominee> ends,
      SearchBudget budget) {
    InputSlopes slopes = limit.inputSlopes(point).orElseThrow();
    double[][] k = coefficients(limit, point, slopes, distinct, ends);
    double[][] error = new double[outputs][distinct.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < distinct.length; i++) {
        double c = slopes.sums()[i][o];
        double of = slopes.errors()[i][o];
        // The factor is rounded too, to far less than this.
        error[o][i] =
            (c == 0 ? factor(limit, point, distinct[i], ends, o) * of : Math.abs(k[o][i] / c) * of)
                + 1e-12 * Math.abs(k[o][i]);
      }
    }

    for (int j = 0; j < parameterError.length; j++) {
      double[][][] moved = new double[2][][];
      for (int sign = 0; sign < 2; sign++) {
        double[] x = point.values().clone();
        x[j] += (2 * sign - 1) * parameterError[j];
        Point there = point.with(x);
        moved[sign] =
            coefficients(limit, there, limit.inputSlopes(there).orElseThrow(), distinct, ends);
      }

      boolean small = parameterError[j] <= SMALL * (1 + Math.abs(point.values()[j]));
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < distinct.length; i++) {
          double change =
              Math.max(
                  Math.abs(moved[0][o][i] - k[o][i]), Math.abs(moved[1][o][i] - k[o][i]));
          error[o][i] += small ? 2 * change : Double.POSITIVE_INFINITY;
        }
      }
    }

    budget.add(1 + 2 * parameterError.length);
    return new Corrections(k, error);
  }

  private double[][] coefficients(
      Evaluator limit, Point point, InputSlopes slopes, double[][] distinct, List<Nominee> ends) {
    double[][] k = new double[outputs][distinct.length];
    for (int o = 0; o < outputs; o++) {
      NeuronEnds added = (NeuronEnds) limit.objective().augmentation().orElseThrow();
      double amplitude =
          ends.get(o).spike() ? point.values()[p + added.place(o, inputs)] : 1;
      for (int i = 0; i < distinct.length; i++) {
        k[o][i] =
            amplitude * factor(limit, point, distinct[i], ends, o) * slopes.sums()[i][o];
      }
    }

    return k;
  }

  /** exp(s.z) at an input; 1 unless the output's neuron is a spike on a face. */
  private double factor(
      Evaluator limit, Point point, double[] input, List<Nominee> ends, int output) {
    NeuronEnds added = (NeuronEnds) limit.objective().augmentation().orElseThrow();
    return StrictMath.exp(
        alongFace(point, added.place(output, inputs), ends.get(output), input));
  }

  private double alongFace(Point point, int place, Nominee end, double[] input) {
    double sum = 0;
    for (int j = 0; j < end.end().basis().length; j++) {
      double[] difference = NeuronNominees.difference(input, end.end().face()[0]);
      sum +=
          point.values()[p + place + 1 + j]
              * ConeRows.product(end.end().basis()[j], difference);
    }

    return sum;
  }

  /** The lowest of some points with a neuron that is less sharp; null when none is lower. */
  private Point blunter(
      Point limit,
      double[][] distinct,
      List<Nominee> ends,
      NeuronEnds added,
      int output,
      double[] direction,
      double below) {
    Point best = null;
    double lowest = below - 8 * Math.ulp(Math.abs(below));
    for (double exponent : BLUNTER) {
      Point trial = near(limit, distinct, ends, added, output, direction, exponent);
      double value =
          trial == null
              ? Double.POSITIVE_INFINITY
              : evaluator.evaluate(Question.value(trial)).value();
      if (value < lowest) {
        lowest = value;
        best = trial;
      }
    }

    return best;
  }

  /**
   * A point of the augmented objective near the limit, its regulariser rounding; null where no
   * direction was found.
   *
   * @param moved the output whose neuron is less sharp, along a direction; -1 for none
   * @param exponent of the next input there, below that of the spike
   */
  private Point near(
      Point limit,
      double[][] distinct,
      List<Nominee> ends,
      NeuronEnds added,
      int moved,
      double[] direction,
      double exponent) {
    double[] x = Arrays.copyOf(limit.values(), p + outputs * (inputs + 2));
    Arrays.fill(x, p, x.length, 0);
    for (int k = 0; k < outputs; k++) {
      Nominee end = ends.get(k);
      int from = p + added.place(k, inputs);
      int to = p + k * (inputs + 2);
      if (end.end().kind() == Kind.SILENT) {
        continue;
      }

      x[to] = limit.values()[from];
      x[to + inputs + 1] = NeuronAtInfinity.OFF;
      if (end.end().kind() == Kind.OFF) {
        System.arraycopy(limit.values(), from + 1, x, to + 1, inputs);
        continue;
      }

      int[] outside = outside(distinct.length, end);
      double[][] rows = rows(distinct, end, outside);
      double[] omega = k == moved ? direction : ConeCorrection.inside(rows, pinned(end));
      if (omega == null) {
        return null;
      }

      double t = 0;
      for (int i = 0; i < rows.length; i++) {
        double along = alongFace(limit, from - p, end, distinct[outside[i]]);
        double wanted = (k == moved ? exponent : SHARPEST) + along;
        t = Math.max(t, wanted / ConeRows.product(omega, rows[i]));
      }

      for (int j = 0; j < inputs; j++) {
        double w = t * omega[j];
        for (int b = 0; b < end.end().basis().length; b++) {
          w = Math.fma(limit.values()[from + 1 + b], end.end().basis()[b][j], w);
        }

        x[to + 1 + j] = w;
      }
    }

    return new Point(new DenseVector(x), limit.origin().clone());
  }
}
