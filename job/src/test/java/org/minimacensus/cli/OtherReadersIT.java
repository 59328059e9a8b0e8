package org.minimacensus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.minimacensus.Toolbox;
import org.minimacensus.cluster.ParquetRows;
import org.minimacensus.spark.SharedSpark;

/**
 * Stored runs read by what knows nothing of this project: Spark SQL and DuckDB with the queries of
 * docs/sql.md, Parquet's own reader, a Python script.
 */
@ExtendWith(SharedSpark.class)
@Timeout(600)
class OtherReadersIT {
  private static final Path ROOT = Toolbox.project();
  private static final Pattern DATA = Pattern.compile("path = \"(data/[^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path out;
  private static QueryPage page;

  @BeforeAll
  static void runTheCommandsOfThePage() throws IOException {
    page = QueryPage.read();
    assertThat(page.commands()).hasSize(3);
    for (List<String> command : page.commands()) {
      InProcess ended = InProcess.execute(here(command).toArray(String[]::new));
      assertThat(ended.code()).as(command + ": " + ended.err()).isZero();
    }
  }

  /** The command as from the root of the project, with results of its own. */
  private static List<String> here(List<String> command) throws IOException {
    Path conf = ROOT.resolve(command.get(1));
    Matcher data = DATA.matcher(Files.readString(conf));
    assertThat(data.find()).as(conf.toString()).isTrue();
    List<String> here = new ArrayList<>(List.of(command.get(0), conf.toString()));
    here.addAll(command.subList(2, command.size()));
    here.addAll(List.of("--output", out.toString()));
    here.addAll(List.of("--set", "data.path=" + ROOT.resolve(data.group(1))));
    return here;
  }

  private static String located(String sql) {
    return sql.replace("'out/", "'" + out + "/").replace("'out'", "'" + out + "'");
  }

  private static List<Path> runs() throws IOException {
    try (Stream<Path> folders = Files.walk(out, 2)) {
      return folders.filter(f -> f.getFileName().toString().startsWith("run=")).sorted().toList();
    }
  }

  /** {@code -Dregenerate=true} writes the answers into the page. */
  @Test
  void sparkAnswersAsThePageShows(SparkSession spark) throws IOException {
    page.sparkViews().forEach(view -> spark.sql(located(view)));
    Map<String, String> answers = new HashMap<>();
    page.queries().forEach(q -> answers.put(q.sql(), answer(spark.sql(q.sql()))));
    if (Boolean.getBoolean("regenerate")) {
      page.write(answers::get);
      return;
    }

    assertThat(page.queries()).hasSizeGreaterThanOrEqualTo(5);
    for (QueryPage.Query query : page.queries()) {
      assertThat(answers.get(query.sql())).as(query.sql()).isEqualTo(query.answer());
    }
  }

  private static String answer(Dataset<Row> result) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : result.collectAsList()) {
      rows.add(IntStream.range(0, row.length()).mapToObj(row::get).toList());
    }

