package org.minimacensus.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.data.Dataset;
import org.minimacensus.data.Task;
import org.minimacensus.study.StudySpec.DataSpec;

class SparkDataReaderIT extends ReaderFixture {
  @Test
  void csvKeepsColumnsInOrderAndCodesSortedClasses() throws IOException {
    write("a.csv", "1,2,no\n.5,-1e-1,yes\n+3, 4 ,no\n");

    Dataset data = read(csv("a.csv", "-1", Task.BINARY));

    assertThat(data.description().classNames()).containsExactly("no", "yes");
    assertThat(rows(data)).containsExactly("1.0 2.0 | -1.0", "0.5 -0.1 | 1.0", "3.0 4.0 | -1.0");
    assertThat(data.description().featureNames()).containsExactly("column 1", "column 2");
    assertThat(data.description().observations()).isEmpty();
  }

  @Test
  void namedTargetsAreTakenFromTheHeaderInTheOrderOfTheConf() throws IOException {
    write("a.csv", "\"y, one\",x,y2\n1,2,3\n4,5,6\n");
    DataSpec spec =
        new DataSpec(path("a.csv"), "csv", true, List.of("y2", "y, one"), Task.REGRESSION, false);

    Dataset data = read(spec);

    assertThat(rows(data)).containsExactly("2.0 | 3.0 1.0", "5.0 | 6.0 4.0");
    assertThat(data.description().targetNames()).containsExactly("y2", "y, one");
    assertThat(data.description().featureNames()).containsExactly("x");
  }

