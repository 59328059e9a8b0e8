package org.minimacensus.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of stored runs as tests look at them. */
final class StoredRunFiles {
  private StoredRunFiles() {}

  /** The folder of a run below a folder of results. */
  static Path run(Path output, String id) throws IOException {
    try (Stream<Path> found = Files.walk(output, 2)) {
      return found.filter(p -> p.endsWith("run=" + id)).findFirst().orElseThrow();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.createDirectories(target.getParent());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** SHA-256 of every file below a folder, by its path there. */
  static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), sha256(Files.readAllBytes(file)));
      }
    }

    return content;
  }

  /** In hexadecimal. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes the manifest of a run anew, after some of its files were changed. */
  static void sign(Path run) throws IOException {
    Path manifest = run.resolve("_manifest.json");
    ObjectNode list = (ObjectNode) json(manifest);
    for (JsonNode listed : list.path("files")) {
      ObjectNode file = (ObjectNode) listed;
      Path path = run.resolve(file.path("path").asText());
      file.put("sha256", sha256(Files.readAllBytes(path))).put("bytes", Files.size(path));
    }

    // Its own digest is that of its text with zeros in that place.
    String zeros = "0".repeat(64);
    Files.writeString(manifest, list.put("own_sha256", zeros).toString());
    String digest = sha256(Files.readAllBytes(manifest));
    Files.writeString(manifest, list.toString().replace(zeros, digest));
  }

  static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  /**
   * What does not depend on the clock: digests of the tables' files, and the summary without times
   * and what was predicted from them.
   */
  static Map<String, String> bits(Path run) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, String> bits = new TreeMap<>();
    for (JsonNode file : mapper.readTree(run.resolve("_manifest.json").toFile()).path("files")) {
      if (file.path("path").asText().endsWith(".parquet")) {
        bits.put(file.path("path").asText(), file.path("sha256").asText());
      }
    }

    ObjectNode summary = (ObjectNode) mapper.readTree(run.resolve("summary.json").toFile());
    summary.remove("execution");
    ((ObjectNode) summary.path("throughput")).remove("seconds");
    ((ObjectNode) summary.path("throughput")).remove("restarts_per_second");
    bits.put("summary.json", summary.toPrettyString());
    return bits;
  }
}
