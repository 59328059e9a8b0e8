package org.minimacensus.objective;

import org.minimacensus.model.Architecture;

/**
 * The objectives written down once more as the papers and the documentation state them: row by row,
 * unit by unit, in double-double, with no derivative but by differences. Shares nothing with the
 * code under test but the description of the case.
 */
final class Reference {
  private final Architecture a;
  private final String loss;
  private final int power;
  private final boolean mean;
  private final double l2;
  private final String objective;
  private final double lambda;
  private final double leakySlope;
  private final double[][] x;
  private final double[][] y;

  Reference(ObjectiveCase c) {
    this.a = c.architecture();
    this.loss = c.loss();
    this.power = c.power();
    this.mean = c.reduction() == Reduction.MEAN;
    this.l2 = c.l2();
    this.objective = c.objectiveName();
    this.lambda = c.lambda();
    this.leakySlope = ObjectiveCase.LEAKY_SLOPE;
    this.x = c.features();
    this.y = c.targets();
  }

  /** The objective in the chart. */
  Dd value(Dd[] parameters, double[] origins) {
    if (ridge()) {
      return rawValue(parameters);
    }

    if (objective.equals("loss-scaling")) {
      Dd beta = parameters[parameters.length - 1];
      Dd amplitude = parameters[parameters.length - 2];
      return scaledLoss(parameters, amplitude, amplitude.times(beta.negate().exp()));
    }

    Dd sum = Dd.ZERO;
    int[] end = {0};

    for (int i = 0; i < x.length; i++) {
      Dd[] f = network(parameters, x[i], end);

      for (int k = 0; k < f.length && !objective.equals("plain"); k++) {
        int at = end[0] + k * block();
        Dd exponent = Dd.ZERO;

        for (int j = 0; j < x[i].length; j++) {
          exponent =
              exponent.plus(
                  parameters[at + 1 + j].times(
                      Dd.of(x[i][j]).minus(Dd.of(origins[k * x[i].length + j]))));
        }

        f[k] = f[k].plus(parameters[at].times(exponent.exp()));
      }

      sum = sum.plus(loss(f, y[i]));
    }

    Dd regulariser = Dd.ZERO;

    for (int k = 0; k < a.outputs() && objective.equals("output-neuron"); k++) {
      int at = end[0] + k * block();
      Dd amplitude = parameters[at].times(parameters[at + block() - 1].negate().exp());
      regulariser = regulariser.plus(amplitude.times(amplitude));
    }

    return finish(sum, parameters, end[0]).plus(regulariser.times(lambda).times(0.5));
  }

  /**
   * The objective with added neurons as the papers write it: raw = (a, w, b) or (A, w) per output.
   */
  Dd rawValue(Dd[] parameters) {
    if (objective.equals("loss-scaling")) {
      Dd a0 = parameters[parameters.length - 2];
      return scaledLoss(parameters, a0.times(parameters[parameters.length - 1].exp()), a0);
    }

    Dd sum = Dd.ZERO;
    Dd squares = Dd.ZERO;
    int[] end = {0};

    for (int i = 0; i < x.length; i++) {
      Dd[] f = network(parameters, x[i], end);

      for (int k = 0; k < f.length; k++) {
        int at = end[0] + k * block();
        Dd exponent =
            objective.equals("output-neuron-limit") ? Dd.ZERO : parameters[at + x[i].length + 1];

        for (int j = 0; j < x[i].length; j++) {
          exponent = exponent.plus(parameters[at + 1 + j].times(x[i][j]));
        }

        f[k] = f[k].plus(parameters[at].times(added(exponent)));
      }

      sum = sum.plus(loss(f, y[i]));
    }

    for (int k = 0; k < a.outputs() && !objective.equals("output-neuron-limit"); k++) {
      Dd amplitude = parameters[end[0] + k * block()];
      squares = squares.plus(amplitude.times(amplitude));
    }

    return finish(sum, parameters, end[0]).plus(squares.times(lambda).times(0.5));
  }

  /** D (1 + (product - 1)^2) + (lambda/2) a^2 with weight decay, which is not scaled. */
  private Dd scaledLoss(Dd[] parameters, Dd product, Dd amplitude) {
    Dd sum = Dd.ZERO;
    int[] end = {0};

    for (int i = 0; i < x.length; i++) {
      sum = sum.plus(loss(network(parameters, x[i], end), y[i]));
    }

    Dd off = product.minus(Dd.ONE);
    return finish(sum.times(Dd.ONE.plus(off.times(off))), parameters, end[0])
        .plus(amplitude.times(amplitude).times(lambda).times(0.5));
  }

  private Dd finish(Dd sum, Dd[] parameters, int p) {
    Dd squares = Dd.ZERO;

    for (int i = 0; i < p; i++) {
      squares = squares.plus(parameters[i].times(parameters[i]));
    }

    return (mean ? sum.over(x.length) : sum).plus(squares.times(l2).times(0.5));
  }

  private int block() {
    return a.inputs() + (objective.equals("output-neuron-limit") ? 1 : 2);
  }

  /** Whether the added neuron is another function of w.x + b than the exponential. */
  private boolean ridge() {
    return objective.equals("monomial-neuron") || objective.equals("relu-neuron");
  }

  private Dd added(Dd t) {
    if (objective.equals("relu-neuron")) {
      return t.positive() ? t : Dd.ZERO;
    }

    if (!objective.equals("monomial-neuron")) {
      return t.exp();
    }

    Dd product = Dd.ONE;
    for (int i = 0; i < ObjectiveCase.DEGREE; i++) {
      product = product.times(t);
    }

    return product;
  }

