package org.minimacensus.spark;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.minimacensus.census.Components;
import org.minimacensus.census.Minimum;
import org.minimacensus.census.Valley;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.RunSummary.MinimumSummary;
import org.minimacensus.study.StoredMinimum;
import org.minimacensus.study.StudyJson;
import org.minimacensus.study.TraceStep;
import org.minimacensus.theorem.ClaimVerdict;

/** The tables of a run. */
final class RunTables {
  /**
   * @param components which minima of the objective were joined
   * @param bestLoss of the objective
   * @param proved whether an interval certificate holds
   */
  record MinimumRow(
      String objective, Minimum minimum, Components components, double bestLoss, boolean proved) {
    MinimumSummary summary() {
      // Of this minimum alone.
      return MinimumSummary.of(minimum, Optional.empty(), bestLoss, proved);
    }

    /** Null when no minima were joined. */
    Long component() {
      return components.computed() ? (long) components.componentOf(minimum.id()) : null;
    }

    private Double barrier() {
      return components.joined(minimum.id()).map(Components.Joined::barrier).orElse(null);
    }

    private Long nextComponent() {
      return components.apart(minimum.id()).map(a -> (long) a.component()).orElse(null);
    }

    private Double nextBarrier() {
      return components.apart(minimum.id()).map(Components.Apart::barrier).orElse(null);
    }

    private String path() {
      return components.joined(minimum.id()).map(j -> j.path().label()).orElse(null);
    }
  }

  /**
   * @param objective its name
   */
  record ValleyRow(String objective, Valley valley) {}

  static final String MINIMUM_ID = "minimum_id";
  static final String VALLEY_ID = "valley_id";

  /** What is known of an endpoint when its restart ends. */
  static final Table<Endpoint> ENDPOINT_PARTS =
      new Table<Endpoint>("endpoints")
          .text("objective", Endpoint::objective)
          .longs("restart", Endpoint::restart)
          .longs("seed", Endpoint::seed)
          .doubles("start_loss", Endpoint::startLoss)
          .doubles("loss", Endpoint::loss)
          .doubles("base_loss", Endpoint::baseLoss)
          .doubles("gradient_norm", Endpoint::gradientNorm)
          .text("termination", Endpoint::termination)
          .text("endpoint_class", e -> e.endpointClass().label())
          .doubles("hessian_min_eigenvalue", Endpoint::hessianMinEigenvalue)
          .ints("hessian_zero_modes", Endpoint::hessianZeroModes)
          .ints("hessian_negative_modes", Endpoint::hessianNegativeModes)
          .text("endpoint_detail", Endpoint::detail)
          .nullableText("infinity_kind", e -> nullIfEmpty(e.infinityKind()))
          .nullableDouble("limit_loss", e -> nullIfEmpty(e.limitLoss()))
          .nullableDouble("contribution", e -> nullIfEmpty(e.contribution()))
          .nullableDouble("group_residual", e -> nullIfEmpty(e.groupResidual()))
          .doubles("parameter_norm", Endpoint::parameterNorm)
          .ints("iterations", Endpoint::iterations)
          .ints("evaluations", Endpoint::evaluations)
          .array("theta", Endpoint::theta)
          .array("augmentation", Endpoint::augmentation)
          .longs("misclassified", Endpoint::misclassified)
          .text("evidence", Endpoint::evidence)
          .doubles("hessian_max_eigenvalue", Endpoint::hessianMaxEigenvalue)
          .array("augmentation_chart", Endpoint::augmentationChart)
          .array("parameter_error", Endpoint::parameterError)
          .doubles("loss_error", Endpoint::lossError)
          .ints("escapes", Endpoint::escapes)
          .doubles("gradient_rounding", Endpoint::gradientRounding)
          .ints("hessian_zero_modes_explained", Endpoint::hessianZeroModesExplained)
          .array("witness_point", e -> e.witness().point())
          .array("witness_direction", e -> e.witness().direction())
          .doubles("witness_step", e -> e.witness().step())
          .doubles("witness_decrease", e -> e.witness().decrease())
          .array("runaway", Endpoint::runaway)
          .array("limit_outputs", Endpoint::limitOutputs)
          .doubles("limit_error", Endpoint::limitError);

  /**
   * The columns of a published endpoint, with the ids of its minimum and of its valley after its
   * augmentation.
   */
  static final StructType ENDPOINTS =
      ENDPOINT_PARTS.schemaWith(
          "augmentation",
          DataTypes.createStructField(MINIMUM_ID, DataTypes.LongType, true),
          DataTypes.createStructField(VALLEY_ID, DataTypes.LongType, true));

