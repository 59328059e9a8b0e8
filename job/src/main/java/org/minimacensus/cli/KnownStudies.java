package org.minimacensus.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.minimacensus.study.StudyException;
import org.minimacensus.theorem.Verdict;

/**
 * Reads a list of studies with what is known of them:
 *
 * <pre>
 *   "study.conf" {
 *     verdicts { "liang-2018/exponential-neuron" = confirmed }
 *     figures = ["plain sub_optimal >= 1"]
 *   }
 * </pre>
 */
final class KnownStudies {
  private KnownStudies() {}

  /**
   * The studies in the order of their names.
   *
   * @throws StudyException (exit code 2) when the list cannot be read or holds something else
   */
  static List<KnownStudy> read(Path list) {
    if (!Files.isReadable(list)) {
      throw StudyException.conf(
          list + ": expected a list of studies with what is known of them, found no such file");
    }

    List<KnownStudy> all = new ArrayList<>();
    try {
      Config known = ConfigFactory.parseFile(list.toFile());
      for (String name : known.root().keySet().stream().sorted().toList()) {
        Config one = known.getConfig(ConfigUtil.joinPath(name));
        all.add(study(list, name, one));
      }
    } catch (ConfigException e) {
      throw StudyException.conf(list + ": " + e.getMessage());
    }

    return all;
  }

  private static KnownStudy study(Path list, String name, Config one) {
    Set<String> keys = new TreeSet<>(one.root().keySet());
    keys.removeAll(Set.of("verdicts", "figures"));
    if (!keys.isEmpty() || one.isEmpty()) {
      throw StudyException.conf(
          list
              + ": "
              + name
              + ": expected verdicts, figures or both, found "
              + (keys.isEmpty() ? "neither" : keys.toString()));
    }

    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    if (one.hasPath("verdicts")) {
      one.getObject("verdicts").entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(e -> verdicts.put(e.getKey(), verdict(list, name, e.getValue())));
    }

    List<KnownStudy.Figure> figures = new ArrayList<>();
    if (one.hasPath("figures")) {
      for (String text : one.getStringList("figures")) {
        figures.add(figure(list, name, text));
      }
    }

    Path folder = list.toAbsolutePath().getParent();
    Path relative = list.getParent();
    Path conf = relative == null ? Path.of(name) : relative.resolve(name);
    if (!Files.isReadable(folder.resolve(name))) {
      throw StudyException.conf(list + ": " + name + ": expected a conf file, found none there");
    }

    return new KnownStudy(name, conf.toString(), verdicts, figures);
  }

  private static Verdict verdict(Path list, String name, ConfigValue value) {
    String word = String.valueOf(value.unwrapped());
    for (Verdict v : Verdict.values()) {
      if (v.label().equals(word)) {
        return v;
      }
    }

    throw StudyException.conf(
        list
            + ": "
            + name
            + ": expected confirmed, refuted, vacuous or undecided, found '"
            + word
            + "'");
  }

  private static KnownStudy.Figure figure(Path list, String name, String text) {
    String[] parts = text.trim().split("\\s+");
    try {
      if (parts.length == 4 && KnownStudy.Figure.RELATIONS.contains(parts[2])) {
        double number = Double.parseDouble(parts[3]);
        return new KnownStudy.Figure(parts[0], parts[1], parts[2], number);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }

    throw StudyException.conf(
        list
            + ": "
            + name
            + ": expected a figure such as 'plain sub_optimal >= 1' (objective, figure, one of "
            + KnownStudy.Figure.RELATIONS
            + ", number), found '"
            + text
            + "'");
  }
}
