package org.minimacensus.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.Activations;
import org.minimacensus.numeric.PreciseNumber;
import org.minimacensus.numeric.interval.Interval;

/**
 * Activations and losses are written down a second time, so that one text can be held against the
 * other. What is missing of a new one is said here once, with its file; tests that go over the
 * registries fail of it in many cases.
 */
class RegisteredTwiceTest {
  private static final String ACTIVATION = " (docs/extending.md, \"An activation\")";
  private static final String LOSS = " (docs/extending.md, \"A loss\")";
  private static final PreciseNumber ONE = PreciseNumber.of(1);

  /** The names that something refuses. */
  private static List<String> refused(List<String> names, Consumer<String> something) {
    return names.stream()
        .filter(
            name -> {
              try {
                something.accept(name);
                return false;
              } catch (IllegalArgumentException e) {
                return true;
              }
            })
        .toList();
  }

  @Test
  void everyActivationIsWrittenInDoubleDouble() {
    assertThat(refused(Activations.names(), name -> PreciseUnits.activation(name, 0.1, ONE)))
        .as(
            "activations without a case in activation(...) of"
                + " job/src/main/java/org/minimacensus/objective/PreciseUnits.java"
                + ACTIVATION)
        .isEmpty();
  }

  @Test
  void everyActivationHasAnEnclosureAwayFromItsKink() {
    Interval right = Interval.around(1, 0.25);
    Interval left = Interval.around(-1, 0.25);
    assertThat(Activations.names())
        .filteredOn(
            name ->
                Activations.named(name, 0.1).enclosure(right).isEmpty()
                    || Activations.named(name, 0.1).enclosure(left).isEmpty())
        .as("activations whose enclosure(...) is empty: none of their minima is ever proved")
        .isEmpty();
  }

  @Test
  void everyActivationHasValuesOfTorch() {
    assertThat(Activations.names())
        .filteredOn(name -> !TorchCase.stored(name))
        .as(
            "activations without job/src/test/resources/reference/torch-NAME.csv: add NAME behind"
                + " the others in ACTIVATIONS of job/src/test/python/torch_reference.py and run"
                + " `python3 job/src/test/python/torch_reference.py NAME` in the root of the"
                + " project; it needs PyTorch, `pip install torch`"
                + ACTIVATION)
        .isEmpty();
  }

  @Test
  void everyLossIsWrittenInDoubleDouble() {
    PreciseNumber[] outputs = {ONE, ONE};
    double[] target = {1, 0};
    assertThat(refused(Losses.names(), name -> PreciseUnits.loss(name, 2, 1, outputs, target)))
        .as(
            "losses without a case in loss(...) or residual(...) of"
                + " job/src/main/java/org/minimacensus/objective/PreciseUnits.java"
                + LOSS)
        .isEmpty();
  }

  @Test
  void everyLossIsAmongTheRandomCases() {
    assertThat(Losses.names())
        .filteredOn(name -> !ObjectiveCase.LOSSES.contains(name))
        .as(
            "losses that are not in LOSSES of"
                + " job/src/test/java/org/minimacensus/objective/ObjectiveCase.java, whose random"
                + " cases hold derivatives and enclosures against the second text"
                + LOSS)
        .isEmpty();
  }
}
