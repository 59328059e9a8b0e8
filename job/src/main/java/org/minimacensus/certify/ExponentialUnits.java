package org.minimacensus.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ExponentialTail;

/**
 * Units whose bias runs into the tail of their activation while their outgoing weight grows: they
 * become exponential neurons ({@link ExponentialUnit}). For softplus, sigmoid and tanh, whose tails
 * are exponential, and one output.
 */
final class ExponentialUnits implements LimitKind {
  /** The name in endpoints.infinity_kind. */
  static final String KIND = "exponential-unit";

  /** Exponents on all inputs below this: the second term of the tail is below a tenth. */
  private static final double DEEP = -1.5;

  @Override
  public List<LimitTerm> nominated(Runaway run) {
    List<LimitTerm> terms = new ArrayList<>();
    ExponentialTail tail = tail(run.architecture());
    if (tail == null || run.inputs().isEmpty()) {
      return terms;
    }

    OptionalInt straight =
        IntStream.range(0, run.hidden())
            .filter(u -> run.used(u) && FadingUnits.straight(run, u))
            .findFirst();
    for (int unit = 0; unit < run.hidden(); unit++) {
      boolean steep = run.used(unit) && varies(run, unit);
      if (steep && deep(run, unit, tail, 1)) {
        terms.add(new ExponentialUnit(run, tail, unit, 1, -1));
      } else if (steep && deep(run, unit, tail, -1) && (!linear(run) || straight.isPresent())) {
        terms.add(new ExponentialUnit(run, tail, unit, -1, straight.orElse(-1)));
      }
    }

    return terms;
  }

  /** Null where no chart takes it: its constant needs an output bias. */
  private static ExponentialTail tail(Architecture network) {
    ExponentialTail tail = network.activation().exponentialTail().orElse(null);
    boolean possible = tail != null && network.outputs() == 1 && network.bias();
    return possible && (tail.constant() == 0 || network.outputBias()) ? tail : null;
  }

  /** Whether s(z) - s(-z) is linear; else it is constant or s is odd. */
  static boolean linear(Runaway run) {
    return !Double.isNaN(run.architecture().activation().oddSlope());
  }

  /** Whether all inputs lie in the tail to one side. */
  private static boolean deep(Runaway run, int unit, ExponentialTail tail, int side) {
    double[] w = run.incoming(unit);
    return run.inputs().orElseThrow().stream()
        .allMatch(i -> tail.rate() * side * ConeRows.product(w, run.extended(i.input())) <= DEEP);
  }

  private static boolean varies(Runaway run, int unit) {
    double[] w = run.incoming(unit);
    return IntStream.range(0, run.architecture().inputs()).anyMatch(j -> w[j] != 0);
  }
}
