package org.minimacensus.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.study.StudyException;

/** The files of a generated training set: written aside in full, then moved into place. */
final class GeneratedFiles {
  static final String FACTS = ".json";
  static final String STARTS = ".start.csv";
  static final String CONF = ".conf";
  private static final String ASIDE = ".part";

  private final Path file;

  GeneratedFiles(Path file) {
    this.file = file;
  }

  /**
   * Checks that the files can be written, before anything is computed.
   *
   * @throws StudyException (exit code 4) when one of them is there and may not be replaced
   */
  void require(boolean force) {
    Path folder = file.toAbsolutePath().getParent();
    if (file.getFileName() == null || folder == null || !Files.isDirectory(folder)) {
      throw StudyException.output(
          file + ": expected a file in a folder that is there, found no folder " + folder, null);
    }

    for (String suffix : List.of("", FACTS, STARTS, CONF)) {
      Path at = with(suffix);
      if (Files.isDirectory(at)) {
        throw StudyException.output(at + ": expected a file, found a folder", null);
      }

      if (Files.exists(at) && !force) {
        throw StudyException.output(
            at + ": is there already; take another name, or --force to replace it", null);
      }
    }
  }

  /**
   * Writes all files or none.
   *
   * @throws StudyException (exit code 4) when one cannot be written
   */
  void write(GeneratedText text) {
    Map<Path, String> contents = new LinkedHashMap<>();
    contents.put(with(""), text.data());
    contents.put(with(FACTS), text.facts());
    if (!text.starts().isEmpty()) {
      contents.put(with(STARTS), text.starts());
    }

    contents.put(with(CONF), text.conf());
    List<Path> aside = new ArrayList<>();
    try {
      for (Map.Entry<Path, String> content : contents.entrySet()) {
        Path part = aside(content.getKey());
        aside.add(part);
        Files.writeString(part, content.getValue(), StandardCharsets.UTF_8);
      }

      if (text.starts().isEmpty()) {
        // Starts of what stood there before do not fit.
        Files.deleteIfExists(with(STARTS));
      }

      for (Path to : contents.keySet()) {
        Files.move(aside(to), to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      remove(aside);
      throw StudyException.output(file + ": cannot be written, " + e, e);
    }
  }

  private static void remove(List<Path> aside) {
    for (Path part : aside) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException ignored) {
        // What kept them from being written keeps them from being removed.
      }
    }
  }

  private Path with(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static Path aside(Path to) {
    return to.resolveSibling("." + to.getFileName() + ASIDE);
  }
}
