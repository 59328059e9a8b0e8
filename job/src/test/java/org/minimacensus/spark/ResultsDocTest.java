package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.optimize.TerminationReason;
import org.minimacensus.study.CensusSummary;
import org.minimacensus.study.EscapeSummary;
import org.minimacensus.study.Provenance;
import org.minimacensus.study.RecountSummary;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.compare.ComparisonSummary;
import org.minimacensus.study.compare.NightsSummary;

/** docs/results.md names what a run folder holds. */
class ResultsDocTest {
  /** Name, type and meaning. */
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?m)^\\| `([a-z_]+)` \\| ((?:text|long|int|double|boolean|array)[^|]*) \\|(.*)\\|$");

  private static final Map<String, StructType> TABLES =
      Map.of(
          "endpoints", RunTables.ENDPOINTS,
          "minima", RunTables.MINIMA.schema(),
          "valleys", RunTables.VALLEYS.schema(),
          "verdicts", RunTables.VERDICTS.schema(),
          "certificates", CertificateTable.CERTIFICATES.schema(),
          "traces", RunTables.TRACES.schema(),
          "spectra", PictureTables.SPECTRA.schema(),
          "slices", PictureTables.SLICES.schema(),
          "escape-path", EscapeFolder.PATH.schema(),
          "restarts", CensusFolder.RESTARTS.schema());

  private static String document;

  @BeforeAll
  static void read() throws IOException {
    document = Files.readString(Path.of("..", "docs", "results.md"));
  }

  @Test
  void theDocumentedColumnsAreThoseOfTheTablesInTheirOrder() {
    TABLES.forEach(
        (name, schema) ->
            assertThat(columns(name).map(m -> m.group(1)))
                .as(name)
                .containsExactly(schema.fieldNames()));
  }

  @Test
  void theDocumentedTypesAreThoseOfTheTables() {
    TABLES.forEach(
        (name, schema) ->
            assertThat(columns(name).map(m -> m.group(2).replaceAll("^array of .*", "array")))
                .as(name)
                .isEqualTo(Arrays.stream(schema.fields()).map(ResultsDocTest::type).toList()));
  }

  @Test
  void everyColumnHasAMeaning() {
    TABLES
        .keySet()
        .forEach(name -> assertThat(columns(name)).as(name).noneMatch(m -> m.group(3).isBlank()));
  }

  /** Every table that the job stores is one of the documented ones. */
  @Test
  void everyTableOfTheCodeIsHere() throws IOException {
    Pattern made = Pattern.compile("new Table<\\w+>\\(\\s*\"([a-z-]+)\"");
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/minimacensus/spark"))) {
      for (Path source : sources.toList()) {
        assertThat(made.matcher(Files.readString(source)).results().map(m -> m.group(1)))
            .as(source.toString())
            .isSubsetOf(TABLES.keySet());
      }
    }
  }

  private static Stream<MatchResult> columns(String section) {
    return COLUMN.matcher(section(section)).results();
  }

  private static String type(StructField field) {
    String name =
        switch (field.dataType().typeName()) {
          case "string" -> "text";
          case "integer" -> "int";
          default -> field.dataType().typeName();
        };
    return field.nullable() ? name + ", null" : name;
  }

  @Test
  void everyKeyOfTheJsonFilesIsInItsSection() {
    assertNamed("summary.json", RunSummary.class);
    assertNamed("provenance.json", Provenance.class);
    assertNamed("recount.json", RecountSummary.class);
    assertNamed("census.json", CensusSummary.class);
    assertNamed("compare.json", ComparisonSummary.class);
    assertNamed("nights.json", NightsSummary.class);
    assertNamed("escape.json", EscapeSummary.class);
    assertNamed("_manifest.json", FolderManifest.class);
  }

  @Test
  void everyClassAndTerminationIsNamed() {
    assertThat(section("endpoints"))
        .contains(Arrays.stream(EndpointClass.values()).map(c -> "`" + c.label() + "`").toList())
        .contains(
            Arrays.stream(TerminationReason.values()).map(r -> "`" + r.label() + "`").toList());
  }

  private static void assertNamed(String section, Class<?> record) {
    String text = section(section);
    assertThat(keys(record))
        .as(section)
        .allSatisfy(key -> assertThat(text).contains("`" + key + "`"));
  }

  /** The keys of a record and of the records in it, but those that have a section of their own. */
  private static List<String> keys(Class<?> record) {
    List<String> keys = new ArrayList<>();
    for (RecordComponent c : record.getRecordComponents()) {
      keys.add(c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
      for (Type type : types(c)) {
        // What summary.json says.
        boolean elsewhere = type == RunSummary.class;
        elsewhere |= record == RecountSummary.Point.class && type == RunSummary.Estimate.class;
        if (!elsewhere && type instanceof Class<?> inner && inner.isRecord()) {
          keys.addAll(keys(inner));
        }
      }
    }

    return keys;
  }

  private static List<Type> types(RecordComponent c) {
    return c.getGenericType() instanceof ParameterizedType p
        ? List.of(p.getActualTypeArguments())
        : List.of(c.getType());
  }

  private static String section(String title) {
    int begin = document.indexOf("\n## " + title + "\n");
    assertThat(begin).as("docs/results.md has the section %s", title).isNotNegative();
    int end = document.indexOf("\n## ", begin + 1);
    return document.substring(begin, end);
  }
}
