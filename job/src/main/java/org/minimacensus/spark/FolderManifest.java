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
 * What belongs to a folder of results, of a run, a recount, a comparison and so on: {@code
 * _manifest.json}, written last. Readers trust only what it lists.
 *
 * @param schema layout of the folder
 * @param run that it is of
 * @param ownSha256 SHA-256 of the manifest's text with 64 zeros in this place; null in those of
 *     earlier versions, which had no such field
 */
record FolderManifest(
    int schema, String studyHash, String run, List<File> files, String ownSha256) {
  static final String NAME = "_manifest.json";
  static final int SCHEMA = 1;
  private static final String BLANK = "0".repeat(64);

  /** What earlier versions wrote. */
  private record Plain(int schema, String studyHash, String run, List<File> files) {}

  /**
   * @param path relative to the folder
   * @param rows of a table; null for other files
   */
  record File(String path, Long rows, long bytes, String sha256) {}

  /**
   * @param rows of the files of tables, by path
   */
  static FolderManifest of(
      StoreFiles files, Path folder, String studyHash, String run, Map<String, Long> rows)
      throws IOException {
    List<File> listed = new ArrayList<>();
    for (String path : files.filesBelow(folder)) {
      Path file = new Path(folder, path);
      listed.add(new File(path, rows.get(path), files.length(file), files.sha256(file)));
    }

    return new FolderManifest(SCHEMA, studyHash, run, listed, BLANK);
  }

  /** The content of its file. */
  String text() {
    String blank = StudyJson.write(new FolderManifest(schema, studyHash, run, files, BLANK));
    return with(blank, BLANK, StoreFiles.sha256(blank));
  }

  /** A text with another digest in the last place where this one stands. */
  private static String with(String text, String digest, String other) {
    int at = text.lastIndexOf(digest);
    return at < 0 ? text : text.substring(0, at) + other + text.substring(at + digest.length());
  }

  /** Whether a text is what a job wrote, to the byte. */
  private boolean isWholeIn(String text) {
    return ownSha256 == null
        ? text.equals(StudyJson.write(new Plain(schema, studyHash, run, files)))
        : ownSha256.equals(StoreFiles.sha256(with(text, ownSha256, BLANK)));
  }

  /**
   * The manifest of a folder that has one, after every file was checked against it.
   *
   * @throws StudyException (exit code 5) when the folder is damaged or of an unknown schema
   */
  static FolderManifest checked(StoreFiles files, Path folder) throws IOException {
    FolderManifest manifest = read(files, folder);
    List<String> differences = manifest.differences(files, folder);
    if (!differences.isEmpty()) {
      throw damaged(folder, String.join("; ", differences));
    }

    return manifest;
  }

  /**
   * The manifest of a folder that has one.
   *
   * @throws StudyException (exit code 5) when it is damaged or of an unknown schema
   */
  static FolderManifest read(StoreFiles files, Path folder) throws IOException {
    Path file = new Path(folder, NAME);
    FolderManifest manifest = parse(files, file, FolderManifest.class);
    if (manifest.schema() != SCHEMA) {
      throw StudyException.stored(
          StoreFiles.readable(file)
              + " has schema "
              + manifest.schema()
              + ", this version reads schema "
              + SCHEMA
              + "; use the version that wrote it",
          null);
    }

    if (!manifest.isWholeIn(files.read(file))) {
      throw damaged(folder, NAME + " has changed: it is not what was written");
    }

    return manifest;
  }

  /**
   * The record in one of its files.
   *
   * @throws StudyException (exit code 5) when the file is not the one that is listed
   */
  <T> T record(StoreFiles store, Path folder, String path, Class<T> type) throws IOException {
    Path file = new Path(folder, path);
    String sha256 = store.sha256(file);
    if (files.stream().noneMatch(f -> f.path().equals(path) && f.sha256().equals(sha256))) {
      throw damaged(folder, changed(path));
    }

    return parse(store, file, type);
  }

  private static StudyException damaged(Path folder, String how) {
    return StudyException.stored(StoreFiles.readable(folder) + " is damaged: " + how, null);
  }

  private static String changed(String path) {
    return path + " has changed: its SHA-256 is not the one in " + NAME;
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
        found.add(changed(path));
      }
    }

    expected.keySet().forEach(path -> found.add(path + " is missing"));
    return found;
  }
}
