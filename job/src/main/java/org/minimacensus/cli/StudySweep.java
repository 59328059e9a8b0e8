package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.SparkJob;
import org.minimacensus.spark.StopRequest;
import org.minimacensus.study.ExitCodes;
import org.minimacensus.study.StudyException;
import org.minimacensus.study.StudySpec;
import org.minimacensus.study.SweepSummary;

/**
 * A study for each value of some keys of a conf, one after the other in one Spark: {@code --sweep
 * KEY=V1,V2,...}. Each of them is a study of its own, as {@code --set KEY=V} would run it, so that
 * a sweep that was stopped goes on where it stopped.
 */
final class StudySweep {
  private final List<String> keys;
  private final List<Item> items;

  /**
   * One study.
   *
   * @param values of the keys
   */
  private record Item(List<String> values, StudyConf conf) {}

  private StudySweep(List<String> keys, List<Item> items) {
    this.keys = keys;
    this.items = items;
  }

  /**
   * The studies of a sweep: all combinations of the values, the last key's values fastest.
   *
   * @param sweeps at least one, each {@code KEY=V1,V2,...}; commas within brackets, braces and
   *     quotes belong to a value
   * @param reader of the conf of a study with overrides, each {@code KEY=VALUE}
   * @throws StudyException (exit code 2) when one of the confs is wrong, or two are one study
   */
  static StudySweep of(List<String> sweeps, Function<List<String>, StudyConf> reader) {
    List<String> keys = new ArrayList<>();
    List<List<String>> combinations = new ArrayList<>(List.of(List.of()));
    for (String sweep : sweeps) {
      int equals = sweep.indexOf('=');
      String key = equals < 0 ? "" : sweep.substring(0, equals).strip();
      List<String> values = equals < 0 ? List.of() : values(sweep.substring(equals + 1));
      if (key.isEmpty() || values.isEmpty() || values.contains("")) {
        throw StudyException.conf(
            "--sweep: expected KEY=V1,V2,..., such as regularization.l2=0,0.001,0.01, found '"
                + sweep
                + "'");
      }

      if (keys.contains(key)) {
        throw StudyException.conf(
            "--sweep " + sweep + ": expected another key, found " + key + " for the second time");
      }

      keys.add(key);
      combinations = combined(combinations, values);
    }

    List<Item> items = new ArrayList<>();
    for (List<String> values : combinations) {
      Item item = new Item(values, read(keys, values, reader));
      items.forEach(other -> refuseSame(keys, other, item));
      items.add(item);
    }

    return new StudySweep(List.copyOf(keys), List.copyOf(items));
  }

  private static List<List<String>> combined(List<List<String>> before, List<String> values) {
    List<List<String>> combined = new ArrayList<>();
    for (List<String> start : before) {
      for (String value : values) {
        List<String> longer = new ArrayList<>(start);
        longer.add(value);
        combined.add(List.copyOf(longer));
      }
    }

    return combined;
  }

  /** The values of a list with commas between; an empty one is a fault, which the caller tells. */
  static List<String> values(String list) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (char c : list.toCharArray()) {
      quoted ^= c == '"';
      depth += quoted ? 0 : "[{".indexOf(c) >= 0 ? 1 : "]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0 && !quoted) {
        values.add(value.toString().strip());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }

    values.add(value.toString().strip());
    return values;
  }

  private static StudyConf read(
      List<String> keys, List<String> values, Function<List<String>, StudyConf> reader) {
    List<String> sets = new ArrayList<>();
    for (int k = 0; k < keys.size(); k++) {
      sets.add(keys.get(k) + "=" + values.get(k));
    }

    try {
      return reader.apply(sets);
    } catch (StudyException e) {
      throw e.at("--sweep " + String.join(", ", sets));
    }
  }

  /** Two values of a key that results do not depend on would be told as two results. */
  private static void refuseSame(List<String> keys, Item one, Item other) {
    if (results(one.conf.spec()).equals(results(other.conf.spec()))) {
      throw StudyException.conf(
          "--sweep: expected values that make different studies, found "
              + SweepSummary.named(keys, one.values)
              + " and "
              + SweepSummary.named(keys, other.values)
              + ", which are the same one: no result depends on this key, but perhaps on the number"
              + " of restarts; run them one by one, each with a --run-id of its own");
    }
  }

  /** What the results of a study depend on, as far as it is known before its data are read. */
  private static List<Object> results(StudySpec spec) {
    boolean listed = spec.restarts().init().distribution().equals("file");
    return Arrays.asList(
        StudyConf.studyHash(spec, "", listed ? "not read yet" : ""),
        spec.loss().population() ? "" : spec.data().read(),
        spec.restarts().init().path());
  }

  /** Number of studies. */
  int size() {
    return items.size();
  }

  /** Any of the confs: names and output are the same in all. */
  StudyConf first() {
    return items.get(0).conf;
  }

  /**
   * Runs the studies, or finds them, until one is interrupted.
   *
   * @param runId empty for the usual one
   */
  SweepSummary run(SparkJob job, Terminal terminal, String runId, StopRequest stop) {
    // The confs and results of single studies are stored; here they would hide the table.
    RunCommand runner = new RunCommand(terminal.withoutResults());
    List<SweepSummary.Point> points = new ArrayList<>();
    for (Item item : items) {
      String named = SweepSummary.named(keys, item.values);
      terminal.out().println("study " + (points.size() + 1) + " of " + items.size() + ": " + named);
      RunCommand.Done done = found(named, () -> runner.run(job, item.conf, runId, stop));
      points.add(SweepSummary.Point.of(item.values, job.run(done.folder())));
      terminal
          .out()
          .println("  " + done.summary().reason() + (done.wasThere() ? ", was there already" : ""));
      if (ExitCodes.signalled(done.summary().exitCode())) {
        break;
      }
    }

    return SweepSummary.of(first().spec().name(), keys, points, items.size());
  }

  private static RunCommand.Done found(String named, Supplier<RunCommand.Done> run) {
    try {
      return run.get();
    } catch (StudyException e) {
      throw e.at(named);
    }
  }
}
