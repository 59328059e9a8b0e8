package org.minimacensus.study;

import java.util.List;

/**
 * How a run was obtained: {@code provenance.json}. What depends on the study alone comes first,
 * then what depends on the machine, then the clock.
 *
 * @param studyHash SHA-256 over everything that changes results
 * @param resolvedConf every key with its value as a conf file
 * @param startsSha256 digest of the numbers of the start file; empty unless starts come from a file
 */
public record Provenance(
    int schema,
    String study,
    String studyHash,
    String run,
    long seed,
    String resolvedConf,
    DataSource data,
    String startsSha256,
    Code code,
    Machine machine,
    Timings timings) {
  /**
   * @param sha256 digest of the numbers as read, before standardisation
   */
  public record DataSource(String path, String sha256, long rows, List<String> observations) {}

  /**
   * @param commit of the sources, {@code unknown} outside a built jar
   */
  public record Code(String version, String commit) {}

  /**
   * @param kernels name of the row-tile kernels and why they were chosen
   */
  public record Machine(
      String java,
      String jvm,
      String os,
      String cpu,
      int processors,
      String spark,
      String master,
      String kernels,
      String kernelsReason) {}

  /**
   * Wall-clock seconds of the parts of the run; {@code started} and {@code finished} in ISO 8601,
   * UTC.
   */
  public record Timings(
      String started,
      String finished,
      double dataSeconds,
      double restartSeconds,
      double countSeconds) {}
}
