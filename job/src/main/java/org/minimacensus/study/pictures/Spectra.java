package org.minimacensus.study.pictures;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.minimacensus.census.Minimum;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.RestartRunner;
import org.minimacensus.numeric.SymmetricEigen;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Objective;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;

/** Eigenvalues of the Hessian at the minima of an objective. */
final class Spectra {
  private final Evaluator evaluator;
  private final LandscapeCosts costs;
  private final List<String> notes;

  /**
   * @param notes take what is left out
   */
  Spectra(Evaluator evaluator, LandscapeCosts costs, List<String> notes) {
    this.evaluator = evaluator;
    this.costs = costs;
    this.notes = notes;
  }

  /** A representative in the chart of its added neurons. */
  static Point point(Evaluator evaluator, Endpoint e) {
    double[] raw = e.augmentation();
    return evaluator.objective().point(e.theta(), raw, evaluator.chartOrigins(raw));
  }

  /**
   * At the representatives of the {@link ShownMinima}, as many as can be afforded. Minima on kinks,
   * where the Hessian is that of one side, have none, nor have those where it is not finite.
   *
   * @param minima of the objective, by ascending id
   */
  List<Spectrum> of(List<Minimum> minima) {
    Objective objective = evaluator.objective();
    int most = Math.min(minima.size(), ObjectivePictures.SECTIONS);
    int affordable = Math.min(most, costs.spectra());
    List<Spectrum> spectra = new ArrayList<>();
    long without = 0;
    for (Minimum m : ShownMinima.of(minima, affordable, Minimum::subOptimal)) {
      double[] eigenvalues = at(point(evaluator, m.representative()));
      if (eigenvalues == null) {
        without++;
      } else {
        spectra.add(new Spectrum(objective.name(), m.id(), eigenvalues));
      }
    }

    if (affordable < most) {
      notes.add(
          objective.name()
              + ": spectra/ has "
              + affordable
              + " of the "
              + most
              + " minima that it would have: with "
              + costs.parameters()
              + " parameters and "
              + costs.rows()
              + " rows more would take too long");
    }

    if (without > 0) {
      notes.add(
          objective.name()
              + ": spectra/ lacks "
              + without
              + (without == 1 ? " minimum" : " minima")
              + " on kinks, or where the Hessian is not finite");
    }

    return spectra;
  }

  /** Null: there is no Hessian. */
  private double[] at(Point point) {
    if (evaluator.inspect(point).kinkDistance() < RestartRunner.ON_KINK) {
      return null;
    }

    DenseMatrix hessian = evaluator.evaluate(Question.hessian(point)).hessian();
    for (double h : hessian.values()) {
      if (!Double.isFinite(h)) {
        return null;
      }
    }

    return SymmetricEigen.values(hessian);
  }
}