    return QueryPage.table(Arrays.asList(result.columns()), rows);
  }

  @Test
  void duckDbAnswersAsThePageShows() throws Exception {
    URL[] jar = {ROOT.resolve("job/target/duckdb/duckdb_jdbc.jar").toUri().toURL()};
    try (URLClassLoader library = new URLClassLoader(jar);
        Connection duck = driver(library).connect("jdbc:duckdb:", new Properties());
        Statement statement = duck.createStatement()) {
      for (String view : page.duckViews()) {
        statement.execute(located(view));
      }

      for (QueryPage.Query query : page.queries()) {
        try (ResultSet result = statement.executeQuery(query.sql())) {
          assertThat(answer(result)).as(query.sql()).isEqualTo(query.answer());
        }
      }
    }
  }

  private static Driver driver(ClassLoader library) throws ReflectiveOperationException {
    return (Driver)
        library.loadClass("org.duckdb.DuckDBDriver").getDeclaredConstructor().newInstance();
  }

  private static String answer(ResultSet result) throws SQLException {
    int width = result.getMetaData().getColumnCount();
    List<String> columns = new ArrayList<>();
    for (int c = 1; c <= width; c++) {
      columns.add(result.getMetaData().getColumnName(c));
    }

    List<List<Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int c = 1; c <= width; c++) {
        row.add(result.getObject(c));
      }

      rows.add(row);
    }

    return QueryPage.table(columns, rows);
  }

  /** Flat columns and lists of doubles: no other reader has to know more of Parquet. */
  @Test
  void parquetsOwnReaderFindsTheRowsThatTheManifestSays() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    assertThat(runs()).hasSize(6);
    for (Path run : runs()) {
      Map<String, Long> read = new TreeMap<>();
      for (JsonNode file : JSON.readTree(run.resolve("_manifest.json").toFile()).path("files")) {
        if (!file.path("rows").isNull()) {
          String path = file.path("path").asText();
          List<Group> rows = ParquetRows.groups(files, hadoop(run.resolve(path)));
          assertThat(rows).as(run + ": " + path).hasSize(file.path("rows").asInt());
          read.merge(path.split("/")[0], (long) rows.size(), Long::sum);
        }
      }

      assertThat(read).containsKeys("endpoints", "minima", "verdicts");
    }
  }

  @Test
  void whatParquetsOwnReaderFindsOfMinimaIsWhatTheSummarySays() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    for (Path run : runs()) {
      JsonNode summary = JSON.readTree(run.resolve("summary.json").toFile());
      List<Group> minima =
          ParquetRows.groups(files, hadoop(run.resolve("minima/part-00000.parquet")));
      int parameters = summary.at("/network/parameters").asInt();
      int found = 0;
      for (JsonNode objective : summary.path("objectives")) {
        for (JsonNode expected : objective.path("minima")) {
          Group row = minima.get(found++);
          assertThat(row.getString("objective", 0)).isEqualTo(objective.path("name").asText());
          assertThat(row.getLong("minimum_id", 0)).isEqualTo(expected.path("id").asLong());
          assertThat(row.getDouble("loss", 0)).isEqualTo(expected.path("loss").asDouble());
          assertThat(row.getLong("hits", 0)).isEqualTo(expected.path("hits").asLong());
          assertThat(theta(row)).hasSize(parameters);
        }
      }

      assertThat(found).as(run.toString()).isEqualTo(minima.size());
    }
  }

  private static double[] theta(Group row) {
    Group list = row.getGroup("theta", 0);
    return IntStream.range(0, list.getFieldRepetitionCount(0))
        .mapToDouble(i -> list.getGroup(0, i).getDouble(0, 0))
        .toArray();
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  /** The script itself holds tables against the manifest and each other. */
  @Test
  void aPythonScriptReadsARun() throws Exception {
    String python =
        Optional.ofNullable(System.getenv("PYTHON"))
            .or(() -> Toolbox.find("python3").map(Path::toString))
            .orElse("");
    assumeTrue(
        !python.isEmpty() && hasLibrary(python),
        "read_run.py is not tested: python3 with duckdb or pyarrow was not found");
    Path run = runs().stream().filter(r -> r.endsWith("run=night-1")).findFirst().orElseThrow();

    Process script =
        new ProcessBuilder(
                python, ROOT.resolve("docs/examples/read_run.py").toString(), run.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(script.waitFor()).as(said).isZero();
    JsonNode plain = JSON.readTree(run.resolve("summary.json").toFile()).at("/objectives/0");
    assertThat(said).contains("endpoints: 40 rows");
    assertThat(said.lines().filter(l -> l.startsWith("plain: loss ")))
        .hasSize(plain.path("minima").size());
    double best = Double.parseDouble(said.split("plain: loss ")[1].split(",")[0]);
    assertThat(best).isCloseTo(plain.at("/minima/0/loss").asDouble(), within(0.0));
  }

  private static boolean hasLibrary(String python) throws IOException, InterruptedException {
    for (String library : List.of("duckdb", "pyarrow.parquet")) {
      Process asked =
          new ProcessBuilder(python, "-c", "import " + library)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (asked.waitFor(1, TimeUnit.MINUTES) && asked.exitValue() == 0) {
        return true;
      }
    }

    return false;
  }
}
