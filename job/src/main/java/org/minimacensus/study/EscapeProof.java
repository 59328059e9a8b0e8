package org.minimacensus.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.data.Dataset;
import org.minimacensus.numeric.interval.Interval;
import org.minimacensus.objective.Objective;
import org.minimacensus.proof.KinkException;
import org.minimacensus.proof.MinimumProof;
import org.minimacensus.proof.NeuronExtension;
import org.minimacensus.proof.ObjectiveEnclosure;
import org.minimacensus.proof.Reason;

/**
 * What interval arithmetic proves of a minimum that is left: that it is one, that it is
 * sub-optimal, that none of its extensions is a local minimum of the augmented loss, and that the
 * loss is lower at explicit points.
 *
 * <p>All is proved for every theta in a box: that of the certificate where theta is proved to be a
 * minimum, so that it holds for the minimum itself and not only for the doubles near it.
 */
public final class EscapeProof {
  /** Distances in each parameter for which the statement on all extensions is tried. */
  private static final double[] WITHIN = {
    1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12
  };

  /** The same for the explicit points. */
  private static final double[] WITHIN_AT_POINTS = {1e-3, 1e-6, 1e-9};

  /** Rows times parameters: more take minutes, and much memory. */
  private static final double MOST_OPERATIONS = 1e7;

  /**
   * For a minimum, the squared parameters times rows and parameters: a tenth of what a run that
   * asks for proofs takes on ({@link Proofs#MOST_OPERATIONS}), as somebody waits for the answer.
   */
  private static final double MOST_FOR_A_MINIMUM = 1e9;

  private static final String TOO_MANY = "there are too many rows and parameters for it";

  /** Shares of the amplitudes that are tried, a quarter of the last one each time. */
  private static final int SHARES = 12;

  private final EscapeSpec spec;
  private final StoredMinimum minimum;
  private final ObjectiveEnclosure enclosure;
  private final Endpoint lowest;
  private final MinimumProof.Outcome outcome;

  /** From the widest to the narrowest box; empty where nothing is proved on extensions. */
  private final List<Around> boxes = new ArrayList<>();

  private String reason;
  private double within;
  private NeuronExtension.GroupSum sum;

  /**
   * Extensions of every theta within a distance in each parameter.
   *
   * @param within 0: in the box of the certificate, or theta itself
   */
  private record Around(double within, NeuronExtension extension) {}

  /**
   * @param plain objective of the minimum
   * @param lowest endpoint whose network has the least plain loss; null: none is known
   */
  EscapeProof(
      Objective plain, Dataset dataset, EscapeSpec spec, StoredMinimum minimum, Endpoint lowest) {
    this.spec = spec;
    this.minimum = minimum;
    boolean lower = lowest != null && lowest.baseLoss() < minimum.loss();
    this.lowest = lower ? lowest : null;
    this.reason =
        ObjectiveEnclosure.unsupported(plain)
            .map(why -> "there are no enclosures of " + why)
            .orElse(
                (double) dataset.rows() * plain.thetaDimension() > MOST_OPERATIONS ? TOO_MANY : "");
    this.enclosure = reason.isEmpty() ? new ObjectiveEnclosure(plain, dataset) : null;
    this.outcome = minimum();
    if (reason.isEmpty()) {
      extensions();
    }
  }

  private MinimumProof.Outcome minimum() {
    if (enclosure == null) {
      return unproved(reason);
    }

    double p = enclosure.dimension();
    if (p * p * (enclosure.rows() + p) > MOST_FOR_A_MINIMUM) {
      return unproved(TOO_MANY);
    }

    MinimumProof.Outcome found = MinimumProof.of(enclosure, minimum.theta());
    boolean flat = minimum.endpointClass().equals(EndpointClass.DEGENERATE_MINIMUM.label());
    return flat && !found.proved()
        ? unproved("it is a degenerate minimum (" + found.why() + ")")
        : found;
  }

  private static MinimumProof.Outcome unproved(String why) {
    return MinimumProof.Outcome.not(Reason.UNSUPPORTED, why);
  }

  /** The box of the certificate, or theta as it is stored. */
  private Interval[] core() {
    return outcome
        .certificate()
        .map(c -> c.box())
        .orElseGet(() -> Interval.points(minimum.theta()));
  }

  private void extensions() {
    if (!spec.augmentation().equals("output-neuron")) {
      reason =
          "theory promises it for exponential neurons, and " + spec.augmentation() + " is none";
      return;
    }

    try {
      NeuronExtension extension = new NeuronExtension(enclosure, spec.lambda(), core());
      sum = extension.unbalanced().orElse(null);
      reason = sum == null ? "each sum of dl/df over the rows with one input may be 0" : "";
      widen();
      Arrays.stream(WITHIN_AT_POINTS).filter(w -> w >= widest()).forEach(this::around);
      boxes.add(new Around(0, extension));
    } catch (KinkException e) {
      reason = e.getMessage();
    }
  }

  private double widest() {
    return outcome.certificate().map(c -> c.widest()).orElse(0.0);
  }

  private void widen() {
    for (double w : WITHIN) {
      if (sum == null || w < widest()) {
        return;
      }

      Optional<NeuronExtension.GroupSum> there = extension(w).flatMap(NeuronExtension::unbalanced);
      if (there.isPresent()) {
        within = w;
        sum = there.get();
        return;
      }
    }
  }

