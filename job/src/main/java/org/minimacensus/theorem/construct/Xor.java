package org.minimacensus.theorem.construct;

import java.util.List;
import java.util.Optional;
import org.minimacensus.numeric.RandomStream;

/** The exclusive or as two classes of two points each. */
final class Xor implements Construction {
  private static final int STARTS = 50;

  @Override
  public String name() {
    return "xor";
  }

  @Override
  public String summary() {
    return "the four points of the exclusive or as two classes";
  }

  @Override
  public String source() {
    return "Minsky, Papert 1969, perceptrons";
  }

  @Override
  public List<ConstructionOption> options() {
    return Labelled.network(2);
  }

  @Override
  public Constructed build(OptionValues options) {
    double[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    double[][] labels = {{-1}, {1}, {1}, {-1}};
    Problem problem = Labelled.problem(options, inputs, labels);
    Constructed made =
        new Constructed(problem)
            .from(Constructed.Starts.USUAL)
            .fact("expected_minima", "not known");
    Optional<KnownPoint> point =
        GlobalMinimum.find(problem, RandomStream.of(0, "starts", 0), 1, STARTS, -1);
    return point.isEmpty() ? made : made.fact("global_loss", 0.0).known(point.get());
  }
}
