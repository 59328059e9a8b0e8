package org.minimacensus.optimize;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Answer;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/**
 * Newton's method in a trust region on the objective as a function of z alone, the parameters q in
 * which the outputs are linear always at their best (variable projection: Golub and Pereyra 1973;
 * with second derivatives Ruhe and Wedin 1980).
 *
 * <p>Where hidden units nearly coincide their outgoing weights cancel and the valley is narrow and
 * bent in all parameters together; with the outgoing weights eliminated it is neither. The
 * eliminated objective has the gradient g_z - H_zq H_qq^+ g_q and the Hessian H_zz - H_zq H_qq^+
 * H_qz, exact where q is at its best; steps on it are saddle-free as those of {@link NewtonSearch},
 * their length that of s_i / (1 + |z_i|). After each step q takes Newton steps of its own, exact
 * for a squared loss. Cost of a trial: mostly two Hessians. Charts are not moved.
 */
public final class VariableProjectionSearch extends AbstractSearch {
  /* Notation: x = (z, q), S the Schur complement, D = diag(1 + |z_i|), D S D = V diag(l) V^T,
   * c = V^T D g, step s = D V u. */

  /** Newton steps of q for one trial. */
  private static final int MOST_INNER = 8;

  /** What q has still to gain, as a share of what the step is predicted to. */
  private static final double INNER_SHARE = 0.01;

  private final int[] z;
  private final int[] q;
  private final TrustRegion region = new TrustRegion(this);
  private boolean begun;

  private Model model;
  private Point trial;
  private double length;
  private double predicted;
  private int inner;
  private Point lastTrial;
  private Answer last;

  /**
   * @param linear indices of q, ascending, at least one and not all
   */
  public VariableProjectionSearch(
      Point start, int[] linear, SearchLimits limits, StepListener listener) {
    super(start, limits, Recentering.NONE, listener);
    this.q = linear.clone();
    this.z =
        IntStream.range(0, start.dimension()).filter(i -> Arrays.binarySearch(q, i) < 0).toArray();
    if (q.length == 0 || z.length == 0) {
      throw new IllegalArgumentException(
          "linear must have some of the " + start.dimension() + " indices, has " + q.length);
    }

    ask(Question.hessian(start));
  }

  @Override
  void answered(Answer answer) {
    if (!begun) {
      begun = true;
      if (begin(answer)) {
        goOn(answer);
      }

      return;
    }

    boolean usable = usable(answer);
    if (last != null && !(usable && answer.value() <= last.value() + noise())) {
      // Newton steps of q went wrong: the one before counts.
      trial = lastTrial;
      judged(last);
    } else if (usable && inner < MOST_INNER && refined(answer)) {
      inner++;
      ask(Question.hessian(trial));
    } else {
      judged(answer);
    }
  }

  private static boolean usable(Answer answer) {
    return finite(answer) && Double.isFinite(Vectors.maxAbs(answer.hessian().values()));
  }

  /** Whether q has something left to gain; the trial is moved there. */
  private boolean refined(Answer answer) {
    Optional<LinearBlock> found = LinearBlock.of(answer.hessian().values(), trial.dimension(), q);
    if (found.isEmpty()) {
      return false;
    }

    LinearBlock block = found.get();
    double[] slopes = block.of(answer.gradient().values());
    double[] toGo = block.inverse(slopes);
    double gain = 0.5 * Vectors.dot(slopes, toGo);
    if (!(gain > Math.max(noise(), INNER_SHARE * predicted))) {
      return false;
    }

    last = answer;
    lastTrial = trial;
    double[] x = trial.values().clone();
    for (int i = 0; i < q.length; i++) {
      x[q[i]] -= toGo[i];
    }

    trial = trial.with(x);
    return true;
  }

