package org.minimacensus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.minimacensus.model.Activation;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.ParameterLayout;
import org.minimacensus.study.RunSummary;

/** The parameters of a point as tables, a matrix for each layer. */
final class Weights {
  /** Of more parameters only {@link #LARGEST} are shown. */
  private static final int ALL = 500;

  private static final int LARGEST = 100;

  /** Objectives whose added neurons are a, w_1..w_d, b for each output. */
  private static final Set<String> NEURONS =
      Set.of("output-neuron", "monomial-neuron", "relu-neuron");

  private final RunSummary.NetworkSummary network;
  private final String objective;
  private final double[] theta;
  private final double[] added;

  /**
   * @param theta of the network
   * @param added what is added to it; empty: nothing
   */
  Weights(RunSummary.NetworkSummary network, String objective, double[] theta, double[] added) {
    this.network = network;
    this.objective = objective;
    this.theta = theta;
    this.added = added;
  }

  /**
   * Where parameters stand in theta; empty where they are no layers, as of losses that hold the
   * output weights fixed.
   */
  static Optional<ParameterLayout> layout(RunSummary.NetworkSummary n, double[] theta) {
    // The layout is the same whatever the activation.
    Activation any = Activations.named("identity", 0);
    Architecture shape =
        n.kind().equals("resnet")
            ? Architecture.residual(n.inputs(), n.hidden(), n.outputs(), any, n.bias())
            : new Architecture(
                n.inputs(),
                n.hidden(),
                n.outputs(),
                any,
                any,
                n.bias(),
                n.outputBias(),
                n.direct());
    return Optional.of(shape.layout()).filter(l -> l.dimension() == theta.length);
  }

  /** What a layer of weights is called: W1, W2, ..., of a residual network V and W at its end. */
  private String name(ParameterLayout layout, int layer) {
    boolean residual = network.kind().equals("resnet");
    int left = layout.layers() - layer;
    return residual && left == 1 ? "W" : residual && left == 2 ? "V" : "W" + (layer + 1);
  }

  /**
   * All tables, folded away.
   *
   * @param title of the point
   */
  String tables(String title) {
    StringBuilder out = new StringBuilder("<details><summary>Its parameters</summary>\n");
    Optional<ParameterLayout> layout = layout(network, theta);
    if (theta.length == 0) {
      out.append(Html.paragraph("No parameters are stored."));
    } else if (theta.length > ALL) {
      largest(layout, title, out);
    } else if (layout.isPresent()) {
      for (int layer = 0; layer < layout.get().layers(); layer++) {
        layer(layout.get(), layer, title, out);
      }
    } else {
      out.append(
          Html.table(
              title + ": theta. Its " + theta.length + " parameters in their order.",
              List.of("number", "value"),
              numbered(theta)));
    }

    added(title, out);
    return out.append("</details>\n").toString();
  }

  private void layer(ParameterLayout layout, int layer, String title, StringBuilder out) {
    List<String> head = new ArrayList<>(List.of("unit"));
    for (int i = 0; i < layout.inputs(layer); i++) {
      head.add("from " + (i + 1));
    }

    if (layout.hasBias(layer)) {
      head.add("bias");
    }

    List<List<String>> rows = new ArrayList<>();
    for (int unit = 0; unit < layout.units(layer); unit++) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(unit + 1)));
      for (int i = 0; i < layout.inputs(layer); i++) {
        cells.add(Html.number(theta[layout.weight(layer, unit, i)]));
      }

      if (layout.hasBias(layer)) {
        cells.add(Html.number(theta[layout.biasOffset(layer) + unit]));
      }

      rows.add(cells);
    }

    boolean direct = network.direct() && layer > 0 && layer == layout.layers() - 1;
    out.append(
        Html.table(
            title
                + ": "
                + name(layout, layer)
                + (direct ? ". The last " + network.inputs() + " columns are the inputs." : "."),
            head,
            rows));
  }

  private void largest(Optional<ParameterLayout> layout, String title, StringBuilder out) {
    List<List<String>> rows =
        IntStream.range(0, theta.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(theta[i])))
            .limit(LARGEST)
            .map(i -> List.of(place(layout, i), Html.number(theta[i])))
            .toList();
    out.append(
        Html.table(
            title
                + ": the "
                + LARGEST
                + " largest of "
                + theta.length
                + " parameters. All are in the column theta of the table minima.",
            List.of("parameter", "value"),
            rows));
  }

  private String place(Optional<ParameterLayout> layout, int index) {
    if (layout.isEmpty()) {
      return "theta " + index;
    }

    ParameterLayout l = layout.get();
    int layer = l.layers() - 1;
    while (l.weightOffset(layer) > index) {
      layer--;
    }

    int at = index - l.weightOffset(layer);
    int weights = l.units(layer) * l.inputs(layer);
    return at < weights
        ? name(l, layer)
            + "["
            + (at / l.inputs(layer) + 1)
            + ", "
            + (at % l.inputs(layer) + 1)
            + "]"
        : "b" + (layer + 1) + "[" + (at - weights + 1) + "]";
  }

  private void added(String title, StringBuilder out) {
    int inputs = network.inputs();
    if (added.length == 0) {
      return;
    }

    if (!NEURONS.contains(objective)
        || added.length != network.outputs() * (inputs + 2)
        || added.length > ALL) {
      out.append(
          Html.table(
              title
                  + ": what is added"
                  + (added.length > ALL
                      ? ". The first " + ALL + " of " + added.length + " numbers."
                      : ". Its numbers in the order of the column augmentation."),
              List.of("number", "value"),
              numbered(added)));
      return;
    }

    List<String> head = new ArrayList<>(List.of("output", "a"));
    IntStream.rangeClosed(1, inputs).forEach(i -> head.add("w" + i));
    head.add("b");
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < network.outputs(); k++) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(k + 1)));
      for (int i = 0; i < inputs + 2; i++) {
        cells.add(Html.number(added[k * (inputs + 2) + i]));
      }

      rows.add(cells);
    }

    out.append(Html.table(title + ": the added neurons. One at each output.", head, rows));
  }

  private static List<List<String>> numbered(double[] values) {
    return IntStream.range(0, Math.min(ALL, values.length))
        .mapToObj(i -> List.of(Integer.toString(i), Html.number(values[i])))
        .toList();
  }
}
