package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.cli.conf.StudyConf;
import org.minimacensus.spark.RemoteConf;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a study. */
final class StudyArguments {
  @Parameters(paramLabel = "CONF", description = "conf file of the study: a path, or a URI")
  private String conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "overrides a key of the conf file; may be repeated")
  private List<String> sets = new ArrayList<>();

  /** Reads the conf file with the overrides. */
  StudyConf read(List<String> furtherSets) {
    return read(furtherSets, List.of());
  }

  /**
   * The same with other defaults of some keys.
   *
   * @param defaults each {@code KEY=VALUE}
   */
  StudyConf read(List<String> furtherSets, List<String> defaults) {
    List<String> all = new ArrayList<>(sets);
    all.addAll(furtherSets);
    return StudyConf.load(RemoteConf.local(conf), all, defaults);
  }
}
