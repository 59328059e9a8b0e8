package org.minimacensus.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.DatanodeInfo;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.minimacensus.BriefJvm;
import org.minimacensus.Toolbox;

/**
 * A name node and data nodes of HDFS, each a process of its own, on loopback and on ports that were
 * free. A data node that ended is known to be dead within about 15 seconds.
 */
final class HdfsCluster implements AutoCloseable {
  private static final String SERVER = "org.apache.hadoop.hdfs.server.";
  private static final Predicate<String> NEEDED =
      Stream.of(
              "hadoop-client-",
              "slf4j-api-",
              "log4j-api-",
              "log4j-core-",
              "log4j-slf4j2-",
              "log4j-1.2-api-",
              "jcl-over-slf4j-")
          .<Predicate<String>>map(prefix -> name -> name.startsWith(prefix))
          .reduce(name -> false, Predicate::or);

  private final Path folder;

  /** Not in the folder of the project: a data node ends when its path has a space. */
  private final Path disks;

  private final String uri;
  private final Map<String, String> environment;
  private final Map<String, String> site = new LinkedHashMap<>();
  private final Daemon nameNode;
  private final List<Daemon> dataNodes = new ArrayList<>();

  private HdfsCluster(String name) {
    this.folder = EmbeddedSpark.folder(name);
    this.disks = temporary(name);
    this.uri = "hdfs://127.0.0.1:" + EmbeddedSpark.freePort();
    this.environment = Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString());
    site.put("dfs.replication", "2");
    // A quota counts whole blocks while they are written.
    site.put("dfs.blocksize", "1048576");
    site.put("dfs.namenode.rpc-bind-host", "127.0.0.1");
    site.put("dfs.namenode.http-address", "127.0.0.1:0");
    site.put("dfs.namenode.name.dir", disks.resolve("name").toUri().toString());
    site.put("dfs.heartbeat.interval", "1");
    site.put("dfs.namenode.heartbeat.recheck-interval", "1000");
    site.put("dfs.datanode.address", "127.0.0.1:0");
    site.put("dfs.datanode.http.address", "127.0.0.1:0");
    site.put("dfs.datanode.ipc.address", "127.0.0.1:0");
    Path conf = conf("conf", Map.of());
    try (Daemon format =
        start("format", conf, SERVER + "namenode.NameNode", "-format", "-nonInteractive")) {
      format.awaitEnd();
    }

    this.nameNode = start("namenode", conf, SERVER + "namenode.NameNode");
  }

  /**
   * Starts them and waits until files can be written.
   *
   * @param name of its folder in {@code target/clusters}, which holds the logs
   */
  static HdfsCluster start(String name, int dataNodes) {
    HdfsCluster cluster = new HdfsCluster(name);
    try {
      for (int i = 0; i < dataNodes; i++) {
        cluster.startDataNode();
      }

      cluster.awaitDataNodes(dataNodes);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Path temporary(String name) {
    try {
      return Files.createTempDirectory("minima-census-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startDataNode() {
    int i = dataNodes.size();
    String data = disks.resolve("data" + i).toUri().toString();
    Path conf = conf("conf" + i, Map.of("dfs.datanode.data.dir", data));
    dataNodes.add(start("datanode" + i, conf, SERVER + "datanode.DataNode"));
  }

  private Daemon start(String name, Path conf, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx160m");
    command.addAll(BriefJvm.OPTIONS);
    command.addAll(List.of("-cp", classPath(conf), mainClass));
    command.addAll(List.of(arguments));
    return Daemon.start(name, command, environment, folder.resolve(name + ".log"));
  }

  private static String classPath(Path conf) {
    Path target = Toolbox.project().resolve("job/target");
    try (Stream<Path> spark = Files.list(target.resolve("spark/jars"))) {
      return Stream.concat(
              Stream.of(conf.toString(), target.resolve("hdfs") + "/*"),
              spark.filter(p -> NEEDED.test(p.getFileName().toString())).map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path conf(String name, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(site);
    all.putAll(more);
    Path conf = EmbeddedSpark.confFolder(folder.resolve(name), Map.of());
    try {
      Files.writeString(conf.resolve("core-site.xml"), xml(Map.of("fs.defaultFS", uri)));
      Files.writeString(conf.resolve("hdfs-site.xml"), xml(all));
      return conf;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String xml(Map<String, String> properties) {
    StringBuilder text = new StringBuilder("<configuration>\n");
    properties.forEach(
        (name, value) ->
            text.append("<property><name>")
                .append(name)
                .append("</name><value>")
                .append(value)
                .append("</value></property>\n"));
    return text.append("</configuration>\n").toString();
  }

  /** {@code hdfs://HOST:PORT}, without a slash at its end. */
  String uri() {
    return uri;
  }

  /** A folder with the site's files for clients, to be their HADOOP_CONF_DIR. */
  Path clientConf() {
    return folder.resolve("conf");
  }

  Daemon nameNode() {
    return nameNode;
  }

  List<Daemon> dataNodes() {
    return List.copyOf(dataNodes);
  }

  /** SIGKILL to a data node. */
  void killDataNode(int i) {
    dataNodes.get(i).kill();
  }

  /** The file system as the user who started the name node, who may do everything. */
  DistributedFileSystem files() {
    return files(System.getProperty("user.name"));
  }

  /** The file system as a user. */
  DistributedFileSystem files(String user) {
    try {
      Configuration conf = new Configuration(false);
      conf.addResource(
          new org.apache.hadoop.fs.Path(clientConf().resolve("core-site.xml").toUri()));
      conf.addResource(
          new org.apache.hadoop.fs.Path(clientConf().resolve("hdfs-site.xml").toUri()));
      conf.set("ipc.client.connect.max.retries", "0");
      return (DistributedFileSystem) FileSystem.get(URI.create(uri), conf, user);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(nameNode.tail(), e);
    }
  }

  /**
   * Waits until the name node knows of so many live data nodes with disks and lets files be
   * written. A node is live when it has registered; its disks are told by the heartbeat after that.
   */
  void awaitDataNodes(int live) {
    nameNode.await(live + " live data nodes", () -> writable(live));
  }

  private boolean writable(int live) {
    try {
      DistributedFileSystem files = files();
      DatanodeInfo[] nodes = files.getDataNodeStats(HdfsConstants.DatanodeReportType.LIVE);
      return nodes.length == live
          && Arrays.stream(nodes).allMatch(node -> node.getCapacity() > 0)
          && !files.isInSafeMode();
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  /** Copies a local file to HDFS and returns its URI. */
  String put(Path local, String path) {
    try {
      files()
          .copyFromLocalFile(
              new org.apache.hadoop.fs.Path(local.toUri()), new org.apache.hadoop.fs.Path(path));
      return uri + path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    dataNodes.forEach(Daemon::kill);
    dataNodes.forEach(Daemon::close);
    nameNode.kill();
    nameNode.close();
    if (!FileUtil.fullyDelete(disks.toFile())) {
      throw new IllegalStateException("cannot be deleted: " + disks);
    }
  }
}
