package org.minimacensus.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;
import org.minimacensus.data.InvalidDataException;

/**
 * The files behind a Hadoop path (a file, a folder or a glob), sorted by their full names. Names
 * that start with a dot or an underscore are passed over in folders and globs, as Hadoop does.
 */
final class InputFiles {
  private final String asked;
  private final List<FileStatus> files;

  private InputFiles(String asked, List<FileStatus> files) {
    this.asked = asked;
    this.files = List.copyOf(files);
  }

  /**
   * @throws InvalidDataException when there is no such file, none is readable, or all are empty
   */
  static InputFiles find(Configuration hadoop, String asked) {
    try {
      Path path = new Path(asked);
      FileSystem system = path.getFileSystem(hadoop);
      List<FileStatus> files = new ArrayList<>();
      for (FileStatus match : matches(system, path)) {
        collect(system, match, files);
      }
      files.sort(Comparator.comparing(f -> f.getPath().toString()));
      InputFiles found = new InputFiles(asked, files);
      found.refuseEmpty(system.makeQualified(path));
      for (FileStatus file : files) {
        system.access(file.getPath(), FsAction.READ);
      }
      return found;
    } catch (AccessControlException e) {
      throw new InvalidDataException(
          asked + ": expected readable files, found no permission: " + firstLine(e));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidDataException(asked + ": cannot be read: " + firstLine(e));
    }
  }

  List<FileStatus> files() {
    return files;
  }

  /** The path as it was asked for. */
  String asked() {
    return asked;
  }

  /**
   * A file's name for messages: as asked for when it is the only one, else in full, local files
   * without their scheme.
   */
  String shown(Path file) {
    if (files.size() == 1
        && !asked.endsWith("/")
        && new Path(asked).getName().equals(file.getName())) {
      return asked;
    }
    return "file".equals(file.toUri().getScheme()) ? file.toUri().getPath() : file.toString();
  }

  /** A path that globbing readers take literally. */
  static Path literal(Path path) {
    return new Path(path.toString().replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1"));
  }

  static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  /** A file of exactly this name comes before the glob of this name. */
  private static FileStatus[] matches(FileSystem system, Path path) throws IOException {
    try {
      return new FileStatus[] {system.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      boolean hiddenAsked = isHidden(path);
      FileStatus[] globbed = system.globStatus(path, match -> hiddenAsked || !isHidden(match));
      return globbed == null ? new FileStatus[0] : globbed;
    }
  }

  private static void collect(FileSystem system, FileStatus status, List<FileStatus> files)
      throws IOException {
    if (!status.isDirectory()) {
      files.add(status);
      return;
    }
    for (FileStatus child : system.listStatus(status.getPath())) {
      if (!isHidden(child.getPath())) {
        collect(system, child, files);
      }
    }
  }

  private static boolean isHidden(Path path) {
    return path.getName().startsWith(".") || path.getName().startsWith("_");
  }

  private void refuseEmpty(Path qualified) {
    if (files.isEmpty()) {
      throw new InvalidDataException(
          asked
              + ": expected a file, a folder with files or a glob that matches some, found none"
              + " (looked for "
              + qualified
              + ")");
    }
    if (files.stream().allMatch(f -> f.getLen() == 0)) {
      throw new InvalidDataException(
          asked
              + ": expected data rows, found "
              + (files.size() == 1 ? "an empty file" : files.size() + " empty files"));
    }
  }
}
