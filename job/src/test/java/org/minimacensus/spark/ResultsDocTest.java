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
import java.util.regex.Pattern;
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
  private static final Pattern COLUMN =
      Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (text|long|int|double|boolean|array)");
  private static String document;

  @BeforeAll
  static void read() throws IOException {
    document = Files.readString(Path.of("..", "docs", "results.md"));
  }

  @Test
  void theDocumentedColumnsAreThoseOfTheTablesInTheirOrder() {
    Map<String, StructType> tables =
        Map.of(
            "endpoints", RunTables.ENDPOINTS,
            "minima", RunTables.MINIMA.schema(),
            "valleys", RunTables.VALLEYS.schema(),
            "verdicts", RunTables.VERDICTS.schema(),
            "traces", RunTables.TRACES.schema(),
            "spectra", PictureTables.SPECTRA.schema(),
            "slices", PictureTables.SLICES.schema(),
            "escape-path", EscapeFolder.PATH.schema(),
            "restarts", CensusFolder.RESTARTS.schema());
    tables.forEach(
        (name, schema) -> {
          List<String> documented =
              COLUMN.matcher(section(name)).results().map(m -> m.group(1)).toList();
          assertThat(documented).as(name).containsExactly(schema.fieldNames());
        });
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
    assertNamed("_manifest.json", RunManifest.class);
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
