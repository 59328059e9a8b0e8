package org.minimacensus.cli;

import java.util.ArrayList;
import java.util.List;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.study.Figures;
import org.minimacensus.study.TraceStep;

/** What a person sees of one restart: its path, its certificate and its minimum. */
final class ExplainReport {
  private ExplainReport() {}

  /**
   * @param minimumId id of the distinct minimum that it was counted as; null: none
   * @param shown steps to list at most
   */
  static String text(List<TraceStep> path, Endpoint e, Long minimumId, int shown) {
    StringBuilder out = new StringBuilder();
    out.append("restart ").append(e.restart()).append(" of ").append(e.objective());
    out.append(", seed ").append(e.seed()).append("\n\n");
    out.append(path(path, shown)).append('\n');
    TextTable table = new TextTable(1);
    String detail = e.detail().isEmpty() ? "" : " (" + e.detail() + ")";
    table.row("class", e.endpointClass().label() + detail);
    table.row("evidence", e.evidence());
    table.row("loss", e.loss() + " from " + e.startLoss() + " at the start");
    table.row("un-augmented loss", Double.toString(e.baseLoss()));
    table.row("gradient norm", Figures.magnitude(e.gradientNorm()) + ", " + e.termination());
    if (e.hessianZeroModes() >= 0) {
      table.row(
          "Hessian",
          "eigenvalues "
              + Figures.magnitude(e.hessianMinEigenvalue())
              + " to "
              + Figures.magnitude(e.hessianMaxEigenvalue())
              + ", "
              + e.hessianZeroModes()
              + " zero, "
              + e.hessianNegativeModes()
              + " negative");
    }

    if (!e.infinityKind().isEmpty()) {
      String limit = e.limitLoss().isPresent() ? ", limit loss " + e.limitLoss().getAsDouble() : "";
      table.row("at infinity", e.infinityKind() + limit);
    }

    if (e.contribution().isPresent()) {
      table.row(
          "added neuron",
          "contributes at most " + Figures.magnitude(e.contribution().getAsDouble()));
    }

    table.row(
        "work",
        e.iterations()
            + " iterations, "
            + e.evaluations()
            + " evaluations, "
            + e.escapes()
            + " escapes");
    table.row("minimum", minimumId == null ? "none" : "counted as minimum " + minimumId);
    table.row("theta", numbers(e.theta()));
    if (e.augmentation().length > 0) {
      table.row("augmentation", numbers(e.augmentation()));
    }

    return out.append(table.text()).append('\n').toString();
  }

  private static String numbers(double[] values) {
    List<String> texts = new ArrayList<>();
    for (double v : values) {
      texts.add(Double.toString(v));
    }

    return String.join(" ", texts);
  }

  private static String path(List<TraceStep> path, int shown) {
    TextTable table = new TextTable();
    table.row("search", "iteration", "loss", "gradient norm", "parameter norm");
    int last = -1;
    for (int i = 0; i < path.size(); i++) {
      if (!isShown(i, path.size(), shown)) {
        continue;
      }

      TraceStep s = path.get(i);
      if (i > last + 1) {
        table.row("", "...");
      }

      last = i;
      table.row(
          Integer.toString(s.segment()),
          Integer.toString(s.iteration()),
          Figures.loss(s.loss()),
          Figures.magnitude(s.gradientNorm()),
          Figures.magnitude(s.parameterNorm()));
    }

    return table.text();
  }

  /**
   * A third of the listed steps from the beginning, a third from the end, the rest evenly between.
   */
  private static boolean isShown(int i, int size, int shown) {
    int third = shown / 3;
    if (size <= shown || i < third || i >= size - third) {
      return true;
    }

    int stride = (size - 2 * third + third - 1) / third;
    return (i - third) % stride == 0;
  }
}
