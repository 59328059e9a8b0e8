package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.minimacensus.data.DataDescription;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.DatasetBuilder;
import org.minimacensus.data.Task;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Losses;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.objective.Reduction;
import org.minimacensus.optimize.SearchResult;

/**
 * The passage through infinity of a run whose units fade to any order, alone or together.
 *
 * <p>Where incoming weights eps D fade and outgoing weights grow like a power of 1/eps, with other
 * units that take the large lower orders over, the networks at eps and at -eps tend to the same
 * function, and what they compute is smooth in eps. An added exponential neuron without a
 * regulariser, A exp(w.x), fades as hidden units do. If the loss falls to the first order on one
 * side it falls on: its derivative by eps at 0 is not 0, and what has the loss below that of the
 * run lies on the other side. Which other units take what over need not be known: from the network
 * with the units' incoming weights turned round a least-squares fit to <em>what the run
 * computes</em> finds the networks on the other side that compute nearly the same. From one of them
 * that has a lower loss the search goes on. Nothing is certified here. (docs/mathematics.md,
 * section 4.2.)
 */
final class InfinityCrossing {
  /** A unit whose pre-activations differ by less than this on the training set may be fading. */
  private static final double NARROW = 0.7;

  /** Pre-activations of a straight unit are brought into this range. */
  private static final double BENT = 0.4;

  /** Multiples of the incoming weights on the other side, and hidden biases; NaN: as it was. */
  private static final double[][] TRIALS = {{-4, Double.NaN}, {-4, -1}, {-4, 1}, {-1, Double.NaN}};

  /** Steps of a fit; what does not compute nearly the same by then does not come to. */
  private static final int FITTING_STEPS = 60;

  /** Steps with the data's own targets, which tell on which side the loss is lower. */
  private static final int TELLING_STEPS = 20;

  private final Evaluator evaluator;
  private final Runaway run;
  private final SearchBudget budget;
  private final int[] linear;

  /** Where the amplitudes of added neurons are, each with its weights behind it. */
  private final int[] neurons;

  private InfinityCrossing(Evaluator evaluator, Runaway run, SearchBudget budget) {
    this.evaluator = evaluator;
    this.run = run;
    this.budget = budget;
    this.linear = OutputLayer.of(evaluator.objective());
    this.neurons = evaluator.objective().amplitudes();
  }

  /** Where the search goes on; empty when nothing lower was found. */
  static Optional<DeeperSearch.Outcome> from(
      Evaluator evaluator, Runaway run, Point at, SearchBudget budget) {
    Objective objective = evaluator.objective();
    boolean applies =
        StalledSearch.projects(objective, at.dimension())
            && objective.architecture().hidden().size() == 1
            && !objective.architecture().direct()
            && !objective.architecture().residual()
            && run.inputs().isPresent();
    return applies ? new InfinityCrossing(evaluator, run, budget).lower(at) : Optional.empty();
  }

  private Optional<DeeperSearch.Outcome> lower(Point at) {
    List<Integer> units =
        IntStream.concat(
                IntStream.range(0, run.hidden())
                    .filter(u -> run.used(u) && (range(u) < NARROW || FadingUnits.straight(run, u)))
                    .filter(u -> range(u) > 0),
                IntStream.range(0, neurons.length)
                    .filter(k -> neuronRange(at, k) > 0 && neuronRange(at, k) < NARROW)
                    .map(k -> run.hidden() + k))
            .boxed()
            .toList();
    if (units.isEmpty()) {
      return Optional.empty();
    }

    List<List<Integer>> sets = new ArrayList<>();
    units.forEach(u -> sets.add(List.of(u)));
    if (units.size() > 1) {
      sets.add(units);
    }

    double here = evaluator.evaluate(Question.value(at)).value();
    budget.add(1);
    Evaluator fit = new LocalEvaluator(squared(), computed(at));
    for (double[] trial : TRIALS) {
      for (List<Integer> set : sets) {
        Point turned = turned(at, set, trial[0], trial[1]);
        SearchResult near = budget.project(fit, turned, linear, FITTING_STEPS);
        SearchResult there = budget.project(evaluator, near.point(), linear, TELLING_STEPS);
        if (there.value() < here - DeeperSearch.GAIN * (1 + Math.abs(here))) {
          SearchResult on = budget.project(evaluator, there.point(), linear);
          return Optional.of(new DeeperSearch.Outcome(on, words(set, here - there.value())));
        }
      }
    }

    return Optional.empty();
  }

  private String words(List<Integer> units, double lower) {
    return String.format(
        Locale.ROOT,
        "a passage through infinity: networks with the incoming weights of %s turned round"
            + " compute nearly the same and have a loss lower by %.3g",
        units.stream().map(this::named).collect(Collectors.joining(" and ")),
        lower);
  }

  private String named(int unit) {
    return unit < run.hidden()
        ? "unit " + (unit + 1)
        : "the added neuron of output " + (unit - run.hidden() + 1);
  }

