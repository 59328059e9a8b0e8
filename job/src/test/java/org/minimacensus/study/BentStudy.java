package org.minimacensus.study;

import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.RestartSettings;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ExponentialTail;
import org.minimacensus.numeric.Kernels;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.numeric.interval.Jet;
import org.minimacensus.objective.Objective;

/**
 * The plain objective of {@link SineStudy}, and the same with the planted fault that the derivative
 * of tanh is off.
 */
public final class BentStudy {
  public static final StudyPlan PLAN = SineStudy.plan(1);
  public static final Objective PLAIN = PLAN.objectives().get(0);

  private BentStudy() {}

  /** tanh, but sigma' is off by a constant. */
  private record BentTanh(double off) implements Activation {
    private static final Activation TANH = Activations.named("tanh", 0);

    @Override
    public String name() {
      return TANH.name();
    }

    @Override
    public void evaluate(
        Kernels kernels,
        double[] z,
        double[] value,
        double[] first,
        double[] second,
        int offset,
        int n,
        int order) {
      TANH.evaluate(kernels, z, value, first, second, offset, n, order);
      for (int i = offset; order > 0 && i < offset + n; i++) {
        first[i] += off;
      }
    }

    @Override
    public Optional<Jet> enclosure(Interval z) {
      return TANH.enclosure(z);
    }

    @Override
    public boolean thriceDifferentiable() {
      return TANH.thriceDifferentiable();
    }

    @Override
    public void third(
        Kernels kernels,
        double[] z,
        double[] value,
        double[] first,
        double[] second,
        double[] third,
        int offset,
        int n) {
      TANH.third(kernels, z, value, first, second, third, offset, n);
    }

    @Override
    public Parity parity() {
      return TANH.parity();
    }

    @Override
    public boolean saturated(double z) {
      return TANH.saturated(z);
    }

    @Override
    public double[] limits() {
      return TANH.limits();
    }

    @Override
    public double tail(double z) {
      return TANH.tail(z);
    }

    @Override
    public double tailRate() {
      return TANH.tailRate();
    }

    @Override
    public Optional<ExponentialTail> exponentialTail() {
      return TANH.exponentialTail();
    }
  }

  /**
   * Endpoints of restarts under the plain objective.
   *
   * @param off what is added to the derivative of the activation; 0: nothing is wrong
   */
  public static List<Endpoint> endpoints(double off, long first, long count) {
    MemoryRecorders recorders = new MemoryRecorders();
    RestartJob job = bent(PLAN, off);
    new LocalRestartExecutor(SineStudy.dataset(), () -> 0)
        .run(job, RestartSet.range(first, count), 0, recorders, g -> {});
    return recorders.results(job.objectives()).stream().map(RestartResult::endpoint).toList();
  }

  /**
   * The restarts of the plain objective of a study whose hidden units are tanh.
   *
   * @param off what is added to the derivative of the activation; 0: nothing is wrong
   */
  public static RestartJob bent(StudyPlan plan, double off) {
    StudySpec spec = plan.spec();
    Objective plain = plan.objectives().get(0);
    Architecture a = plain.architecture();
    Architecture bent =
        off == 0
            ? a
            : new Architecture(
                a.inputs(),
                a.hidden(),
                a.outputs(),
                new BentTanh(off),
                a.outputActivation(),
                a.bias(),
                a.outputBias(),
                a.direct(),
                a.residual());
    Objective objective = Objective.plain(bent, plain.loss(), spec.loss().reduction(), spec.l2());
    RestartStarts.Thetas thetas = StudyObjectives.of(spec, plan.data()).randomStarts();
    StudySpec.OptimizerSpec o = spec.optimizer();
    return new StudyRestarts(
        List.of(objective),
        plan.floor(),
        new RestartSettings(
            o.name(),
            o.gradientTolerance(),
            o.maxIterations(),
            o.step(),
            spec.certify().keepSaddles()),
        new RestartStarts(spec.seed(), thetas, spec.augmentation()),
        new StudyRestarts.Traced(false, java.util.Set.of()));
  }
}
