package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigParseable;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minimacensus.study.StudyException;

/**
 * Reads included files strictly: a missing one is an error (HOCON's own rule skips it silently),
 * and so is one that is not a file. Remembers what was included.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final Path main;
  private final List<Path> files = new ArrayList<>();
  private String missing = "";

  Includes(Path main) {
    this.main = main;
  }

  List<Path> files() {
    return List.copyOf(files);
  }

  /** The error of an include that was not found; empty when parsing failed for another reason. */
  Optional<StudyException> missingIn(String mainText) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String[] lines = mainText.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains("include") && lines[i].contains(missing)) {
        return Optional.of(
            StudyException.conf(
                main + ":" + (i + 1) + ": include \"" + missing + "\": no such file"));
      }
    }
    return Optional.of(StudyException.conf(main + ": include \"" + missing + "\": no such file"));
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable parseable = context.relativeTo(what);
    String name = parseable == null ? null : parseable.origin().filename();
    return includeFile(context, name == null ? new File(what) : new File(name));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    if (!what.isFile()) {
      missing = what.getPath();
      throw new ConfigException.Generic("no such file");
    }
    Path path = what.toPath().toAbsolutePath();
    if (!files.contains(path)) {
      files.add(path);
    }
    ConfigParseOptions options =
        context
            .parseOptions()
            .setSyntax(ConfigSyntax.CONF)
            .setAllowMissing(false)
            .setOriginDescription(null);
    return ConfigFactory.parseFile(what, options).root();
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw new ConfigException.Generic("include url(...) is not read; include a file");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw new ConfigException.Generic("include classpath(...) is not read; include a file");
  }
}
