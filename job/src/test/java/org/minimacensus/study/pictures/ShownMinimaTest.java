package org.minimacensus.study.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownMinimaTest {
  @ParameterizedTest
  @CsvSource({
    // best, bad, most, chosen best, chosen bad
    "3, 4, 50, 3, 4",
    "500, 0, 50, 50, 0",
    "0, 70, 50, 0, 50",
    "500, 7, 50, 43, 7",
    "500, 90, 50, 25, 25",
    "10, 90, 50, 10, 40",
    "9, 9, 3, 2, 1",
    "9, 9, 1, 1, 0",
    "9, 9, 0, 0, 0",
  })
  void badMinimaHaveHalfOfThePlacesWhereThereAreSoMany(
      int best, int bad, int most, int bestChosen, int badChosen) {
    List<Integer> ids = IntStream.range(0, best + bad).boxed().toList();
    List<Integer> chosen = ShownMinima.of(ids, most, id -> id >= best);

    assertThat(chosen)
        .as("the lowest of each kind, in their order")
        .containsExactlyElementsOf(
            IntStream.concat(
                    IntStream.range(0, bestChosen), IntStream.range(best, best + badChosen))
                .boxed()
                .toList());
  }
}