  private void judged(Answer answer) {
    double[] step = trial.values().clone();
    Vectors.add(-1, point().values(), step);
    TrustRegion.Verdict verdict = region.judge(answer, step, length, predicted);
    switch (verdict) {
      case ACCEPTED:
        commit(trial, answer.value(), answer.gradient().values());
        goOn(answer);
        break;
      case REJECTED:
        propose();
        break;
      case NOISE_FLOOR:
        end(TerminationReason.NOISE_FLOOR);
        break;
      case NO_PROGRESS:
        end(TerminationReason.NO_PROGRESS);
        break;
      default:
        end(TerminationReason.NOT_FINITE);
    }
  }

  private void goOn(Answer answer) {
    if (!goesOn()) {
      return;
    }

    if (!usable(answer)) {
      end(TerminationReason.NOT_FINITE);
      return;
    }

    Optional<Model> found = model(answer.hessian().values());
    if (found.isEmpty()) {
      end(TerminationReason.NO_PROGRESS);
      return;
    }

    region.newPoint();
    model = found.get();
    propose();
  }

  private void propose() {
    model.step(region.radius());
    if (!(predicted > 0)) {
      end(TerminationReason.NO_PROGRESS);
      return;
    }

    inner = 0;
    last = null;
    ask(Question.hessian(trial));
  }

  /** Empty where products of finite entries of the Hessian overflow. */
  private Optional<Model> model(double[] hessian) {
    return LinearBlock.of(hessian, point().dimension(), q)
        .flatMap(block -> new Elimination(block, hessian).model());
  }

  /** The Schur complement of the linear parameters' block, scaled. */
  private final class Elimination {
    private final LinearBlock block;
    private final double[] scale = new double[z.length];
    private final double[][] columns = new double[z.length][];
    private final double[][] back = new double[z.length][];
    private final double[] schur = new double[z.length * z.length];

    Elimination(LinearBlock block, double[] hessian) {
      this.block = block;
      int p = point().dimension();
      int n = z.length;
      for (int j = 0; j < n; j++) {
        scale[j] = 1 + Math.abs(point().values()[z[j]]);
        columns[j] = block.column(z[j]);
        back[j] = block.inverse(columns[j]);
      }

      for (int j = 0; j < n; j++) {
        for (int i = j; i < n; i++) {
          double through = Vectors.dot(columns[i], back[j]);
          double value = scale[i] * scale[j] * (hessian[z[j] * p + z[i]] - through);
          schur[j * n + i] = value;
          schur[i * n + j] = value;
        }
      }
    }

    Optional<Model> model() {
      return Double.isFinite(Vectors.maxAbs(schur))
          ? Optional.of(new Model(this))
          : Optional.empty();
    }
  }

  /** The quadratic model of the eliminated objective at the point. */
  private final class Model {
    private final double[] scale;
    private final double[][] back;
    private final double[] inverseSlope;
    private final double innerGain;
    private final SaddleFreeModel eliminated;

    Model(Elimination of) {
      scale = of.scale;
      back = of.back;
      int n = z.length;
      double[] inner = of.block.of(gradient());
      inverseSlope = of.block.inverse(inner);
      innerGain = 0.5 * Vectors.dot(inner, inverseSlope);
      SymmetricEigen eigen = SymmetricEigen.of(of.schur, n);
      double[] slopes = new double[n];
      for (int k = 0; k < n; k++) {
        for (int i = 0; i < n; i++) {
          double g = gradient()[z[i]] - Vectors.dot(of.columns[i], inverseSlope);
          slopes[k] += eigen.vector(k, i) * scale[i] * g;
        }
      }

      eliminated = new SaddleFreeModel(eigen, slopes, limits().gradientTolerance());
    }

    /** Sets the trial, its length and the decrease that is predicted for it. */
    void step(double radius) {
      SaddleFreeModel.Step step = eliminated.step(radius, innerGain);
      double[] s = step.s();
      length = Vectors.length(s);
      predicted = step.decrease();
      double[] x = point().values().clone();
      for (int i = 0; i < q.length; i++) {
        x[q[i]] -= inverseSlope[i];
      }

      for (int j = 0; j < z.length; j++) {
        double by = scale[j] * s[j];
        x[z[j]] += by;
        for (int i = 0; i < q.length; i++) {
          x[q[i]] -= back[j][i] * by;
        }
      }

      trial = point().with(x);
    }
  }
}
