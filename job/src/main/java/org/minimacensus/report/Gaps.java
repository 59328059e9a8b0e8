package org.minimacensus.report;

import java.util.List;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;

/**
 * Losses of an objective above its best known one, on a logarithmic scale that ends where two
 * losses are no longer told apart.
 *
 * @param best NaN: no loss is known
 * @param floor the power of ten at or below the tolerance of losses; smaller gaps are drawn there
 */
record Gaps(double best, double floor) {
  /** Relative tolerance of losses where the run does not tell its own. */
  private static final double TOLERANCE = 1e-9;

  static Gaps of(RunSummary summary, RunPictures pictures, String objective) {
    double best =
        summary.objectives().stream()
            .filter(o -> o.name().equals(objective))
            .mapToDouble(RunSummary.ObjectiveSummary::bestLoss)
            .findFirst()
            .orElse(Double.NaN);
    double tolerance =
        pictures.objectives().stream()
            .map(ObjectivePictures::values)
            .flatMap(List::stream)
            .filter(v -> v.decades() == 0 && v.tolerance() > 0)
            .mapToDouble(ObjectivePictures.Values::tolerance)
            .findFirst()
            .orElse(TOLERANCE);
    double size = Double.isFinite(best) ? 1 + Math.abs(best) : 1;
    return new Gaps(best, Math.pow(10, Math.floor(Math.log10(tolerance * size))));
  }

  double of(double loss) {
    return loss - best;
  }

  Figure.Axis axis() {
    return Figure.Axis.log("loss above best", floor);
  }

  /** The number of a table. */
  String cell(double loss) {
    double gap = of(loss);
    return gap <= floor ? "at most " + Html.number(floor) : Html.number(gap);
  }

  /** For captions. */
  String words() {
    return "Losses are counted from the best known one of the objective, "
        + Html.number(best)
        + "; what is less than "
        + Html.number(floor)
        + " above it stands at the bottom.";
  }
}
