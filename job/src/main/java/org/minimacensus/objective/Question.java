package org.minimacensus.objective;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;

/**
 * What a search needs to know at a point.
 *
 * @param direction for HESSIAN_VECTOR the direction v; null otherwise
 */
public record Question(Kind kind, Point point, DenseVector direction) implements Serializable {
  /** Kinds of questions. */
  public enum Kind {
    /** Value only. */
    VALUE,
    /** Value and gradient. */
    GRADIENT,
    /** Value, gradient and exact Hessian-vector product. */
    HESSIAN_VECTOR,
    /** Value, gradient and the full exact Hessian. */
    HESSIAN
  }

  public static Question value(Point point) {
    return new Question(Kind.VALUE, point, null);
  }

  public static Question gradient(Point point) {
    return new Question(Kind.GRADIENT, point, null);
  }

  public static Question hessianVector(Point point, double[] direction) {
    return new Question(Kind.HESSIAN_VECTOR, point, new DenseVector(direction));
  }

  public static Question hessian(Point point) {
    return new Question(Kind.HESSIAN, point, null);
  }
}
