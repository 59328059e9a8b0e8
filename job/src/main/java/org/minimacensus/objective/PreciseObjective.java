package org.minimacensus.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.minimacensus.data.DataShard;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ScalarActivation;
import org.minimacensus.numeric.DoubleDouble;
import org.minimacensus.numeric.PreciseNumber;
import org.minimacensus.numeric.PreciseTape;

/**
 * The objectives of studies written down once more as the papers and the documentation state them:
 * row by row, unit by unit, in double-double (106 bits). Shares no arithmetic with {@link
 * Evaluator}, so that what it says of a point is a second opinion; slow.
 *
 * <p>Parameters are those of {@link Point}, in the chart with the given origins.
 */
public final class PreciseObjective {
  private static final DoubleDouble ONE = DoubleDouble.of(1);
  private static final double[] NONE = {};

  private final Form form;
  private final PreciseNetwork network;
  private final PreciseLayers layers;
  private final List<double[]> x;
  private final List<double[]> y;

  /**
   * What is evaluated.
   *
   * @param power of polynomial-hinge, {@code delta} of robust losses, {@code degree} of monomials,
   *     {@code leakySlope} of leaky-relu; others ignore them
   * @param objective the name in the conf file
   */
  record Form(
      Architecture architecture,
      double leakySlope,
      String loss,
      int power,
      double delta,
      Reduction reduction,
      double l2,
      String objective,
      double lambda,
      int degree) {
    static Form of(Objective o) {
      Architecture a = o.architecture();
      boolean leaky = a.activation().name().equals("leaky-relu");
      return new Form(
          a,
          leaky ? -ScalarActivation.value(a.activation(), -1) : 0,
          o.loss().name(),
          o.loss() instanceof PolynomialHingeLoss hinge ? hinge.power() : 0,
          delta(o.loss()),
          o.reduction(),
          o.l2(),
          o.name(),
          o.augmentation().map(Augmentation::lambda).orElse(0.0),
          o.augmentation().orElse(null) instanceof MonomialNeuron m ? m.degree() : 0);
    }

    private static double delta(Loss loss) {
      return loss instanceof HuberLoss huber
          ? huber.delta()
          : loss instanceof RobustLoss robust ? robust.delta() : Double.NaN;
    }
  }

  /**
   * @param x rows of features, {@code y} of targets
   */
  PreciseObjective(Form form, List<double[]> x, List<double[]> y) {
    if (!form.objective().equals("plain") && !Augmentations.names().contains(form.objective())) {
      throw new IllegalArgumentException(
          "no objective in double-double is named '" + form.objective() + "'");
    }

    this.form = form;
    this.network = new PreciseNetwork(form.architecture(), form.leakySlope());
    this.layers = new PreciseLayers(form.architecture(), network);
    this.x = List.copyOf(x);
    this.y = List.copyOf(y);
  }

  /**
   * An objective of a study on a training set.
   *
   * @throws IllegalArgumentException for objectives of limit charts and over populations
   */
  public static PreciseObjective of(Objective objective, Dataset dataset) {
    if (objective.population()) {
      throw new IllegalArgumentException("an objective over a population has no rows");
    }

    List<double[]> x = new ArrayList<>();
    List<double[]> y = new ArrayList<>();
    for (DataShard shard : dataset.shards()) {
      for (int r = 0; r < shard.rows(); r++) {
        double[] row = new double[dataset.features()];
        for (int j = 0; j < row.length; j++) {
          row[j] = shard.features().apply(r, j);
        }

        x.add(row);
        y.add(FunctionSpaceFloor.targets(shard, r));
      }
    }

    return new PreciseObjective(Form.of(objective), x, y);
  }

  /** The value at a point. */
  public DoubleDouble value(DoubleDouble[] parameters, double[] origins) {
    return evaluate(constants(parameters), null, chart(origins));
  }

  /**
   * The value with parameters as the papers write them, of added neurons (a, w, b) per output, or
   * (A, w) in the limit.
   */
  public DoubleDouble valueAsWritten(DoubleDouble[] parameters) {
    return evaluate(constants(parameters), null, NONE);
  }

  /**
   * Value and gradient, by going backward through the computation of every row.
   *
   * @param gradient receives it, as many entries as parameters
   * @return the value
   */
  public DoubleDouble gradient(
      DoubleDouble[] parameters, double[] origins, DoubleDouble[] gradient) {
    PreciseTape tape = new PreciseTape();
    PreciseNumber[] p = new PreciseNumber[parameters.length];
    Arrays.setAll(p, i -> tape.variable(parameters[i]));
    DoubleDouble value = evaluate(p, tape, chart(origins));
    for (int i = 0; i < p.length; i++) {
      gradient[i] = p[i].slope();
    }

    return value;
  }

