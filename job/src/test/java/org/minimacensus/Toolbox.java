package org.minimacensus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder to be the PATH of a script: the plain tools, and of the rest only what a test puts
 * there.
 */
public final class Toolbox {
  private static final List<String> PLAIN =
      List.of(
          "bash",
          "cat",
          "chmod",
          "cp",
          "dirname",
          "env",
          "find",
          "head",
          "id",
          "ls",
          "mkdir",
          "mktemp",
          "readlink",
          "rm",
          "setsid",
          "sleep",
          "touch",
          "uname");

  private final Path folder;

  /**
   * @param folder to be made
   */
  public Toolbox(Path folder) {
    this.folder = folder;
    for (String name : PLAIN) {
      // Not links: JUnit warns of each when it clears away its folder.
      write(folder.resolve(name), "#!/bin/sh\nexec " + find(name).orElseThrow() + " \"$@\"\n");
    }
  }

  /** The root of the project. */
  public static Path project() {
    return Path.of(System.getProperty("basedir", "job")).toAbsolutePath().getParent();
  }

  /** A tool of this machine's PATH. */
  public static Optional<Path> find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(p -> Path.of(p).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public String path() {
    return folder.toString();
  }

  Toolbox with(String name, String script) {
    writeBash(folder.resolve(name), script);
    return this;
  }

  /** Writes an executable bash script. */
  static void writeBash(Path file, String script) {
    write(file, "#!/usr/bin/env bash\n" + script);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make executable: " + file);
    }
  }
}
