package org.minimacensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KnownAnswersTest {

  @Test
  void fourMinimaOfTheSmallestAuerStudyAreRead() {
    KnownAnswers auer = KnownAnswers.read("known/auer-d2");

    assertThat(auer.complete()).isTrue();
    assertThat(auer.counts()).containsExactly(new KnownAnswers.Count("plain", 4));
    assertThat(auer.minima("plain")).hasSize(4);
    assertThat(auer.minima().get(0).loss()).isEqualTo(0.06112332866214639);
    assertThat(auer.minima().get(3).theta())
        .containsExactly(1.0986122886681098, 1.0986122886681098);
    assertThat(auer.tool()).contains("known_answers.py");
  }

  @Test
  void anObjectiveWithoutAnyMinimumHasTheCountZero() {
    KnownAnswers one = KnownAnswers.read("known/one-sample");

    assertThat(one.counts()).contains(new KnownAnswers.Count("output-neuron", 0));
    assertThat(one.minima("output-neuron")).isEmpty();
    assertThat(one.minima("plain").get(0).endpointClass()).isEqualTo("degenerate-minimum");
  }

  @Test
  void aStudyWithoutReferenceIsRefusedByName() {
    assertThatThrownBy(() -> KnownAnswers.read("known/no-such-study"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/reference/known/no-such-study.csv")
        .hasMessageContaining("known_answers.py");
  }
}