  private void around(double radius) {
    extension(radius).ifPresent(e -> boxes.add(new Around(radius, e)));
  }

  /** Empty where a kink of the loss is in the box. */
  private Optional<NeuronExtension> extension(double radius) {
    Interval[] box =
        Arrays.stream(minimum.theta())
            .mapToObj(x -> Interval.around(x, radius))
            .toArray(Interval[]::new);
    try {
      return Optional.of(new NeuronExtension(enclosure, spec.lambda(), box));
    } catch (KinkException e) {
      return Optional.empty();
    }
  }

  /**
   * What is proved of the minimum and of all its extensions.
   *
   * @param starts with their proofs
   */
  EscapeSummary.Proof facts(List<EscapeSummary.Start> starts) {
    Optional<Interval> loss =
        outcome.certificate().map(c -> c.loss()).or(() -> loss(minimum.theta()));
    Optional<Interval> reached = Optional.ofNullable(lowest).flatMap(e -> loss(e.theta()));
    double low = loss.map(Interval::low).orElse(Double.NaN);
    double lower = reached.map(Interval::high).orElse(Double.NaN);
    boolean none = sum == null;
    EscapeSummary.Proof proof =
        new EscapeSummary.Proof(
            outcome.proved(),
            outcome.why(),
            outcome.proved() ? widest() : Double.NaN,
            low,
            loss.map(Interval::high).orElse(Double.NaN),
            low > lower,
            lowest == null ? "" : lowest.objective(),
            lowest == null ? -1 : lowest.restart(),
            lower,
            !none,
            reason,
            within,
            none ? -1 : sum.row(),
            none ? -1 : sum.output(),
            none ? Double.NaN : sum.sum().low(),
            none ? Double.NaN : sum.sum().high(),
            "");
    return proof.saying(EscapeProofWords.statement(proof, starts));
  }

  private Optional<Interval> loss(double[] theta) {
    try {
      return enclosure == null
          ? Optional.empty()
          : Optional.of(enclosure.value(Interval.points(theta)));
    } catch (KinkException e) {
      return Optional.empty();
    }
  }

  /** What is proved at one start. */
  EscapeSummary.StartProof of(EscapeSummary.Start start) {
    if (boxes.isEmpty() || start.order() < 0) {
      return EscapeSummary.StartProof.none(
          boxes.isEmpty() ? reason : "there is no descent whose moment could be enclosed");
    }

    NeuronExtension core = boxes.get(boxes.size() - 1).extension();
    double[] neurons = explicit(start);
    int block = neurons.length / start.slope().length;
    for (int i = 0; i < SHARES && !falls(core, neurons); i++) {
      for (int a = 0; a < neurons.length; a += block) {
        neurons[a] /= 4;
      }
    }

    return proved(start, core, neurons);
  }

  private static boolean falls(NeuronExtension extension, double[] neurons) {
    try {
      return extension.way(neurons).falls();
    } catch (KinkException e) {
      return false;
    }
  }

  /** Where the descent ends; at order 0 w and b stay as they are to the last bit. */
  private static double[] explicit(EscapeSummary.Start start) {
    double[] neurons = start.order() == 0 ? start.neurons().clone() : start.after().clone();
    int block = neurons.length / start.slope().length;
    for (int a = 0; a < neurons.length; a += block) {
      neurons[a] = start.after()[a];
    }

    return neurons;
  }

  private EscapeSummary.StartProof proved(
      EscapeSummary.Start start, NeuronExtension core, double[] neurons) {
    int output = 0;
    for (int k = 1; k < start.slope().length; k++) {
      boolean farther =
          moment(core, start, k).mignitude() > moment(core, start, output).mignitude();
      output = farther ? k : output;
    }

    Interval moment = moment(core, start, output);
    boolean lower = falls(core, neurons);
    return new EscapeSummary.StartProof(
        !moment.holds(0),
        output,
        moment.low(),
        moment.high(),
        lower,
        lower ? neurons : new double[0],
        lower ? distance(start.neurons(), neurons) : Double.NaN,
        lower ? -core.way(neurons).change() : Double.NaN,
        core.value(start.neurons()).low(),
        lower ? core.value(neurons).high() : Double.NaN,
        lower ? within(start, output, neurons) : 0,
        lower ? "" : "the enclosures do not tell the losses apart");
  }

  /** The moment on which the descent rests, of one output. */
  private static Interval moment(NeuronExtension extension, EscapeSummary.Start start, int output) {
    int block = start.neurons().length / start.slope().length;
    double[] neuron = Arrays.copyOfRange(start.neurons(), output * block + 1, (output + 1) * block);
    return extension.moment(output, neuron, start.direction(), start.order());
  }

  private double within(EscapeSummary.Start start, int output, double[] neurons) {
    return boxes.stream()
        .filter(box -> falls(box.extension(), neurons))
        .filter(box -> !moment(box.extension(), start, output).holds(0))
        .mapToDouble(Around::within)
        .max()
        .orElse(0);
  }

  /** Euclid's, rounded up. */
  private static double distance(double[] from, double[] to) {
    Interval sum = Interval.ZERO;
    for (int i = 0; i < from.length; i++) {
      sum = sum.plus(Interval.of(to[i]).minus(Interval.of(from[i])).square());
    }

    return sum.sqrt().high();
  }
}
