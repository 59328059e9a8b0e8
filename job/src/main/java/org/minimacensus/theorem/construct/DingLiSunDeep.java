package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.Network;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;

/**
 * Sub-optimal minima of deep networks with random earlier layers: the units of the last hidden
 * layer are identical.
 */
final class DingLiSunDeep implements Construction {
  private static final int DRAWS = 40;

  @Override
  public String name() {
    return "ding-li-sun-deep";
  }

  @Override
  public String summary() {
    return "sub-optimal minimum of a deep network: random layers, identical last hidden units";
  }

  @Override
  public String source() {
    return "Ding, Li, Sun 2019, sub-optimal local minima exist for neural networks with almost all"
        + " non-linear activations; construction re-derived";
  }

  @Override
  public List<ConstructionOption> options() {
    List<ConstructionOption> options = new ArrayList<>(SmoothUnits.options("tanh"));
    options.add(
        ConstructionOption.of(
            "--hidden", "M,M,...", "3,2", "widths of two hidden layers or more, the last >= 2"));
    options.add(ConstructionOption.inputs(2));
    options.add(ConstructionOption.rows(""));
    options.add(
        ConstructionOption.of(
            "--kappa", "K", "1", "length of the residual; lowered until the point is a minimum"));
    options.add(ConstructionOption.seed());
    return options;
  }

  @Override
  public Constructed build(OptionValues options) {
    List<Integer> widths = options.wholes("--hidden", 1, "");
    int last = widths.get(widths.size() - 1);
    if (widths.size() < 2) {
      throw options.wrong("--hidden", "two layers or more", "ding-li-sun makes one hidden layer");
    }

    if (last < 2) {
      throw options.wrong("--hidden", "2 units or more in the last layer", "they are to be alike");
    }

    int d = options.whole("--inputs", 1, "");
    Architecture architecture =
        Networks.perceptron(
            d,
            widths,
            SmoothUnits.activation(options),
            options.flag("--bias"),
            options.flag("--output-bias"));
    int needed = equations(architecture);
    int n =
        Networks.rows(
            options,
            needed,
            2 * needed,
            "the residual of this network satisfies " + needed + " equations");
    double kappa = options.positive("--kappa");
    long seed = options.seed();
    double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", 0), n, d);
    List<BadMinimum> found = new ArrayList<>();
    for (int k = 0; k < DRAWS; k++) {
      double[] theta = draw(architecture, RandomStream.of(seed, "units", k));
      double[] residual = residual(architecture, inputs, theta);
      if (residual != null) {
        BadMinimum minimum = BadMinimum.of(architecture, inputs, theta, residual, kappa, last - 1);
        if (minimum != null) {
          found.add(minimum);
        }
      }
    }

    found.sort(Comparator.comparingDouble(m -> -m.margin()));
    for (BadMinimum minimum : found) {
      Optional<Constructed> made = minimum.certified(last - 1);
      if (made.isPresent()) {
        return made.get().fact("expected_minima", "at least 2, one of them this sub-optimal class");
      }
    }

    throw new ConstructionException(
        "no minimum was found and certified among "
            + DRAWS
            + " draws of the layers on "
            + n
            + " rows; take another --seed, more --rows (now "
            + n
            + ", at least "
            + needed
            + ") or narrower earlier layers; ding-li-sun-chain does with fewer rows at any width");
  }

  /** At most as many as parameters that matter, identical units counted once, and curvatures. */
  private static int equations(Architecture architecture) {
    ParameterLayout layout = architecture.layout();
    int last = layout.layers() - 2;
    int k = layout.inputs(last) + (architecture.bias() ? 1 : 0);
    return layout.weightOffset(last)
        + k
        + k * (k + 1) / 2
        + 1
        + (architecture.outputBias() ? 1 : 0);
  }

  private static double[] draw(Architecture architecture, RandomStream stream) {
    ParameterLayout layout = architecture.layout();
    double[] theta = new double[layout.dimension()];
    double spread = architecture.activation().name().equals("sigmoid") ? 3 : 1;
    int output = layout.layers() - 1;
    for (int l = 0; l < output; l++) {
      boolean alike = l == output - 1;
      for (int unit = 0; unit < (alike ? 1 : layout.units(l)); unit++) {
        for (int k = 0; k < layout.inputs(l); k++) {
          theta[layout.weight(l, unit, k)] =
              spread * stream.nextGaussian() / Math.sqrt(layout.inputs(l));
        }

        double bias = spread * stream.nextGaussian() / 1.5;
        if (layout.hasBias(l)) {
          boolean bent = alike && architecture.outputBias();
          // See UnitChain: with an output bias two pieces of elu leave no other choice.
          theta[layout.bias(l, unit)] =
              bent && architecture.activation().name().equals("elu") ? 0 : bias;
        }
      }

      for (int unit = 1; alike && unit < layout.units(l); unit++) {
        for (int k = 0; k < layout.inputs(l); k++) {
          theta[layout.weight(l, unit, k)] = theta[layout.weight(l, 0, k)];
        }

        if (layout.hasBias(l)) {
          theta[layout.bias(l, unit)] = theta[layout.biasOffset(l)];
        }
      }
    }

    for (int k = 0; k < layout.inputs(output); k++) {
      theta[layout.weight(output, 0, k)] = 1.0 / layout.inputs(output);
    }

    return theta;
  }

  private static double[] residual(Architecture architecture, double[][] inputs, double[] theta) {
    ParameterLayout layout = architecture.layout();
    int last = layout.layers() - 2;
    Residual equations = new Residual(inputs.length);
    double[][] jacobian = jacobian(architecture, inputs, theta);
    for (int k = 0; k < theta.length; k++) {
      equations.orthogonalTo(Vector.column(jacobian, k));
    }

    double[][] features = features(architecture, inputs, theta);
    List<double[]> columns = new ArrayList<>(List.of(Vector.transposed(features)));
    double[] p = new double[inputs.length];
    for (int k = 0; k < columns.size(); k++) {
      Vector.add(p, theta[layout.weight(last, 0, k)], columns.get(k));
    }

    if (architecture.bias()) {
      double[] ones = new double[inputs.length];
      Arrays.fill(ones, 1);
      Vector.add(p, theta[layout.biasOffset(last)], ones);
      columns.add(ones);
    }

    equations.curved(SmoothUnits.derivatives(architecture.activation(), p)[2], columns);
    return equations.solve();
  }

  /** d f_i / d theta, n x p: the gradient of a squared loss whose only residual is 1. */
  private static double[][] jacobian(Architecture architecture, double[][] inputs, double[] theta) {
    double[][] outputs = new Network(architecture).outputs(theta, inputs);
    double[][] rows = new double[inputs.length][];
    for (int i = 0; i < rows.length; i++) {
      double[][] one = {inputs[i]};
      rows[i] =
          Problem.squared(one, new double[] {outputs[i][0] - 1}, architecture)
              .gradient(theta)
              .gradient()
              .values();
    }

    return rows;
  }

  /** What the last hidden layer sees. */
  private static double[][] features(Architecture architecture, double[][] inputs, double[] theta) {
    List<Integer> hidden = architecture.hidden();
    Activation sigma = architecture.activation();
    int earlier = hidden.size() - 1;
    Architecture below =
        new Architecture(
            architecture.inputs(),
            hidden.subList(0, earlier - 1),
            hidden.get(earlier - 1),
            sigma,
            sigma,
            architecture.bias(),
            architecture.bias(),
            false);
    double[] part = Arrays.copyOf(theta, below.layout().dimension());
    return new Network(below).outputs(part, inputs);
  }
}
