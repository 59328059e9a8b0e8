package org.minimacensus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.minimacensus.study.Provenance;

/** The version and commit of the running code, from the manifest of its jar. */
final class CodeVersion {
  private static final String UNKNOWN = "unknown";

  private CodeVersion() {}

  /** Both, as results store them. */
  static Provenance.Code code() {
    return new Provenance.Code(version(), commit());
  }

  /** {@code unknown} outside a built jar. */
  static String version() {
    return attribute("Implementation-Version");
  }

  /** Git commit; {@code unknown} outside a built jar. */
  static String commit() {
    return attribute("Git-Commit");
  }

  private static String attribute(String name) {
    URL jar = CodeVersion.class.getProtectionDomain().getCodeSource().getLocation();
    if (!jar.getPath().endsWith(".jar")) {
      return UNKNOWN;
    }

    try (InputStream in = new URL("jar:" + jar + "!/META-INF/MANIFEST.MF").openStream()) {
      Attributes attributes = new Manifest(in).getMainAttributes();
      return Optional.ofNullable(attributes.getValue(name)).orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
