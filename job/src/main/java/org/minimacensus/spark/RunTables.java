package org.minimacensus.spark;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.TraceStep;

/** The tables of a run. */
final class RunTables {
  /**
   * @param minimumId null unless the endpoint was counted as a minimum
   */
  record EndpointRow(Endpoint endpoint, Long minimumId) {}

  record MinimumRow(String objective, Minimum minimum, MinimumSummary summary) {}

  static final Table<EndpointRow> ENDPOINTS =
      new Table<EndpointRow>("endpoints")
          .text("objective", r -> r.endpoint().objective())
          .longs("restart", r -> r.endpoint().restart())
          .longs("seed", r -> r.endpoint().seed())
          .doubles("start_loss", r -> r.endpoint().startLoss())
          .doubles("loss", r -> r.endpoint().loss())
          .doubles("base_loss", r -> r.endpoint().baseLoss())
          .doubles("gradient_norm", r -> r.endpoint().gradientNorm())
          .text("termination", r -> r.endpoint().termination())
          .text("endpoint_class", r -> r.endpoint().endpointClass().label())
          .doubles("hessian_min_eigenvalue", r -> r.endpoint().hessianMinEigenvalue())
          .ints("hessian_zero_modes", r -> r.endpoint().hessianZeroModes())
          .ints("hessian_negative_modes", r -> r.endpoint().hessianNegativeModes())
          .text("endpoint_detail", r -> r.endpoint().detail())
          .nullableText("infinity_kind", r -> nullIfEmpty(r.endpoint().infinityKind()))
          .nullableDouble("limit_loss", r -> nullIfEmpty(r.endpoint().limitLoss()))
          .nullableDouble("contribution", r -> nullIfEmpty(r.endpoint().contribution()))
          .nullableDouble("group_residual", r -> nullIfEmpty(r.endpoint().groupResidual()))
          .doubles("parameter_norm", r -> r.endpoint().parameterNorm())
          .ints("iterations", r -> r.endpoint().iterations())
          .ints("evaluations", r -> r.endpoint().evaluations())
          .array("theta", r -> r.endpoint().theta())
          .array("augmentation", r -> r.endpoint().augmentation())
          .nullableLong("minimum_id", EndpointRow::minimumId)
          .longs("misclassified", r -> r.endpoint().misclassified())
          .text("evidence", r -> r.endpoint().evidence())
          .doubles("hessian_max_eigenvalue", r -> r.endpoint().hessianMaxEigenvalue())
          .array("augmentation_chart", r -> r.endpoint().augmentationChart())
          .array("parameter_error", r -> r.endpoint().parameterError())
          .doubles("loss_error", r -> r.endpoint().lossError())
          .ints("escapes", r -> r.endpoint().escapes());

  static final Table<MinimumRow> MINIMA =
      new Table<MinimumRow>("minima")
          .text("objective", r -> r.objective())
          .longs("minimum_id", r -> (long) r.minimum().id())
          .doubles("loss", r -> r.summary().loss())
          .doubles("gap", r -> r.summary().gap())
          .longs("hits", r -> r.minimum().hits())
          .text("endpoint_class", r -> r.summary().endpointClass())
          .doubles("hessian_min_eigenvalue", r -> r.summary().hessianMinEigenvalue())
          .ints("hessian_zero_modes", r -> r.summary().zeroModes())
          .nullableDouble("orbit", r -> orbit(r.minimum()))
          .flags("sub_optimal", r -> r.minimum().subOptimal())
          .flags("proved", r -> r.summary().proved())
          .longs("restart", r -> r.minimum().representative().restart())
          .doubles("base_loss", r -> r.minimum().representative().baseLoss())
          .longs("misclassified", r -> r.minimum().representative().misclassified())
          .array("theta", r -> r.minimum().representative().theta())
          .array("augmentation", r -> r.minimum().representative().augmentation());

