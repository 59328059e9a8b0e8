package org.minimacensus.objective;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * The answer to a {@link Question}; parts that were not asked for are null.
 *
 * @param value the objective; may be infinite or NaN at absurd points, never hidden
 * @param hessian p x p, symmetric to the last bit
 * @param originAdvice null, or new chart origins (K x d) when an exponent exceeds its chart by more
 *     than {@link Objective#CHART_SLACK}: accept the step, then continue from {@link
 *     Objective#moveOrigin}
 */
public record Answer(
    double value,
    DenseVector gradient,
    DenseVector hessianVector,
    DenseMatrix hessian,
    double[] originAdvice)
    implements Serializable {}
