package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No class of the job is longer than a page and a bit, but for those with a reason. */
class FileLengthTest {
  private static final int LINES = 400;

  private static final Map<String, String> LONGER =
      Map.of(
          "Endpoint", "a record of forty columns and its builder",
          "FlatDirections", "the tangents of every kind of flat direction, which share a point",
          "HessianSpectrum", "one decision, from eigenvalues and bounds to zero modes",
          "LayerNeurons", "one added neuron: its chart, start, penalty and gradients",
          "MergedPairPass", "one pass over a tile with its derivatives, in the order of the rest",
          "NetworkPass", "the kernel of all objectives: one pass, forwards, backwards, twice",
          "NetworkSymmetry", "the whole group of a network, which nobody else may know",
          "Objective", "a record that every package refers to, with its factories",
          "VectorFunctions", "SIMD twins; on JDK 17 no method may take or return a vector",
          "VectorProducts", "SIMD twins; on JDK 17 no method may take or return a vector");

  @Test
  void filesAreShortOrHaveAReason() throws IOException {
    Map<String, Long> longer = new TreeMap<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main"))) {
      for (Path file : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          long n = lines.count();
          if (n > LINES) {
            longer.put(file.getFileName().toString().replace(".java", ""), n);
          }
        }
      }
    }

    assertThat(longer.keySet()).isEqualTo(LONGER.keySet());
  }
}
