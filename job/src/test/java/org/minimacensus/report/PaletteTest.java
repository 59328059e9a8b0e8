package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.study.pictures.ObjectivePictures;
import org.minimacensus.study.pictures.RunPictures;

/** Marks and colours by which series are told apart, also by eyes that do not see all colours. */
class PaletteTest {
  /** Machado, Oliveira and Fernandes 2009: what is left of linear RGB, full and of each kind. */
  private static final double[][][] SIGHT = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {
      {0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998},
    },
    {
      {0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881},
    },
    {
      {1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900},
    },
  };

  private static final double[][] XYZ = {
    {0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505},
  };

  private static final double[] WHITE = {0.95047, 1, 1.08883};

  private static List<String> list(String name, String item) {
    String all = FigureScripts.charts();
    int from = all.indexOf(name);
    String line = all.substring(from, all.indexOf('\n', from));
    return Pattern.compile(item)
        .matcher(line.substring(name.length()))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** Of a theme, in the order of the slots. */
  private static List<String> colours(String theme) {
    String all = FigureScripts.charts();
    String of = all.substring(all.indexOf("const " + theme + " = {"));
    of = of.substring(of.indexOf("slots: ["), of.indexOf(']'));
    return Pattern.compile("#[0-9a-f]{6}").matcher(of).results().map(MatchResult::group).toList();
  }

  private static double[] linear(String colour) {
    double[] rgb = new double[3];
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      rgb[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    return rgb;
  }

  private static double[] times(double[][] matrix, double[] v) {
    return Arrays.stream(matrix)
        .mapToDouble(row -> row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
        .toArray();
  }

  private static double[] lab(double[] rgb) {
    double[] xyz = times(XYZ, rgb);
    double[] f = new double[3];
    for (int i = 0; i < 3; i++) {
      double t = Math.max(0, xyz[i]) / WHITE[i];
      f[i] = t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }

    return new double[] {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
  }

  /** The least distance in CIELAB over all kinds of sight. */
  private static double distance(String one, String other) {
    double least = Double.POSITIVE_INFINITY;
    for (double[][] sight : SIGHT) {
      double[] a = lab(times(sight, linear(one)));
      double[] b = lab(times(sight, linear(other)));
      least = Math.min(least, Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]));
    }

    return least;
  }

  private static double contrast(String one, String other) {
    double a = times(XYZ, linear(one))[1] + 0.05;
    double b = times(XYZ, linear(other))[1] + 0.05;
    return Math.max(a / b, b / a);
  }

  /** A just noticeable difference is 2.3. */
  @ParameterizedTest
  @ValueSource(strings = {"LIGHT", "DARK"})
  void coloursDifferInAllKindsOfSightAndFromTheGround(String theme) {
    List<String> colours = colours(theme);
    assertThat(colours).hasSize(EndpointClass.values().length + 1);
    for (int i = 0; i < colours.size(); i++) {
      assertThat(contrast(colours.get(i), theme.equals("LIGHT") ? "#ffffff" : "#121212"))
          .as(colours.get(i))
          .isGreaterThan(3);
      for (int j = 0; j < i; j++) {
        assertThat(distance(colours.get(i), colours.get(j)))
            .as("%s and %s", colours.get(i), colours.get(j))
            .isGreaterThan(7);
      }
    }
  }

  @Test
  void everySlotHasAMarkAndDashesOfItsOwn() {
    int slots = colours("LIGHT").size();
    assertThat(list("const SYMBOLS = [", "[A-Za-z]+")).hasSize(slots).doesNotHaveDuplicates();
    assertThat(list("const DASHES = [", "'solid'|\\[[\\d, ]+\\]"))
        .hasSize(slots)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyClassHasItsOwnColourAndMark() {
    List<ObjectivePictures.Drop> drops = new ArrayList<>();
    for (EndpointClass c : EndpointClass.values()) {
      drops.add(new ObjectivePictures.Drop(drops.size(), 1 + drops.size(), c.label()));
    }

    ObjectivePictures all = new ObjectivePictures("plain", drops, List.of(), List.of(), List.of());
    RunPictures pictures = RunPageFixtures.pictures(all);
    Figure waterfall = OutcomeFigures.waterfalls(ReportFixtures.summary(), pictures).get(0);
    Figure.Panel panel = (Figure.Panel) ((List<?>) waterfall.drawing().get("panels")).get(0);

    List<Integer> slots = panel.series().stream().map(Figure.Series::slot).toList();
    assertThat(slots).hasSize(EndpointClass.values().length).doesNotHaveDuplicates();
    int unconverged = slot(panel, "unconverged");
    int failed = slot(panel, "failed");
    for (String theme : List.of("LIGHT", "DARK")) {
      List<String> colours = colours(theme);
      assertThat(distance(colours.get(unconverged), colours.get(failed))).isGreaterThan(20);
    }
  }

  private static int slot(Figure.Panel panel, String name) {
    return panel.series().stream().filter(s -> s.name().equals(name)).findFirst().get().slot();
  }
}