  /** Outputs; end[0] receives the number of network parameters. */
  private Dd[] network(Dd[] theta, double[] input, int[] end) {
    Dd[] below = new Dd[input.length];

    for (int j = 0; j < input.length; j++) {
      below[j] = Dd.of(input[j]);
    }

    int at = 0;
    int layers = a.hidden().size() + 1;

    for (int l = 0; l < layers; l++) {
      boolean last = l == layers - 1;
      int units = last ? a.outputs() : a.hidden().get(l);
      Dd[] in = below;

      if (last && a.direct() && layers > 1) {
        in = new Dd[below.length + input.length];
        System.arraycopy(below, 0, in, 0, below.length);

        for (int j = 0; j < input.length; j++) {
          in[below.length + j] = Dd.of(input[j]);
        }
      }

      boolean biased = last ? a.outputBias() : a.bias();
      Dd[] out = new Dd[units];

      for (int u = 0; u < units; u++) {
        Dd z = biased ? theta[at + units * in.length + u] : Dd.ZERO;

        for (int k = 0; k < in.length; k++) {
          z = z.plus(theta[at + u * in.length + k].times(in[k]));
        }

        out[u] = activation(last ? a.outputActivation().name() : a.activation().name(), z);
      }

      at += units * in.length + (biased ? units : 0);
      below = out;
    }

    end[0] = at;
    return below;
  }

  private Dd activation(String name, Dd z) {
    return switch (name) {
      case "identity" -> z;
      case "tanh" -> z.tanh();
      case "sigmoid" -> z.sigmoid();
      case "softplus" -> z.softplus();
      case "elu" -> z.positive() ? z : z.exp().minus(Dd.ONE);
      case "swish" -> z.times(z.sigmoid());
      case "gelu" -> z.times(z.normalDistribution());
      case "erf" -> z.erf();
      case "sin" -> z.sin();
      case "quadratic" -> z.times(z);
      case "relu" -> z.positive() ? z : Dd.ZERO;
      case "leaky-relu" -> z.positive() ? z : z.times(leakySlope);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Dd loss(Dd[] f, double[] target) {
    Dd sum = Dd.ZERO;

    switch (loss) {
      case "squared" -> {
        for (int k = 0; k < f.length; k++) {
          Dd difference = f[k].minus(Dd.of(target[k]));
          sum = sum.plus(difference.times(difference).times(0.5));
        }
      }
      case "logistic" -> sum = f[0].times(-target[0]).softplus();
      case "cross-entropy" -> {
        Dd largest = f[0];
        Dd total = Dd.ZERO;

        for (Dd output : f) {
          largest = output.minus(largest).positive() ? output : largest;
        }

        for (Dd output : f) {
          total = total.plus(output.minus(largest).exp());
        }

        for (int k = 0; k < f.length; k++) {
          sum = target[k] == 1 ? total.minus(Dd.ONE).log1p().plus(largest).minus(f[k]) : sum;
        }
      }
      case "polynomial-hinge" -> {
        Dd gap = Dd.ONE.minus(f[0].times(target[0]));
        sum = gap.positive() ? Dd.ONE : Dd.ZERO;

        for (int i = 0; i < power; i++) {
          sum = sum.times(gap);
        }
      }
      case "smooth-hinge" -> {
        Dd gap = Dd.ONE.minus(f[0].times(target[0]));
        sum = gap.positive() ? bowl(gap) : Dd.ZERO;
      }
      case "huber" -> {
        for (int k = 0; k < f.length; k++) {
          sum = sum.plus(bowl(f[k].minus(Dd.of(target[k])).abs()));
        }
      }
      default -> throw new IllegalArgumentException(loss);
    }

    return sum;
  }

  /** r^2 / 2 up to 1, r - 1/2 beyond, for r >= 0. */
  private static Dd bowl(Dd r) {
    return r.minus(Dd.ONE).positive() ? r.minus(Dd.of(0.5)) : r.times(r).times(0.5);
  }

  /**
   * (F(x + h v) - F(x - h v)) / 2h in double-double: truncation and rounding both below 1e-13
   * relative.
   */
  double slope(double[] parameters, double[] origins, double[] v) {
    double h = 0x1p-30;
    Dd difference =
        value(moved(parameters, v, h, v, 0), origins)
            .minus(value(moved(parameters, v, -h, v, 0), origins));
    return difference.over(2 * h).value();
  }

  /** v^T H w by the mixed second difference. */
  double bilinear(double[] parameters, double[] origins, double[] v, double[] w) {
    double h = 0x1p-24;
    Dd difference =
        value(moved(parameters, v, h, w, h), origins)
            .minus(value(moved(parameters, v, h, w, -h), origins))
            .minus(value(moved(parameters, v, -h, w, h), origins))
            .plus(value(moved(parameters, v, -h, w, -h), origins));
    return difference.over(4 * h * h).value();
  }

  static Dd[] exactly(double[] parameters) {
    return moved(parameters, parameters, 0, parameters, 0);
  }

  private static Dd[] moved(double[] parameters, double[] v, double s, double[] w, double t) {
    Dd[] moved = new Dd[parameters.length];

    for (int i = 0; i < moved.length; i++) {
      moved[i] = Dd.of(parameters[i]).plus(Dd.of(v[i]).times(s)).plus(Dd.of(w[i]).times(t));
    }

    return moved;
  }
}
