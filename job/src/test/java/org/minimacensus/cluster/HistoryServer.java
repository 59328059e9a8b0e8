package org.minimacensus.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Spark's history server over a folder of event logs. */
final class HistoryServer implements AutoCloseable {
  private final Daemon server;
  private final String url;

  /**
   * @param name of its folder in {@code target/clusters}
   */
  HistoryServer(String name, Path eventLogs) {
    Path folder = EmbeddedSpark.folder(name);
    Path conf =
        EmbeddedSpark.confFolder(
            folder.resolve("conf"),
            Map.of(
                "spark.history.fs.logDirectory",
                eventLogs.toUri().toString(),
                "spark.history.ui.port",
                "0"));
    server =
        EmbeddedSpark.start(
            "history server",
            EmbeddedSpark.environment(folder, conf),
            folder.resolve("history.log"),
            "org.apache.spark.deploy.history.HistoryServer");
    url = server.awaitLog("Bound HistoryServer to \\S+ and started at (http://\\S+)");
  }

  /** What it answers under {@code /api/v1/}. */
  JsonNode ask(String path) {
    try {
      return new ObjectMapper().readTree(Http.text(url + "/api/v1/" + path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitApplications(int number) {
    server.await(number + " applications", () -> ask("applications").size() == number);
  }

  @Override
  public void close() {
    server.close();
  }
}
