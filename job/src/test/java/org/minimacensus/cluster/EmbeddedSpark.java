package org.minimacensus.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.minimacensus.BriefJvm;
import org.minimacensus.Toolbox;

/** The Spark that the build has assembled, and folders to run its servers in. */
final class EmbeddedSpark {
  private static final String LOGGING =
      """
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.target = SYSTEM_ERR
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1}: %m%n%ex
      """;

  private static final int PORTS_OF_A_PROCESS = 100;

  /** Processes of tests start together: their ids are next to each other. */
  private static final int FIRST_PORT =
      20_000 + PORTS_OF_A_PROCESS * (int) (ProcessHandle.current().pid() % 120);

  private static final AtomicInteger GIVEN_OUT = new AtomicInteger();

  private EmbeddedSpark() {}

  static Path home() {
    return Toolbox.project().resolve("job/target/spark");
  }

  /**
   * A port of loopback that nobody listens on now, and that neither this process nor the other one
   * of tests has given out lately: servers open theirs seconds later. Below 32768, where Linux
   * begins with those of connections, which come and go meanwhile.
   */
  static int freePort() {
    for (int i = 0; i < PORTS_OF_A_PROCESS; i++) {
      int port = FIRST_PORT + Math.floorMod(GIVEN_OUT.getAndIncrement(), PORTS_OF_A_PROCESS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody listens there.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    throw new IllegalStateException("no free port from " + FIRST_PORT);
  }

  /** An empty folder of the build for the servers of a test. */
  static Path folder(String name) {
    Path folder = Toolbox.project().resolve("job/target/clusters").resolve(name);
    try {
      delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a folder of Spark's settings that only its owner can read. */
  static Path confFolder(Path folder, Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
      Path defaults = folder.resolve("spark-defaults.conf");
      Files.deleteIfExists(defaults);
      Files.createFile(
          defaults,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(defaults, text.toString());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment of a server that listens on loopback alone. */
  static Map<String, String> environment(Path folder, Path conf) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", folder.toString());
    environment.put("SPARK_CONF_DIR", conf.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_PUBLIC_DNS", "127.0.0.1");
    environment.put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    environment.put("SPARK_DAEMON_MEMORY", "160m");
    environment.put("SPARK_DAEMON_JAVA_OPTS", String.join(" ", BriefJvm.OPTIONS));
    environment.put("OPENBLAS_NUM_THREADS", "1");
    return environment;
  }

  /** Starts one of Spark's servers. */
  static Daemon start(
      String name, Map<String, String> environment, Path log, String mainClass, String... options) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", home().resolve("bin/spark-class").toString(), mainClass));
    command.addAll(List.of(options));
    return Daemon.start(name, command, environment, log);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }

    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException error)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
