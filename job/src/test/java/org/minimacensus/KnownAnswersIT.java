package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.KnownAnswers.KnownMinimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.cli.CommandRun;
import org.minimacensus.study.RunSummary.Distinct;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.RunSummary.ObjectiveSummary;

/**
 * The run command finds the known minima of every study in {@code conf}, and no others where all
 * are known. Every known study runs with the restarts of its conf.
 */
@Timeout(300)
class KnownAnswersIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path output;

  static List<Path> confs() throws IOException {
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

    CommandRun run = run(file, Map.of());

    for (KnownAnswers.Count count : known.counts()) {
      ObjectiveSummary found = run.objective(count.objective());
      List<KnownMinimum> expected = known.minima(count.objective());
      String evidence = evidence(run, count.objective());
      if (known.complete()) {
        assertThat(count(found.distinct())).as(evidence).isEqualTo(count.minima());
        if (expected.stream().allMatch(m -> m.endpointClass().equals("strict-minimum"))) {
          assertThat(found.minima()).as(evidence).hasSize(count.minima());
        }

        for (KnownMinimum minimum : expected) {
          assertThat(found.minima())
              .as("%s; %s", minimum, evidence)
              .anyMatch(m -> agree(minimum, m));
        }

        // Points of a flat set may be listed apart where they differ away from the data.
        assertThat(found.minima())
            .as(evidence)
            .allMatch(m -> expected.stream().anyMatch(minimum -> agree(minimum, m)));
      } else {
        for (KnownMinimum minimum : expected) {
          assertThat(found.minima())
              .as("%s; %s", minimum, evidence)
              .anyMatch(m -> agree(minimum, m));
        }
      }
    }
  }

  /**
   * Their references are parts, found by another program: what else a run finds often must pass a
   * check by differences of a loss written down here. The first restarts of each study are enough
   * to find most of the reference.
   */
  @ParameterizedTest
  @CsvSource({"quickstart,300", "many-minima,300"})
  void aStudyWithPartlyKnownMinimaFindsMostOfThemAndOnlyMinima(String name, String restarts)
      throws IOException {
    KnownAnswers known = KnownAnswers.read(name);

    CommandRun run =
        run(ROOT.resolve("conf/" + name + ".conf"), Map.of("restarts.count", restarts));

    List<MinimumSummary> often =
        run.objective("plain").minima().stream()
            .filter(m -> m.endpointClass().equals("strict-minimum") && m.hits() >= 2)
            .toList();
    long shared =
        known.minima("plain").stream()
            .filter(k -> often.stream().anyMatch(m -> agree(k, m)))
            .count();
    assertThat(shared).as("%s of %s", often, known).isGreaterThan(known.minima().size() / 2);
    DifferenceCheck check = DifferenceCheck.of(name, ROOT);
    for (MinimumSummary minimum : often) {
      if (known.minima("plain").stream().noneMatch(k -> agree(k, minimum))) {
        Endpoint endpoint =
            run.endpoints().stream()
                .filter(e -> e.objective().equals("plain") && e.loss() == minimum.loss())
                .findFirst()
                .orElseThrow();
        assertThat(check.loss(endpoint.theta())).isCloseTo(minimum.loss(), within(1e-10));
        assertThat(check.largestSlope(endpoint.theta())).as("%s", minimum).isLessThan(1e-6);
        assertThat(check.curvesUpwards(endpoint.theta())).as("%s", minimum).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-sample", "one-sample-variant"})
  void withoutAnyInputTheAddedNeuronLeavesNoMinimum(String name) {
    CommandRun run = run(ROOT.resolve("conf/known/" + name + ".conf"), Map.of());

    assertThat(run.objective("plain").endpoints().get("degenerate-minimum")).isEqualTo(20);
    assertThat(run.objective("output-neuron").minima()).isEmpty();
    assertThat(run.console()).contains("no restart ended on a minimum of output-neuron");
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
        .sorted(
            Comparator.comparing((Endpoint e) -> e.endpointClass()).thenComparing(e -> e.loss()))
        .limit(20)
        .forEach(
            e ->
                text.append("restart ")
                    .append(e.restart())
                    .append(' ')
                    .append(e.endpointClass().label())
                    .append(' ')
                    .append(e.detail())
                    .append(" loss ")
                    .append(e.loss())
                    .append(": ")
                    .append(e.evidence())
                    .append('\n'));
    return text.toString();
  }
}
