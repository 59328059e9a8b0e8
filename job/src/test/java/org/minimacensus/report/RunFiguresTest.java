package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.TraceStep;
import org.minimacensus.study.pictures.LossSlice;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;
import org.minimacensus.study.pictures.Spectrum;
import org.minimacensus.study.pictures.Trace;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RunFiguresTest {
  private static final List<Function<RunFigures, String>> ALL =
      List.of(
          RunFigures::flows,
          RunFigures::waterfall,
          RunFigures::abundance,
          RunFigures::accumulation,
          RunFigures::tolerance,
          RunFigures::spectra,
          RunFigures::traces,
          RunFigures::slices);

  private static final RunFigures FIGURES =
      new RunFigures(ReportFixtures.summary(), ReportFixtures.pictures());

  private static String all(RunFigures figures) {
    StringBuilder text = new StringBuilder();
    ALL.forEach(f -> text.append(f.apply(figures)));
    return text.toString();
  }

  private static Element parsed(String html) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(
              new InputSource(
                  new StringReader("<body>" + html.replace("twin\" open>", "twin\">") + "</body>")))
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<Element> elements(Element of, String name) {
    NodeList found = of.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** Cells of the rows of the tables of all figures in a text. */
  private static List<List<String>> rows(String html) {
    List<List<String>> rows = new ArrayList<>();
    for (Element body : elements(parsed(html), "tbody")) {
      for (Element row : elements(body, "tr")) {
        List<String> cells = new ArrayList<>(List.of(elements(row, "th").get(0).getTextContent()));
        elements(row, "td").forEach(cell -> cells.add(cell.getTextContent()));
        rows.add(cells);
      }
    }

    return rows;
  }

  private static long sum(String html, int column) {
    return rows(html).stream().mapToLong(r -> Long.parseLong(r.get(column))).sum();
  }

  @Test
  void everyFigureHasANameACaptionADrawingAndATable() {
    List<Element> figures = elements(parsed(all(FIGURES)), "figure");

    String scripts = FIGURES.scripts();
    assertThat(figures).hasSize(14);
    assertThat(figures.stream().map(f -> f.getAttribute("id"))).doesNotHaveDuplicates();
    for (Element figure : figures) {
      String id = figure.getAttribute("id");
      Element plot = elements(figure, "div").get(0);
      assertThat(plot.getAttribute("role")).isEqualTo("img");
      assertThat(plot.getAttribute("data-figure")).isEqualTo(id);
      assertThat(plot.getAttribute("aria-label")).as(id).matches("(?s).+\\. .+\\.");
      assertThat(elements(figure, "figcaption").get(0).getTextContent()).hasSizeGreaterThan(100);
      assertThat(elements(figure, "tbody")).as(id).isNotEmpty();
      assertThat(scripts).contains("\"" + id + "\":{\"kind\":");
    }
  }

  @Test
  void tablesAreOpenUntilAScriptClosesThem() {
    assertThat(all(FIGURES).split("<details class=\"twin\" open>", -1)).hasSize(15);
  }

  @Test
  void tablesSayWhatIsDrawn() {
    RunPictures pictures = ReportFixtures.pictures();
    ObjectivePictures plain = pictures.objectives().get(0);
    ObjectivePictures augmented = pictures.objectives().get(1);

    assertThat(sum(FIGURES.flows(), 2)).isEqualTo(ReportFixtures.RESTARTS);
    assertThat(sum(FIGURES.waterfall(), 4))
        .isEqualTo(plain.waterfall().size() + augmented.waterfall().size());
    assertThat(sum(FIGURES.abundance(), 4))
        .isEqualTo(plain.abundances().size() + augmented.abundances().size());
    assertThat(rows(FIGURES.accumulation())).hasSize(40);
    // 33 tolerances, and 7 of the recount with minima, functions and parameters each.
    assertThat(rows(FIGURES.tolerance())).hasSize(2 * (33 + 7 * 3));
    assertThat(rows(FIGURES.spectra()).stream().map(r -> r.get(7).split(" {2}").length))
        .containsExactly(13, 13, 13, 17, 17);
    assertThat(rows(FIGURES.traces())).hasSize(4 * 40);
    // Two minima and 15 lines; 30 steps and 15 lines.
    assertThat(rows(FIGURES.slices())).hasSize(2 + 15 + 30 + 15);
  }

  @Test
  void neighboursOfOneLossAndClassAreOneRow() {
    List<List<String>> rows = rows(FIGURES.waterfall());

    assertThat(rows.get(0))
        .containsExactly("0 to 211", "strict minimum", "0.125", "at most 1e-09", "212");
    assertThat(rows.get(1))
        .containsExactly("212 to 351", "strict minimum", "0.125", "1e-06", "140");
    assertThat(rows.get(4).get(1)).isEqualTo("degenerate minimum");
    assertThat(rows(FIGURES.abundance()).get(0))
        .containsExactly("plain", "1", "212", "best known", "1", "0");
    assertThat(rows(FIGURES.abundance()).get(8))
        .containsExactly("plain", "9 to 10", "2", "bad", "2", "8 to 9");
  }

  @Test
  void theRunStandsBetweenAverageAndExtrapolation() {
    List<List<String>> plain =
        rows(FIGURES.accumulation()).stream().filter(r -> r.get(0).equals("plain")).toList();

    assertThat(plain.get(8).get(5)).isEqualTo("average");
    assertThat(plain.get(9)).startsWith("plain", "572", "13").endsWith("this run");
    assertThat(plain.get(10).get(5)).isEqualTo("extrapolated");
  }

  @Test
  void eigenvaluesAreCountedBySign() {
    List<List<String>> rows = rows(FIGURES.spectra());

    // Minimum 4 of plain has two eigenvalues of the size of rounding, minimum 1 of the other one
    // below 0.
    assertThat(rows.get(2).subList(2, 5)).containsExactly("0", "2", "11");
    assertThat(rows.get(4).subList(2, 5)).containsExactly("1", "0", "16");
  }

  @Test
  void addedNeuronsAreToldByTheirLayout() {
    assertThat(FIGURES.traces()).contains("<th scope=\"col\">a</th><th scope=\"col\">|w|</th>");
    // a = 0.8, w = (0.5, -0.5), b = 1 at the start.
    assertThat(rows(FIGURES.traces()).get(40).subList(6, 9)).containsExactly("0.8", "0.70711", "1");

    TraceStep step =
        new TraceStep("layer-neurons", 3, 0, 0, 1, 1, 1, new double[1], new double[] {3, 4, 0});
    RunPictures other = pictures(new Trace("layer-neurons", 3, "saddle", List.of(step)));
    String traces = new RunFigures(ReportFixtures.summary(), other).traces();
    assertThat(traces).contains("size of added parameters");
    assertThat(rows(traces).get(0).get(6)).isEqualTo("5");
  }

  private static RunPictures pictures(Trace trace) {
    return new RunPictures(
        List.of(), List.of(), List.of(), List.of(trace), null, List.of(), List.of());
  }

  @Test
  void stepsElsewhereHaveNoAddedNeuron() {
    double[] none = new double[0];
    TraceStep elsewhere = new TraceStep("output-neuron", 3, 0, 0, 1, 1, 1, none, none);
    double[] neuron = new double[ReportFixtures.summary().network().inputs() + 2];
    Arrays.fill(neuron, 2);
    TraceStep step = new TraceStep("output-neuron", 3, 1, 0, 1, 1, 1, new double[1], neuron);
    Trace trace = new Trace("output-neuron", 3, "at-infinity", List.of(elsewhere, step));
    RunPictures own = pictures(trace);

    List<List<String>> rows = rows(new RunFigures(ReportFixtures.summary(), own).traces());

    assertThat(rows.get(0).subList(6, 9)).containsExactly("-", "-", "-");
    assertThat(rows.get(1).get(6)).isEqualTo("2");
  }

  @Test
  void namesOfTheUserAreNoElements() {
    assertThat(all(FIGURES) + FIGURES.scripts()).doesNotContain("<script>alert");
    assertThat(all(FIGURES)).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void whereNothingIsThereNothingIsShown() {
    RunFigures nothing = new RunFigures(ReportFixtures.emptySummary(), ReportFixtures.noPictures());

    assertThat(all(nothing)).isEmpty();
    assertThat(nothing.scripts()).isEmpty();
  }

  @Test
  void theSummaryAloneHasFlowsAndAccumulation() {
    RunFigures some = new RunFigures(ReportFixtures.summary(), ReportFixtures.noPictures());

    assertThat(
            Pattern.compile("<figure class=\"picture\" id=\"([^\"]*)\"")
                .matcher(all(some))
                .results()
                .map((MatchResult m) -> m.group(1)))
        .containsExactly("flows-0", "accumulation");
  }

  private static ObjectivePictures hits(long minima, int drawn) {
    List<ObjectivePictures.Abundance> abundances = new ArrayList<>();
    for (int i = 0; i < drawn; i++) {
      long rank = i * (minima - 1) / (drawn - 1);
      abundances.add(new ObjectivePictures.Abundance(rank, rank, 1, true));
    }

    return new ObjectivePictures("plain", List.of(), abundances, List.of(), List.of());
  }

  @Test
  void hitsOfFewerMinimaThanThereAreSaySo() {
    RunPictures thinned = RunPageFixtures.pictures(hits(5_000, 1_000));
    assertThat(RichnessFigures.abundance(thinned).get(0).caption())
        .contains("Of the 5,000 minima of plain 1,000 are drawn, evenly by rank.");
    RunPictures whole = RunPageFixtures.pictures(hits(1_000, 1_000));
    assertThat(RichnessFigures.abundance(whole).get(0).caption()).doesNotContain("are drawn");
  }

  @Test
  void spectraSayOfHowManyMinimaTheyAre() {
    assertThat(FIGURES.spectra())
        .contains("One row for each of 3 of the 13 distinct minima (at most 50 have stored spectra")
        .doesNotContain("One row for each distinct minimum");
    RunPictures whole = RunPageFixtures.pictures(hits(3, 3));
    List<Spectrum> all =
        IntStream.range(0, 3).mapToObj(i -> new Spectrum("plain", i, new double[] {1, 2})).toList();
    RunPictures each =
        new RunPictures(whole.objectives(), all, List.of(), List.of(), null, List.of(), List.of());
    assertThat(SpectrumFigures.of(ReportFixtures.summary(), each).get(0).caption())
        .startsWith("One row for each distinct minimum, the lowest loss on top");
  }

  @Test
  void countsOverTolerancesAreNamedByWhatTheyCount() {
    assertThat(FIGURES.tolerance()).contains("distinct minima of the stored recount");
    assertThat(FIGURES.scripts())
        .contains("plain, distinct losses", "plain, distinct minima", "distinct losses, minima");
    RunPictures p = ReportFixtures.pictures();
    RunPictures without =
        new RunPictures(
            p.objectives(), List.of(), List.of(), List.of(), null, List.of(), List.of());
    RunFigures losses = new RunFigures(ReportFixtures.summary(), without);
    assertThat(losses.tolerance()).contains("by a recount, and none is stored");
    String drawn = losses.scripts();
    String tolerance = drawn.substring(drawn.indexOf("\"tolerance\":"), drawn.indexOf("</script>"));
    assertThat(tolerance).contains("plain, distinct losses").doesNotContain("minima");
  }

  @Test
  void waysWithoutAPlaneAreNamed() {
    assertThat(FIGURES.slices())
        .contains(
            "Of the 2 trajectories that are shown of plain those of these restarts have no plane:"
                + " 0. At most the first 4",
            "of output-neuron those of these restarts have no plane: 0, 17.");
    RunPictures p = ReportFixtures.pictures();
    RunPictures whole =
        new RunPictures(
            List.of(), List.of(), p.slices(), p.traces().subList(2, 3), null, List.of(), List.of());
    assertThat(whole.traces().get(0).restart()).isEqualTo(17);
    assertThat(new RunFigures(ReportFixtures.summary(), whole).slices())
        .doesNotContain("have no plane");
  }

  @Test
  void aPlaneWithoutFiniteLossesIsLeftOut() {
    LossSlice s = ReportFixtures.pictures().slices().get(0);
    double[] none = new double[s.losses().length];
    Arrays.fill(none, Double.NaN);
    LossSlice empty =
        new LossSlice(
            s.objective(),
            0,
            s.kind(),
            s.minima(),
            s.restart(),
            s.origin(),
            s.across(),
            s.up(),
            s.x(),
            s.y(),
            none,
            s.marks());
    RunPictures pictures =
        new RunPictures(
            List.of(), List.of(), List.of(empty, s), List.of(), null, List.of(), List.of());

    assertThat(
            elements(parsed(new RunFigures(ReportFixtures.summary(), pictures).slices()), "figure"))
        .hasSize(1);
  }

  @Test
  void aPageFullOfPicturesStaysSmall() {
    RunPictures p = ReportFixtures.pictures();
    List<Trace> traces = new ArrayList<>();
    List<LossSlice> slices = new ArrayList<>();
    List<ObjectivePictures> objectives = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      List<TraceStep> steps = new ArrayList<>();
      while (steps.size() < ObjectivePictures.POINTS) {
        steps.addAll(p.traces().get(1).steps());
      }

      traces.add(new Trace("output-neuron", i, "strict-minimum", steps));
      slices.add(p.slices().get(i % 2));
      objectives.add(p.objectives().get(i % 2));
    }

    RunFigures full =
        new RunFigures(
            ReportFixtures.summary(),
            new RunPictures(objectives, p.spectra(), slices, traces, null, List.of(), List.of()));

    // Of which the library is 1 MB.
    assertThat(all(full).length() + full.scripts().length()).isLessThan(5_000_000);
  }
}
