package org.minimacensus.cli.conf;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;

/** The values of a conf held against the table of keys, typed, with defaults. */
final class ConfValues {
  private final ConfSource source;
  private final Map<String, ConfigValue> given = new HashMap<>();
  private final Map<String, Object> typed = new HashMap<>();

  /**
   * @throws StudyException (exit code 2) for the first unknown, then the first mistyped, then the
   *     first missing key
   */
  ConfValues(ConfSource source) {
    this.source = source;
    List<Unknown> unknown = new ArrayList<>();
    collect(source.root(), List.of(), unknown);
    unknown.stream()
        .min(Comparator.comparingInt((Unknown u) -> u.value.origin().lineNumber()))
        .ifPresent(this::refuse);
    for (ConfKey<?> key : ConfKeys.ALL) {
      ConfigValue value = given.get(key.path());
      if (value != null) {
        typed.put(key.path(), read(key, value));
      }
    }
    for (ConfKey<?> key : ConfKeys.ALL) {
      if (key.isRequired() && !typed.containsKey(key.path()) && !withoutData(key)) {
        throw StudyException.conf(
            source.fileName()
                + ": missing key '"
                + key.path()
                + "'; expected "
                + key.type().expected()
                + ": "
                + key.description().replace("`", ""));
      }
    }
  }

  /** Whether a key says where data are, for a loss that has none. */
  private boolean withoutData(ConfKey<?> key) {
    return key.path().equals(StudyKeys.DATA_PATH.path())
        && find(StudyKeys.LOSS_NAME).filter(StudySpec.LossSpec.POPULATION::equals).isPresent();
  }

  /** The value given, else the default. */
  <T> T get(ConfKey<T> key) {
    return find(key)
        .orElseGet(
            () ->
                read(
                    key, ConfigFactory.parseString("value = " + key.fallback()).getValue("value")));
  }

  /** The value given. */
  @SuppressWarnings("unchecked")
  <T> Optional<T> find(ConfKey<T> key) {
    return Optional.ofNullable((T) typed.get(key.path()));
  }

  /** Whether a value is given. */
  boolean has(ConfKey<?> key) {
    return given.containsKey(key.path());
  }

  /** An error that several keys make together, placed at the first of them that is given. */
  StudyException conflict(String message, ConfKey<?>... keys) {
    for (ConfKey<?> key : keys) {
      if (has(key)) {
        return StudyException.conf(
            source.where(given.get(key.path())) + ": " + key.path() + ": " + message);
      }
    }
    return StudyException.conf(source.fileName() + ": " + keys[0].path() + ": " + message);
  }

  private record Unknown(String path, ConfigValue value) {}

  private void collect(ConfigObject object, List<String> prefix, List<Unknown> unknown) {
    Set<String> paths = ConfKeys.ALL.stream().map(ConfKey::path).collect(Collectors.toSet());
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      List<String> parts = new ArrayList<>(prefix);
      parts.add(entry.getKey());
      String path = ConfigUtil.joinPath(parts);
      ConfigValue value = entry.getValue();
      if (paths.contains(path)) {
        if (!ConfSource.isAbsent(value)) {
          given.put(path, value);
        }
      } else if (value instanceof ConfigObject block && (!block.isEmpty() || isBlock(path))) {
        collect(block, parts, unknown);
      } else {
        unknown.add(new Unknown(path, value));
      }
    }
  }

  private static boolean isBlock(String path) {
    return ConfKeys.ALL.stream().anyMatch(k -> k.path().startsWith(path + "."));
  }

  private void refuse(Unknown unknown) {
    String where = source.where(unknown.value) + ": ";
    if (isBlock(unknown.path)) {
      throw StudyException.conf(
          where
              + unknown.path
              + ": expected a block { ... } of keys, found "
              + ConfTypes.found(unknown.value));
    }
    String nearest = Nearest.key(unknown.path, ConfKeys.ALL.stream().map(ConfKey::path).toList());
    throw StudyException.conf(
        where + "unknown key '" + unknown.path + "'; did you mean '" + nearest + "'?");
  }

  private <T> T read(ConfKey<T> key, ConfigValue value) {
    try {
      return key.type().read(value);
    } catch (RefusedValue e) {
      throw StudyException.conf(source.where(value) + ": " + key.path() + ": " + e.getMessage());
    }
  }
}
