package org.minimacensus.theorem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.data.EqualInputs;
import org.minimacensus.data.Task;
import org.minimacensus.model.Activation;
import org.minimacensus.model.ScalarActivation;
import org.minimacensus.objective.LossProperties;
import org.minimacensus.objective.MonomialNeuron;
import org.minimacensus.objective.Objective;

/** Premises that several claims share. */
final class Premises {
  /** Points of which one shows the bend of every activation that has one. */
  private static final double[] POINTS = {0.5, -0.5, 1, -1};

  private Premises() {}

  static Premise binary(Setting setting) {
    Task task = setting.data().task();
    return Premise.of(
        "binary classification with one output",
        task == Task.BINARY && setting.data().outputs() == 1,
        "the task is "
            + task.name().toLowerCase(Locale.ROOT)
            + " with "
            + setting.data().outputs()
            + " output(s)");
  }

  static Premise convex(Setting setting) {
    return Premise.of(
        "the loss of a row is convex in the outputs",
        setting.loss().convex(),
        loss(setting) + (setting.loss().convex() ? " is convex" : " is not convex"));
  }

  static Premise differentiable(Setting setting) {
    return smooth(setting, 1, "the loss of a row is continuously differentiable in the outputs");
  }

  static Premise twiceDifferentiable(Setting setting) {
    return smooth(setting, 2, "the loss of a row is twice continuously differentiable");
  }

  private static Premise smooth(Setting setting, int times, String name) {
    int smoothness = setting.loss().smoothness();
    String found =
        smoothness == LossProperties.ANALYTIC
            ? " has derivatives of all orders"
            : " is " + smoothness + " times continuously differentiable";
    return Premise.of(name, smoothness >= times, loss(setting) + found);
  }

  static Premise monotone(Setting setting) {
    boolean holds = setting.loss().monotone();
    return Premise.of(
        "the loss is a non-decreasing function of -y f",
        holds,
        loss(setting)
            + (holds ? " is" : " is not: it grows again for large y f, or has no classes"));
  }

  static Premise criticalPoints(Setting setting) {
    boolean holds = setting.loss().criticalPointsAreMinima();
    boolean none = holds && !setting.loss().attained();
    return Premise.of(
        "every critical point of the loss of a row is a global minimum of it",
        holds,
        loss(setting)
            + (none
                ? " has no critical point: it holds, emptily"
                : holds ? " has no others" : " has others"));
  }

  static Premise minimaClassify(Setting setting) {
    boolean holds = setting.loss().minimaClassify();
    return Premise.of(
        "where the loss of a row is least the row is classified correctly",
        holds,
        loss(setting) + (holds ? ": y f > 0 there" : ": not so, or there are no classes"));
  }

  static Premise nonNegative(Setting setting) {
    return Premise.of(
        "the loss is never negative",
        setting.loss().nonNegative(),
        loss(setting) + " is at least " + setting.loss().lowerBound());
  }

  static Premise noDecay(Setting setting) {
    double l2 = setting.plain().l2();
    return Premise.of("no weight decay", l2 == 0, "regularization.l2 = " + l2);
  }

  static Premise hidden(Setting setting) {
    int layers = setting.network().hidden().size();
    return Premise.of(
        "the network has hidden layers", layers > 0, "it has " + layers + " hidden layer(s)");
  }

  /** Nothing leads past a layer. */
  static Premise noSkip(Setting setting) {
    boolean direct = setting.network().direct();
    return Premise.of(
        "no connections skip a layer",
        !direct,
        direct ? "network.direct = true" : "network.direct = false");
  }

  /** Polynomials of the degree tell all inputs apart. */
  static Premise degree(Setting setting) {
    String name = "the degree is at least the number of distinct inputs less 1";
    int degree =
        setting
            .objective("monomial-neuron")
            .flatMap(Objective::augmentation)
            .map(a -> ((MonomialNeuron) a).degree())
            .orElse(0);
    return setting
        .repeats()
        .map(c -> c.distinctInputs(setting.data().rows()))
        .map(
            distinct ->
                Premise.of(
                    name,
                    degree >= distinct - 1,
                    "degree " + degree + ", " + distinct + " distinct inputs"))
        .orElseGet(() -> Premise.unknown(name, "distinct inputs were not counted"));
  }

  /** No two rows share an input, or the targets of those that do agree. */
  static Premise distinctInputs(Setting setting) {
    String name = "inputs are distinct, or rows of equal inputs have equal targets";
    Optional<EqualInputs.Counts> repeats = setting.repeats();
    if (repeats.isEmpty()) {
      return Premise.unknown(name, "equal inputs were not counted");
    }

    EqualInputs.Counts c = repeats.get();
    String found =
        c.groups() == 0
            ? "all " + setting.data().rows() + " inputs are distinct"
            : c.groups()
                + " inputs occur more than once, "
                + c.conflicts()
                + " of them with different targets ("
                + c.conflictingRows()
                + " rows)";
    return Premise.of(name, c.conflicts() == 0, found);
  }

