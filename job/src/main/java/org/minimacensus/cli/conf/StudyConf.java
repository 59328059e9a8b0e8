package org.minimacensus.cli.conf;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;

/**
 * A conf file that was read and checked.
 *
 * @param spec what it says
 * @param resolved every key with its value as HOCON, in canonical order; reads back to the same
 *     spec
 * @param shown the same in few lines, for the console; blocks of which the conf says nothing are
 *     marked
 */
public record StudyConf(StudySpec spec, String resolved, String shown) {
  /**
   * Reads a conf file strictly.
   *
   * @param sets overrides, each {@code KEY=VALUE} with a HOCON value (text keys take text without
   *     quotes too); later ones win
   * @throws StudyException (exit code 2) naming file, line, key, what was expected and what was
   *     found
   */
  public static StudyConf load(Path file, List<String> sets) {
    return load(file, sets, List.of());
  }

  /**
   * The same with other defaults of some keys.
   *
   * @param defaults each {@code KEY=VALUE}, for where neither the file nor an override has the key
   */
  public static StudyConf load(Path file, List<String> sets, List<String> defaults) {
    ConfSource source = ConfSource.read(file, sets, defaults);
    ConfValues values = new ConfValues(source);
    StudySpec spec = new SpecBuilder(values).build();
    return new StudyConf(spec, ResolvedConf.text(spec), ShownConf.text(spec, values::has));
  }

  /**
   * The study hash: SHA-256 in lower-case hex over everything that changes results and nothing
   * else.
   *
   * @param dataSha256 digest of the training numbers
   * @throws IllegalArgumentException when starts come from a file, whose digest is then needed too
   */
  public static String studyHash(StudySpec spec, String dataSha256) {
    return StudyHash.of(spec, dataSha256, "");
  }

  /**
   * The study hash of a study whose starts are read from a file, with the digest of their numbers.
   */
  public static String studyHash(StudySpec spec, String dataSha256, String startsSha256) {
    return StudyHash.of(spec, dataSha256, startsSha256);
  }

  /**
   * The keys with which two studies are not the same one, by what the study hash covers: from key
   * to both values, {@code -} where one study does not use the key.
   */
  public static Map<String, List<String>> differences(StudySpec one, StudySpec other) {
    Map<String, String> first = StudyHash.values(one);
    Map<String, String> second = StudyHash.values(other);
    Set<String> keys = new LinkedHashSet<>(first.keySet());
    keys.addAll(second.keySet());
    Map<String, List<String>> differences = new LinkedHashMap<>();
    for (String key : keys) {
      String a = first.getOrDefault(key, "-");
      String b = second.getOrDefault(key, "-");
      if (!a.equals(b)) {
        differences.put(key, List.of(a, b));
      }
    }

    return differences;
  }
}
