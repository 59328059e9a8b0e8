package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * What belongs to a run: {@code _manifest.json}, written last. Readers trust only what it lists.
 *
 * @param schema layout of the run folder
 */
record RunManifest(int schema, String studyHash, String run, List<File> files) {
  static final String NAME = "_manifest.json";
  static final int SCHEMA = 1;

  /**
   * @param path relative to the run folder
   * @param rows of a table; null for other files
   */
  record File(String path, Long rows, long bytes, String sha256) {}

  /**
   * @param rows of the files of tables, by path
   */
  static RunManifest of(
      StoreFiles files, Path folder, String studyHash, String run, Map<String, Long> rows)
      throws IOException {
    List<File> listed = new ArrayList<>();
    for (String path : files.filesBelow(folder)) {
      Path file = new Path(folder, path);
      listed.add(new File(path, rows.get(path), files.length(file), files.sha256(file)));
    }

    return new RunManifest(SCHEMA, studyHash, run, listed);
  }

  /**
   * What differs between the manifest and the folder, one sentence a file; empty when nothing does.
   */
  List<String> differences(StoreFiles store, Path folder) throws IOException {
    Map<String, File> expected = new LinkedHashMap<>();
    files.forEach(f -> expected.put(f.path(), f));
    List<String> found = new ArrayList<>();
    for (String path : store.filesBelow(folder)) {
      if (path.equals(NAME)) {
        continue;
      }

      File file = expected.remove(path);
      if (file == null) {
        found.add(path + " is not in " + NAME);
      } else if (!file.sha256().equals(store.sha256(new Path(folder, path)))) {
        found.add(path + " has changed: its SHA-256 is not the one in " + NAME);
      }
    }

    expected.keySet().forEach(path -> found.add(path + " is missing"));
    return found;
  }
}
