package org.minimacensus;

import java.util.List;
import java.util.stream.Stream;

/** Options of JVMs that run for seconds; no bit of a result depends on any of them. */
public final class BriefJvm {
  /**
   * Without what pays in minutes: the second compiler, a collector with threads of its own. The
   * bytecode of thousands of classes of Spark is not verified in each of dozens of JVMs; that of
   * the job is where the tests themselves run.
   */
  public static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  /**
   * The same, and scalar kernels: without the second compiler the vector kernels take four times
   * their time.
   */
  public static final List<String> SCALAR =
      Stream.concat(OPTIONS.stream(), Stream.of("-Dminima.kernels=scalar")).toList();

  private BriefJvm() {}
}
