package org.minimacensus.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
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
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a run has left in a folder of results, on any file system. */
final class StoredFiles {
  private static final Set<String> TABLES = Set.of("endpoints", "minima");

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
   * One digest for each of the tables endpoints and minima: SHA-256 over the bits of all their
   * rows, whatever files they lie in.
   *
   * @throws IllegalStateException when a file is not the one in the manifest
   */
  Map<String, String> digests() {
    Map<String, List<String>> rows = new TreeMap<>();
    for (JsonNode file : json("_manifest.json").path("files")) {
      String path = file.path("path").asText();
      Path found = new Path(run(), path);
      if (!file.path("sha256").asText().equals(sha256(bytes(found)))) {
        throw new IllegalStateException(found + " is not the file in the manifest");
      }

      String table = path.substring(0, Math.max(0, path.indexOf('/')));
      if (TABLES.contains(table) && path.endsWith(".parquet")) {
        rows.computeIfAbsent(table, t -> new ArrayList<>()).addAll(ParquetRows.of(files, found));
      }
    }

    Map<String, String> digests = new TreeMap<>();
    rows.forEach(
        (table, lines) -> {
          lines.sort(null);
          byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
          digests.put(table + " of " + lines.size() + " rows", sha256(text));
        });
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
    List<Path> found = new ArrayList<>();
    collect(output, found);
    found.sort(null);
    return found;
  }

  /** A run renames and removes what it is writing at any time: what is gone is passed over. */
  private void collect(Path folder, List<Path> found) {
    try {
      for (FileStatus status : files.listStatus(folder)) {
        if (status.isDirectory()) {
          collect(status.getPath(), found);
        } else {
          found.add(status.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      // Nothing is below it any more.
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
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Path file) {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
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

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
