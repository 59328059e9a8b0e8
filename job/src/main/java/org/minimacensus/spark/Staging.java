package org.minimacensus.spark;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The folder in which one process collects and writes an unpublished run. */
record Staging(Path folder) {
  private static final List<String> TABLES =
      List.of(RunTables.TRACES.name(), RunTables.ENDPOINT_PARTS.name());

  /** Whose folder it is: {@code owner.json}. */
  Path owner() {
    return new Path(folder, "owner.json");
  }

  /** Changed again and again while the process lives. */
  Path alive() {
    return new Path(folder, "alive");
  }

  /** Where endpoints are recorded, in a folder for each table. */
  Path parts() {
    return new Path(folder, "parts");
  }

  /** The run folder that is being made. */
  Path result() {
    return new Path(folder, "result");
  }

  /** The digest of the result's manifest, written before it is published. */
  Path published() {
    return new Path(folder, "published");
  }

  /** Whether its process published a run; then it is of no more use, though it may have parts. */
  boolean isPublishedAs(StoreFiles files, Path run) throws IOException {
    Path manifest = new Path(run, FolderManifest.NAME);
    return files.exists(published())
        && files.exists(manifest)
        && files.read(published()).equals(files.sha256(manifest));
  }

  /** The parts first: as long as some are left it can be told whether they are of use. */
  void remove(StoreFiles files) throws IOException {
    files.deleteAll(parts());
    files.deleteAll(folder);
  }

  void createParts(StoreFiles files) throws IOException {
    for (String table : TABLES) {
      files.create(new Path(parts(), table));
    }
  }

  boolean hasParts(StoreFiles files) throws IOException {
    for (String table : TABLES) {
      if (files.list(new Path(parts(), table)).stream().anyMatch(PartFiles::whole)) {
        return true;
      }
    }

    return false;
  }

  /** Moves the finished part files of another folder here and removes the rest of it. */
  void adopt(StoreFiles files, Staging other) throws IOException {
    for (String table : TABLES) {
      for (Path file : files.list(new Path(other.parts(), table))) {
        if (PartFiles.whole(file)) {
          files.renameRaw(file, new Path(new Path(parts(), table), file.getName()));
        }
      }
    }

    files.deleteAll(other.folder);
  }

  /** Removes files that were being written. */
  void dropUnfinished(StoreFiles files) throws IOException {
    for (String table : TABLES) {
      for (Path file : files.list(new Path(parts(), table))) {
        if (!PartFiles.whole(file)) {
          files.deleteAll(file);
        }
      }
    }
  }
}
