package org.minimacensus.theorem.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConstructionsTest {
  static List<String> kinds() {
    return Constructions.all().stream().map(Construction::name).toList();
  }

  private static Constructed made(String name, String options) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String option : options.split(" ")) {
      String[] parts = option.split("=", 2);
      values.put("--" + parts[0], parts[1].replace(';', ','));
    }

    Construction kind = Constructions.named(name);
    return kind.build(OptionValues.of(kind, values));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theSameOptionsGiveTheSameBits(String name) {
    Construction kind = Constructions.named(name);
    Constructed first = kind.build(OptionValues.of(kind, Map.of()));
    Constructed second = kind.build(OptionValues.of(kind, Map.of()));

    assertThat(second.problem().inputs()).isDeepEqualTo(first.problem().inputs());
    assertThat(second.problem().targets()).isDeepEqualTo(first.problem().targets());
    assertThat(second.starts().toArray(double[][]::new))
        .isDeepEqualTo(first.starts().toArray(double[][]::new));
  }

  @Test
  void anotherSeedGivesOtherRows() {
    assertThat(made("ding-li-sun", "seed=1").problem().inputs()[0][0])
        .isNotEqualTo(made("ding-li-sun", "seed=2").problem().inputs()[0][0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ding-li-sun|hidden=1|--hidden: expected a whole number >= 2, found '1'",
        "ding-li-sun|hidden=two|--hidden: expected a whole number >= 2, found 'two'",
        "ding-li-sun|rows=5|--rows: expected a whole number >= 6, found '5'",
        "ding-li-sun|rows=6 output-bias=true|--rows: expected a whole number >= 7",
        "ding-li-sun|rows=9 inputs=2|--rows: expected a whole number >= 10",
        "ding-li-sun|activation=sin|sigma'' = -sigma",
        "ding-li-sun|activation=erf|sigma''(t) = -2 t sigma'(t)",
        "ding-li-sun|activation=quadratic bias=false|sigma'' is constant",
        "ding-li-sun|activation=identity|its second derivative is 0",
        "ding-li-sun|activation=relu|its second derivative is 0",
        "ding-li-sun|activation=leaky-relu|its second derivative is 0",
        "ding-li-sun|activation=tahn|--activation: expected one of identity, tanh",
        "ding-li-sun|kappa=0|--kappa: expected a finite number > 0, found '0'",
        "ding-li-sun|seed=x|--seed: expected a whole number of 64 bits, found 'x'",
        "ding-li-sun-deep|hidden=4|--hidden: expected two layers or more, found '4'",
        "ding-li-sun-deep|hidden=4;1|--hidden: expected 2 units or more in the last layer",
        "ding-li-sun-deep|rows=20|--rows: expected a whole number >= 24",
        "ding-li-sun-chain|hidden=3;1|--hidden: expected a whole number >= 2",
        "ding-li-sun-chain|rows=10|--rows: expected a whole number >= 11",
        "yun|activation=identity|a linear network has no sub-optimal minimum",
        "yun|activation=tanh weights=1;1|--weights: expected two weights at which",
        "yun|weights=1|--weights: expected two numbers, found '1'",
        "auer|scales=1;-3|--scales: expected numbers > 0",
        "auer|target=0.4|--target: expected a number between 1/2 and 1, found '0.4'",
        "auer|inputs=40|--inputs: expected at most 10000 minima, found '40'",
        "split-unit|hidden=1|--hidden: expected a whole number >= 2",
        "split-unit|activation=relu|--activation: expected tanh, sigmoid",
        "split-unit|activation=erf bias=true|--curvature: expected indefinite for erf with biases",
        "split-unit|gamma=1|--gamma: expected a number other than 0 and 1, found '1'",
        "split-unit|curvature=indefinite|--curvature: expected definite",
        "split-unit|rows=2|--rows: expected a whole number >= 3",
        "dead-relu|dead=4|--dead: expected at most the 3 hidden units, found '4'",
        "dead-relu|dead=1 rows=9|--rows: expected a whole number >= 10",
        "affine-region|rows=3|--rows: expected a whole number >= 4, found '3'",
        "affine-region|activation=tanh|--activation: expected one of relu, leaky-relu",
        "deep-linear|hidden=|--hidden: expected a whole number >= 1",
        "deep-linear|rows=2|--rows: expected a whole number >= 3",
        "logistic|rows=4|--rows: expected a whole number >= 5",
        "teacher-student|noise=-1|--noise: expected a finite number >= 0, found '-1'",
        "xor-network|network=2-4-1|--network: expected one of 2-1-1-direct, 2-2-1, 2-3-1",
        "two-spirals|points=1|--points: expected a whole number >= 2",
        "gaussian-mixture|clusters=1|--clusters: expected a whole number >= 2",
        "random-labels|rows=1|--rows: expected a whole number >= 2",
      })
  void whatCannotBeIsRefusedWithTheReason(String kind, String options, String message) {
    assertThatThrownBy(() -> made(kind, options))
        .isInstanceOf(ConstructionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unknownNamesAreRefused() {
    Construction kind = Constructions.named("xor");

    assertThatThrownBy(() -> OptionValues.of(kind, Map.of("--seed", "1")))
        .isInstanceOf(ConstructionException.class)
        .hasMessageContaining("--seed: xor has the options [--activation, --hidden]");
    assertThatThrownBy(() -> Constructions.named("xnor"))
        .isInstanceOf(ConstructionException.class)
        .hasMessageContaining("found 'xnor'");
  }
}
