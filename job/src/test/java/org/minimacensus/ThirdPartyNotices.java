package org.minimacensus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of what the jar holds of others.
 *
 * @param text of the page
 */
record ThirdPartyNotices(String text) {
  static final Path PAGE = Path.of("THIRD-PARTY-NOTICES.md");

  private static final Pattern LIBRARY =
      Pattern.compile(
          "(?m)^\\| ([^|]+) \\| `([^`|]+)` \\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\| `([^`|]+)`.*\\|$");

  /**
   * A row of the first table.
   *
   * @param artifact {@code group:artifact}
   * @param place folder within the jar, ending with a slash
   */
  record Library(String name, String artifact, String version, String copyright, String place) {}

  static ThirdPartyNotices read() throws IOException {
    return new ThirdPartyNotices(Files.readString(Toolbox.project().resolve(PAGE)));
  }

  List<Library> libraries() {
    return LIBRARY
        .matcher(text)
        .results()
        .map(m -> new Library(m.group(1), m.group(2), m.group(3), m.group(4), m.group(5)))
        .toList();
  }

  List<String> places() {
    return libraries().stream().map(Library::place).toList();
  }

  /** Texts of licences other than our own, relative to the project. */
  static List<Path> licences() throws IOException {
    try (Stream<Path> files = Files.list(Toolbox.project().resolve("licenses"))) {
      return files.map(Toolbox.project()::relativize).sorted().toList();
    }
  }
}
