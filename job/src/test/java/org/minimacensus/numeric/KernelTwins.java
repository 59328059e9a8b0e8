package org.minimacensus.numeric;

/** The kernels of this machine by name, for benchmarks that hold them against each other. */
public final class KernelTwins {
  private KernelTwins() {}

  /**
   * @param name {@code scalar} or {@code vector}
   * @throws IllegalStateException when they cannot run here
   */
  public static Kernels named(String name) {
    return KernelProvider.choose(name).kernels();
  }
}
