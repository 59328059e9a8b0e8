package org.minimacensus.richness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Samples with the values of many quantities: lines of sample;quantity;value. */
final class ReferenceFile {
  /**
   * A sample and what is known of it.
   *
   * @param values by quantity, as text
   */
  record Sample(String name, FrequencyCounts counts, Map<String, String> values) {
    /** Empty when the quantity is not defined for this sample. */
    Optional<Double> value(String quantity) {
      String text = values.get(quantity);
      if (text == null) {
        throw new IllegalArgumentException(name + " has no " + quantity);
      }

      return text.equals("undefined") ? Optional.empty() : Optional.of(Double.parseDouble(text));
    }
  }

  private ReferenceFile() {}

  static List<Sample> read(String resource) throws IOException {
    Map<String, Map<String, String>> samples = new LinkedHashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                ReferenceFile.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      in.lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(";"))
          .forEach(
              cells ->
                  samples
                      .computeIfAbsent(cells[0], name -> new LinkedHashMap<>())
                      .put(cells[1], cells[2]));
    }

    return samples.entrySet().stream()
        .map(e -> new Sample(e.getKey(), counts(e.getValue().get("hits")), e.getValue()))
        .toList();
  }

  private static FrequencyCounts counts(String hits) {
    return FrequencyCounts.ofHits(
        Arrays.stream(hits.split(" ")).flatMap(ReferenceFile::classes).toList());
  }

  /** One class by its hits, or many by hits x classes. */
  private static Stream<Long> classes(String word) {
    String[] parts = word.split("x");
    return Collections.nCopies(
        parts.length > 1 ? Integer.parseInt(parts[1]) : 1, Long.valueOf(parts[0]))
        .stream();
  }
}
