package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.minimacensus.KnownAnswers.KnownMinimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.cli.CommandRun;
import org.minimacensus.study.RunSummary.Distinct;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/** The run command finds the known minima of every study in {@code conf}, and no others. */
@Timeout(300)
class KnownAnswersIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Enough to hit every known minimum; the restarts of a study are always the same ones. */
  private static final Map<String, Integer> FEWER_RESTARTS = Map.of();

  @TempDir private Path output;

  static List<Path> confs() throws java.io.IOException {
    return KnownStudyFilesTest.confs();
  }

  private CommandRun run(Path file, Map<String, String> sets) {
    Config conf = ConfigFactory.parseFile(file.toFile());
    Map<String, String> all = new HashMap<>(sets);
    for (String path : List.of("data.path", "restarts.init.path")) {
      if (conf.hasPath(path)) {
        all.put(path, ROOT.resolve(conf.getString(path)).toString());
      }
    }

    return CommandRun.of(file, output, all);
  }

  @ParameterizedTest
  @MethodSource("confs")
  void aStudyFindsItsKnownMinima(Path file) {
    String name = file.getFileName().toString().replace(".conf", "");
    KnownAnswers known = KnownAnswers.read("known/" + name);
    Map<String, String> sets =
        FEWER_RESTARTS.containsKey(name)
            ? Map.of("restarts.count", FEWER_RESTARTS.get(name).toString())
            : Map.of();

    CommandRun run = run(file, sets);

    for (KnownAnswers.Count count : known.counts()) {
      ObjectiveSummary found = run.objective(count.objective());
      List<KnownMinimum> expected = known.minima(count.objective());
      String evidence = evidence(run, count.objective());
      if (known.complete()) {
        assertThat(count(found.distinct())).as(evidence).isEqualTo(count.minima());
        assertThat(found.minima()).as(evidence).hasSize(count.minima());
        for (int i = 0; i < expected.size(); i++) {
          assertThat(agree(expected.get(i), found.minima().get(i)))
              .as("%s is %s; %s", expected.get(i), found.minima().get(i), evidence)
              .isTrue();
        }
      } else {
        for (KnownMinimum minimum : expected) {
          assertThat(found.minima())
              .as("%s; %s", minimum, evidence)
              .anyMatch(m -> agree(minimum, m));
        }
      }
    }
  }

  private static long count(Distinct distinct) {
    return distinct.parameters() != null ? distinct.parameters() : distinct.functions();
  }

  private static boolean agree(KnownMinimum expected, MinimumSummary found) {
    return Math.abs(found.loss() - expected.loss()) <= 1e-10 * (1 + Math.abs(expected.loss()))
        && found.endpointClass().equals(expected.endpointClass())
        && found.zeroModes() == expected.zeroModes();
  }

  private static String evidence(CommandRun run, String objective) {
    StringBuilder text = new StringBuilder("minima found:\n");
    run.objective(objective).minima().stream().limit(30).forEach(m -> text.append(m).append('\n'));
    run.endpoints().stream()
        .filter(e -> e.objective().equals(objective))
        .sorted(Comparator.comparing((Endpoint e) -> e.endpointClass()).thenComparing(e -> e.loss()))
        .limit(20)
        .forEach(
            e ->
                text.append(
                    "restart %d %s %s loss %s: %s%n"
                        .formatted(
                            e.restart(),
                            e.endpointClass().label(),
                            e.detail(),
                            e.loss(),
                            e.evidence())));
    return text.toString();
  }
}
