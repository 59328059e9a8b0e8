package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;

/** Eigenvalues of the Hessians at minima. */
final class SpectrumFigures {
  /** Times the largest eigenvalue: what is smaller is mostly rounding. */
  private static final double ROUNDING = 1e-12;

  private SpectrumFigures() {}

  /** One figure for each objective, in the order of the spectra. */
  static List<Figure> of(RunSummary summary, RunPictures pictures) {
    Map<String, List<Spectrum>> byObjective =
        pictures.spectra().stream()
            .filter(s -> Arrays.stream(s.eigenvalues()).anyMatch(Double::isFinite))
            .collect(
                Collectors.groupingBy(
                    Spectrum::objective, LinkedHashMap::new, Collectors.toList()));
    List<Figure> figures = new ArrayList<>();
    byObjective.forEach(
        (objective, spectra) ->
            figures.add(
                figure(
                    figures.size(),
                    objective,
                    spectra,
                    losses(summary, objective),
                    minima(pictures, objective))));
    return figures;
  }

  /** How many distinct minima there are; 0: not known. */
  private static long minima(RunPictures pictures, String objective) {
    return pictures.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .mapToLong(ObjectivePictures::distinctMinima)
        .max()
        .orElse(0);
  }

  private static Map<Long, RunSummary.MinimumSummary> losses(RunSummary summary, String objective) {
    return summary.objectives().stream()
        .filter(o -> o.name().equals(objective))
        .flatMap(o -> o.minima().stream())
        .collect(Collectors.toMap(RunSummary.MinimumSummary::id, m -> m, (a, b) -> a));
  }

  private static String rows(int drawn, long all) {
    return drawn == all
        ? "One row for each distinct minimum"
        : "One row for each of "
            + drawn
            + (all > drawn ? " of the " + all : "")
            + " distinct minima (at most "
            + ObjectivePictures.SECTIONS
            + " have stored spectra, fewer where these would take too long; none where there is no"
            + " Hessian)";
  }

  private static double largest(DoubleStream eigenvalues) {
    return eigenvalues.filter(Double::isFinite).map(Math::abs).max().orElse(1);
  }

  /** A power of ten: what is smaller than it beside these eigenvalues is mostly rounding. */
  static double unit(DoubleStream eigenvalues) {
    double largest = Math.max(largest(eigenvalues), 1e-290);
    return Math.pow(10, Math.floor(Math.log10(largest * ROUNDING)));
  }

  private static Figure figure(
      int number,
      String objective,
      List<Spectrum> spectra,
      Map<Long, RunSummary.MinimumSummary> minima,
      long all) {
    double largest = largest(spectra.stream().flatMapToDouble(s -> Arrays.stream(s.eigenvalues())));
    double unit = unit(spectra.stream().flatMapToDouble(s -> Arrays.stream(s.eigenvalues())));
    List<Map<String, Object>> drawn = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    long flat = 0;
    long falling = 0;
    for (Spectrum s : spectra) {
      double[] values = s.eigenvalues();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", Long.toString(s.minimumId()));
      row.put("values", Figure.numbers(values));
      drawn.add(row);
      long zeros = Arrays.stream(values).filter(v -> Math.abs(v) <= unit).count();
      long negative = Arrays.stream(values).filter(v -> v < -unit).count();
      flat += zeros > 0 ? 1 : 0;
      falling += negative > 0 ? 1 : 0;
      RunSummary.MinimumSummary minimum = minima.get(s.minimumId());
      rows.add(
          List.of(
              Long.toString(s.minimumId()),
              minimum == null ? "-" : Html.number(minimum.gap()),
              Long.toString(negative),
              Long.toString(zeros),
              Long.toString(values.length - negative - zeros),
              Html.number(values[0]),
              Html.number(values[values.length - 1]),
              Arrays.stream(values).mapToObj(Html::number).collect(Collectors.joining("  "))));
    }

    Map<String, Object> drawing = new LinkedHashMap<>();
    drawing.put("kind", "rows");
    drawing.put("x", Figure.Axis.symlog("eigenvalue of the Hessian", unit));
    drawing.put("label", "minimum");
    drawing.put("rows", drawn);
    return new Figure(
        "spectra-" + number,
        "Hessian spectra, " + objective,
        rows(spectra.size(), all)
            + ", the lowest loss on top, and one stroke for each eigenvalue. Strokes to the right"
            + " of the line at 0 are directions in which the loss rises, on the line flat ones, to"
            + " the left (triangles) directions in which it falls. The axis is logarithmic to both"
            + " sides and linear within "
            + Html.number(unit)
            + " of 0.",
        String.format(
            Locale.ROOT,
            "%d minima; %d of them have eigenvalues within %s of 0, %d have lower ones; the largest"
                + " eigenvalue is %s.",
            spectra.size(),
            flat,
            Html.number(unit),
            falling,
            Html.number(largest)),
        drawing,
        Html.table(
            "Eigenvalues, ascending; counted as zero within " + Html.number(unit) + ".",
            List.of(
                "minimum",
                "above best",
                "negative",
                "zero",
                "positive",
                "smallest",
                "largest",
                "all"),
            rows));
  }
}
