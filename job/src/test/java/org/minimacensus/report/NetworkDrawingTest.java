package org.minimacensus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.minimacensus.study.RunSummary.NetworkSummary;

class NetworkDrawingTest {
  private static double[] numbers(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }

  private static NetworkSummary network(String kind, List<Integer> hidden, boolean direct) {
    return new NetworkSummary(kind, 2, hidden, 1, "tanh", "identity", true, true, direct, 0);
  }

  private static long lines(String svg) {
    return svg.chars().filter(c -> c == 'M').count();
  }

  /** W1 is [[1, -2], [0, 4]] and W2 [8, -3]; a weight of 0 has no line. */
  @Test
  void aLineForEachWeightAsWideAsItIsLargeAndDashedWhereNegative() {
    double[] theta = {1, -2, 0, 4, 5, -6, 8, -3, 7};
    String svg =
        new NetworkDrawing(network("mlp", List.of(2), false), theta, false).figure("m", "M");
    assertThat(lines(svg.substring(0, svg.indexOf("</svg>")).replaceAll("<title.*</title>", "")))
        .isEqualTo(5);
    assertThat(svg)
        .contains(
            "<path class=\"positive\" stroke-width=\"6.00\" d=\"M260",
            "<path class=\"positive\" stroke-width=\"0.75\" d=\"M36",
            "<path class=\"negative\" stroke-width=\"1.50\" d=\"M36",
            "<circle class=\"negative\"",
            "the widest: 8")
        .containsPattern("<path class=\"negative\" stroke-width=\"2.25\" d=\"M260 \\d+L484 ");
    assertThat(svg.split("<circle", -1)).hasSize(1 + 2 + 2 + 1);
  }

  @Test
  void ofManyWeightsTheLargestAreDrawnAndThatIsSaid() {
    double[] theta = numbers(2 * 30 + 30 + 30 * 30 + 30 + 30 + 1);
    String svg =
        new NetworkDrawing(network("mlp", List.of(30, 30), false), theta, false).figure("m", "t");
    assertThat(lines(svg)).isEqualTo(NetworkDrawing.EDGES);
    assertThat(svg).contains("The 200 largest of 990 weights are drawn.");
  }

  @Test
  void weightsFromTheInputsPassHiddenLayers() {
    double[] theta = numbers(4 + 2 + 4 + 1);
    String svg =
        new NetworkDrawing(network("mlp", List.of(2), true), theta, false).figure("m", "t");
    assertThat(lines(svg)).isEqualTo(8);
    assertThat(svg.split("Q", -1)).hasSize(3);
  }

  @Test
  void whatIsAddedToTheNetworkIsSaidNotToBeDrawn() {
    NetworkSummary mlp = network("mlp", List.of(2), false);
    assertThat(new NetworkDrawing(mlp, numbers(9), true).figure("m", "t"))
        .contains("<svg", "What is added to the network is not drawn.");
    assertThat(new NetworkDrawing(mlp, numbers(9), false).figure("m", "t"))
        .contains("<svg")
        .doesNotContain("not drawn");
  }

  @Test
  void whatIsNotDrawnHasASentenceAndATable() {
    String residual =
        new NetworkDrawing(network("resnet", List.of(3), false), numbers(17), false)
            .figure("m", "t");
    assertThat(residual).contains("Residual networks are not drawn").doesNotContain("<svg");
    String wide =
        new NetworkDrawing(network("mlp", List.of(41), false), numbers(165), false)
            .figure("m", "t");
    assertThat(wide).contains("more than 40 units").doesNotContain("<svg");
    String fixed =
        new NetworkDrawing(network("mlp", List.of(2), false), numbers(4), false).figure("m", "");
    assertThat(fixed).contains("not drawn");
  }

  /** V is 2 x 3 and W 1 x 2 behind the layer of z with its biases. */
  @Test
  void layersOfWeightsAreTables() {
    NetworkSummary resnet =
        new NetworkSummary("resnet", 2, List.of(3), 1, "tanh", "identity", true, false, false, 17);
    String tables = new Weights(resnet, "plain", numbers(17), new double[0]).tables("Minimum 1");
    assertThat(tables)
        .contains(
            "Minimum 1: W1.", "<th scope=\"row\">3</th><td>5</td><td>6</td><td>9</td>",
            "Minimum 1: V.", "<th scope=\"row\">1</th><td>10</td><td>11</td><td>12</td>",
            "Minimum 1: W.", "<th scope=\"row\">1</th><td>16</td><td>17</td>");
  }

  @Test
  void ofManyParametersTheLargestAreListedByTheirPlace() {
    double[] theta = new double[2 * 200 + 200 + 200 + 1];
    theta[2 * 150 + 1] = -7;
    theta[400 + 20] = 3;
    theta[600 + 9] = 2;
    theta[800] = 1.5;
    String tables =
        new Weights(network("mlp", List.of(200), false), "plain", theta, new double[0]).tables("M");
    assertThat(tables)
        .contains(
            "the 100 largest of 801 parameters",
            "<th scope=\"row\">W1[151, 2]</th><td>-7</td>",
            "<th scope=\"row\">b1[21]</th><td>3</td>",
            "<th scope=\"row\">W2[1, 10]</th><td>2</td>",
            "<th scope=\"row\">b2[1]</th><td>1.5</td>");
  }

  @Test
  void addedNeuronsAreARowForEachOutput() {
    String tables =
        new Weights(
                network("mlp", List.of(2), false),
                "output-neuron",
                numbers(9),
                new double[] {0, 1, 2, 3})
            .tables("M");
    assertThat(tables)
        .contains("<th scope=\"col\">w2</th><th scope=\"col\">b</th>")
        .contains("<th scope=\"row\">1</th><td>0</td><td>1</td><td>2</td><td>3</td>");
  }
}
