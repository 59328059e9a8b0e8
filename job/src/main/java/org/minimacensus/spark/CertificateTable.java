package org.minimacensus.spark;

import org.apache.spark.sql.Row;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.proof.ProofAttempt;
import org.minimacensus.study.StoredCertificate;
import org.minimacensus.study.StudyException;

/** The table of what was proved of minima, and of what was not. */
final class CertificateTable {
  static final Table<StoredCertificate> CERTIFICATES =
      new Table<StoredCertificate>("certificates")
          .text("objective", StoredCertificate::objective)
          .longs(RunTables.MINIMUM_ID, c -> c.attempt().id())
          .flags("proved", StoredCertificate::proved)
          .array("middle", c -> c.attempt().middle())
          .array("radius", c -> c.attempt().radius())
          .nullableDouble("loss_low", c -> finite(c.attempt().loss().low()))
          .nullableDouble("loss_high", c -> finite(c.attempt().loss().high()))
          .flags("distinct", StoredCertificate::distinct)
          .flags("sub_optimal", StoredCertificate::subOptimal)
          .nullableText("reason", c -> nullIfEmpty(c.attempt().label()))
          .nullableText("why", c -> nullIfEmpty(c.attempt().why()));

  private CertificateTable() {}

  private static Double finite(double bound) {
    return Double.isFinite(bound) ? bound : null;
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  static StoredCertificate certificate(Row row) {
    ProofAttempt attempt =
        new ProofAttempt(
            row.<Long>getAs(RunTables.MINIMUM_ID),
            Table.array(row, "middle"),
            Table.array(row, "radius"),
            loss(Table.nullableDouble(row, "loss_low"), Table.nullableDouble(row, "loss_high")),
            Table.nullableText(row, "reason"),
            Table.nullableText(row, "why"));
    return new StoredCertificate(
        row.getAs("objective"),
        attempt,
        row.<Boolean>getAs("proved"),
        row.<Boolean>getAs("distinct"),
        row.<Boolean>getAs("sub_optimal"));
  }

  /** NaN where a bound is infinite. */
  private static Interval loss(double low, double high) {
    double from = Double.isNaN(low) ? Double.NEGATIVE_INFINITY : low;
    double to = Double.isNaN(high) ? Double.POSITIVE_INFINITY : high;
    if (!(from <= to)) {
      throw StudyException.stored(
          "the table certificates has a row whose loss_low " + low + " is above " + high, null);
    }

    return new Interval(from, to);
  }
}
