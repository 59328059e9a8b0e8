package org.minimacensus.objective;

import java.io.Serializable;
import java.util.List;
import org.minimacensus.numeric.Kernels;

/**
 * What the exponential neurons of a network become at infinity, each output's for itself: the
 * finite parts of their parameters. What is added to output k is A exp(s.z(x)) but for FLAT, where
 * z depends on how its neuron ends:
 *
 * <ul>
 *   <li>SILENT: nothing is added, and there is no parameter;
 *   <li>OFF (regulariser switched off): z = x - o_k, parameters A and s in R^d, as in {@link
 *       OutputNeuronLimit};
 *   <li>FLAT: its weights have gone to 0 and its constant into the output bias; s.z itself is
 *       added, z = x - o_k, with parameters s in R^d alone;
 *   <li>SPIKE at one input: A at the rows with the input o_k, 0 elsewhere;
 *   <li>SPIKE on a face of the inputs: z the coordinates of x - f_0 in the face's span, f_0 the
 *       face's first input, at the rows with an input of the face; 0 elsewhere. Parameters A and s,
 *       as many as the span has dimensions.
 * </ul>
 *
 * <p>Spikes at single inputs have these as chart origins, so that one objective serves all runs;
 * faces belong to the objective.
 *
 * @param ends one for each output
 */
public record NeuronEnds(List<End> ends) implements Augmentation {
  private static final long serialVersionUID = 1L;

  /** How a neuron ends. */
  public enum Kind {
    SILENT,
    OFF,
    FLAT,
    SPIKE
  }

  /**
   * The end of one neuron.
   *
   * @param face inputs of a face, two and more; empty unless it is a spike on a face
   * @param basis orthonormal vectors that span the differences of the face's inputs
   */
  public record End(Kind kind, double[][] face, double[][] basis) implements Serializable {
    public static final End SILENT = new End(Kind.SILENT);
    public static final End OFF = new End(Kind.OFF);

    public static final End FLAT = new End(Kind.FLAT);

    /** A spike at the chart origin. */
    public static final End SPIKE = new End(Kind.SPIKE);

    private End(Kind kind) {
      this(kind, new double[0][], new double[0][]);
    }

    /** Number of parameters for d inputs. */
    public int dimension(int inputs) {
      return (amplitude() ? 1 : 0) + weights(inputs);
    }

    /** Whether A is a parameter; it comes first. */
    public boolean amplitude() {
      return kind == Kind.OFF || kind == Kind.SPIKE;
    }

    /** Number of entries of s. */
    int weights(int inputs) {
      return switch (kind) {
        case SILENT -> 0;
        case OFF, FLAT -> inputs;
        case SPIKE -> basis.length;
      };
    }
  }

  public NeuronEnds {
    ends = List.copyOf(ends);
  }

  @Override
  public String name() {
    return "neuron-ends";
  }

  @Override
  public int dimension(int inputs, int outputs) {
    if (outputs != ends.size()) {
      throw new IllegalArgumentException(
          "the neurons of " + outputs + " outputs need as many ends, found " + ends.size());
    }

    return ends.stream().mapToInt(e -> e.dimension(inputs)).sum();
  }

  /** Not where all neurons are silent, or numbers at an input: those have no weights left. */
  @Override
  public boolean sharpens() {
    return ends.stream()
        .anyMatch(e -> e.kind == Kind.OFF || e.kind == Kind.FLAT || e.basis.length > 0);
  }

  /** Where the parameters of an output begin. */
  public int place(int output, int inputs) {
    return ends.stream().limit(output).mapToInt(e -> e.dimension(inputs)).sum();
  }

  /** Neurons that are switched off move; a spike is another function at another input. */
  @Override
  public void moveOrigin(
      double[] parameters, int offset, double[] from, double[] to, int inputs, int outputs) {
    for (int k = 0; k < outputs; k++) {
      int at = offset + place(k, inputs);
      boolean moves = ends.get(k).kind == Kind.OFF;
      double shift = 0;

      for (int j = k * inputs; j < (k + 1) * inputs; j++) {
        boolean stays = ends.get(k).kind == Kind.SPIKE || ends.get(k).kind == Kind.FLAT;

        if (stays && from[j] != to[j]) {
          throw new UnsupportedOperationException("what is added belongs to its chart origin");
        }

        shift =
            moves ? Math.fma(parameters[at + 1 + j - k * inputs], to[j] - from[j], shift) : shift;
      }

      if (moves) {
        parameters[at] = ExponentialNeurons.scaled(parameters[at], shift);
      }
    }
  }

  @Override
  public Pass pass(Kernels kernels, int inputs, int outputs) {
    return new NeuronEndsPass(this, kernels, inputs);
  }
}
