package org.minimacensus.numeric;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A random stream named by what it is for, so that no result depends on which other streams were
 * drawn from, or in which order.
 *
 * <p>The seed is the first 8 bytes (big-endian) of SHA-256 over: the study seed (8 bytes,
 * big-endian), the index (8 bytes, big-endian), the purpose (UTF-8). The state is four outputs of
 * SplitMix64 (Steele, Lea and Flood 2014) started from the seed; the generator is xoshiro256++ 1.0
 * (Blackman and Vigna, ACM Trans. Math. Softw. 47, 2021), period 2^256 - 1. Everything is specified
 * down to the bit, on every JVM. Not thread-safe: a stream belongs to one computation.
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long seed;
  private long s0;
  private long s1;
  private long s2;
  private long s3;
  private double spareGaussian = Double.NaN;

  private RandomStream(long seed) {
    this.seed = seed;
    s0 = mix(seed + GOLDEN_GAMMA);
    s1 = mix(seed + 2 * GOLDEN_GAMMA);
    s2 = mix(seed + 3 * GOLDEN_GAMMA);
    s3 = mix(seed + 4 * GOLDEN_GAMMA);
  }

  /**
   * The stream of one purpose and index within a study.
   *
   * @param purpose a fixed word such as {@code start}; other purposes are independent
   * @param index such as the number of a restart
   */
  public static RandomStream of(long studySeed, String purpose, long index) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] key =
        ByteBuffer.allocate(16 + name.length).putLong(studySeed).putLong(index).put(name).array();

    try {
      return new RandomStream(
          ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this JVM lacks SHA-256, which every Java platform must provide", e);
    }
  }

  /** The seed that is derived from study, purpose and index. */
  public long seed() {
    return seed;
  }

  /** 64 uniform bits. */
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Uniform on the multiples of 2^-53 in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Standard normal, by the polar method (Marsaglia and Bray 1964); every second call takes no new
   * bits.
   */
  public double nextGaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }

    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double square = u * u + v * v;

      if (square > 0 && square < 1) {
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        return u * factor;
      }
    }
  }

  /**
   * Uniform on 0, ..., bound - 1, without bias (Lemire, ACM Trans. Model. Comput. Simul. 29, 2019).
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be >= 1, was " + bound);
    }

    long product = (nextLong() >>> 32) * bound;
    // 2^32 mod bound: products whose low word is below it would come once too often.
    long threshold = (1L << 32) % bound;

    while ((product & 0xffffffffL) < threshold) {
      product = (nextLong() >>> 32) * bound;
    }

    return (int) (product >>> 32);
  }

  /**
   * The finaliser of SplitMix64 (Stafford's variant 13): a permutation of the 64-bit numbers that
   * leaves no pattern of its argument.
   */
  public static long mix(long z) {
    long y = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    y = (y ^ y >>> 27) * 0x94d049bb133111ebL;
    return y ^ y >>> 31;
  }
}
