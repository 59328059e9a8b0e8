package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.study.RunSummary;

/**
 * A perceptron drawn with its weights: a line for each, as wide as it is large, dashed where it is
 * negative.
 */
final class NetworkDrawing {
  /** Of more weights the largest so many are drawn. */
  static final int EDGES = 200;

  /** Networks with a wider layer are not drawn. */
  private static final int UNITS = 40;

  private static final int WIDTH = 520;
  private static final int STEP = 30;
  private static final int MARGIN = 36;
  private static final int RADIUS = 9;

  /** Widths of lines, from the thinnest on. */
  private static final int WIDTHS = 8;

  private static final double WIDEST = 6;

  private final RunSummary.NetworkSummary network;
  private final double[] theta;
  private final boolean added;
  private final Optional<ParameterLayout> layout;

  /**
   * @param added whether the point has added neurons beside the network's parameters, which are not
   *     drawn
   */
  NetworkDrawing(RunSummary.NetworkSummary network, double[] theta, boolean added) {
    this.network = network;
    this.theta = theta;
    this.added = added;
    boolean perceptron = network.kind().equals("mlp") || network.kind().equals("deep-linear");
    this.layout = perceptron ? Weights.layout(network, theta) : Optional.empty();
  }

  /** A weight between two units; layer -1 are the inputs. */
  private record Edge(int fromLayer, int from, int layer, int to, double weight) {}

  /**
   * The drawing with its caption, or a sentence why there is none.
   *
   * @param id that no other element begins with
   * @param title in words
   */
  String figure(String id, String title) {
    if (layout.isEmpty()) {
      return missing(
          network.kind().equals("resnet")
              ? "Residual networks are not drawn"
              : "This network is not drawn, as it is no chain of layers of free weights");
    }

    int widest = network.inputs();
    for (int l = 0; l < layout.get().layers(); l++) {
      widest = Math.max(widest, layout.get().units(l));
    }

    if (widest > UNITS) {
      return missing("This network is not drawn, as a layer has more than " + UNITS + " units");
    }

    List<Edge> all = edges();
    List<Edge> drawn =
        all.stream()
            .sorted(Comparator.comparingDouble((Edge e) -> -Math.abs(e.weight)))
            .limit(EDGES)
            .toList();
    double largest = drawn.stream().mapToDouble(e -> Math.abs(e.weight)).max().orElse(0);
    return "<figure>\n"
        + svg(id, title, drawn, largest, MARGIN + STEP * Math.max(2, widest))
        + "<figcaption>"
        + Html.text(caption(all.size(), drawn.size(), largest))
        + "</figcaption></figure>\n";
  }

  private static String missing(String why) {
    return "<p class=\"missing\">"
        + Html.text(why + "; its parameters are in the table.")
        + "</p>\n";
  }

  private String caption(int all, int drawn, double largest) {
    String some = drawn < all ? "The " + drawn + " largest of " + all + " weights are drawn. " : "";
    return some
        + "Inputs left, outputs right. A line is as wide as its weight is large (the widest: "
        + Html.number(largest)
        + "), solid and blue where it is positive, dashed and orange where it is negative; an"
        + " outline in the same way for the sign of a bias. "
        + (added ? "What is added to the network is not drawn. " : "")
        + "The numbers are in the tables of the parameters.";
  }

  private List<Edge> edges() {
    ParameterLayout l = layout.get();
    List<Edge> edges = new ArrayList<>();
    for (int layer = 0; layer < l.layers(); layer++) {
      int below = layer == 0 ? network.inputs() : l.units(layer - 1);
      for (int unit = 0; unit < l.units(layer); unit++) {
        for (int i = 0; i < l.inputs(layer); i++) {
          boolean direct = i >= below;
          edges.add(
              new Edge(
                  direct ? -1 : layer - 1,
                  direct ? i - below : i,
                  layer,
                  unit,
                  theta[l.weight(layer, unit, i)]));
        }
      }
    }

    return edges;
  }

  private String svg(String id, String title, List<Edge> edges, double largest, int height) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"network\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t\">"
                + "<title id=\"%s-t\">%s, drawn as a network</title>\n",
            WIDTH,
            height,
            id,
            id,
            Html.text(title)));
    lines(edges, largest, height, out);
    units(-1, network.inputs(), "input", height, out);
    ParameterLayout l = layout.get();
    for (int layer = 0; layer < l.layers(); layer++) {
      boolean last = layer == l.layers() - 1;
      units(layer, l.units(layer), last ? "output" : "layer " + (layer + 1), height, out);
    }

    return out.append("</svg>\n").toString();
  }

  /** Lines of one width and sign are one element. */
  private void lines(List<Edge> edges, double largest, int height, StringBuilder out) {
    TreeMap<Integer, StringBuilder> paths = new TreeMap<>();
    for (Edge e : edges) {
      if (e.weight == 0 || !Double.isFinite(e.weight)) {
        continue;
      }

      int width = Math.max(1, (int) Math.ceil(WIDTHS * Math.abs(e.weight) / largest));
      StringBuilder d =
          paths.computeIfAbsent(e.weight < 0 ? -width : width, w -> new StringBuilder());
      int x1 = x(e.fromLayer);
      int y1 = y(e.from, units(e.fromLayer), height);
      int x2 = x(e.layer);
      int y2 = y(e.to, units(e.layer), height);
      d.append('M').append(x1).append(' ').append(y1);
      if (e.layer - e.fromLayer > 1) {
        // Past the layers between, below them.
        d.append('Q').append((x1 + x2) / 2).append(' ').append(height).append(' ');
      } else {
        d.append('L');
      }

      d.append(x2).append(' ').append(y2);
    }

    paths.forEach(
        (width, d) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "<path class=\"%s\" stroke-width=\"%.2f\" d=\"%s\"/>\n",
                    width < 0 ? "negative" : "positive",
                    WIDEST * Math.abs(width) / WIDTHS,
                    d)));
  }

  private int units(int layer) {
    return layer < 0 ? network.inputs() : layout.get().units(layer);
  }

  private int x(int layer) {
    int gaps = layout.get().layers();
    return MARGIN + (WIDTH - 2 * MARGIN) * (layer + 1) / gaps;
  }

  private static int y(int unit, int units, int height) {
    return (height + MARGIN / 2) / 2 + (int) Math.round(STEP * (unit - (units - 1) / 2.0));
  }

  private void units(int layer, int units, String name, int height, StringBuilder out) {
    out.append("<text x=\"").append(x(layer)).append("\" y=\"12\" text-anchor=\"middle\">");
    out.append(name).append("</text>\n");
    for (int u = 0; u < units; u++) {
      String sign = "";
      if (layer >= 0 && layout.get().hasBias(layer)) {
        double bias = theta[layout.get().biasOffset(layer) + u];
        sign = bias < 0 ? "negative" : bias > 0 ? "positive" : "";
      }

      out.append("<circle").append(sign.isEmpty() ? "" : " class=\"" + sign + "\"");
      out.append(" cx=\"").append(x(layer)).append("\" cy=\"").append(y(u, units, height));
      out.append("\" r=\"").append(RADIUS).append("\"/>");
      out.append("<text x=\"").append(x(layer)).append("\" y=\"");
      out.append(y(u, units, height) + 4).append("\" text-anchor=\"middle\">").append(u + 1);
      out.append("</text>\n");
    }
  }
}