  /**
   * How hard the rows pull, whatever cancels: the sum of |dl/ds| (1 + |s|) over rows and outputs s,
   * reduced. Rounding of the outputs makes of the data term what it makes of numbers of this size.
   */
  public double pull(DoubleDouble[] parameters, double[] origins) {
    PreciseNumber[] p = constants(parameters);
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      PreciseTape tape = new PreciseTape();
      PreciseNumber[] s =
          Arrays.stream(outputs(p, x.get(i), chart(origins)))
              .map(o -> tape.variable(o.value()))
              .toArray(PreciseNumber[]::new);
      tape.backward(PreciseUnits.loss(form.loss(), form.power(), form.delta(), s, y.get(i)), ONE);
      for (PreciseNumber o : s) {
        sum += Math.abs(o.slope().high()) * (1 + Math.abs(o.value().high()));
      }
    }

    double factor = factor(p, chart(origins)).value().high();
    return factor * (form.reduction() == Reduction.MEAN ? sum / x.size() : sum);
  }

  /** The part of the value that the augmentation's own parameters cost; 0 for plain. */
  public DoubleDouble regulariser(DoubleDouble[] parameters, double[] origins) {
    return regulariser(constants(parameters), chart(origins))
        .times(form.lambda())
        .times(0.5)
        .value();
  }

  /** What is added at most: max |a e| over rows and outputs, of layers over all that is fed. */
  public DoubleDouble contribution(DoubleDouble[] parameters, double[] origins) {
    PreciseNumber[] p = constants(parameters);
    if (form.objective().equals("loss-scaling")) {
      return p[network.dimension()].absolute().value();
    }

    DoubleDouble largest = DoubleDouble.ZERO;
    for (double[] row : x) {
      for (PreciseNumber term : terms(p, row, chart(origins))) {
        DoubleDouble size = term.absolute().value();
        largest = size.minus(largest).high() > 0 ? size : largest;
      }
    }

    return largest;
  }

  /** Rows that the network alone predicts wrongly; -1 for regression. */
  public long misclassified(DoubleDouble[] parameters, Task task) {
    if (task == Task.REGRESSION) {
      return -1;
    }

    PreciseNumber[] p = constants(parameters);
    long wrong = 0;
    for (int i = 0; i < x.size(); i++) {
      wrong += right(network.outputs(p, x.get(i)), y.get(i), task) ? 0 : 1;
    }

    return wrong;
  }

  private static boolean right(PreciseNumber[] f, double[] target, Task task) {
    if (task == Task.BINARY) {
      return f[0].times(target[0]).positive();
    }

    int own = 0;
    for (int k = 0; k < f.length; k++) {
      own = target[k] == 1 ? k : own;
    }

    boolean right = true;
    for (int k = 0; k < f.length; k++) {
      right &= k == own || f[own].minus(f[k]).positive();
    }

    return right;
  }

  private static PreciseNumber[] constants(DoubleDouble[] parameters) {
    return Arrays.stream(parameters).map(PreciseNumber::of).toArray(PreciseNumber[]::new);
  }

  /** Neurons without charts are as the papers write them; so is a loss factor, but for b. */
  private double[] chart(double[] origins) {
    return ridge() ? NONE : origins;
  }

  private DoubleDouble evaluate(PreciseNumber[] p, PreciseTape tape, double[] chart) {
    DoubleDouble share =
        form.reduction() == Reduction.MEAN ? ONE.dividedBy(DoubleDouble.of(x.size())) : ONE;
    DoubleDouble factor = factor(p, chart).value();
    DoubleDouble sum = DoubleDouble.ZERO;
    for (int i = 0; i < x.size(); i++) {
      PreciseNumber own =
          PreciseUnits.loss(
              form.loss(), form.power(), form.delta(), outputs(p, x.get(i), chart), y.get(i));
      sum = sum.plus(own.value());
      if (tape != null) {
        tape.backward(own, share.times(factor));
      }
    }

    DoubleDouble data =
        form.reduction() == Reduction.MEAN ? sum.dividedBy(DoubleDouble.of(x.size())) : sum;
    PreciseNumber total =
        factor(p, chart)
            .times(PreciseNumber.of(data))
            .plus(decay(p).times(form.l2()).times(0.5))
            .plus(regulariser(p, chart).times(form.lambda()).times(0.5));
    if (tape != null) {
      tape.backward(total, ONE);
    }

    return total.value();
  }

  private PreciseNumber[] outputs(PreciseNumber[] p, double[] row, double[] chart) {
    if (form.objective().equals("layer-neurons")) {
      return layers.outputs(p, row, chart, null);
    }

    PreciseNumber[] f = network.outputs(p, row);
    List<PreciseNumber> terms = terms(p, row, chart);
    for (int k = 0; k < terms.size(); k++) {
      f[k] = f[k].plus(terms.get(k));
    }

    return f;
  }

  /** What is added, to outputs in their order, or to all that special neurons feed. */
  private List<PreciseNumber> terms(PreciseNumber[] p, double[] row, double[] chart) {
    List<PreciseNumber> terms = new ArrayList<>();
    if (form.objective().equals("plain") || form.objective().equals("loss-scaling")) {
      return terms;
    }

    if (form.objective().equals("layer-neurons")) {
      layers.outputs(p, row, chart, terms);
      return terms;
    }

    for (int k = 0; k < form.architecture().outputs(); k++) {
      int at = network.dimension() + k * block();
      boolean written = chart.length == 0 && regularised();
      PreciseNumber t = written ? p[at + row.length + 1] : PreciseNumber.of(0);
      for (int j = 0; j < row.length; j++) {
        PreciseNumber in = PreciseNumber.of(row[j]);
        PreciseNumber seen =
            chart.length == 0 ? in : in.minus(PreciseNumber.of(chart[k * row.length + j]));
        t = t.plus(p[at + 1 + j].times(seen));
      }

      terms.add(p[at].times(added(t)));
    }

    return terms;
  }

  /** The function of w.x + b that is added. */
  private PreciseNumber added(PreciseNumber t) {
    return switch (form.objective()) {
      case "relu-neuron" -> t.positive() ? t : PreciseNumber.of(0);
      case "monomial-neuron" -> t.power(form.degree());
      default -> t.exp();
    };
  }

  private boolean ridge() {
    return form.objective().equals("monomial-neuron") || form.objective().equals("relu-neuron");
  }

  private boolean regularised() {
    return !form.objective().equals("output-neuron-limit");
  }

  /** Parameters per output. */
  private int block() {
    return form.architecture().inputs() + (regularised() ? 2 : 1);
  }

  /** 1 + (a e^b - 1)^2 of loss-scaling, in a chart 1 + (A - 1)^2; else 1. */
  private PreciseNumber factor(PreciseNumber[] p, double[] chart) {
    PreciseNumber one = PreciseNumber.of(1);
    if (!form.objective().equals("loss-scaling")) {
      return one;
    }

    PreciseNumber a = p[network.dimension()];
    PreciseNumber product = chart.length == 0 ? a.times(p[network.dimension() + 1].exp()) : a;
    return one.plus(product.minus(one).power(2));
  }

  private PreciseNumber decay(PreciseNumber[] p) {
    PreciseNumber sum = PreciseNumber.of(0);
    for (int i = 0; i < network.dimension() && form.l2() != 0; i++) {
      sum = sum.plus(p[i].power(2));
    }

    return sum;
  }

  /** What (lambda/2) is multiplied with. */
  private PreciseNumber regulariser(PreciseNumber[] p, double[] chart) {
    PreciseNumber sum = PreciseNumber.of(0);
    switch (form.objective()) {
      case "plain", "output-neuron-limit" -> {
        return sum;
      }
      case "layer-neurons" -> {
        return layers.regulariser(p, chart);
      }
      case "loss-scaling" -> {
        return amplitude(p, network.dimension(), network.dimension() + 1, chart).power(2);
      }
      default -> {
        for (int k = 0; k < form.architecture().outputs(); k++) {
          int at = network.dimension() + k * block();
          sum = sum.plus(amplitude(p, at, at + block() - 1, chart).power(2));
        }

        return sum;
      }
    }
  }

  /** a as the papers write it. */
  private static PreciseNumber amplitude(PreciseNumber[] p, int at, int bias, double[] chart) {
    // Whatever b is: 0 is switched off, also where e^-b overflows.
    return chart.length == 0 || p[at].value().high() == 0
        ? p[at]
        : p[at].times(p[bias].negated().exp());
  }
}
