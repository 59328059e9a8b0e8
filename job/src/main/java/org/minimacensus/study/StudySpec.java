package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.minimacensus.data.Task;
import org.minimacensus.objective.Reduction;
import org.minimacensus.richness.StoppingRule;
import org.minimacensus.richness.StoppingRules;

/**
 * Everything that a conf file says, checked and with defaults filled in. One nested record per
 * block of the conf file; names follow the conf keys.
 */
public record StudySpec(
    String name,
    long seed,
    DataSpec data,
    NetworkSpec network,
    LossSpec loss,
    double l2,
    List<String> objectives,
    AugmentationSpec augmentation,
    RestartsSpec restarts,
    OptimizerSpec optimizer,
    CertifySpec certify,
    CensusSpec census,
    ExecutionSpec execution,
    OutputSpec output)
    implements Serializable {
  /** The same study, counted under other tolerances. */
  public StudySpec withCensus(CensusSpec other) {
    return new StudySpec(
        name,
        seed,
        data,
        network,
        loss,
        l2,
        objectives,
        augmentation,
        restarts,
        optimizer,
        certify,
        other,
        execution,
        output);
  }

  /**
   * @param path empty for a loss without data
   * @param target column names or decimal indexes (negative: from the end), as written
   * @param rows number of rows to be drawn at random; 0: all
   * @param rowsSeed another one draws other rows
   */
  public record DataSpec(
      String path,
      String format,
      boolean header,
      List<String> target,
      Task task,
      boolean standardize,
      long rows,
      long rowsSeed)
      implements Serializable {
    /** Of all rows. */
    public DataSpec(
        String path,
        String format,
        boolean header,
        List<String> target,
        Task task,
        boolean standardize) {
      this(path, format, header, target, task, standardize, 0, 0);
    }

    /** The same without what does nothing here: of all rows no others can be drawn. */
    public DataSpec read() {
      long seed = rows == 0 ? 0 : rowsSeed;
      return new DataSpec(path, format, header, target, task, standardize, rows, seed);
    }
  }

  public record NetworkSpec(
      String kind,
      List<Integer> hidden,
      String activation,
      boolean bias,
      boolean outputBias,
      boolean direct,
      double leakySlope,
      String outputActivation)
      implements Serializable {
    /** The kind of a network W (x + V z(x)). */
    public static final String RESIDUAL = "resnet";

    public boolean residual() {
      return kind.equals(RESIDUAL);
    }
  }

  public record LossSpec(String name, int power, double delta, Reduction reduction)
      implements Serializable {
    /** The loss that is an average over a population of inputs and has no data. */
    public static final String POPULATION = "relu-population";

    public boolean population() {
      return name.equals(POPULATION);
    }
  }

  public record AugmentationSpec(
      double lambda, int degree, double initA, double initW, double initB)
      implements Serializable {}

  /**
   * @param first index of the first restart; empty for {@code auto}
   */
  public record RestartsSpec(long count, InitSpec init, OptionalFirst first, StoppingSpec stopping)
      implements Serializable {}

  /** Index of the first restart, or {@code auto}: go on where the last run of the study ended. */
  public record OptionalFirst(boolean auto, long index) implements Serializable {}

  /**
   * @param path for distribution = file; empty otherwise. low, high: for log-uniform; NaN otherwise
   */
  public record InitSpec(String distribution, double scale, double low, double high, String path)
      implements Serializable {}

  public record StoppingSpec(String rule, double target, double confidence, double maxSeconds)
      implements Serializable {
    /** The rule that may end a run before its last restart; empty: all are run. */
    public Optional<StoppingRule> asked() {
      return StoppingRules.of(rule, target, confidence);
    }
  }

  public record OptimizerSpec(String name, double gradientTolerance, int maxIterations, double step)
      implements Serializable {}

  public record CertifySpec(String level, boolean keepSaddles) implements Serializable {}

  /**
   * @param connected whether minima of one loss are joined by paths
   * @param pathShare evaluations for the paths of an objective, as a share of those of its restarts
   */
  public record CensusSpec(
      double valueTolerance, double parameterTolerance, boolean connected, double pathShare)
      implements Serializable {
    public static final double PATH_SHARE = 0.2;

    /** With paths. */
    public CensusSpec(double valueTolerance, double parameterTolerance) {
      this(valueTolerance, parameterTolerance, true, PATH_SHARE);
    }

    /** The same with other tolerances. */
    public CensusSpec withTolerances(double value, double parameter) {
      return new CensusSpec(value, parameter, connected, pathShare);
    }
  }

  /**
   * @param liveSearches of data-parallel; 0: chosen by the cost model
   */
  public record ExecutionSpec(String mode, int shards, int liveSearches) implements Serializable {
    /** Live searches chosen by the cost model. */
    public ExecutionSpec(String mode, int shards) {
      this(mode, shards, 0);
    }
  }

  /**
   * @param traces {@code none}, {@code all} or {@code list}; tracedRestarts holds the list
   */
  public record OutputSpec(String path, String traces, List<Long> tracedRestarts)
      implements Serializable {
    /** {@code traces}: all restarts are traced. */
    public static final String ALL = "all";
  }
}
