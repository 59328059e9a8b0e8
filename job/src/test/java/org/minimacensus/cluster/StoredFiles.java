package org.minimacensus.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What a run has left in a folder of results, on any file system. */
final class StoredFiles {
  private final FileSystem files;
  private final Path output;

  StoredFiles(FileSystem files, String output) {
    this.files = files;
    this.output = new Path(output);
  }

  /** In a local folder. */
  static StoredFiles in(java.nio.file.Path output) {
    try {
      return new StoredFiles(FileSystem.getLocal(new Configuration()).getRaw(), output.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * SHA-256 of the Parquet files of endpoints and minima by their paths in the run, as in the
   * manifest; each is the file's own.
   */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode file : json("_manifest.json").path("files")) {
      String path = file.path("path").asText();
      String listed = file.path("sha256").asText();
      String found = sha256(new Path(run(), path));
      if (!listed.equals(found)) {
        throw new IllegalStateException(
            path + ": expected SHA-256 " + listed + " of the manifest, found " + found);
      }

      if (path.startsWith("endpoints/") || path.startsWith("minima/")) {
        digests.put(path, listed);
      }
    }

    return digests;
  }

  JsonNode summary() {
    return json("summary.json");
  }

  /** The one published run. */
  Path run() {
    List<Path> runs = all().stream().filter(p -> p.getName().equals("_manifest.json")).toList();
    if (runs.size() != 1) {
      throw new IllegalStateException("expected one run in " + output + ", found " + all());
    }

    return runs.get(0).getParent();
  }

  /** Every file below the folder, those of unpublished runs too. */
  List<Path> all() {
    try {
      List<Path> found = new ArrayList<>();
      if (files.exists(output)) {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(output, true);
        while (all.hasNext()) {
          found.add(all.next().getPath());
        }
      }

      found.sort(null);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of what lies beside the published runs, such as staging folders. */
  List<String> besideRuns() {
    try {
      List<String> names = new ArrayList<>();
      for (FileStatus study : files.listStatus(output)) {
        for (FileStatus run : files.listStatus(study.getPath())) {
          if (!run.getPath().getName().startsWith("run=")) {
            names.add(run.getPath().getName());
          }
        }
      }

      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  String text(Path file) {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode json(String name) {
    try {
      return new ObjectMapper().readTree(text(new Path(run(), name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String sha256(Path file) {
    try (InputStream in = files.open(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(in.readAllBytes()));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
