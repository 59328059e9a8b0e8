package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.minimacensus.study.RunSummary;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Trace;

/** Losses over planes. */
final class SliceFigures {
  /** A table has so many columns and rows of the grid at most. */
  private static final int TABLE = 15;

  private SliceFigures() {}

  /** One figure for each plane with finite losses, in their order. */
  static List<Figure> of(RunSummary summary, RunPictures pictures) {
    List<Figure> figures = new ArrayList<>();
    for (LossSlice s : pictures.slices()) {
      if (Arrays.stream(s.losses()).anyMatch(Double::isFinite)) {
        figures.add(figure(figures.size(), s, Gaps.of(summary, pictures, s.objective())));
      }
    }

    return figures;
  }

  /** Which shown ways have no plane, a paragraph for each objective; empty: all have one. */
  static String leftOut(RunPictures pictures) {
    Map<String, List<Trace>> ways =
        pictures.traces().stream()
            .filter(t -> !t.steps().isEmpty())
            .collect(
                Collectors.groupingBy(Trace::objective, LinkedHashMap::new, Collectors.toList()));
    StringBuilder out = new StringBuilder();
    ways.forEach(
        (objective, traces) -> {
          long[] without =
              traces.stream()
                  .mapToLong(Trace::restart)
                  .filter(restart -> !hasPlane(pictures, objective, restart))
                  .toArray();
          if (without.length > 0) {
            out.append(
                Html.paragraph(
                    "Of the "
                        + traces.size()
                        + " trajectories that are shown of "
                        + objective
                        + " those of these restarts have no plane: "
                        + named(without)
                        + ". At most the first "
                        + LossSlice.TRAJECTORIES
                        + " traced restarts have one; where one of these has none the notes say"
                        + " why."));
          }
        });
    return out.toString();
  }

  private static boolean hasPlane(RunPictures pictures, String objective, long restart) {
    return pictures.slices().stream()
        .anyMatch(
            s ->
                s.objective().equals(objective)
                    && s.kind().equals(LossSlice.TRAJECTORY)
                    && s.restart() == restart);
  }

  private static Figure figure(int number, LossSlice s, Gaps gaps) {
    boolean way = s.kind().equals(LossSlice.TRAJECTORY);
    String through =
        way
            ? "the way of restart " + s.restart()
            : (s.minima().length == 1 ? "minimum " : "minima ") + named(s.minima());
    Map<String, Object> drawing = new LinkedHashMap<>();
    drawing.put("kind", "plane");
    drawing.put("x", Figure.numbers(s.x()));
    drawing.put("y", Figure.numbers(s.y()));
    drawing.put(
        "values",
        Figure.numbers(
            Arrays.stream(s.losses())
                .map(v -> Double.isNaN(v) ? v : Math.max(gaps.floor(), gaps.of(v)))
                .toArray()));
    drawing.put("floor", gaps.floor());
    drawing.put("label", "loss above best");
    drawing.put("marks", Figure.numbers(s.marks()));
    drawing.put(
        "names", way ? List.of() : Arrays.stream(s.minima()).mapToObj(Long::toString).toList());
    drawing.put("way", way);
    double low = Arrays.stream(s.losses()).filter(Double::isFinite).min().orElse(Double.NaN);
    double high = Arrays.stream(s.losses()).filter(Double::isFinite).max().orElse(Double.NaN);
    long absent = Arrays.stream(s.losses()).filter(v -> !Double.isFinite(v)).count();
    return new Figure(
        "slice-" + number,
        "Loss over a plane through " + through + ", " + s.objective(),
        (way
                ? "The plane of the two directions in which the restart moved most, through its"
                    + " end. The line is its way, seen from above: the circle is the start, the"
                    + " diamond the end. Steps lie off the plane, so their losses are not those"
                    + " below them."
                : "Numbered circles are the minima that the plane goes through.")
            + " Dark is low, bright is high, on a logarithmic scale; lines join equal losses, one"
            + " for each power of ten. One unit is the same length in both directions of the space"
            + " of parameters. "
            + gaps.words()
            + (absent == 0 ? "" : " Where nothing is drawn the loss is not finite."),
        String.format(
            Locale.ROOT,
            "On the plane the loss is %s to %s above the best known one%s.",
            gaps.cell(low),
            gaps.cell(high),
            way
                ? ", along a way of " + s.marks().length / 2 + " kept steps"
                : ", with " + s.minima().length + " minima marked"),
        drawing,
        marks(s, way) + grid(s, gaps));
  }

  private static String named(long[] minima) {
    return Arrays.stream(minima).mapToObj(Long::toString).collect(Collectors.joining(", "));
  }

  private static String marks(LossSlice s, boolean way) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k + 1 < s.marks().length; k += 2) {
      int mark = k / 2;
      rows.add(
          List.of(
              way || mark >= s.minima().length
                  ? Integer.toString(mark)
                  : Long.toString(s.minima()[mark]),
              Html.number(s.marks()[k]),
              Html.number(s.marks()[k + 1])));
    }

    return rows.isEmpty()
        ? ""
        : Html.table(
            way ? "The kept steps on the plane." : "The minima on the plane.",
            List.of(way ? "step" : "minimum", "across", "up"),
            rows);
  }

  private static String grid(LossSlice s, Gaps gaps) {
    int[] columns = kept(s.x().length);
    int[] lines = kept(s.y().length);
    List<String> head = new ArrayList<>(List.of("up \\ across"));
    for (int i : columns) {
      head.add(Html.number(s.x()[i]));
    }

    List<List<String>> rows = new ArrayList<>();
    // The highest on top, as in the picture.
    for (int j = lines.length - 1; j >= 0; j--) {
      List<String> row = new ArrayList<>(List.of(Html.number(s.y()[lines[j]])));
      for (int i : columns) {
        row.add(shown(gaps.of(s.losses()[lines[j] * s.x().length + i]), gaps));
      }

      rows.add(row);
    }

    boolean all = columns.length == s.x().length && lines.length == s.y().length;
    return Html.table(
        "Loss above the best known one"
            + (all
                ? "."
                : String.format(
                    Locale.ROOT,
                    ", at %d of %d columns and %d of %d rows of the grid; all are in the table"
                        + " slices.",
                    columns.length,
                    s.x().length,
                    lines.length,
                    s.y().length)),
        head,
        rows);
  }

  private static String shown(double gap, Gaps gaps) {
    return gap <= gaps.floor() ? "0" : Html.number(Figure.numbers(gap).get(0));
  }

  /** Evenly spaced indices, the first and the last among them. */
  private static int[] kept(int length) {
    int kept = Math.min(TABLE, length);
    return IntStream.range(0, kept)
        .map(i -> kept == 1 ? 0 : Math.toIntExact((long) i * (length - 1) / (kept - 1)))
        .toArray();
  }
}
