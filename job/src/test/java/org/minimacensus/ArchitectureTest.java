package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final String BASE = "org.minimacensus";
  private static final String MISFITS = BASE + ".misfits";

  /** By rule, the class of the misfits that breaks it. */
  private static final Map<String, String> CULPRITS =
      Map.ofEntries(
          Map.entry("packages keep their order", "numeric.KnowsModel"),
          Map.entry("every class has a place in the order", "stray.Homeless"),
          Map.entry("packages form no cycle", "numeric.KnowsModel"),
          Map.entry(
              "Spark, Scala and Hadoop stay in spark, but for vectors and matrices",
              "cli.ReadsWithSpark"),
          Map.entry("nobody uses Breeze", "numeric.KnowsBreeze"),
          Map.entry(
              "LAPACK, Commons Math and the vector module stay behind numeric",
              "certify.KnowsLapack"),
          Map.entry("logging stays in spark and cli", "study.Logs"),
          Map.entry("results use no function of Math whose bits vary", "objective.VaryingBits"),
          Map.entry("randomness comes from keyed streams alone", "optimize.Dice"),
          Map.entry("clocks are read at the edge", "optimize.ReadsClock"),
          Map.entry("the console is the edge's", "optimize.Prints"),
          Map.entry("only cli.Main ends the process", "spark.Exits"),
          Map.entry("equals knows no closeness", "census.NearlyEqual"));

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);
  private static final JavaClasses MISFIT_CLASSES = new ClassFileImporter().importPackages(MISFITS);

  static Set<String> rules() {
    return new ArchitectureRules(BASE).all().keySet();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void projectKeeps(String rule) {
    new ArchitectureRules(BASE).all().get(rule).check(PROJECT);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void misfitsBreak(String rule) {
    ArchRule overMisfits = new ArchitectureRules(MISFITS).all().get(rule);

    EvaluationResult result = overMisfits.evaluate(MISFIT_CLASSES);

    assertThat(result.getFailureReport().toString())
        .as("%s must be caught", CULPRITS.get(rule))
        .contains(MISFITS + "." + CULPRITS.get(rule));
  }

  @Test
  void vectorsAndMatricesOfSparkAreAllowedEverywhere() {
    ArchRule edge =
        new ArchitectureRules(MISFITS)
            .all()
            .get("Spark, Scala and Hadoop stay in spark, but for vectors and matrices");

    assertThat(edge.evaluate(MISFIT_CLASSES).getFailureReport().toString())
        .doesNotContain("objective.VaryingBits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/architecture.md", "CONTRIBUTING.md"})
  void pagesShowTheOrder(String page) throws IOException {
    assertThat(Files.readString(Toolbox.project().resolve(page)))
        .contains("    " + ArchitectureRules.orderInWords() + "\n");
  }

  @Test
  void everyPackageIsOnThePage() throws IOException {
    String page = Files.readString(Toolbox.project().resolve("docs/architecture.md"));
    assertThat(ArchitectureRules.packages())
        .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` | "));
  }

  @Test
  void projectIsImported() {
    assertThat(PROJECT.size()).isGreaterThan(30);
    assertThat(PROJECT.contain(BASE + ".objective.Objective")).isTrue();
  }
}
