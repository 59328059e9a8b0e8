package org.minimacensus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes that docs/extending.md shows, compiled as they stand on the page. */
public final class ExtendingPage {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  private ExtendingPage() {}

  /** The page's text. */
  public static String text() {
    try {
      return Files.readString(ROOT.resolve("docs/extending.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The block that declares a class. */
  static String source(String simpleName) {
    Pattern declares = Pattern.compile("(class|record) " + simpleName + "\\b");
    return BLOCK
        .matcher(text())
        .results()
        .map(m -> m.group(1))
        .filter(block -> block.startsWith("package ") && declares.matcher(block).find())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("docs/extending.md has no " + simpleName));
  }

  /**
   * Compiles a class of the page and defines it in its package, where it sees what is not public.
   *
   * @param neighbour a class of that package
   * @param folder an empty one
   * @param arguments of its only constructor
   */
  public static Object make(
      String simpleName, Class<?> neighbour, Path folder, Object... arguments) {
    try {
      compile(simpleName, folder);
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
      Class<?> made = null;
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
          made = lookup.defineClass(Files.readAllBytes(file));
        }
      }

      var constructor = made.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compile(String simpleName, Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve(simpleName + ".java"), source(simpleName));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    String surefire = System.getProperty("surefire.test.class.path", "");
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:all,-processing,-classfile,-path",
            "-d",
            folder.toString(),
            "-cp",
            surefire.isEmpty() ? System.getProperty("java.class.path") : surefire);
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(told, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean done =
          compiler
              .getTask(null, files, told, options, null, files.getJavaFileObjects(source))
              .call();
      List<String> ours =
          told.getDiagnostics().stream()
              .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getSource() != null)
              .map(Object::toString)
              .toList();
      if (!done || !ours.isEmpty()) {
        throw new IllegalStateException(simpleName + " of docs/extending.md: " + ours);
      }
    }
  }

  /** What group 1 of a pattern finds on the page. */
  static List<String> found(Pattern pattern) {
    return pattern.matcher(text()).results().map(m -> m.group(1)).toList();
  }
}