  static final Table<MinimumRow> MINIMA =
      new Table<MinimumRow>("minima")
          .text("objective", r -> r.objective())
          .longs(MINIMUM_ID, r -> (long) r.minimum().id())
          .doubles("loss", r -> r.summary().loss())
          .doubles("gap", r -> r.summary().gap())
          .longs("hits", r -> r.minimum().hits())
          .text("endpoint_class", r -> r.summary().endpointClass())
          .doubles("hessian_min_eigenvalue", r -> r.summary().hessianMinEigenvalue())
          .ints("hessian_zero_modes", r -> r.summary().zeroModes())
          .nullableDouble("orbit", r -> counted(r.minimum().orbit()))
          .nullableDouble("stabiliser", r -> counted(r.minimum().stabiliser()))
          .flags("sub_optimal", r -> r.minimum().subOptimal())
          .flags("proved", r -> r.summary().proved())
          .longs("restart", r -> r.minimum().representative().restart())
          .doubles("base_loss", r -> r.minimum().representative().baseLoss())
          .longs("misclassified", r -> r.minimum().representative().misclassified())
          .array("theta", r -> r.minimum().representative().theta())
          .array("augmentation", r -> r.minimum().representative().augmentation())
          .nullableLong("component", MinimumRow::component)
          .nullableDouble("barrier", MinimumRow::barrier)
          .nullableText("path", MinimumRow::path)
          .nullableLong("next_component", MinimumRow::nextComponent)
          .nullableDouble("next_barrier", MinimumRow::nextBarrier);

  static final Table<ValleyRow> VALLEYS =
      new Table<ValleyRow>("valleys")
          .text("objective", r -> r.objective())
          .longs(VALLEY_ID, r -> r.valley().id())
          .text("infinity_kind", r -> r.valley().kind())
          .doubles("limit_loss", r -> r.valley().limitLoss())
          .longs("hits", r -> r.valley().hits())
          .longs("restart", r -> r.valley().restart())
          .array("limit_outputs", r -> r.valley().limitOutputs());

  static final Table<ClaimVerdict> VERDICTS =
      new Table<ClaimVerdict>("verdicts")
          .text("paper", ClaimVerdict::paper)
          .text("claim", ClaimVerdict::claim)
          .text("objective", ClaimVerdict::objective)
          .text("statement", ClaimVerdict::statement)
          .text("decides", ClaimVerdict::decides)
          .flags("proved", ClaimVerdict::proved)
          .text("premises", v -> StudyJson.write(v.premises()))
          .text("verdict", ClaimVerdict::verdict)
          .longs("endpoints", ClaimVerdict::endpoints)
          .longs("holding", ClaimVerdict::holding)
          .doubles("number", ClaimVerdict::number)
          .nullableLong("witness_restart", ClaimVerdict::witnessRestart)
          .text("evidence", ClaimVerdict::evidence);

  static final Table<TraceStep> TRACES =
      new Table<TraceStep>("traces")
          .text("objective", TraceStep::objective)
          .longs("restart", TraceStep::restart)
          .ints("segment", TraceStep::segment)
          .ints("iteration", TraceStep::iteration)
          .doubles("loss", TraceStep::loss)
          .doubles("gradient_norm", TraceStep::gradientNorm)
          .doubles("parameter_norm", TraceStep::parameterNorm)
          .laterArray("theta", TraceStep::theta)
          .laterArray("augmentation", TraceStep::augmentation);

  private RunTables() {}

  /** The cells of a row by position, without what names them. */
  static Object[] values(Row row) {
    Object[] values = new Object[row.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }

    return values;
  }

  /**
   * A row of {@link #ENDPOINTS}.
   *
   * @param part the cells of {@link #ENDPOINT_PARTS}
   * @param minimumId null when the endpoint is on no minimum
   * @param valleyId null when the endpoint is in no valley at infinity
   */
  static Row publishedEndpoint(Object[] part, Long minimumId, Long valleyId) {
    int at = ENDPOINTS.fieldIndex(MINIMUM_ID);
    Object[] values = new Object[part.length + 2];
    System.arraycopy(part, 0, values, 0, at);
    values[at] = minimumId;
    values[at + 1] = valleyId;
    System.arraycopy(part, at, values, at + 2, part.length - at);
    return RowFactory.create(values);
  }

  /** The place of a step in its trace. */
  static long stepOrder(Row trace) {
    return stepOrder(trace.<Integer>getAs("segment"), trace.<Integer>getAs("iteration"));
  }

  static long stepOrder(int segment, int iteration) {
    return ((long) segment << 32) + iteration;
  }

  /** Null when not counted; a double, as orbits of wide networks exceed a long. */
  private static Double counted(BigInteger number) {
    return number.signum() == 0 ? null : number.doubleValue();
  }

  private static String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Double nullIfEmpty(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static StoredMinimum storedMinimum(Row row) {
    return new StoredMinimum(
        row.getAs("objective"),
        row.<Long>getAs(MINIMUM_ID),
        row.<Long>getAs("restart"),
        row.<Double>getAs("loss"),
        row.<Double>getAs("gap"),
        row.<Long>getAs("hits"),
        row.getAs("endpoint_class"),
        row.<Boolean>getAs("sub_optimal"),
        Table.array(row, "theta"));
  }

  static TraceStep traceStep(Row row) {
    return new TraceStep(
        row.getAs("objective"),
        row.<Long>getAs("restart"),
        row.<Integer>getAs("segment"),
        row.<Integer>getAs("iteration"),
        row.<Double>getAs("loss"),
        row.<Double>getAs("gradient_norm"),
        row.<Double>getAs("parameter_norm"),
        Table.array(row, "theta"),
        Table.array(row, "augmentation"));
  }
}