  /**
   * Largest less smallest exponent of a neuron on the training set; 0 for one that adds nothing.
   */
  private double neuronRange(Point at, int neuron) {
    int amplitude = neurons[neuron];
    if (at.values()[amplitude] == 0) {
      return 0;
    }

    double[] w = Arrays.copyOfRange(at.values(), amplitude + 1, amplitude + 1 + inputs());
    double[][] distinct =
        run.inputs().orElseThrow().stream().map(InputPull::input).toArray(double[][]::new);
    return NeuronNominees.range(distinct, w);
  }

  private int inputs() {
    return run.architecture().inputs();
  }

  /** Largest less smallest pre-activation on the training set. */
  private double range(int unit) {
    double[] w = run.incoming(unit);
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (InputPull row : run.inputs().orElseThrow()) {
      double z = ConeRows.product(w, run.extended(row.input()));
      lowest = Math.min(lowest, z);
      highest = Math.max(highest, z);
    }

    return highest - lowest;
  }

  private Point turned(Point at, List<Integer> units, double by, double bias) {
    Architecture network = run.architecture();
    double[] x = at.values().clone();
    for (int unit : units) {
      if (unit >= run.hidden()) {
        int amplitude = neurons[unit - run.hidden()];
        for (int j = 1; j <= inputs(); j++) {
          x[amplitude + j] *= by;
        }

        continue;
      }

      double[] w = run.incoming(unit);
      double range = range(unit);
      boolean straight = range >= NARROW;
      double factor = straight ? by * BENT / range : by;
      for (int j = 0; j < network.inputs(); j++) {
        x[Runaway.incoming(network, unit, j)] = factor * w[j];
      }

      if (network.bias() && (straight || !Double.isNaN(bias))) {
        x[Runaway.incoming(network, unit, network.inputs())] = Double.isNaN(bias) ? 0 : bias;
      }
    }

    return at.with(x);
  }

  private Objective squared() {
    Objective plain =
        Objective.plain(run.architecture(), Losses.named("squared", 1), Reduction.MEAN, 0);
    return run.objective().augmentation().map(plain::augmented).orElse(plain);
  }

  /** The distinct inputs with what the run computes there as targets. */
  private Dataset computed(Point at) {
    List<InputPull> rows = run.inputs().orElseThrow();
    int n = rows.size();
    int outputs = run.architecture().outputs();
    double[][] x = new double[n][];
    double[][] y = new double[n][outputs];
    double[] theta = run.theta();
    for (int i = 0; i < n; i++) {
      x[i] = rows.get(i).input();
      for (int k = 0; k < outputs && run.layout().hasBias(1); k++) {
        y[i][k] = theta[run.layout().bias(1, k)];
      }
    }

    for (int unit = 0; unit < run.hidden(); unit++) {
      double[] s = activations(unit, rows);
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < outputs; k++) {
          y[i][k] = Math.fma(theta[run.layout().weight(1, k, unit)], s[i], y[i][k]);
        }
      }
    }

    for (int k = 0; k < neurons.length; k++) {
      for (int i = 0; i < n; i++) {
        y[i][k] += added(at, k, x[i]);
      }
    }

    return DatasetBuilder.dataset(x, y, described(n, x[0].length, outputs), 1);
  }

  /** What the neuron of an output adds at an input. */
  private double added(Point at, int output, double[] input) {
    double exponent = 0;
    for (int j = 0; j < inputs(); j++) {
      double z = input[j] - at.origin()[output * inputs() + j];
      exponent = Math.fma(at.values()[neurons[output] + 1 + j], z, exponent);
    }

    return at.values()[neurons[output]] * StrictMath.exp(exponent);
  }

  private double[] activations(int unit, List<InputPull> rows) {
    int n = rows.size();
    int padded = (n + Kernels.LANES - 1) / Kernels.LANES * Kernels.LANES;
    double[] w = run.incoming(unit);
    double[] z = new double[padded];
    for (int i = 0; i < n; i++) {
      z[i] = ConeRows.product(w, run.extended(rows.get(i).input()));
    }

    double[][] s = new double[3][padded];
    run.architecture()
        .activation()
        .evaluate(KernelProvider.kernels(), z, s[0], s[1], s[2], 0, padded, 2);
    return s[0];
  }

  private static DataDescription described(int rows, int inputs, int outputs) {
    return new DataDescription(
        rows,
        outputs,
        Task.REGRESSION,
        names("x", inputs),
        names("y", outputs),
        List.of(),
        Collections.nCopies(inputs, 0.0),
        Collections.nCopies(inputs, 1.0),
        Collections.nCopies(outputs, 0.0),
        Collections.nCopies(outputs, 1.0),
        "",
        List.of());
  }

  private static List<String> names(String prefix, int count) {
    return Arrays.asList(
        IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new));
  }
}
