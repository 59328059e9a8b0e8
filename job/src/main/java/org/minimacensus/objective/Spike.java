package org.minimacensus.objective;

import java.util.Locale;
import org.minimacensus.numeric.Kernels;

/**
 * What an exponential neuron becomes when its weights grow without bound while its largest value
 * stays finite: rho is added to the output at the rows with the input v, and nothing elsewhere. For
 * networks with one output. It knows no input itself, so that one objective serves all runs.
 *
 * @param form what its parameters are
 */
public record Spike(Form form) implements Augmentation {
  /** What the parameters of a spike are. */
  public enum Form {
    /** rho; v is the chart's origin. */
    LIMIT,

    /**
     * rho, sigma and an input: sigma is added there, as rho is at v, the chart's origin.
     * Derivatives by the input are given as 0.
     */
    WITH_SECOND,

    /**
     * v and a direction w: nothing is added, and {@link Evaluator#chartOrigins} is the training
     * input other than v with the largest w.(x - v) (ties: the first row).
     */
    NEIGHBOUR
  }

  @Override
  public String name() {
    return "spike";
  }

  @Override
  public int dimension(int inputs, int outputs) {
    if (outputs != 1) {
      throw new IllegalArgumentException("a spike needs a network of one output, found " + outputs);
    }

    return switch (form) {
      case LIMIT -> 1;
      case WITH_SECOND -> 2 + inputs;
      case NEIGHBOUR -> 2 * inputs;
    };
  }

  /**
   * @throws UnsupportedOperationException always: at another origin it is another function
   */
  @Override
  public void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    throw new UnsupportedOperationException(
        String.format(Locale.ROOT, "a spike (%s) belongs to its input", form));
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new SpikePass(form, kernels, inputs);
  }
}
