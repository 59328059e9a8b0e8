package org.minimacensus.theorem.construct;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.numeric.SymmetricEigen;

/**
 * A control: deep linear networks have no sub-optimal minima, only saddles above the global one.
 */
final class DeepLinear implements Construction {
  @Override
  public String name() {
    return "deep-linear";
  }

  @Override
  public String summary() {
    return "control: a deep linear network, whose minima are all global";
  }

  @Override
  public String source() {
    return "Baldi, Hornik 1989, neural networks and principal component analysis; own data";
  }

  @Override
  public List<ConstructionOption> options() {
    return List.of(
        ConstructionOption.of("--hidden", "M,M,...", "3,1", "widths of the hidden layers"),
        ConstructionOption.inputs(2),
        ConstructionOption.of("--outputs", "K", "2", "targets of a row"),
        ConstructionOption.rows(""),
        ConstructionOption.seed());
  }

  @Override
  public Constructed build(OptionValues options) {
    List<Integer> widths = options.wholes("--hidden", 1, "");
    int d = options.whole("--inputs", 1, "");
    int outputs = options.whole("--outputs", 1, "");
    int n = Networks.rows(options, d + 1, 2 * d + 4, d + " rows have an exact linear fit");
    long seed = options.seed();
    double[][] inputs = Networks.normalRows(RandomStream.of(seed, "inputs", 0), n, d);
    double[][] targets = Networks.normalRows(RandomStream.of(seed, "targets", 0), n, outputs);
    Architecture architecture =
        new Architecture(
            d,
            widths,
            outputs,
            Activations.named("identity", 0.1),
            Activations.named("identity", 0.1),
            false,
            false,
            false);
    Problem problem = new Problem(inputs, targets, architecture, "squared", Task.REGRESSION);
    Fit fit = new Fit(inputs, targets);
    int rank = Math.min(Math.min(d, outputs), widths.stream().mapToInt(w -> w).min().getAsInt());
    double[] theta = factors(architecture.layout(), fit, rank);
    mix(architecture.layout(), theta, RandomStream.of(seed, "mixing", 0));
    int zeroModes = theta.length - rank * (d + outputs - rank);
    KnownPoint point =
        KnownPoint.of(
                problem,
                theta,
                zeroModes == 0 ? "strict-minimum" : "degenerate-minimum",
                zeroModes,
                BadMinimum.GRADIENT)
            .orElseThrow(
                () ->
                    new ConstructionException(
                        "the certificate does not agree that the best fit of rank "
                            + rank
                            + " is a minimum; take another --seed"));
    return new Constructed(problem)
        .known(point)
        .from(Constructed.Starts.normal(1, 200))
        .fact("rank", rank)
        .fact("expected_minima", "1 as a function, global")
        .fact("global_loss", point.loss())
        .fact("saddle_losses", fit.saddleLosses(rank, problem.value(theta)));
  }

  /** The linear fit B and the principal directions of what it fits. */
  private static final class Fit {
    private final double[][] map;
    private final SymmetricEigen fitted;

    Fit(double[][] inputs, double[][] targets) {
      List<double[]> columns = List.of(Vector.transposed(inputs));
      LeastSquares squares = new LeastSquares(columns);
      int k = targets[0].length;
      map = new double[k][];
      double[][] values = new double[k][inputs.length];
      for (int j = 0; j < k; j++) {
        map[j] = squares.coefficients(Vector.column(targets, j));
        for (int c = 0; c < columns.size(); c++) {
          Vector.add(values[j], map[j][c], columns.get(c));
        }
      }

      double[] covariance = new double[k * k];
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          covariance[a * k + b] = Vector.dot(values[a], values[b]);
        }
      }

      fitted = SymmetricEigen.of(covariance, k);
    }

    /** Component of the output's principal direction, 0 the largest. */
    double direction(int rank, int output) {
      return fitted.vector(fitted.dimension() - 1 - rank, output);
    }

    /** Losses of the critical points of the same rank with other principal directions. */
    double[] saddleLosses(int rank, double global) {
      int all = Math.min(fitted.dimension(), map[0].length);
      double[] values = new double[all];
      for (int i = 0; i < all; i++) {
        values[i] = fitted.values()[fitted.dimension() - 1 - i];
      }

      double best = 0;
      for (int i = 0; i < rank; i++) {
        best += values[i];
      }

      List<Double> losses = new ArrayList<>();
      for (long set = 0; set < 1L << all; set++) {
        if (Long.bitCount(set) == rank && set != (1L << rank) - 1) {
          double sum = 0;
          for (int i = 0; i < all; i++) {
            sum += (set >> i & 1) * values[i];
          }

          losses.add(global + (best - sum) / 2);
        }
      }

      return losses.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
  }

  /** U, 1, ..., 1, U^T B on the first units of every layer. */
  private static double[] factors(ParameterLayout layout, Fit fit, int rank) {
    double[] theta = new double[layout.dimension()];
    int last = layout.layers() - 1;
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < fit.map.length; j++) {
        theta[layout.weight(last, j, i)] = fit.direction(i, j);
        for (int c = 0; c < layout.inputs(0); c++) {
          theta[layout.weight(0, i, c)] += fit.direction(i, j) * fit.map[j][c];
        }
      }

      for (int l = 1; l < last; l++) {
        theta[layout.weight(l, i, i)] = 1;
      }
    }

    return theta;
  }

  /** Turns the units of every hidden layer by a random orthogonal matrix, which keeps the map. */
  private static void mix(ParameterLayout layout, double[] theta, RandomStream stream) {
    for (int l = 0; l < layout.layers() - 1; l++) {
      int units = layout.units(l);
      double[][] turn = orthogonal(units, stream);
      for (int k = 0; k < layout.inputs(l); k++) {
        double[] column = new double[units];
        for (int unit = 0; unit < units; unit++) {
          column[unit] = theta[layout.weight(l, unit, k)];
        }

        for (int unit = 0; unit < units; unit++) {
          theta[layout.weight(l, unit, k)] = Vector.dot(turn[unit], column);
        }
      }

      for (int next = 0; next < layout.units(l + 1); next++) {
        double[] row = new double[units];
        for (int unit = 0; unit < units; unit++) {
          row[unit] = theta[layout.weight(l + 1, next, unit)];
        }

        for (int unit = 0; unit < units; unit++) {
          theta[layout.weight(l + 1, next, unit)] = Vector.dot(turn[unit], row);
        }
      }
    }
  }

  private static double[][] orthogonal(int n, RandomStream stream) {
    OrthonormalBasis basis = new OrthonormalBasis(n);
    while (basis.size() < n) {
      double[] vector = new double[n];
      for (int i = 0; i < n; i++) {
        vector[i] = stream.nextGaussian();
      }

      basis.add(vector);
    }

    return basis.vectors();
  }
}
