package org.minimacensus.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudyJson;

/**
 * What belongs to a run, or to a recount: {@code _manifest.json}, written last. Readers trust only what it lists.
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
   * The manifest of a folder that has one, after every file was checked against it.
   *
   * @throws StudyException (exit code 5) when the folder is damaged or of an unknown schema
   */
  static RunManifest checked(StoreFiles files, Path folder) throws IOException {
    RunManifest manifest = parse(files, new Path(folder, NAME), RunManifest.class);
    if (manifest.schema() != SCHEMA) {
      throw StudyException.stored(
          StoreFiles.readable(folder)
              + " has schema "
              + manifest.schema()
              + ", this version reads schema "
              + SCHEMA
              + "; use the version that wrote it",
          null);
    }

    List<String> differences = manifest.differences(files, folder);
    if (!differences.isEmpty()) {
      throw StudyException.stored(
          StoreFiles.readable(folder) + " is damaged: " + String.join("; ", differences), null);
    }

    return manifest;
  }

  /**
   * The record in a JSON file.
   *
   * @throws StudyException (exit code 5) when it is not the JSON of such a record
   */
  static <T> T parse(StoreFiles files, Path file, Class<T> type) throws IOException {
    String text = files.read(file);
    try {
      return StudyJson.read(text, type);
    } catch (IOException e) {
      throw StudyException.stored(
          file + " is not the JSON of a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
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
