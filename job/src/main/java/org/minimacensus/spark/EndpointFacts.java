package org.minimacensus.spark;

import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.Tally;
import org.minimacensus.study.compare.EndpointFact;

/** The columns of a published endpoint that a comparison of runs asks for. */
final class EndpointFacts {
  static final StructType SCHEMA =
      new StructType(
          Stream.of(
                  "objective",
                  "restart",
                  "endpoint_class",
                  "endpoint_detail",
                  "infinity_kind",
                  "loss",
                  "loss_error",
                  "gradient_norm",
                  "evaluations",
                  RunTables.MINIMUM_ID)
              .map(RunTables.ENDPOINTS::apply)
              .toArray(StructField[]::new));

  private EndpointFacts() {}

  static EndpointFact fact(Row row) {
    EndpointClass endpointClass = EndpointRows.endpointClass(row.getAs("endpoint_class"));
    return new EndpointFact(
        row.<Long>getAs("restart"),
        endpointClass,
        // The same few texts over and over.
        Tally.detail(
                endpointClass,
                row.getAs("endpoint_detail"),
                Table.nullableText(row, "infinity_kind"))
            .intern(),
        row.<Double>getAs("loss"),
        row.<Double>getAs("loss_error"),
        row.<Double>getAs("gradient_norm"),
        row.<Integer>getAs("evaluations"),
        row.<Long>getAs(RunTables.MINIMUM_ID));
  }
}
