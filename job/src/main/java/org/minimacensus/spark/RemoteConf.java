package org.minimacensus.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.minimacensus.study.StudyException;

/** Conf files on a Hadoop file system, for drivers that run on another machine than their user. */
public final class RemoteConf {
  private RemoteConf() {}

  /**
   * The conf file on this machine: itself, or a copy when it is named by a URI such as {@code
   * hdfs://host/sine.conf}. Files that it includes are not copied.
   *
   * @throws StudyException (exit code 2) when it cannot be read
   */
  public static Path local(String conf) {
    if (!conf.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      return Path.of(conf);
    }

    try {
      org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path(conf);
      Configuration hadoop = SparkHadoopUtil.get().newConfiguration(new SparkConf());
      Path folder = Files.createTempDirectory("minima-census-conf");
      Path copy = folder.resolve(remote.getName());
      folder.toFile().deleteOnExit();
      copy.toFile().deleteOnExit();
      try (InputStream in = remote.getFileSystem(hadoop).open(remote)) {
        Files.copy(in, copy);
      }

      return copy;
    } catch (IOException | IllegalArgumentException e) {
      throw StudyException.conf(conf + ": cannot be read: " + InputFiles.firstLine(e));
    }
  }
}
