package org.minimacensus.numeric;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Has the kernels compiled before they are needed, once per JVM, on one thread.
 *
 * <p>Vector code in the interpreter is a thousand times slower than compiled, and it competes with
 * the compiler for processors. Called here first, on one thread and with shapes that reach every
 * register tile, the kernels are compiled within seconds and with a profile of their own, before
 * other code has used the vector classes. What is computed is thrown away.
 */
public final class KernelWarmUp {
  /** All register tiles of both products: units and columns beyond two tiles, by 4, 2 and 1. */
  private static final int UNITS = 11;

  private static final int COLUMNS = 15;

  /** Few, so that calls are short: methods are compiled after some thousands of calls. */
  private static final int ROWS = 40;

  /** Of the check of speed: the rows of a tile. */
  private static final int TILE = 256;

  private static final int WARM_UP_CALLS = 12_000;
  private static final int ROUNDS = 5;
  private static final long ROUND_NANOS = 2_000_000;

  private static volatile Rates measured;

  private final Kernels kernels;
  private final double[] weights = new double[2 * UNITS * COLUMNS];
  private final double[] rows = new double[COLUMNS * TILE];
  private final double[] units = new double[UNITS * TILE];
  private final double[] slopes = new double[UNITS * TILE];
  private final double[] sums = new double[UNITS * COLUMNS * Kernels.LANES];

  private KernelWarmUp(Kernels kernels) {
    this.kernels = kernels;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 0.01 * (i % 17 - 8);
    }

    for (int i = 0; i < rows.length; i++) {
      rows[i] = 0.1 * (i % 23 - 11);
    }
  }

  /**
   * Rates of compiled kernels on one thread, the best of a few short rounds.
   *
   * @param product, transposed operations per second of products with 8 units and 12 columns, an
   *     fma being two
   * @param tanh values with slopes per second
   */
  public record Rates(String kernels, double product, double transposed, double tanh) {
    /** One line for the log. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "kernels %s: products %.1f GF/s, transposed products %.1f GF/s, tanh with slope %.0f"
              + " million/s on one thread",
          kernels,
          product / 1e9,
          transposed / 1e9,
          tanh / 1e6);
    }
  }

  /**
   * Warms up the kernels of this JVM unless that was done, then says how fast they are.
   *
   * @param nanoTime a clock
   */
  public static synchronized Rates run(LongSupplier nanoTime) {
    if (measured == null) {
      KernelWarmUp warmUp = new KernelWarmUp(KernelProvider.kernels());
      for (int i = 0; i < WARM_UP_CALLS; i++) {
        warmUp.everything();
      }

      measured = warmUp.rates(nanoTime);
    }

    return measured;
  }

  private void everything() {
    product(ROWS, UNITS, COLUMNS);
    kernels.multiply(weights, 0, 1, UNITS, null, 0, true, rows, 0, units, 0, UNITS, 1, TILE, ROWS);
    transposed(ROWS, UNITS, COLUMNS);
    kernels.multiplyTransposed(units, 0, 1, rows, 0, COLUMNS, sums, 0, COLUMNS, TILE, ROWS);
    kernels.multiplyOuter(weights, 0, 1, rows, 0, slopes, 0, units, 0, UNITS, TILE, ROWS);
    kernels.multiplyShifted(weights, 0, weights, COLUMNS, rows, 0, units, 0, COLUMNS, TILE, ROWS);
    kernels.multiplyTransposedShifted(units, 0, rows, 0, weights, 0, COLUMNS, sums, 0, TILE, ROWS);
    kernels.rowSums(units, 0, UNITS, sums, 0, TILE, ROWS);
    kernels.product(rows, 0, rows, TILE, units, 0, ROWS);
    kernels.difference(rows, 0, rows, TILE, units, 0, ROWS);
    kernels.largest(rows, 0, ROWS);
    kernels.exp(rows, 0, units, 0, ROWS);
    kernels.tanh(rows, 0, units, 0, slopes, 0, ROWS);
    kernels.tanh(rows, 0, units, 0, null, 0, ROWS);
    kernels.sigmoid(rows, 0, units, 0, slopes, 0, ROWS);
    kernels.sigmoid(rows, 0, units, 0, null, 0, ROWS);
    kernels.softplus(rows, 0, units, 0, slopes, 0, ROWS);
    kernels.relu(rows, 0, units, 0, slopes, 0, ROWS);
  }

  private void product(int count, int unitCount, int columns) {
    kernels.multiply(
        weights, 0, columns, 1, weights, 0, false, rows, 0, units, 0, unitCount, columns, TILE,
        count);
  }

  private void transposed(int count, int unitCount, int columns) {
    kernels.multiplyTransposed(
        units, 0, unitCount, rows, 0, columns, sums, 0, columns, TILE, count);
  }

  private Rates rates(LongSupplier nanoTime) {
    int u = UNITS - UNITS % 4;
    int k = COLUMNS - COLUMNS % 4;
    double operations = 2.0 * u * k * TILE;
    return new Rates(
        kernels.name(),
        operations * callsPerSecond(nanoTime, () -> product(TILE, u, k)),
        operations * callsPerSecond(nanoTime, () -> transposed(TILE, u, k)),
        TILE * callsPerSecond(nanoTime, () -> kernels.tanh(rows, 0, units, 0, slopes, 0, TILE)));
  }

  private static double callsPerSecond(LongSupplier nanoTime, Runnable call) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = nanoTime.getAsLong();
      long now = start;
      long calls = 0;
      while (now - start < ROUND_NANOS) {
        for (int i = 0; i < 16; i++) {
          call.run();
        }

        calls += 16;
        now = nanoTime.getAsLong();
      }

      best = Math.max(best, 1e9 * calls / (now - start));
    }

    return best;
  }
}