  /** Some parameters of the network classify every row; a witness shows it. */
  static Premise separable(Setting setting, Seen seen) {
    String name = "some parameters of the network classify every row correctly";
    Optional<EqualInputs.Counts> repeats = setting.repeats();
    if (setting.data().task() == Task.REGRESSION) {
      return Premise.of(name, false, "the task is regression: there are no classes");
    }

    if (repeats.isPresent() && repeats.get().conflicts() > 0) {
      return Premise.of(
          name,
          false,
          repeats.get().conflicts() + " inputs occur with both labels: no function does");
    }

    if (seen.fewestMisclassified() == 0) {
      return Premise.of(
          name,
          true,
          "restart " + seen.fewestRestart() + " of " + seen.fewestObjective() + " does");
    }

    return Premise.unknown(
        name,
        "none of "
            + seen.restarts()
            + " restarts did; the best left "
            + Math.max(0, seen.fewestMisclassified())
            + " rows wrong");
  }

  /** No parameters of the network reach the infimum over all functions. */
  static Premise floorMissed(Setting setting, Seen seen) {
    String name = "no parameters of the network reach the infimum over all functions of the inputs";
    double floor = setting.floor().value();
    if (!setting.floor().attained()) {
      return Premise.of(name, true, "no finite outputs reach " + floor);
    }

    if (setting.least() - floor > setting.tolerance(floor)) {
      return Premise.of(
          name, true, "without hidden layers its loss is at least " + setting.least());
    }

    double above = seen.bestLoss() - floor;
    return above <= setting.tolerance(floor)
        ? Premise.of(
            name,
            false,
            "restart "
                + seen.bestRestart()
                + " of "
                + seen.bestObjective()
                + " reaches it: "
                + seen.bestLoss())
        : Premise.unknown(
            name,
            "the best of "
                + seen.restarts()
                + " restarts is "
                + above
                + " above it, which proves nothing");
  }

  static Premise lastWidth(Setting setting, long least) {
    List<Integer> hidden = setting.network().hidden();
    int width = hidden.isEmpty() ? 0 : hidden.get(hidden.size() - 1);
    return Premise.of(
        "the last hidden layer has at least " + least + " units",
        width >= least,
        "it has " + width);
  }

  static Premise squared(Setting setting) {
    return Premise.of("squared loss", loss(setting).equals("squared"), loss(setting));
  }

  static Premise identityOutput(Setting setting) {
    String output = setting.network().outputActivation().name();
    return Premise.of(
        "nothing is applied to the outputs",
        setting.network().linearOutputs(),
        "output: " + output);
  }

  /** A point where activation, slope and bend are all different from 0. */
  static Premise bend(Setting setting) {
    Activation activation = setting.network().activation();
    String name = "the activation has a point with s, s' and s'' all different from 0";
    for (double t : POINTS) {
      double[] s = ScalarActivation.derivatives(activation, t);
      if (s[0] != 0 && s[1] != 0 && s[2] != 0) {
        return Premise.of(
            name, true, activation.name() + " at " + t + ": " + s[0] + ", " + s[1] + ", " + s[2]);
      }
    }

    return Premise.of(name, false, activation.name() + " has none");
  }

  /** d_y at most d_x and d_z. */
  static Premise narrowOutputs(Setting setting) {
    List<Integer> hidden = setting.network().hidden();
    int inputs = setting.network().inputs();
    int outputs = setting.network().outputs();
    int features = hidden.isEmpty() ? 0 : hidden.get(hidden.size() - 1);
    return Premise.of(
        "no more outputs than inputs and than units of z",
        outputs <= Math.min(inputs, features),
        outputs + " outputs, " + inputs + " inputs, " + features + " units of z");
  }

  /** The comparison model's optimum is known to the tolerance. */
  static Premise solved(Setting setting) {
    String name = "the best linear model's loss is known";
    Comparison c = setting.comparison();
    if (Double.isNaN(c.value())) {
      return Premise.unknown(name, c.evidence());
    }

    double gap = c.value() + c.error() - c.lowerBound();
    String found = "between " + c.lowerBound() + " and " + c.value() + ": " + c.evidence();
    return gap <= setting.tolerance(c.value()) + 2 * c.error()
        ? Premise.of(name, true, found)
        : Premise.unknown(name, found);
  }

  static final String ABOVE_MODEL =
      "the loss of a certified local minimum above that of the best model, solved as a convex"
          + " problem: at most census.value-tolerance (1 + |loss|), the endpoint's own loss_error"
          + " and the rounding of the model's loss";

  static Optional<Finding> aboveModel(Setting setting, Endpoint e) {
    Comparison c = setting.comparison();
    if (!e.endpointClass().isMinimum() || Double.isNaN(c.value())) {
      return Optional.empty();
    }

    double error = (e.lossError() > 0 ? e.lossError() : 0) + c.error();
    return Optional.of(Finding.atMost(e.loss() - c.value(), setting.tolerance(e.loss()) + error));
  }

  private static String loss(Setting setting) {
    return setting.plain().loss().name();
  }
}
