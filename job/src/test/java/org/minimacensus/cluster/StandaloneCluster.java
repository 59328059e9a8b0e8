package org.minimacensus.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Spark's standalone master and its workers, each a process of the embedded Spark, on loopback and
 * on ports that were free. Closing it ends them and the executors and drivers that they started.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path folder;
  private final Map<String, String> environment;
  private final Settings settings;
  private final Daemon master;
  private final String masterUrl;
  private final String webUrl;
  private final String restUrl;
  private final List<Daemon> workers = new ArrayList<>();
  private final List<String> workerUrls = new ArrayList<>();

  /** What a cluster is to be like. */
  static final class Settings {
    private final String name;
    private int workers = 2;
    private int cores = 1;
    private String memory = "1g";
    private final Map<String, String> conf = new LinkedHashMap<>();

    private Settings(String name) {
      this.name = name;
      conf.put("spark.master.rest.enabled", "true");
      conf.put("spark.master.rest.host", "127.0.0.1");
      // Known beforehand, as the master rewrites the addresses of submissions by the port it was
      // given.
      conf.put("spark.master.rest.port", Integer.toString(EmbeddedSpark.freePort()));
    }

    Settings workers(int number) {
      this.workers = number;
      return this;
    }

    /** What each worker offers. */
    Settings each(int coresOfEach, String memoryOfEach) {
      this.cores = coresOfEach;
      this.memory = memoryOfEach;
      return this;
    }

    /** A setting of the master and the workers, in a file that only its owner can read. */
    Settings conf(String key, String value) {
      conf.put(key, value);
      return this;
    }

    StandaloneCluster start() {
      StandaloneCluster cluster = new StandaloneCluster(this);
      try {
        cluster.startWorkers();
        return cluster;
      } catch (RuntimeException e) {
        cluster.close();
        throw e;
      }
    }
  }

  /**
   * An executor's process.
   *
   * @param application its id at the master
   * @param id its number in the application
   * @param worker index of the worker that started it
   */
  record Executor(long pid, String application, String id, int worker) {}

  private StandaloneCluster(Settings settings) {
    this.settings = settings;
    this.folder = EmbeddedSpark.folder(settings.name);
    Path conf = EmbeddedSpark.confFolder(folder.resolve("conf"), settings.conf);
    this.environment = EmbeddedSpark.environment(folder, conf);
    this.master =
        EmbeddedSpark.start(
            "master",
            environment,
            folder.resolve("master.log"),
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0");
    try {
      this.masterUrl = master.awaitLog("Starting Spark master at (spark://\\S+)");
      boolean rest = Boolean.parseBoolean(settings.conf.get("spark.master.rest.enabled"));
      this.restUrl =
          rest
              ? "spark://127.0.0.1:" + master.awaitLog("Started REST server .* with port (\\d+)")
              : "";
      this.webUrl = master.awaitLog("Bound MasterWebUI to \\S+ and started at (http://\\S+)");
    } catch (RuntimeException e) {
      master.close();
      throw e;
    }
  }

  /**
   * Two workers of one core and 1 GiB each, until told otherwise.
   *
   * @param name of its folder in {@code target/clusters}, which holds the logs
   */
  static Settings named(String name) {
    return new Settings(name);
  }

  private void startWorkers() {
    for (int i = 0; i < settings.workers; i++) {
      launchWorker();
    }

    for (Daemon worker : workers) {
      workerUrls.add(
          "spark://Worker@" + worker.awaitLog("Starting Spark worker (\\S+) with \\d+ cores"));
    }

    awaitWorkers(settings.workers);
  }

  private void launchWorker() {
    int i = workers.size();
    workers.add(worker("worker" + i, environment, folder.resolve("work" + i)));
  }

  private Daemon worker(String name, Map<String, String> itsEnvironment, Path work) {
    return EmbeddedSpark.start(
        name,
        itsEnvironment,
        folder.resolve(name + ".log"),
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--webui-port",
        "0",
        "--cores",
        Integer.toString(settings.cores),
        "--memory",
        settings.memory,
        "--work-dir",
        work.toString(),
        masterUrl);
  }

  /**
   * Starts a worker with settings of its own, which the master may refuse; not waited for, and to
   * be closed by the caller.
   */
  Daemon startStranger(String name, Map<String, String> conf) {
    Path confFolder = EmbeddedSpark.confFolder(folder.resolve(name + "-conf"), conf);
    return worker(
        name, EmbeddedSpark.environment(folder, confFolder), folder.resolve(name + "-work"));
  }

  /** Starts one more worker and returns its index. */
  int addWorker() {
    int alive = aliveWorkers();
    launchWorker();
    int i = workers.size() - 1;
    workerUrls.add(
        "spark://Worker@"
            + workers.get(i).awaitLog("Starting Spark worker (\\S+) with \\d+ cores"));
    awaitWorkers(alive + 1);
    return i;
  }

  /** The address for applications in client mode, and of the RPC gateway in cluster mode. */
  String masterUrl() {
    return masterUrl;
  }

  /** The address of the REST gateway for applications in cluster mode; empty when it is off. */
  String restUrl() {
    return restUrl;
  }

  /** The folder of logs, of the servers' settings and of the applications' work. */
  Path folder() {
    return folder;
  }

  Daemon master() {
    return master;
  }

  /** Workers in the order of their start, also the dead ones. */
  List<Daemon> workers() {
    return List.copyOf(workers);
  }

  /** What the master's web page tells programs: workers, applications and drivers. */
  JsonNode state() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(webUrl + "/json/"))
              .timeout(Duration.ofSeconds(20))
              .build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(response.body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(master.tail(), e);
    }
  }

  int aliveWorkers() {
    return state().path("aliveworkers").asInt();
  }

  void awaitWorkers(int alive) {
    master.await(alive + " live workers", () -> aliveWorkers() == alive);
  }

  /** SIGKILL to a worker; its executors notice and end themselves. */
  void killWorker(int i) {
    workers.get(i).kill();
  }

  /** Live executors of all applications, ordered by process id. */
  List<Executor> executors() {
    List<Executor> found = new ArrayList<>();
    Processes.commandLines()
        .forEach(
            (pid, line) -> {
              int worker = workerUrls.indexOf(option(line, "--worker-url"));
              if (worker >= 0 && line.stream().anyMatch(w -> w.endsWith("ExecutorBackend"))) {
                found.add(
                    new Executor(
                        pid, option(line, "--app-id"), option(line, "--executor-id"), worker));
              }
            });
    return found;
  }

  List<Executor> executors(Predicate<Executor> which) {
    return executors().stream().filter(which).toList();
  }

  /** Waits until executors run, and returns them. */
  List<Executor> awaitExecutors(int atLeast) {
    Processes.await(
        PATIENCE, atLeast + " executors", () -> executors().size() >= atLeast, Daemon::tails);
    return executors();
  }

  /** Whether a command line is that of an executor or a driver that a worker of ours started. */
  boolean startedByWorkers(List<String> line) {
    return line.stream().anyMatch(workerUrls::contains);
  }

  /** Processes of drivers that run on workers, in cluster mode. */
  List<Long> driverPids() {
    List<Long> found = new ArrayList<>();
    Processes.commandLines()
        .forEach(
            (pid, line) -> {
              if (startedByWorkers(line)
                  && line.contains("org.apache.spark.deploy.worker.DriverWrapper")) {
                found.add(pid);
              }
            });
    return found;
  }

  /** Ids of all drivers that were submitted in cluster mode, the latest last. */
  List<String> drivers() {
    JsonNode state = state();
    List<String> ids = new ArrayList<>();
    state.path("activedrivers").forEach(d -> ids.add(d.path("id").asText()));
    state.path("completeddrivers").forEach(d -> ids.add(d.path("id").asText()));
    ids.sort(Comparator.comparing(id -> id.substring(id.lastIndexOf('-'))));
    return ids;
  }

  /** Waits until a driver has ended, and returns its state at the master, such as FINISHED. */
  String awaitDriver(String id) {
    Processes.await(
        PATIENCE.multipliedBy(2), "the end of " + id, () -> !endedAs(id).isEmpty(), Daemon::tails);
    return endedAs(id);
  }

  /** What a driver in cluster mode has printed, on both streams. */
  String driverLog(String id) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < workers.size(); i++) {
      for (String stream : List.of("stdout", "stderr")) {
        Path file = folder.resolve("work" + i).resolve(id).resolve(stream);
        try {
          text.append(Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    return text.toString();
  }

  private String endedAs(String driver) {
    for (JsonNode d : state().path("completeddrivers")) {
      if (d.path("id").asText().equals(driver)) {
        return d.path("state").asText();
      }
    }

    return "";
  }

  private static String option(List<String> line, String name) {
    int i = line.indexOf(name);
    return i < 0 || i + 1 >= line.size() ? "" : line.get(i + 1);
  }

  @Override
  public void close() {
    List<Long> started = new ArrayList<>(driverPids());
    executors().forEach(e -> started.add(e.pid()));
    workers.forEach(Daemon::kill);
    started.forEach(Processes::kill);
    // What a worker started while it was being ended.
    executors().forEach(e -> Processes.kill(e.pid()));
    driverPids().forEach(Processes::kill);
    workers.forEach(Daemon::close);
    master.close();
  }
}
