package org.minimacensus.objective;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of {@code reference/torch-ACTIVATION.csv}; {@code torch_reference.py} documents every
 * key.
 */
final class TorchCase {
  private final Map<String, String[]> fields;

  private TorchCase(Map<String, String[]> fields) {
    this.fields = fields;
  }

  private static String resource(String activation) {
    return "/reference/torch-" + activation + ".csv";
  }

  /** Whether there are cases of an activation. */
  static boolean stored(String activation) {
    return TorchCase.class.getResource(resource(activation)) != null;
  }

  /** All cases of one activation, in file order. */
  static List<TorchCase> read(String activation) {
    String resource = resource(activation);
    InputStream in = TorchCase.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalArgumentException(
          "expected " + resource + " on the class path, found none; torch_reference.py writes it");
    }
    List<TorchCase> cases = new ArrayList<>();
    Map<String, String[]> block = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.equals("end")) {
          cases.add(new TorchCase(block));
          block = new HashMap<>();
        } else if (!line.startsWith("#")) {
          String[] parts = line.split(",");
          block.put(parts[0], Arrays.copyOfRange(parts, 1, parts.length));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
    return cases;
  }

  String text(String key) {
    return field(key)[0];
  }

  double number(String key) {
    return Double.parseDouble(text(key));
  }

  boolean flag(int index) {
    return Boolean.parseBoolean(field("flags")[index]);
  }

  /** Rows (0), inputs (1) or outputs (2). */
  int shape(int index) {
    return Integer.parseInt(field("shape")[index]);
  }

  List<Integer> hidden() {
    return Arrays.stream(field("hidden")).map(Integer::valueOf).toList();
  }

  /** The power of a polynomial hinge; 3, unused, for other losses. */
  int power() {
    String[] loss = field("loss");
    return loss.length > 1 ? Integer.parseInt(loss[1]) : 3;
  }

  boolean augmented() {
    return text("objective").equals("output-neuron");
  }

  /** A list of numbers; empty when the case has none. */
  double[] numbers(String key) {
    return fields.containsKey(key)
        ? Arrays.stream(field(key)).mapToDouble(Double::parseDouble).toArray()
        : new double[0];
  }

  /** A row-major list as a matrix. */
  double[][] matrix(String key, int rows, int columns) {
    double[] flat = numbers(key);
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
    }
    return matrix;
  }

  @Override
  public String toString() {
    return text("case");
  }

  private String[] field(String key) {
    String[] value = fields.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "torch case "
              + Arrays.toString(fields.get("case"))
              + ": expected a line '"
              + key
              + "', found none");
    }
    return value;
  }
}
