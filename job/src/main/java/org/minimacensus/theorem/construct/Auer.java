package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;

/**
 * One sigmoid neuron with exponentially many minima: points on the axes, so that the loss is a sum
 * of functions of one weight each, every one with a minimum for each scale.
 */
final class Auer implements Construction {
  /** Points of the scan of the slope's sign, by logarithm. */
  private static final int SCAN = 20_000;

  private static final int MOST_MINIMA = 10_000;
  private static final int RESTARTS_PER_MINIMUM = 100;

  @Override
  public String name() {
    return "auer";
  }

  @Override
  public String summary() {
    return "one sigmoid neuron with exponentially many minima";
  }

  @Override
  public String source() {
    return "Auer, Herbster, Warmuth 1995, exponentially many local minima for single neurons;"
        + " minima re-derived by the signs of the slope on a line";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.inputs(2),
        ConstructionOption.of(
            "--scales", "S,S,...", "1,100", "distances of the points of an axis, far apart"),
        ConstructionOption.of("--target", "Y", "0.75", "target of all rows, between 1/2 and 1"));
  }

  @Override
  public Constructed build(OptionValues options) {
    int d = options.whole("--inputs", 1, "");
    double[] scales = options.numbers("--scales");
    if (Arrays.stream(scales).anyMatch(s -> !(s > 0))) {
      throw options.wrong("--scales", "numbers > 0 with commas between them", "");
    }

    double target = options.number("--target");
    if (!(target > 0.5 && target < 1)) {
      throw options.wrong("--target", "a number between 1/2 and 1", "");
    }

    Line line = new Line(scales, target);
    List<Double> minima = line.minima();
    double count = StrictMath.pow(minima.size(), d);
    if (count > MOST_MINIMA) {
      throw options.wrong(
          "--inputs",
          "at most " + MOST_MINIMA + " minima",
          "each input has " + minima.size() + ", together " + (long) count);
    }

    Architecture neuron =
        new Architecture(
            d,
            List.of(),
            1,
            Activations.named("identity", 0.1),
            Activations.named("sigmoid", 0.1),
            false,
            false,
            false);
    Problem problem = problem(neuron, d, scales, target);
    double lowest = minima.get(0);
    double highest = minima.get(0);
    for (double w : minima) {
      lowest = line.loss(w) < line.loss(lowest) ? w : lowest;
      highest = line.loss(w) > line.loss(highest) ? w : highest;
    }

    double largest = Arrays.stream(scales).max().getAsDouble();
    double smallest = Arrays.stream(scales).min().getAsDouble();
    // Rounding alone leaves a slope of some units in the last place times the largest input.
    double gradient = BadMinimum.GRADIENT * Math.max(1, largest / 100);
    double[] worst = filled(d, highest);
    KnownPoint point =
        KnownPoint.of(problem, worst, "strict-minimum", 0, gradient)
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "--scales: the certificate does not agree that the worst point is a strict"
                            + " minimum; take scales nearer to each other"));
    double[] best = filled(d, lowest);
    KnownPoint known =
        LowerPoint.given(problem, point.loss(), best, "the lowest minimum of every weight")
            .map(lower -> point.over(problem, lower))
            .orElse(point);
    int restarts = (int) Math.max(4.0 * RESTARTS_PER_MINIMUM, count * RESTARTS_PER_MINIMUM);
    return new Constructed(problem)
        .known(known)
        .from(Constructed.Starts.logUniform(0.1 / largest, 3 / smallest, restarts))
        .fact("expected_minima", (long) count)
        .fact("minima_of_one_weight", facts(line, minima))
        .fact("global_minimum", best)
        .fact("global_loss", problem.value(best));
  }

  private static Problem problem(Architecture neuron, int d, double[] scales, double target) {
    double[][] inputs = new double[d * scales.length][d];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i][i / scales.length] = scales[i % scales.length];
    }

    double[][] targets = new double[inputs.length][1];
    for (double[] row : targets) {
      row[0] = target;
    }

    return new Problem(inputs, targets, neuron, "squared", Task.REGRESSION);
  }

  private static double[] filled(int n, double value) {
    double[] all = new double[n];
    Arrays.fill(all, value);
    return all;
  }

  private static List<Map<String, Object>> facts(Line line, List<Double> minima) {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (double w : minima) {
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("weight", w);
      fact.put("loss", line.loss(w));
      facts.add(fact);
    }

    return facts;
  }

  /** 1/2 sum_s (sigma(w s) - y)^2 over the scales of one axis. */
  private static final class Line {
    private final Activation sigma = Activations.named("sigmoid", 0.1);
    private final double[] scales;
    private final double target;

    Line(double[] scales, double target) {
      this.scales = scales;
      this.target = target;
    }

    double loss(double w) {
      double sum = 0;
      double[] value = at(w)[0];
      for (int k = 0; k < scales.length; k++) {
        sum += (value[k] - target) * (value[k] - target);
      }

      return sum / 2;
    }

    private double slope(double w) {
      double[][] at = at(w);
      double sum = 0;
      for (int k = 0; k < scales.length; k++) {
        sum += (at[0][k] - target) * at[1][k] * scales[k];
      }

      return sum;
    }

    private double[][] at(double w) {
      return SmoothUnits.derivatives(sigma, Arrays.stream(scales).map(s -> s * w).toArray());
    }

    /**
     * Weights where the slope turns from falling to rising; below 0 it falls everywhere, as targets
     * are above 1/2.
     */
    List<Double> minima() {
      double low = 1e-3 / Arrays.stream(scales).max().getAsDouble();
      double high = 60 / Arrays.stream(scales).min().getAsDouble();
      double factor = StrictMath.exp(StrictMath.log(high / low) / SCAN);
      List<Double> minima = new ArrayList<>();
      double before = low;
      for (double w = low * factor; w < high * factor; w *= factor) {
        if (slope(before) < 0 && slope(w) >= 0) {
          minima.add(root(before, w));
        }

        before = w;
      }

      return minima;
    }

    private double root(double falling, double rising) {
      double a = falling;
      double b = rising;
      while (true) {
        double middle = a + (b - a) / 2;
        if (middle <= a || middle >= b) {
          return Math.abs(slope(a)) < Math.abs(slope(b)) ? a : b;
        }

        if (slope(middle) < 0) {
          a = middle;
        } else {
          b = middle;
        }
      }
    }
  }
}
