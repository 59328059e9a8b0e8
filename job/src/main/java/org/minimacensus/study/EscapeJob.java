package org.minimacensus.study;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.KernelProvider;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Augmentations;
import org.minimacensus.objective.InputSlopes;
import org.minimacensus.objective.LocalEvaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.RowPass;
import org.minimacensus.theorem.Bounded;
import org.minimacensus.theorem.EscapeStep;
import org.minimacensus.theorem.ExtendedMinimum;
import org.minimacensus.theorem.NeuronFunctions;
import org.minimacensus.theorem.NeuronSearch;

/**
 * Leaves a minimum of the plain loss by added neurons, once for each start: the explicit descent,
 * then the study's own optimiser and certifier on the augmented objective. A start is a pure
 * function of the study, the minimum, the specification and its number.
 */
public final class EscapeJob implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How far in every coordinate of (w, b) steeper neurons are looked for. */
  private static final double NEAR = 0.5;

  /** Lines on which a stationary extension is looked for, and their reach to both sides. */
  private static final int LINES = 20;

  private static final double REACH = 4;

  private final EscapeSpec spec;
  private final StoredMinimum minimum;
  private final Objective plain;
  private final Objective augmented;
  private final StudyRestarts restarts;
  private final StudySpec.AugmentationSpec init;
  private final double lowerBound;
  private final double tolerance;

  /**
   * A start with the way that it took.
   *
   * @param start null where no stationary extension was found
   */
  public record Escaped(EscapeSummary.Start start, List<DescentStep> path) implements Serializable {
    /**
     * The same with a path for pictures: some steps without their parameters, those of the explicit
     * descent and the ends among them.
     *
     * @param most steps of searches, about
     */
    public Escaped glance(int most) {
      int last = path.size() - 1;
      int stride = last / most + 1;
      return new Escaped(
          start,
          path.stream()
              .filter(
                  p -> p.step() % stride == 0 || p.step() == last || p.phase().equals("explicit"))
              .map(DescentStep::glance)
              .toList());
    }
  }

  /**
   * @param plan the study of the run
   * @param spec its augmentation is one of {@link NeuronFunctions#names}
   */
  public EscapeJob(StudyPlan plan, StoredMinimum minimum, EscapeSpec spec) {
    this.spec = spec;
    this.minimum = minimum;
    this.plain = plan.objectives().get(0).base();
    this.augmented =
        plain.augmented(Augmentations.named(spec.augmentation(), spec.lambda(), spec.degree()));
    this.restarts = plan.job();
    this.init = plan.spec().augmentation();
    this.lowerBound = plan.floor().value();
    this.tolerance = plan.spec().census().valueTolerance();
  }

  /** Number of starts, random and stationary ones. */
  public int starts() {
    return spec.starts() + spec.stationary();
  }

  private ExtendedMinimum extended(Dataset dataset) {
    Point theta = Point.of(minimum.theta());
    InputSlopes slopes = new RowPass(plain, dataset, KernelProvider.kernels()).slopes(theta);
    return new ExtendedMinimum(
        new LocalEvaluator(augmented, dataset),
        slopes,
        NeuronFunctions.named(spec.augmentation(), spec.degree()),
        minimum.theta());
  }

  /** What is to be left. */
  public EscapeSummary.MinimumFacts facts(Dataset dataset) {
    ExtendedMinimum extended = extended(dataset);
    return new EscapeSummary.MinimumFacts(
        minimum.id(),
        minimum.restart(),
        minimum.loss(),
        minimum.gap(),
        minimum.hits(),
        minimum.endpointClass(),
        minimum.subOptimal(),
        lowerBound,
        extended.groupResidual(),
        extended.nothingToEscape() || onFloor(minimum.loss()),
        minimum.theta());
  }

  /**
   * What interval arithmetic proves of it.
   *
   * @param lowest endpoint whose network has the least plain loss; null: none is known
   */
  public EscapeProof proof(Dataset dataset, Endpoint lowest) {
    return new EscapeProof(plain, dataset, spec, minimum, lowest);
  }

  private boolean onFloor(double loss) {
    return loss - lowerBound <= tolerance * (1 + Math.abs(loss));
  }

  /** One start, from 0 on. */
  public Escaped run(Dataset dataset, int start) {
    boolean random = start < spec.starts();
    ExtendedMinimum extended = extended(dataset);
    String purpose = random ? "escape" : "escape-stationary";
    RandomStream stream =
        RandomStream.of(spec.seed(), purpose, random ? start : start - spec.starts());
    NeuronSearch search = new NeuronSearch(extended);
    Optional<double[]> neurons = random ? Optional.of(drawn(stream)) : stationary(search, stream);
    if (neurons.isEmpty()) {
      return new Escaped(null, List.of());
    }

    EscapeStep step = extended.descend(neurons.get(), stream);
    double[] steepest = search.steepestNear(neurons.get(), NEAR);
    DescentRecorder path =
        new DescentRecorder(
            start, new LocalEvaluator(augmented, dataset), new LocalEvaluator(plain, dataset));
    path.add("extension", extended.point(neurons.get()));
    EscapeSummary.End end = null;
    if (step.descends()) {
      explicit(path, step);
      end = followed(dataset, start, stream.seed(), step.to(), path);
    }

    return new Escaped(
        facts(start, random, neurons.get(), extended, step, steepest, end), path.steps());
  }

  private int block() {
    return plain.architecture().inputs() + 2;
  }

  /** Per output (0, w_1..w_d, b), of the standard deviations of the study's added neurons. */
  private double[] drawn(RandomStream stream) {
    double[] neurons = new double[plain.architecture().outputs() * block()];
    for (int i = 0; i < neurons.length; i++) {
      int within = i % block();
      double deviation = within == 0 ? 0 : within == block() - 1 ? init.initB() : init.initW();
      neurons[i] = within == 0 ? 0 : deviation * stream.nextGaussian();
    }

    return neurons;
  }

  private Optional<double[]> stationary(NeuronSearch search, RandomStream stream) {
    for (int line = 0; line < LINES; line++) {
      Optional<double[]> found = search.stationary(drawn(stream), drawn(stream), REACH);
      if (found.isPresent()) {
        return found;
      }
    }

    return Optional.empty();
  }

  /** The curve from its shortest step to its lowest point; at order 0 its only step. */
  private static void explicit(DescentRecorder path, EscapeStep step) {
    List<EscapeStep.CurvePoint> curve = step.curve();
    for (int i = curve.size() - 1; i >= 0 && curve.get(i).point() != step.to(); i--) {
      path.add("explicit", curve.get(i).point());
    }

    path.add("explicit", step.to());
  }

  private EscapeSummary.End followed(
      Dataset dataset, int start, long seed, Point from, DescentRecorder path) {
    Endpoint e =
        restarts.runner(augmented, EvaluatorFactory.local(dataset)).run(start, seed, from, path);
    path.end(e);
    return new EscapeSummary.End(
        outcome(e),
        e.endpointClass().label(),
        e.detail(),
        e.infinityKind(),
        e.limitLoss().orElse(Double.NaN),
        e.loss(),
        e.baseLoss(),
        e.contribution().orElse(Double.NaN),
        e.groupResidual().orElse(Double.NaN),
        e.augmentation(),
        e.evidence(),
        e.termination(),
        e.iterations(),
        e.evaluations(),
        e.escapes(),
        path.steps().size(),
        path.elsewhere());
  }

  private String outcome(Endpoint e) {
    if (!e.endpointClass().isMinimum()) {
      return e.endpointClass().label();
    }

    return onFloor(e.baseLoss()) && onFloor(e.loss()) ? "global-minimum" : "minimum-above-floor";
  }

  private EscapeSummary.Start facts(
      int start,
      boolean random,
      double[] neurons,
      ExtendedMinimum extended,
      EscapeStep step,
      double[] steepest,
      EscapeSummary.End end) {
    List<Bounded> slopes = extended.slopes(neurons);
    boolean curved = step.order() > 0;
    return new EscapeSummary.Start(
        start,
        random ? "random" : "stationary",
        neurons,
        slopes.stream().mapToDouble(Bounded::value).toArray(),
        slopes.stream().mapToDouble(Bounded::bound).toArray(),
        step.order(),
        step.direction(),
        step.rawMoment(),
        step.predicted(),
        step.measured(),
        step.order() < 0 ? Double.NaN : step.relativeDifference(),
        step.share(),
        step.curve().stream()
            .map(p -> new EscapeSummary.CurvePoint(p.t(), p.predicted(), p.measured()))
            .toList(),
        step.slope(),
        curved ? 2 * step.order() : Double.NaN,
        augmented.rawAugmentation(step.to()),
        steepest,
        extended.promised(steepest),
        end,
        null);
  }

  /**
   * All of it.
   *
   * @param run the run with the minimum
   * @param escaped one for each start, in their order; empty where nothing is to be escaped
   * @param proof of the same minimum
   */
  public EscapeSummary summary(
      StudyPlan plan,
      StoredRun run,
      Provenance.Code code,
      EscapeSummary.MinimumFacts facts,
      List<Escaped> escaped,
      EscapeProof proof) {
    List<EscapeSummary.Start> found =
        escaped.stream()
            .map(Escaped::start)
            .filter(Objects::nonNull)
            .map(start -> start.with(proof.of(start)))
            .toList();
    EscapeSummary.Counts counts = counts(found);
    return new EscapeSummary(
        EscapeSummary.SCHEMA,
        plan.spec().name(),
        plan.hash(),
        run.summary().run(),
        run.manifestSha256(),
        code,
        spec,
        facts,
        EscapeWords.statement(spec, facts, counts, escaped.size() - found.size()),
        counts,
        found,
        proof.facts(found));
  }

  /** The starts counted by what they showed. */
  private EscapeSummary.Counts counts(List<EscapeSummary.Start> starts) {
    return new EscapeSummary.Counts(
        starts.stream().filter(s -> s.order() >= 0).count(),
        starts.stream().filter(s -> s.order() == 0).count(),
        starts.stream().filter(s -> s.order() > 0).count(),
        starts.stream().filter(s -> s.end() == null).count(),
        ended(starts, "global-minimum"),
        ended(starts, EndpointClass.AT_INFINITY.label()),
        starts.stream()
            .filter(s -> ended(s, EndpointClass.AT_INFINITY.label()))
            .filter(s -> !onFloor(s.end().limitLoss()))
            .count(),
        ended(starts, "minimum-above-floor"),
        ended(starts, EndpointClass.SADDLE.label()),
        ended(starts, EndpointClass.UNCONVERGED.label()),
        ended(starts, EndpointClass.FAILED.label()));
  }

  private static long ended(List<EscapeSummary.Start> starts, String outcome) {
    return starts.stream().filter(s -> ended(s, outcome)).count();
  }

  private static boolean ended(EscapeSummary.Start s, String outcome) {
    return s.end() != null && s.end().outcome().equals(outcome);
  }
}
