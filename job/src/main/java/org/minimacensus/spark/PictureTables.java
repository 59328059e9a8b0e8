package org.minimacensus.spark;

import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.Spectrum;

/** The tables of a run that pictures are made of; absent where they would be empty. */
final class PictureTables {
  static final Table<Spectrum> SPECTRA =
      new Table<Spectrum>("spectra")
          .text("objective", Spectrum::objective)
          .longs(RunTables.MINIMUM_ID, Spectrum::minimumId)
          .array("eigenvalues", Spectrum::eigenvalues);

  static final Table<LossSlice> SLICES =
      new Table<LossSlice>("slices")
          .text("objective", LossSlice::objective)
          .ints("slice", LossSlice::slice)
          .text("kind", LossSlice::kind)
          .array("minima", s -> Arrays.stream(s.minima()).asDoubleStream().toArray())
          .longs("restart", LossSlice::restart)
          .array("origin", LossSlice::origin)
          .array("across", LossSlice::across)
          .array("up", LossSlice::up)
          .array("x", LossSlice::x)
          .array("y", LossSlice::y)
          .array("losses", LossSlice::losses)
          .array("marks", LossSlice::marks);

  private PictureTables() {}

  static Spectrum spectrum(Row row) {
    return new Spectrum(
        row.getAs("objective"),
        row.<Long>getAs(RunTables.MINIMUM_ID),
        Table.array(row, "eigenvalues"));
  }

  static LossSlice slice(Row row) {
    return new LossSlice(
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
