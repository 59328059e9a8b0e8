package org.minimacensus.bench;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.minimacensus.census.CensusRules;
import org.minimacensus.census.CensusSettings;
import org.minimacensus.census.FunctionSignature;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.RandomNetworks;

/**
 * Endpoints of a network of two tanh units whose census is known: each restart is a random image,
 * under permutations and flips, of one of many minima, with noise far inside the tolerances.
 *
 * <p>Four strict minima share each loss; every fiftieth has a twin of equal loss ten tolerances
 * away; one minimum has a tenth of all restarts, the others uneven numbers. Flat minima of one loss
 * are different functions. Some restarts that ended on a strict minimum are certified as degenerate
 * only, some went to infinity, some are unconverged.
 *
 * @param endpoints number of restarts
 * @param strict number of strict minima without twins
 * @param flat number of degenerate minima
 */
public record GeneratedCensus(long seed, int endpoints, int strict, int flat)
    implements Serializable {
  private static final double[] INPUTS = {-1.5, -0.7, 0.1, 0.6, 1.4, -3, -0.2, 1.1, 4};
  private static final int TRAINING = 5;
  private static final double TOLERANCE = 1e-6;
  private static final int FUNCTIONS = 3;
  private static final int LIMITS = 7;

  private static Architecture architecture() {
    return new Architecture(
        1,
        List.of(2),
        1,
        Activations.named("tanh", 0),
        Activations.named("identity", 0),
        true,
        true,
        false);
  }

  public static CensusRules rules() {
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(architecture(), Penalty.NONE, OutputInvariance.NONE);
    return new CensusRules(symmetry, TwoUnits::new, new CensusSettings(1e-9, TOLERANCE));
  }

  /** Outputs of the two units; theta = (w1, w2, b1, b2, v1, v2, c). */
  private static final class TwoUnits implements FunctionSignature {
    @Override
    public int trainingValues() {
      return TRAINING;
    }

    @Override
    public double[] values(Endpoint endpoint) {
      double[] t = endpoint.theta();
      double[] values = new double[INPUTS.length];
      for (int r = 0; r < values.length; r++) {
        values[r] =
            t[4] * StrictMath.tanh(t[0] * INPUTS[r] + t[2])
                + t[5] * StrictMath.tanh(t[1] * INPUTS[r] + t[3])
                + t[6];
      }
      return values;
    }
  }

  public int twins() {
    return (strict + 49) / 50;
  }

  /** All distinct minima. */
  public int minima() {
    return strict + twins() + flat;
  }

  /** Number of the minimum on which a restart ended: strict, then twins, then flat ones. */
  public int minimumOf(long restart) {
    int minima = minima();
    if (restart < minima) {
      return (int) restart;
    }

    SplittableRandom random = new SplittableRandom(seed ^ (restart * 0x9E3779B97F4A7C15L));
    if (random.nextInt(10) == 0) {
      return 1;
    }

    double u = random.nextDouble();
    return (int) (minima * u * u);
  }

  /** Whether the restart ended on a minimum. */
  public boolean counted(long restart) {
    return restart < minima() || (restart % 101 != 0 && restart % 103 != 0);
  }

  private boolean verdictDegenerate(long restart, int minimum) {
    return minimum >= strict + twins() || (restart >= minima() && restart % 97 == 0);
  }

  /** The endpoint of a restart. */
  public Endpoint endpoint(long restart) {
    Endpoint.Builder endpoint = Endpoint.builder().objective("plain").restart(restart);
    if (!counted(restart)) {
      return uncounted(endpoint, restart);
    }

    int minimum = minimumOf(restart);
    RandomNetworks networks = new RandomNetworks(seed + 31 * restart + 7);
    double[] theta = networks.image(rules().symmetry(), centre(minimum));
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 2e-3 * TOLERANCE * (2 * networks.random().nextDouble() - 1);
    }

    EndpointClass endpointClass =
        verdictDegenerate(restart, minimum)
            ? EndpointClass.DEGENERATE_MINIMUM
            : EndpointClass.STRICT_MINIMUM;
    return endpoint
        .endpointClass(endpointClass)
        .loss(loss(minimum) + 1e-12 * networks.random().nextDouble())
        .lossError(1e-14)
        .baseLoss(loss(minimum))
        .gradientNorm(1e-12 * networks.random().nextDouble())
        .hessianMinEigenvalue(0.1)
        .hessianMaxEigenvalue(10)
        .hessianZeroModes(0)
        .hessianNegativeModes(0)
        .theta(theta)
        .build();
  }

  private static Endpoint uncounted(Endpoint.Builder endpoint, long restart) {
    if (restart % 101 != 0) {
      return endpoint.endpointClass(EndpointClass.UNCONVERGED).loss(0.1).build();
    }

    long valley = (restart / 101) % (FUNCTIONS * LIMITS);
    return endpoint
        .endpointClass(EndpointClass.AT_INFINITY)
        .infinityKind("kind-" + restart % 2)
        .limitOutputs(new double[] {1 + valley % FUNCTIONS})
        .limitLoss(0.25 + 0.01 * Math.floorDiv(valley, FUNCTIONS) + 1e-12 * (restart % 5))
        .build();
  }

  private double loss(int minimum) {
    if (minimum >= strict + twins()) {
      return 0.5;
    }

    int own = minimum < strict ? minimum : 50 * (minimum - strict);
    return 1 + 1e-6 * Math.floorDiv(own, 4);
  }

  private double[] centre(int minimum) {
    boolean twin = minimum >= strict && minimum < strict + twins();
    int own = twin ? 50 * (minimum - strict) : minimum;
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + own);
    double[] theta = new double[7];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = 4 * random.nextDouble() - 2;
    }
    theta[6] += twin ? 10 * TOLERANCE * (1 + Math.abs(theta[6])) : 0;
    return theta;
  }

  /** Distinct losses. */
  public long values() {
    return (strict + 3L) / 4 + (flat > 0 ? 1 : 0);
  }

  /** Strict minima that some restarts took for degenerate ones. */
  public long merged() {
    BitSet seen = new BitSet();
    for (long restart = minima(); restart < endpoints; restart++) {
      int minimum = minimumOf(restart);
      if (counted(restart) && minimum < strict + twins() && verdictDegenerate(restart, minimum)) {
        seen.set(minimum);
      }
    }
    return seen.cardinality();
  }

  /** Number of minima by hits. */
  public TreeMap<Long, Long> frequencies() {
    long[] hits = new long[minima()];
    for (long restart = 0; restart < endpoints; restart++) {
      if (counted(restart)) {
        hits[minimumOf(restart)]++;
      }
    }
    TreeMap<Long, Long> frequencies = new TreeMap<>();
    for (long h : hits) {
      frequencies.merge(h, 1L, Long::sum);
    }
    return frequencies;
  }

  /** Distinct valleys at infinity. */
  public long valleys() {
    return java.util.stream.LongStream.range(minima(), endpoints)
        .filter(restart -> !counted(restart) && restart % 101 == 0)
        .map(restart -> (restart / 101) % (FUNCTIONS * LIMITS))
        .distinct()
        .count();
  }
}
