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

    if (objective.equals("layer-neurons")) {
      return layersValue(parameters, origins);
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
    if (objective.equals("layer-neurons")) {
      return layersValue(parameters, null);
    }

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

  /**
   * One neuron per hidden layer, its parameters u, mu, b, V layer by layer, then a.
   *
   * @param origins of the chart, in which b occurs in the regulariser alone and the weights out of
   *     a neuron are e^b times those of the papers; null: as the papers write it
   */
  private Dd layersValue(Dd[] parameters, double[] origins) {
    Dd sum = Dd.ZERO;
    int[] end = {0};
    Dd[] regulariser = {Dd.ZERO};

    for (int i = 0; i < x.length; i++) {
      regulariser[0] = Dd.ZERO;
      sum = sum.plus(loss(layers(parameters, x[i], origins, end, regulariser), y[i]));
    }

    return finish(sum, parameters, end[0]).plus(regulariser[0].times(lambda).times(0.5));
  }

  private Dd[] layers(
      Dd[] parameters, double[] input, double[] origins, int[] end, Dd[] regulariser) {
    int layers = a.hidden().size();
    int at = 0;
    int width = input.length;

    for (int l = 0; l < layers; l++) {
      at += a.hidden().get(l) * (width + (a.bias() ? 1 : 0));
      width = a.hidden().get(l);
    }

    int entering = width + (a.direct() ? input.length : 0);
    int p = at + a.outputs() * (entering + (a.outputBias() ? 1 : 0));
    end[0] = p;
    Dd[] below = new Dd[input.length];

    for (int j = 0; j < input.length; j++) {
      below[j] = Dd.of(input[j]);
    }

    Dd z = Dd.ZERO;
    Dd bias = Dd.ZERO;
    int phi = p;
    int theta = 0;
    int origin = 0;

    for (int l = 0; l < layers; l++) {
      int units = a.hidden().get(l);
      int n = below.length;
      int mu = phi + n;
      int b = l == 0 ? mu : mu + 1;
      Dd exponent = origins == null ? parameters[b] : Dd.ZERO;

      for (int j = 0; j < n + (l == 0 ? 0 : 1); j++) {
        Dd in = j < n ? below[j] : z;
        exponent =
            exponent.plus(
                parameters[phi + j].times(
                    origins == null ? in : in.minus(Dd.of(origins[origin + j]))));
      }

      origin += n + (l == 0 ? 0 : 1);
      Dd[] next = new Dd[units];

      for (int u = 0; u < units; u++) {
        Dd sum = a.bias() ? parameters[theta + units * n + u] : Dd.ZERO;

        for (int j = 0; j < n; j++) {
          sum = sum.plus(parameters[theta + u * n + j].times(below[j]));
        }

        if (l > 0) {
          sum = sum.plus(parameters[b + 1 + u].times(z));
          penalise(regulariser, parameters[b + 1 + u], bias, 2 * layers);
        }

        next[u] = activation(a.activation().name(), sum);
      }

      if (l > 0) {
        penalise(regulariser, parameters[mu], bias, 2 * layers);
      }

      theta += units * (n + (a.bias() ? 1 : 0));
      bias = origins == null ? Dd.ZERO : parameters[b];
      phi = b + 1 + (l == 0 ? 0 : units);
      z = exponent.exp();
      below = next;
    }

    Dd[] f = new Dd[a.outputs()];

    for (int k = 0; k < f.length; k++) {
      Dd sum = a.outputBias() ? parameters[theta + f.length * entering + k] : Dd.ZERO;

      for (int j = 0; j < entering; j++) {
        Dd in = j < below.length ? below[j] : Dd.of(input[j - below.length]);
        sum = sum.plus(parameters[theta + k * entering + j].times(in));
      }

      f[k] = activation(a.outputActivation().name(), sum).plus(parameters[phi + k].times(z));
      penalise(regulariser, parameters[phi + k], bias, 2 * layers);
    }

    return f;
  }

  /** sum += (weight e^(-exponent))^power. */
  private static void penalise(Dd[] sum, Dd weight, Dd exponent, int power) {
    Dd own = weight.times(exponent.negate().exp());
    Dd product = Dd.ONE;

    for (int i = 0; i < power; i++) {
      product = product.times(own);
    }

    sum[0] = sum[0].plus(product);
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
    int layers = a.hidden().size() + (a.residual() ? 2 : 1);

    for (int l = 0; l < layers; l++) {
      boolean last = l == layers - 1;
      boolean sum = a.residual() && l == layers - 2;
      int units = last ? a.outputs() : sum ? a.inputs() : a.hidden().get(l);
      Dd[] in = below;

      if (last && a.direct() && layers > 1) {
        in = new Dd[below.length + input.length];
        System.arraycopy(below, 0, in, 0, below.length);

        for (int j = 0; j < input.length; j++) {
          in[below.length + j] = Dd.of(input[j]);
        }
      }

      boolean biased = !sum && (last ? a.outputBias() : a.bias());
      Dd[] out = new Dd[units];

      for (int u = 0; u < units; u++) {
        Dd z = biased ? theta[at + units * in.length + u] : Dd.ZERO;

        for (int k = 0; k < in.length; k++) {
          z = z.plus(theta[at + u * in.length + k].times(in[k]));
        }

        out[u] =
            sum
                ? z.plus(Dd.of(input[u]))
                : activation(last ? a.outputActivation().name() : a.activation().name(), z);
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
      case "cauchy" -> {
        for (int k = 0; k < f.length; k++) {
          Dd r = f[k].minus(Dd.of(target[k]));
          sum = sum.plus(r.times(r).log1p().times(0.5));
        }
      }
      case "tukey" -> {
        for (int k = 0; k < f.length; k++) {
          Dd r = f[k].minus(Dd.of(target[k]));
          Dd inside = Dd.ONE.minus(r.times(r));
          Dd cube = inside.positive() ? inside.times(inside).times(inside) : Dd.ZERO;
          sum = sum.plus(Dd.ONE.minus(cube).over(6));
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
