package org.minimacensus.certify;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Where one restart of one objective ended, with the evidence: one row of {@code endpoints/}. Built
 * by {@link #builder}; arrays are handed over, not copied, and not to be changed.
 */
public final class Endpoint implements Serializable {
  private static final long serialVersionUID = 1L;
  private final Builder b;

  private Endpoint(Builder builder) {
    this.b = builder;
  }

  public String objective() {
    return b.objective;
  }

  public long restart() {
    return b.restart;
  }

  /** The 64-bit seed of the restart's random stream. */
  public long seed() {
    return b.seed;
  }

  public double startLoss() {
    return b.startLoss;
  }

  /** The objective's value, regularisers included. */
  public double loss() {
    return b.loss;
  }

  /** The un-augmented objective at the endpoint's theta. */
  public double baseLoss() {
    return b.baseLoss;
  }

  /** max_i |g_i|. */
  public double gradientNorm() {
    return b.gradientNorm;
  }

  /** Bound on the rounding error of an entry of the gradient, the largest; NaN: not computed. */
  public double gradientRounding() {
    return b.gradientRounding;
  }

  /** Why the study's own search stopped; noise-floor for minima, which were polished beyond it. */
  public String termination() {
    return b.termination;
  }

  public EndpointClass endpointClass() {
    return b.endpointClass;
  }

  /**
   * Refines the class, such as {@code strict-saddle}, {@code slow}; empty when there is nothing to
   * add.
   */
  public String detail() {
    return b.detail;
  }

  /** Why this class, in words with numbers, for {@code explain}. */
  public String evidence() {
    return b.evidence;
  }

  /** NaN when no spectrum was computed. */
  public double hessianMinEigenvalue() {
    return b.hessianMinEigenvalue;
  }

  /** NaN when no spectrum was computed. */
  public double hessianMaxEigenvalue() {
    return b.hessianMaxEigenvalue;
  }

  /** -1 when no spectrum was computed. */
  public int hessianZeroModes() {
    return b.hessianZeroModes;
  }

  /** -1 when no spectrum was computed. */
  public int hessianNegativeModes() {
    return b.hessianNegativeModes;
  }

  /** Zero modes that families of points of equal loss explain; -1 when not computed. */
  public int hessianZeroModesExplained() {
    return b.hessianZeroModesExplained;
  }

  /** That the endpoint is a saddle, or else of the last saddle left on the way. */
  public SaddleWitness witness() {
    return b.witness;
  }

  /**
   * Indexes of the parameters that grow without bound, into theta and behind it into {@link
   * #augmentation}; empty when there are none.
   */
  public double[] runaway() {
    return b.runaway;
  }

  /** Empty unless at infinity. */
  public String infinityKind() {
    return b.infinityKind;
  }

  public OptionalDouble limitLoss() {
    return Double.isNaN(b.limitLoss) ? OptionalDouble.empty() : OptionalDouble.of(b.limitLoss);
  }

  /** max |a e| over training rows; empty for plain objectives. */
  public OptionalDouble contribution() {
    return Double.isNaN(b.contribution)
        ? OptionalDouble.empty()
        : OptionalDouble.of(b.contribution);
  }

  /** max over distinct inputs and outputs of |sum c|; empty when not computed. */
  public OptionalDouble groupResidual() {
    return Double.isNaN(b.groupResidual)
        ? OptionalDouble.empty()
        : OptionalDouble.of(b.groupResidual);
  }

  /** Euclidean norm of theta. */
  public double parameterNorm() {
    return b.parameterNorm;
  }

  public int iterations() {
    return b.iterations;
  }

  public int evaluations() {
    return b.evaluations;
  }

  /** Saddles passed and left along negative curvature or explicit descent on the way. */
  public int escapes() {
    return b.escapes;
  }

  /** The network's own parameters, in the order of ParameterLayout. */
  public double[] theta() {
    return b.theta;
  }

  /**
   * The added neurons as in the papers, per output (a, w_1..w_d, b) [limit objective: (A e^0, w)];
   * empty for plain.
   */
  public double[] augmentation() {
    return b.augmentation;
  }

  /**
   * The added neurons in their chart: the trailing parameters of the objective's point, then the
   * origins; empty for plain. Reproduces the stored loss to the bit.
   */
  public double[] augmentationChart() {
    return b.augmentationChart;
  }

  /** Error bound of each entry of theta (strict minima), empty otherwise. */
  public double[] parameterError() {
    return b.parameterError;
  }

  /** Error bound of the loss as a value at the nearby exact critical point. */
  public double lossError() {
    return b.lossError;
  }

  /** Rows predicted wrongly by the network alone; -1 for regression. */
  public long misclassified() {
    return b.misclassified;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder of the same content, for storage layers that add or change a field. */
  public Builder toBuilder() {
    return b.copy();
  }

  /** Collects the fields of an {@link Endpoint}. Fields are package-wide names of the columns. */
  public static final class Builder implements Serializable, Cloneable {
    private static final long serialVersionUID = 1L;
    private static final double[] NONE = {};
    private String objective = "";
    private long restart;
    private long seed;
    private double startLoss = Double.NaN;
    private double loss = Double.NaN;
    private double baseLoss = Double.NaN;
    private double gradientNorm = Double.NaN;
    private String termination = "";
    private EndpointClass endpointClass = EndpointClass.UNCONVERGED;
    private String detail = "";
    private String evidence = "";
    private double hessianMinEigenvalue = Double.NaN;
    private double hessianMaxEigenvalue = Double.NaN;
    private int hessianZeroModes = -1;
    private int hessianNegativeModes = -1;
    private String infinityKind = "";
    private double limitLoss = Double.NaN;
    private double contribution = Double.NaN;
    private double groupResidual = Double.NaN;
    private double parameterNorm = Double.NaN;
    private int iterations;
    private int evaluations;
    private int escapes;
    private double[] theta = NONE;
    private double[] augmentation = NONE;
    private double[] augmentationChart = NONE;
    private double[] parameterError = NONE;
    private double lossError = Double.NaN;
    private long misclassified = -1;
    private double gradientRounding = Double.NaN;
    private int hessianZeroModesExplained = -1;
    private SaddleWitness witness = SaddleWitness.none();
    private double[] runaway = NONE;

    private Builder() {}

    public Builder objective(String value) {
      this.objective = value;
      return this;
    }

    public Builder restart(long value) {
      this.restart = value;
      return this;
    }

    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    public Builder startLoss(double value) {
      this.startLoss = value;
      return this;
    }

    public Builder loss(double value) {
      this.loss = value;
      return this;
    }

    public Builder baseLoss(double value) {
      this.baseLoss = value;
      return this;
    }

    public Builder gradientNorm(double value) {
      this.gradientNorm = value;
      return this;
    }

    public Builder termination(String value) {
      this.termination = value;
      return this;
    }

    public Builder endpointClass(EndpointClass value) {
      this.endpointClass = value;
      return this;
    }

    public Builder detail(String value) {
      this.detail = value;
      return this;
    }

    public Builder evidence(String value) {
      this.evidence = value;
      return this;
    }

    public Builder hessianMinEigenvalue(double value) {
      this.hessianMinEigenvalue = value;
      return this;
    }

    public Builder hessianMaxEigenvalue(double value) {
      this.hessianMaxEigenvalue = value;
      return this;
    }

    public Builder hessianZeroModes(int value) {
      this.hessianZeroModes = value;
      return this;
    }

    public Builder hessianNegativeModes(int value) {
      this.hessianNegativeModes = value;
      return this;
    }

    public Builder infinityKind(String value) {
      this.infinityKind = value;
      return this;
    }

    public Builder limitLoss(double value) {
      this.limitLoss = value;
      return this;
    }

    public Builder contribution(double value) {
      this.contribution = value;
      return this;
    }

    public Builder groupResidual(double value) {
      this.groupResidual = value;
      return this;
    }

    public Builder parameterNorm(double value) {
      this.parameterNorm = value;
      return this;
    }

    public Builder iterations(int value) {
      this.iterations = value;
      return this;
    }

    public Builder evaluations(int value) {
      this.evaluations = value;
      return this;
    }

    public Builder escapes(int value) {
      this.escapes = value;
      return this;
    }

    public Builder theta(double[] value) {
      this.theta = value;
      return this;
    }

    public Builder augmentation(double[] value) {
      this.augmentation = value;
      return this;
    }

    public Builder augmentationChart(double[] value) {
      this.augmentationChart = value;
      return this;
    }

    public Builder parameterError(double[] value) {
      this.parameterError = value;
      return this;
    }

    public Builder lossError(double value) {
      this.lossError = value;
      return this;
    }

    public Builder misclassified(long value) {
      this.misclassified = value;
      return this;
    }

    public Builder gradientRounding(double value) {
      this.gradientRounding = value;
      return this;
    }

    public Builder hessianZeroModesExplained(int value) {
      this.hessianZeroModesExplained = value;
      return this;
    }

    public Builder witness(SaddleWitness value) {
      this.witness = value;
      return this;
    }

    public Builder runaway(double[] value) {
      this.runaway = value;
      return this;
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException(e);
      }
    }

    public Endpoint build() {
      return new Endpoint(copy());
    }
  }
}
