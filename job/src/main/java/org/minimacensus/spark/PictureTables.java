package org.minimacensus.spark;

import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.minimacensus.study.pictures.Slice;
import org.minimacensus.study.pictures.Spectrum;

/** The tables of a run that pictures are made of; absent where they would be empty. */
final class PictureTables {
  static final Table<Spectrum> SPECTRA =
      new Table<Spectrum>("spectra")
          .text("objective", Spectrum::objective)
          .longs(RunTables.MINIMUM_ID, Spectrum::minimumId)
          .array("eigenvalues", Spectrum::eigenvalues);

  static final Table<Slice> SLICES =
      new Table<Slice>("slices")
          .text("objective", Slice::objective)
          .ints("slice", Slice::slice)
          .text("kind", Slice::kind)
          .array("minima", s -> Arrays.stream(s.minima()).asDoubleStream().toArray())
          .longs("restart", Slice::restart)
          .array("origin", Slice::origin)
          .array("across", Slice::across)
          .array("up", Slice::up)
          .array("x", Slice::x)
          .array("y", Slice::y)
          .array("losses", Slice::losses)
          .array("marks", Slice::marks);

  private PictureTables() {}

  static Spectrum spectrum(Row row) {
    return new Spectrum(
        row.getAs("objective"),
        row.<Long>getAs(RunTables.MINIMUM_ID),
        Table.array(row, "eigenvalues"));
  }

  static Slice slice(Row row) {
    return new Slice(
        row.getAs("objective"),
        row.<Integer>getAs("slice"),
        row.getAs("kind"),
        Arrays.stream(Table.array(row, "minima")).mapToLong(id -> (long) id).toArray(),
        row.<Long>getAs("restart"),
        Table.array(row, "origin"),
        Table.array(row, "across"),
        Table.array(row, "up"),
        Table.array(row, "x"),
        Table.array(row, "y"),
        Table.array(row, "losses"),
        Table.array(row, "marks"));
  }
}