  static final Table<TraceStep> TRACES =
      new Table<TraceStep>("traces")
          .text("objective", TraceStep::objective)
          .longs("restart", TraceStep::restart)
          .ints("segment", TraceStep::segment)
          .ints("iteration", TraceStep::iteration)
          .doubles("loss", TraceStep::loss)
          .doubles("gradient_norm", TraceStep::gradientNorm)
          .doubles("parameter_norm", TraceStep::parameterNorm);

  private static final Map<String, EndpointClass> CLASSES =
      Map.of(
          EndpointClass.STRICT_MINIMUM.label(), EndpointClass.STRICT_MINIMUM,
          EndpointClass.DEGENERATE_MINIMUM.label(), EndpointClass.DEGENERATE_MINIMUM,
          EndpointClass.SADDLE.label(), EndpointClass.SADDLE,
          EndpointClass.AT_INFINITY.label(), EndpointClass.AT_INFINITY,
          EndpointClass.UNCONVERGED.label(), EndpointClass.UNCONVERGED,
          EndpointClass.FAILED.label(), EndpointClass.FAILED);

  private RunTables() {}

  /** Null when not counted; a double, as orbits of wide networks exceed a long. */
  private static Double orbit(Minimum minimum) {
    return minimum.orbit().signum() == 0 ? null : minimum.orbit().doubleValue();
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Double nullIfEmpty(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /**
   * The endpoint in a row of {@link #ENDPOINTS}, the same to the last bit as the one that was
   * stored.
   */
  static Endpoint endpoint(Row row) {
    return Endpoint.builder()
        .objective(row.getAs("objective"))
        .restart(row.<Long>getAs("restart"))
        .seed(row.<Long>getAs("seed"))
        .startLoss(row.<Double>getAs("start_loss"))
        .loss(row.<Double>getAs("loss"))
        .baseLoss(row.<Double>getAs("base_loss"))
        .gradientNorm(row.<Double>getAs("gradient_norm"))
        .termination(row.getAs("termination"))
        .endpointClass(endpointClass(row.getAs("endpoint_class")))
        .hessianMinEigenvalue(row.<Double>getAs("hessian_min_eigenvalue"))
        .hessianZeroModes(row.<Integer>getAs("hessian_zero_modes"))
        .hessianNegativeModes(row.<Integer>getAs("hessian_negative_modes"))
        .detail(row.getAs("endpoint_detail"))
        .infinityKind(Table.nullableText(row, "infinity_kind"))
        .limitLoss(Table.nullableDouble(row, "limit_loss"))
        .contribution(Table.nullableDouble(row, "contribution"))
        .groupResidual(Table.nullableDouble(row, "group_residual"))
        .parameterNorm(row.<Double>getAs("parameter_norm"))
        .iterations(row.<Integer>getAs("iterations"))
        .evaluations(row.<Integer>getAs("evaluations"))
        .theta(Table.array(row, "theta"))
        .augmentation(Table.array(row, "augmentation"))
        .misclassified(row.<Long>getAs("misclassified"))
        .evidence(row.getAs("evidence"))
        .hessianMaxEigenvalue(row.<Double>getAs("hessian_max_eigenvalue"))
        .augmentationChart(Table.array(row, "augmentation_chart"))
        .parameterError(Table.array(row, "parameter_error"))
        .lossError(row.<Double>getAs("loss_error"))
        .escapes(row.<Integer>getAs("escapes"))
        .build();
  }

  static TraceStep traceStep(Row row) {
    return new TraceStep(
        row.getAs("objective"),
        row.<Long>getAs("restart"),
        row.<Integer>getAs("segment"),
        row.<Integer>getAs("iteration"),
        row.<Double>getAs("loss"),
        row.<Double>getAs("gradient_norm"),
        row.<Double>getAs("parameter_norm"));
  }

  private static EndpointClass endpointClass(String label) {
    EndpointClass found = CLASSES.get(label);
    if (found == null) {
      throw new IllegalArgumentException(
          "endpoint_class must be one of "
              + CLASSES.keySet().stream().sorted().toList()
              + ", was '"
              + label.toLowerCase(Locale.ROOT)
              + "'");
    }

    return found;
  }
}
