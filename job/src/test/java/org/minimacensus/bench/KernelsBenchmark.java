package org.minimacensus.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.minimacensus.numeric.KernelTwins;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.NaiveKernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels on one tile, each against its definition after every iteration: a wrong kernel fails
 * here instead of looking fast. {@code bench/jmh.sh Kernels}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelsBenchmark {
  @Param({"vector", "scalar"})
  public String kernels;

  /** Inputs of the layer, units of the layer, rows of the tile. */
  @Param({"2x8x400", "10x4x256", "20x8x256", "32x32x128", "1x1x256"})
  public String shape;

  private Kernels timed;
  private Tile tile;
  private Consumer<Kernels> product;
  private Consumer<Kernels> productByColumns;
  private Consumer<Kernels> transposed;
  private Consumer<Kernels> exp;
  private Consumer<Kernels> tanh;
  private Consumer<Kernels> sigmoid;
  private Consumer<Kernels> softplus;
  private Consumer<Kernels> last;

  /** Arguments and results of all kernels on one shape. */
  private static final class Tile {
    final int inputs;
    final int units;
    final int rows;
    final int ld;
    final double[] weights;
    final double[] below;
    final double[] above;
    final double[] result;
    final double[] slope;
    final double[] sums;

    Tile(String shape) {
      int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
      inputs = sizes[0];
      units = sizes[1];
      rows = sizes[2];
      // Columns that are a multiple of 4 KiB apart would share their lines of the cache.
      ld = rows + Kernels.LANES;
      RandomStream random = RandomStream.of(1, "kernels-benchmark", 0);
      weights = normal(units * inputs, random);
      below = normal(inputs * ld, random);
      above = normal(units * ld, random);
      result = new double[units * ld];
      slope = new double[units * ld];
      sums = new double[units * inputs * Kernels.LANES];
    }

    private static double[] normal(int n, RandomStream random) {
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = random.nextGaussian();
      }

      return x;
    }

    /** Z = W B: the first layer forward. */
    void product(Kernels k) {
      k.multiply(
          weights, 0, inputs, 1, null, 0, false, below, 0, result, 0, units, inputs, ld, rows);
    }

    /** W'D into as many rows as there are inputs or units: a layer backward. */
    void productByColumns(Kernels k) {
      int least = Math.min(inputs, units);
      k.multiply(
          weights, 0, 1, inputs, null, 0, false, above, 0, result, 0, least, units, ld, rows);
    }

    /** G = D B': the gradient of the weights. */
    void transposed(Kernels k) {
      k.multiplyTransposed(above, 0, units, below, 0, inputs, sums, 0, inputs, ld, rows);
    }

    void exp(Kernels k) {
      k.exp(above, 0, result, 0, units * ld);
    }

    void tanh(Kernels k) {
      k.tanh(above, 0, result, 0, slope, 0, units * ld);
    }

    void sigmoid(Kernels k) {
      k.sigmoid(above, 0, result, 0, slope, 0, units * ld);
    }

    void softplus(Kernels k) {
      k.softplus(above, 0, result, 0, slope, 0, units * ld);
    }

    /** What a kernel may have written. */
    double[] written() {
      double[] all = Arrays.copyOf(result, result.length + slope.length + sums.length);
      System.arraycopy(slope, 0, all, result.length, slope.length);
      System.arraycopy(sums, 0, all, result.length + slope.length, sums.length);
      return all;
    }
  }

  @Setup(Level.Trial)
  public void prepare() {
    timed = KernelTwins.named(kernels);
    tile = new Tile(shape);
    product = tile::product;
    productByColumns = tile::productByColumns;
    transposed = tile::transposed;
    exp = tile::exp;
    tanh = tile::tanh;
    sigmoid = tile::sigmoid;
    softplus = tile::softplus;
  }

  /** Outside of the times: the last call again, from nothing, by the definition and as timed. */
  @TearDown(Level.Iteration)
  public void check() {
    double[] expected = written(new NaiveKernels());
    double[] found = written(timed);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToRawLongBits(expected[i]) != Double.doubleToRawLongBits(found[i])) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s kernels on %s: expected %s at %d of what was written, found %s",
                timed.name(),
                shape,
                expected[i],
                i,
                found[i]));
      }
    }
  }

  private double[] written(Kernels by) {
    Arrays.fill(tile.result, 0);
    Arrays.fill(tile.slope, 0);
    Arrays.fill(tile.sums, 0);
    last.accept(by);
    return tile.written();
  }

  @Benchmark
  public double[] product() {
    last = product;
    tile.product(timed);
    return tile.result;
  }

  @Benchmark
  public double[] productByColumns() {
    last = productByColumns;
    tile.productByColumns(timed);
    return tile.result;
  }

  @Benchmark
  public double[] transposed() {
    last = transposed;
    tile.transposed(timed);
    return tile.sums;
  }

  @Benchmark
  public double[] exp() {
    last = exp;
    tile.exp(timed);
    return tile.result;
  }

  @Benchmark
  public double[] tanh() {
    last = tanh;
    tile.tanh(timed);
    return tile.result;
  }

  @Benchmark
  public double[] sigmoid() {
    last = sigmoid;
    tile.sigmoid(timed);
    return tile.result;
  }

  @Benchmark
  public double[] softplus() {
    last = softplus;
    tile.softplus(timed);
    return tile.result;
  }
}
