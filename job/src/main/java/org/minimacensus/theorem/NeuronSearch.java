package org.minimacensus.theorem;

import java.util.Optional;

/** Looks for added neurons of an extended minimum: steep ones, and ones whose slope vanishes. */
public final class NeuronSearch {
  private static final int MOST_SWEEPS = 20;

  private final ExtendedMinimum minimum;

  public NeuronSearch(ExtendedMinimum minimum) {
    this.minimum = minimum;
  }

  /**
   * Neurons near given ones whose amplitudes promise a larger decrease: compass searches over (w,
   * b) of all outputs, which stay within a distance in every coordinate, from the given ones and
   * from the best of those one distance away along an axis. A local maximum, perhaps not the
   * largest.
   */
  public double[] steepestNear(double[] neurons, double distance) {
    double[] start = neurons.clone();
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < neurons.length; i++) {
      for (int sign = -1; i % minimum.block() != 0 && sign <= 1; sign += 2) {
        double[] away = neurons.clone();
        away[i] = inside(away[i] + sign * distance, neurons[i], distance);
        double there = minimum.promised(away);
        if (there > most) {
          most = there;
          start = away;
        }
      }
    }

    double[] first = climbed(neurons, neurons, distance);
    double[] second = climbed(start, neurons, distance);
    return minimum.promised(first) >= minimum.promised(second) ? first : second;
  }

  private double[] climbed(double[] start, double[] centre, double distance) {
    double[] at = start.clone();
    double value = minimum.promised(at);
    for (double step = distance / 2; step >= distance / 64; step /= 2) {
      boolean better = true;
      for (int sweep = 0; better && sweep < MOST_SWEEPS; sweep++) {
        better = false;
        for (int i = 0; i < at.length; i++) {
          for (int sign = -1; i % minimum.block() != 0 && sign <= 1; sign += 2) {
            double before = at[i];
            at[i] = inside(before + sign * step, centre[i], distance);
            double there = at[i] == before ? value : minimum.promised(at);
            if (there > value) {
              value = there;
              better = true;
            } else {
              at[i] = before;
            }
          }
        }
      }
    }

    return at;
  }

  private static double inside(double x, double centre, double distance) {
    return Math.max(centre - distance, Math.min(centre + distance, x));
  }

  /**
   * Neurons at which the extended minimum is stationary: on a line through given ones, G of every
   * output is followed from one sign to the other, down to neighbouring numbers.
   *
   * @param direction of (w, b) of every output, laid out as the neurons
   * @param reach of the line to both sides, in lengths of the direction
   * @return empty where G of an output does not change its sign, or not down to rounding
   */
  public Optional<double[]> stationary(double[] neurons, double[] direction, double reach) {
    double[] found = neurons.clone();
    for (int k = 0; k < minimum.outputs(); k++) {
      int output = k;
      double[] from = minimum.neuron(neurons, k);
      double[] q = minimum.neuron(direction, k);
      double[] at = new Line(output, from, q).zero(reach);
      if (at == null) {
        return Optional.empty();
      }

      System.arraycopy(at, 0, found, k * minimum.block() + 1, from.length);
    }

    return Optional.of(found);
  }

  /** G of an output along a line. */
  private final class Line {
    private static final int GRID = 128;
    private final int output;
    private final double[] from;
    private final double[] direction;

    Line(int output, double[] from, double[] direction) {
      this.output = output;
      this.from = from;
      this.direction = direction;
    }

    private double[] at(double s) {
      double[] there = from.clone();
      for (int j = 0; j < there.length; j++) {
        there[j] = Math.fma(s, direction[j], there[j]);
      }

      return there;
    }

    /** Exponents are shifted by their largest, which changes no sign. */
    private Bounded value(double[] neuron) {
      double[] neurons = new double[minimum.outputs() * minimum.block()];
      System.arraycopy(neuron, 0, neurons, output * minimum.block() + 1, neuron.length);
      return minimum.scaledSlope(neurons, output);
    }

    double[] zero(double reach) {
      double low = -reach;
      Bounded below = value(at(low));
      for (int i = 1; i <= GRID; i++) {
        double high = -reach + 2 * reach * i / GRID;
        Bounded above = value(at(high));
        if (below.value() * above.value() < 0) {
          return bisected(low, high, below.value() < 0);
        }

        low = high;
        below = above;
      }

      return null;
    }

    private double[] bisected(double low, double high, boolean rises) {
      double a = low;
      double b = high;
      for (double m = (a + b) / 2; m > a && m < b; m = (a + b) / 2) {
        if (value(at(m)).value() < 0 == rises) {
          a = m;
        } else {
          b = m;
        }
      }

      double[] left = at(a);
      double[] right = at(b);
      Bounded atLeft = value(left);
      Bounded atRight = value(right);
      boolean closer = Math.abs(atLeft.value()) <= Math.abs(atRight.value());
      Bounded best = closer ? atLeft : atRight;
      return best.vanishes() ? closer ? left : right : null;
    }
  }
}
