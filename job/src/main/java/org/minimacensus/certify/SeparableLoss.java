package org.minimacensus.certify;

import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/** The certificate of a run to infinity on data that the network separates. */
final class SeparableLoss {
  private SeparableLoss() {}

  /**
   * Whether scaling the output layer up lowers the loss for ever: a loss that only falls with the
   * margin (logistic, cross-entropy), no decay, every row classified correctly by the network
   * alone.
   */
  static boolean applies(Objective objective, Inspection seen) {
    return fallsWithMargin(objective) && seen.minimumMargin() > 0;
  }

  /**
   * Whether the loss of a row falls for ever as its outputs are scaled up, once it is on its side.
   */
  static boolean fallsWithMargin(Objective objective) {
    return !Double.isNaN(objective.loss().offSide())
        && objective.l2() == 0
        && objective.architecture().linearOutputs();
  }

  /** The least loss of a row that is not on its side, by the name of the number if it has one. */
  static String offSide(Loss loss) {
    return loss.offSide() == StrictMath.log(2)
        ? "log 2"
        : String.format(Locale.ROOT, "%.3g", loss.offSide());
  }

  /**
   * Whether a value shows that every row is on its side.
   *
   * @param loss that falls with the margin
   * @param value sum over rows of the loss
   */
  static boolean allOnTheirSide(Loss loss, double value) {
    return value < loss.offSide() * (1 - 1e-9);
  }

  /**
   * @param objective whose output layer grows
   */
  static Verdict verdict(
      Objective objective, Point point, FunctionSpaceFloor floor, Inspection seen) {
    String words =
        String.format(
            Locale.ROOT,
            "every row is on its side (smallest margin %.3g): scaling the output layer by t > 1"
                + " multiplies every margin by t, so the loss falls along that ray to its infimum"
                + " %.3g",
            seen.minimumMargin(),
            floor.value());
    ParameterLayout layout = objective.architecture().layout();
    return new Verdict(
            point,
            EndpointClass.AT_INFINITY,
            "",
            words,
            null,
            null,
            "separable-loss",
            floor.value())
        .withRunaway(IntStream.range(layout.weightOffset(layout.layers() - 1), layout.dimension()));
  }
}
