package org.minimacensus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of the result store on any Hadoop file system, with the same meaning on each. */
final class StoreFiles {
  private static final int BUFFER = 1 << 16;
  private final FileSystem fileSystem;
  private final FileContext context;

  /**
   * @param root any path on the file system
   */
  StoreFiles(Path root, Configuration configuration) throws IOException {
    FileSystem found = root.getFileSystem(configuration);
    // Without this layer the local file system shows its checksum files, so that they can be
    // removed.
    this.fileSystem = found instanceof ChecksumFileSystem c ? c.getRawFileSystem() : found;
    this.context = FileContext.getFileContext(found.getUri(), configuration);
  }

  /** A path as a person writes it: local files without their scheme. */
  static String readable(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  Path absolute(Path path) {
    return fileSystem.makeQualified(path);
  }

  boolean exists(Path path) throws IOException {
    return fileSystem.exists(path);
  }

  void create(Path folder) throws IOException {
    if (!fileSystem.mkdirs(folder)) {
      throw new IOException("the folder " + folder + " cannot be created");
    }
  }

  void write(Path file, String text) throws IOException {
    try (OutputStream out = fileSystem.create(file, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Writes a file again, so that its time of modification is now; its folder must be there, so that
   * nothing is written to a place given up.
   */
  void touch(Path file) throws IOException {
    try (OutputStream out = create(file, true)) {
      out.write('.');
    }
  }

  /**
   * A file that was not there; its folder must be, so that nothing is written to a place given up.
   */
  FSDataOutputStream createNew(Path file) throws IOException {
    return create(file, false);
  }

  private FSDataOutputStream create(Path file, boolean overwrite) throws IOException {
    return fileSystem.createNonRecursive(
        file,
        overwrite,
        BUFFER,
        fileSystem.getDefaultReplication(file),
        fileSystem.getDefaultBlockSize(file),
        null);
  }

  String read(Path file) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** SHA-256 of a text's UTF-8 in lower-case hex. */
  static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 of a file in lower-case hex. */
  String sha256(Path file) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      MessageDigest digest = sha256();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }

      return HexFormat.of().formatHex(digest.digest());
    }
  }

  long length(Path file) throws IOException {
    return fileSystem.getFileStatus(file).getLen();
  }

  long modified(Path path) throws IOException {
    return fileSystem.getFileStatus(path).getModificationTime();
  }

  /** What a folder holds, by name; nothing when it does not exist, or no longer does. */
  List<Path> list(Path folder) throws IOException {
    try {
      return Arrays.stream(fileSystem.listStatus(folder))
          .map(FileStatus::getPath)
          .sorted(Comparator.comparing(Path::getName))
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * All files below a folder, relative to it, in order; names that begin with a dot are skipped, as
   * Spark does.
   */
  List<String> filesBelow(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    collect(folder, "", files);
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private void collect(Path folder, String prefix, List<String> files) throws IOException {
    for (FileStatus status : fileSystem.listStatus(folder)) {
      String name = status.getPath().getName();
      if (name.startsWith(".")) {
        continue;
      }

      if (status.isDirectory()) {
        collect(status.getPath(), prefix + name + "/", files);
      } else {
        files.add(prefix + name);
      }
    }
  }

  /**
   * Renames; never replaces, never nests: {@code FileSystem.rename} does either, depending on the
   * file system.
   */
  void rename(Path from, Path to) throws IOException {
    context.rename(from, to);
  }

  /** Renames a single file of our own staging folder, without its checksum file. */
  void renameRaw(Path from, Path to) throws IOException {
    if (!fileSystem.rename(from, to)) {
      throw new IOException(from + " cannot be renamed to " + to);
    }
  }

  void deleteAll(Path path) throws IOException {
    // Another process may remove it at the same time.
    if (!fileSystem.delete(path, true) && exists(path)) {
      throw new IOException(path + " cannot be deleted");
    }
  }

  void deleteIfEmpty(Path folder) throws IOException {
    if (exists(folder) && fileSystem.listStatus(folder).length == 0) {
      fileSystem.delete(folder, false);
    }
  }
}