  @Test
  void multiclassIsOneHotInTheOrderOfNumericClasses() throws IOException {
    write("a.csv", "10,1\n9,2\n2,3\n9.0,4\n");

    Dataset data = read(csv("a.csv", "0", Task.MULTICLASS));

    assertThat(data.description().classNames()).containsExactly("2", "9", "10");
    assertThat(rows(data))
        .containsExactly(
            "1.0 | 0.0 0.0 1.0", "2.0 | 0.0 1.0 0.0", "3.0 | 1.0 0.0 0.0", "4.0 | 0.0 1.0 0.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void numbersAndOrderDoNotDependOnPartitions(int partitions) throws IOException {
    String text = randomCsv(101);
    write("parts.csv", text);
    DataSpec spec =
        new DataSpec(path("parts.csv"), "csv", false, List.of("-1"), Task.REGRESSION, true);
    int split = text.length() / partitions + 1;

    Dataset expected = new SparkDataReader(spark.sparkContext()).read(spec, 4);
    SparkDataReader reader =
        new SparkDataReader(
            spark.sparkContext(), new SparkDataReader.Options(split, partitions, 0));
    Dataset found = reader.read(spec, 4);

    assertThat(rows(found)).isEqualTo(rows(expected));
    assertThat(found.description()).isEqualTo(expected.description());
    write("bad.csv", text.replaceFirst("(?s)\\n[^\\n]*\\n$", "\n1,2,x\n"));
    assertThat(fault(reader, csv("bad.csv", "-1", Task.REGRESSION)))
        .endsWith(
            "bad.csv: row 101: column 3: expected a finite number, found 'x'; a regression target"
                + " is a number");
  }

  @Test
  void filesOfAFolderOrGlobAreReadInTheOrderOfTheirNames() throws IOException {
    Files.createDirectories(folder.resolve("in put/sub"));
    write("in put/b 2.csv", "x,y\n3,0\n4,1\n");
    write("in put/a [1],{2}.csv", "x,y\n1,0\n2,1\n");
    write("in put/_hidden.csv", "nonsense\n");
    write("in put/empty.csv", "");
    gzip("in put/sub/c.csv.gz", "x,y\n5,0\n");

    List<String> expected =
        List.of("1.0 | -1.0", "2.0 | 1.0", "3.0 | -1.0", "4.0 | 1.0", "5.0 | -1.0");
    assertThat(rows(read(header("in put")))).isEqualTo(expected);
    assertThat(rows(read(header("in put/*.csv")))).isEqualTo(expected.subList(0, 4));
    assertThat(rows(read(header("in put/a [1],{2}.csv")))).isEqualTo(expected.subList(0, 2));
    DataSpec uri =
        new DataSpec(
            "file:" + path("in put/b 2.csv"), "csv", true, List.of("y"), Task.BINARY, false);
    assertThat(rows(read(uri))).isEqualTo(expected.subList(2, 4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1,2,0\\n3,NaN,1\\n|row 2: column 2: expected a finite number, found 'NaN'",
        "1,2,0\\n3,-Infinity,1\\n|row 2: column 2: expected a finite number, found '-Infinity'",
        "1,2,0\\n\\n3,1e999,1\\n|row 3: column 2: expected a finite number, found '1e999'",
        "1,2,0\\n3,,1\\n|row 2: column 2: expected a finite number, found an empty field",
        "1,2,0\\n3,4,\\n|row 2: column 3: expected a class, found an empty field",
        "1,2,0\\n3,4,nan\\n|row 2: column 3: expected a class, found 'nan'",
        "1,2,0\\n3,0x10,1\\n|row 2: column 2: expected a finite number, found '0x10'",
        "1,2,0\\n3,1f,1\\n|row 2: column 2: expected a finite number, found '1f'",
        "1,2,0\\n"
            + "M,4,1\\n"
            + "|row 2: column 1: expected a finite number, found 'M'; text features are not read,"
            + " replace them by numbers",
        "1,2,0\\n3,4\\n|row 2: expected 3 fields as in the first line of the data, found 2",
        "1,2,0\\n3,4,1,5\\n|row 2: expected 3 fields as in the first line of the data, found 4",
        "1,2,0\\n"
            + "3,\"4,1\\n"
            + "|row 2: column 2: expected a closing quote on this line, found none; fields over"
            + " several lines are not read",
        "a,b,y\\n"
            + "3,4,1\\n"
            + "|row 1: column 1: expected a finite number, found 'a'; if the first line holds"
            + " column names, set data.header = true",
        "1,2,0\\n"
            + "3,4,0\\n"
            + "|target column 3: data.task = binary expects exactly 2 classes, found 1: 0",
        "1,2,0\\n"
            + "3,4,1\\n"
            + "3,4,2\\n"
            + "|target column 3: data.task = binary expects exactly 2 classes, found 3: 0, 1, 2;"
            + " set data.task = multiclass, or regression if the target is a number",
        "1\\n"
            + "2\\n"
            + "|row 1: expected feature columns besides the target, found 1 column; fields are"
            + " separated by commas",
      })
  void refusedCsvNamesFileRowAndColumn(String text, String message) throws IOException {
    write("bad.csv", text.replace("\\n", "\n"));

    String found = fault(csv("bad.csv", "-1", Task.BINARY));

    String place = path("bad.csv") + ": ";
    assertThat(found).isEqualTo(place + message);
  }

  @Test
  void refusedTargets() throws IOException {
    write("t.csv", "a,b,b\n1,2,3\n2,2,3\n");

    assertThat(
            fault(new DataSpec(path("t.csv"), "csv", true, List.of("c"), Task.REGRESSION, false)))
        .isEqualTo(
            path("t.csv") + ": row 1: data.target: expected one of the columns a, b, b, found 'c'");
    assertThat(
            fault(new DataSpec(path("t.csv"), "csv", true, List.of("b"), Task.REGRESSION, false)))
        .isEqualTo(
            path("t.csv")
                + ": row 1: expected one column 'b' (data.target), found 2; give its index");
    assertThat(
            fault(new DataSpec(path("t.csv"), "csv", true, List.of("3"), Task.REGRESSION, false)))
        .isEqualTo(
            path("t.csv")
                + ": row 1: data.target: expected an index in 0..2 or -3..-1 of 3 columns, found"
                + " 3");
    assertThat(
            fault(
                new DataSpec(
                    path("t.csv"), "csv", true, List.of("2", "-1"), Task.REGRESSION, false)))
        .isEqualTo(
            path("t.csv")
                + ": row 1: expected different columns in data.target, found [2, -1], which names a"
                + " column twice");
    assertThat(
            fault(new DataSpec(path("t.csv"), "csv", false, List.of("y"), Task.REGRESSION, false)))
        .isEqualTo(
            path("t.csv")
                + ": row 1: data.target: expected an index, because data.header = false gives no"
                + " names, found 'y'");
    assertThat(
            fault(new DataSpec(path("t.csv"), "csv", true, List.of("-1"), Task.REGRESSION, true)))
        .isEqualTo(
            path("t.csv")
                + ": target b: a target to be standardised must not be constant, found 3 in all 2"
                + " rows; choose another target or set data.standardize = false");
  }

  @Test
  void missingAndEmptyFilesAreRefused() throws IOException {
    write("empty.csv", "");
    write("blank.csv", "\n\n");
    write("header.csv", "a,b\n");
    Files.createDirectories(folder.resolve("nothing"));

    assertThat(fault(csv("empty.csv", "-1", Task.BINARY)))
        .isEqualTo(path("empty.csv") + ": expected data rows, found an empty file");
    assertThat(fault(csv("blank.csv", "-1", Task.BINARY)))
        .isEqualTo(
            path("blank.csv") + ": row 1: expected comma separated fields, found a blank line");
    assertThat(fault(header("header.csv").path(), true))
        .isEqualTo(path("header.csv") + ": expected data rows, found only a header");
    for (String missing : List.of("no such.csv", "nothing", "nothing/*.csv")) {
      assertThat(fault(csv(missing, "-1", Task.BINARY)))
          .isEqualTo(
              path(missing)
                  + ": expected a file, a folder with files or a glob that matches some, found none"
                  + " (looked for file:"
                  + path(missing)
                  + ")");
    }
    assertThat(
            fault(new DataSpec("nowhere:/x.csv", "csv", false, List.of("-1"), Task.BINARY, true)))
        .startsWith("nowhere:/x.csv: cannot be read: No FileSystem for scheme");
  }

  @Test
  void headersOfAllFilesMustAgree() throws IOException {
    Files.createDirectories(folder.resolve("two"));
    write("two/a.csv", "x,y\n1,0\n");
    write("two/b.csv", "y,x\n1,0\n");

    assertThat(fault(header("two")))
        .isEqualTo(
            path("two/b.csv") + ": row 1: expected the header of the first file, x,y, found 'y,x'");
  }

  @Test
  void damagedGzipIsAnErrorAndNotAFailedTask() throws IOException {
    gzip("cut.csv.gz", randomCsv(2000));
    byte[] bytes = Files.readAllBytes(folder.resolve("cut.csv.gz"));
    Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(fault(csv("cut.csv.gz", "-1", Task.REGRESSION)))
        .startsWith(path("cut.csv.gz") + ": row ")
        .contains(": cannot be read: ");
  }

  @Test
  void aHeaderOfNumbersIsReported() throws IOException {
    write("h.csv", "1,2\n3,0\n5,1\n");

    assertThat(
            read(new DataSpec(path("h.csv"), "csv", true, List.of("-1"), Task.BINARY, true))
                .description()
                .observations())
        .containsExactly(
            "the header line holds only numbers (1): if it is a row of data, set data.header ="
                + " false");
  }
}
