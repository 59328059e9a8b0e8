package org.minimacensus.cli.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.minimacensus.study.StudyException;

/**
 * The text of a conf file with its includes and the --set overrides, parsed as HOCON but not yet
 * held against the table of keys.
 */
final class ConfSource {
  private final Path file;
  private final ConfigObject root;

  private ConfSource(Path file, ConfigObject root) {
    this.file = file;
    this.root = root;
  }

  /**
   * @param unless set where neither the file nor an override sets the key, each {@code KEY=VALUE}
   * @throws StudyException (exit code 2) when a file cannot be read or parsed, or sets a key twice
   */
  static ConfSource read(Path file, List<String> sets, List<String> unless) {
    Includes includes = new Includes(file);
    Config parsed = parse(file, text(file, file.toString()), includes);
    refuseDuplicates(file.toString(), text(file, file.toString()));
    for (Path included : includes.files()) {
      refuseDuplicates(shown(included), text(included, shown(included)));
    }
    // Later overrides win over earlier ones, all of them over the file.
    Config merged = parsed;
    for (String set : sets) {
      merged = override(set).withFallback(merged);
    }
    for (String set : unless) {
      merged = merged.withFallback(override(set));
    }
    return new ConfSource(file, resolve(file, merged).root());
  }

  ConfigObject root() {
    return root;
  }

  /** The conf file as the user wrote its name. */
  String fileName() {
    return file.toString();
  }

  /** FILE:LINE of a value, or the --set it comes from. */
  String where(ConfigValue value) {
    return where(file, value.origin());
  }

  private static String where(Path file, ConfigOrigin origin) {
    if (origin.filename() == null) {
      return origin.description().startsWith("--set") ? "--set" : file.toString();
    }
    Path path = Path.of(origin.filename());
    String name =
        path.toAbsolutePath().equals(file.toAbsolutePath()) ? file.toString() : shown(path);
    return origin.lineNumber() > 0 ? name + ":" + origin.lineNumber() : name;
  }

  private static String text(Path file, String name) {
    try {
      if (Files.isDirectory(file)) {
        throw StudyException.conf(name + ": expected a conf file, found a folder");
      }
      if (!Files.exists(file)) {
        throw StudyException.conf(
            name + ": no such conf file (looked in " + Path.of("").toAbsolutePath() + ")");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw StudyException.conf(name + ": expected UTF-8 text, found other bytes");
    } catch (IOException e) {
      throw StudyException.conf(name + ": cannot be read: " + e.getMessage());
    }
  }

  private static Config parse(Path file, String text, Includes includes) {
    try {
      return ConfigFactory.parseFile(
          file.toFile(),
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setAllowMissing(false)
              .appendIncluder(includes));
    } catch (ConfigException e) {
      throw includes
          .missingIn(text)
          .orElseGet(() -> StudyException.conf(where(e, file) + "syntax error: " + reason(e)));
    }
  }

  private static Config resolve(Path file, Config merged) {
    try {
      return merged.resolve();
    } catch (ConfigException e) {
      throw StudyException.conf(where(e, file) + "unresolved substitution: " + reason(e));
    }
  }

  private static String where(ConfigException e, Path file) {
    return (e.origin() == null ? file.toString() : where(file, e.origin())) + ": ";
  }

  /**
   * The parser's words without the position that it puts in front of them and the advice behind
   * them.
   */
  private static String reason(ConfigException e) {
    String message = e.getMessage();
    String position = e.origin() == null ? "" : e.origin().description() + ": ";
    if (message.startsWith(position)) {
      message = message.substring(position.length());
    }
    int advice = message.indexOf(" (if you ");
    return advice < 0 ? message : message.substring(0, advice);
  }

  private static void refuseDuplicates(String name, String text) {
    Map<List<String>, Integer> lines = new HashMap<>();
    for (KeyScan.Setting setting : KeyScan.of(text)) {
      String path = ConfigUtil.joinPath(setting.path());
      Integer first = lines.putIfAbsent(setting.path(), setting.line());
      if (first != null) {
        throw StudyException.conf(
            name
                + ":"
                + setting.line()
                + ": duplicate key '"
                + path
                + "', first set on line "
                + first
                + "; keep one of them");
      }
    }
  }

  private static Config override(String set) {
    int equals = set.indexOf('=');
    if (equals < 1) {
      throw StudyException.conf("--set " + set + ": expected KEY=VALUE");
    }
    String key = set.substring(0, equals).trim();
    String value = set.substring(equals + 1).trim();
    try {
      List<String> path = ConfigUtil.splitPath(key);
      boolean freeText =
          ConfKeys.ALL.stream().anyMatch(k -> k.path().equals(key) && k.type().isFreeText());
      boolean verbatim = freeText && !value.startsWith("\"") && !value.equals(ConfKey.NONE);
      ConfigParseOptions options =
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription("--set");
      ConfigValue parsed =
          verbatim
              ? ConfigValueFactory.fromAnyRef(value, "--set")
              : ConfigFactory.parseString("value = " + value + "\n", options).root().get("value");
      if (parsed == null) {
        throw StudyException.conf("--set " + set + ": expected one HOCON value behind '='");
      }
      return parsed.atPath(ConfigUtil.joinPath(path));
    } catch (ConfigException e) {
      throw StudyException.conf(
          "--set " + set + ": expected KEY=VALUE with a HOCON value: " + reason(e));
    }
  }

  /** A path as a person would write it from where the command was started. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }

  /** Whether a value says that its key is absent. */
  static boolean isAbsent(ConfigValue value) {
    return value.valueType() == ConfigValueType.NULL;
  }
}
