package org.minimacensus.spark;

import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.certify.SaddleWitness;

/** Endpoints from rows of {@link RunTables#ENDPOINT_PARTS}, whole or some columns of them. */
final class EndpointRows {
  /** What a {@link org.minimacensus.study.Tally} is made of. */
  static final String[] TALLIED = {
    "objective",
    "restart",
    "endpoint_class",
    "endpoint_detail",
    "infinity_kind",
    "loss",
    "base_loss",
    "evaluations",
    "misclassified"
  };

  /** What a {@link org.minimacensus.theorem.ClaimTally} asks of an endpoint. */
  static final String[] CLAIMED = {
    "objective",
    "restart",
    "endpoint_class",
    "loss",
    "base_loss",
    "loss_error",
    "contribution",
    "group_residual",
    "misclassified"
  };

  /** What a {@link org.minimacensus.study.WorthTally} is made of. */
  static final String[] COMPARED = {"objective", "restart", "endpoint_class", "loss", "base_loss"};

  /** What a census asks of an endpoint, and what is published of a minimum. */
  static final String[] COUNTED = {
    "objective",
    "restart",
    "loss",
    "base_loss",
    "gradient_norm",
    "endpoint_class",
    "hessian_min_eigenvalue",
    "hessian_zero_modes",
    "infinity_kind",
    "limit_loss",
    "theta",
    "augmentation",
    "parameter_error",
    "loss_error",
    "misclassified",
    "limit_outputs",
    "limit_error"
  };

  private static final Map<String, EndpointClass> CLASSES =
      Map.of(
          EndpointClass.STRICT_MINIMUM.label(), EndpointClass.STRICT_MINIMUM,
          EndpointClass.DEGENERATE_MINIMUM.label(), EndpointClass.DEGENERATE_MINIMUM,
          EndpointClass.SADDLE.label(), EndpointClass.SADDLE,
          EndpointClass.AT_INFINITY.label(), EndpointClass.AT_INFINITY,
          EndpointClass.UNCONVERGED.label(), EndpointClass.UNCONVERGED,
          EndpointClass.FAILED.label(), EndpointClass.FAILED);

  private EndpointRows() {}

  /**
   * The endpoint in a row of {@link RunTables#ENDPOINT_PARTS}, the same to the last bit as the one
   * that was stored.
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
        .gradientRounding(row.<Double>getAs("gradient_rounding"))
        .hessianZeroModesExplained(row.<Integer>getAs("hessian_zero_modes_explained"))
        .witness(
            new SaddleWitness(
                Table.array(row, "witness_point"),
                Table.array(row, "witness_direction"),
                row.<Double>getAs("witness_step"),
                row.<Double>getAs("witness_decrease")))
        .runaway(Table.array(row, "runaway"))
        .limitOutputs(Table.array(row, "limit_outputs"))
        .limitError(row.<Double>getAs("limit_error"))
        .build();
  }

  /** An endpoint with the columns {@link #TALLIED} alone. */
  static Endpoint tallied(Row row) {
    return Endpoint.builder()
        .restart(row.<Long>getAs("restart"))
        .endpointClass(endpointClass(row.getAs("endpoint_class")))
        .detail(row.getAs("endpoint_detail"))
        .infinityKind(Table.nullableText(row, "infinity_kind"))
        .loss(row.<Double>getAs("loss"))
        .baseLoss(row.<Double>getAs("base_loss"))
        .evaluations(row.<Integer>getAs("evaluations"))
        .misclassified(row.<Long>getAs("misclassified"))
        .build();
  }

  /** An endpoint with the columns {@link #CLAIMED} alone. */
  static Endpoint claimed(Row row) {
    return Endpoint.builder()
        .objective(row.getAs("objective"))
        .restart(row.<Long>getAs("restart"))
        .endpointClass(endpointClass(row.getAs("endpoint_class")))
        .loss(row.<Double>getAs("loss"))
        .baseLoss(row.<Double>getAs("base_loss"))
        .lossError(row.<Double>getAs("loss_error"))
        .contribution(Table.nullableDouble(row, "contribution"))
        .groupResidual(Table.nullableDouble(row, "group_residual"))
        .misclassified(row.<Long>getAs("misclassified"))
        .build();
  }

  /** An endpoint with the columns {@link #COMPARED} alone. */
  static Endpoint compared(Row row) {
    return Endpoint.builder()
        .restart(row.<Long>getAs("restart"))
        .endpointClass(endpointClass(row.getAs("endpoint_class")))
        .loss(row.<Double>getAs("loss"))
        .baseLoss(row.<Double>getAs("base_loss"))
        .build();
  }

  /** An endpoint with the columns {@link #COUNTED} alone. */
  static Endpoint counted(Row row) {
    return Endpoint.builder()
        .objective(row.getAs("objective"))
        .restart(row.<Long>getAs("restart"))
        .loss(row.<Double>getAs("loss"))
        .baseLoss(row.<Double>getAs("base_loss"))
        .gradientNorm(row.<Double>getAs("gradient_norm"))
        .endpointClass(endpointClass(row.getAs("endpoint_class")))
        .hessianMinEigenvalue(row.<Double>getAs("hessian_min_eigenvalue"))
        .hessianZeroModes(row.<Integer>getAs("hessian_zero_modes"))
        .infinityKind(Table.nullableText(row, "infinity_kind"))
        .limitLoss(Table.nullableDouble(row, "limit_loss"))
        .theta(Table.array(row, "theta"))
        .augmentation(Table.array(row, "augmentation"))
        .parameterError(Table.array(row, "parameter_error"))
        .lossError(row.<Double>getAs("loss_error"))
        .misclassified(row.<Long>getAs("misclassified"))
        .limitOutputs(Table.array(row, "limit_outputs"))
        .limitError(row.<Double>getAs("limit_error"))
        .build();
  }

  static EndpointClass endpointClass(String label) {
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
