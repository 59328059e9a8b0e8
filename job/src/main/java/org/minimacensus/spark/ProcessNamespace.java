package org.minimacensus.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process's number tells it from others. Machines and containers may have one name, such as
 * localhost, and one folder of results, and their processes the same numbers.
 */
final class ProcessNamespace {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  private ProcessNamespace() {}

  /** The boot of the kernel and the namespace of process numbers; empty where neither is told. */
  static String id() {
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(NAMESPACE);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }
}
