package org.minimacensus.certify;

import java.util.Locale;
import java.util.stream.IntStream;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Inspection;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;

/** The certificate of a run to infinity on data that the network separates. */
final class SeparableLoss {
  private static final double LOG_2 = StrictMath.log(2);

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
    return (objective.loss().name().equals("logistic")
            || objective.loss().name().equals("cross-entropy"))
        && objective.l2() == 0
        && objective.architecture().outputActivation().name().equals("identity");
  }

  /**
   * Whether a value shows that every row is on its side: the loss of a row that is not is at least
   * log 2, of binary labels and of classes alike.
   *
   * @param value sum over rows of the loss
   */
  static boolean allOnTheirSide(double value) {
    return value < LOG_2 * (1 - 1e-9);
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
