package org.minimacensus.census;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.model.NetworkSymmetry;
import org.minimacensus.model.NetworkSymmetry.OutputInvariance;
import org.minimacensus.model.NetworkSymmetry.Penalty;
import org.minimacensus.model.RandomNetworks;

/**
 * Endpoints crowded around the tolerances, where every decision of a census shows: losses and
 * parameters some tolerances apart, in chains, with error bounds, verdicts of both kinds on the
 * same parameters, and all other classes.
 *
 * @param activation {@code tanh}; {@code sin}, whose biases can be shifted; {@code relu} or {@code
 *     quadratic} for symmetries that are not discrete
 */
public record RandomCensus(long seed, String activation, int units) {
  private static final CensusSettings SETTINGS = new CensusSettings(1e-9, 1e-6);
  private static final double[] INPUTS = {-1.5, 0.4, 2, -3, 1.1};
  private static final int TRAINING = 3;

  public static List<RandomCensus> all() {
    return List.of(
        new RandomCensus(1, "tanh", 2),
        new RandomCensus(2, "tanh", 1),
        new RandomCensus(3, "relu", 2),
        new RandomCensus(4, "sin", 2),
        new RandomCensus(5, "quadratic", 2));
  }

  public CensusRules rules() {
    Architecture architecture =
        new Architecture(
            1,
            List.of(units),
            1,
            Activations.named(activation, 0),
            Activations.named("identity", 0),
            true,
            true,
            false);
    NetworkSymmetry symmetry =
        NetworkSymmetry.of(architecture, Penalty.NONE, OutputInvariance.NONE);
    String sigma = activation;
    int count = units;
    return new CensusRules(symmetry, () -> new Outputs(sigma, count), SETTINGS);
  }

  /** Outputs of one hidden layer. */
  private record Outputs(String sigma, int units) implements FunctionSignature {
    private double apply(double z) {
      return switch (sigma) {
        case "tanh" -> StrictMath.tanh(z);
        case "sin" -> StrictMath.sin(z);
        case "quadratic" -> z * z;
        default -> Math.max(z, 0);
      };
    }

    @Override
    public double[][] trainingInputs() {
      return new double[][] {{INPUTS[0]}, {INPUTS[1]}, {INPUTS[2]}};
    }

    @Override
    public int trainingValues() {
      return TRAINING;
    }

    @Override
    public double[] values(Endpoint endpoint) {
      double[] t = endpoint.theta();
      double[] values = new double[INPUTS.length];
      for (int r = 0; r < values.length; r++) {
        values[r] = t[3 * units];
        for (int u = 0; u < units; u++) {
          double z = t[u] * INPUTS[r] + t[units + u];
          values[r] += t[2 * units + u] * apply(z);
        }
      }
      return values;
    }
  }

  public List<Endpoint> endpoints(int count) {
    RandomNetworks networks = new RandomNetworks(seed);
    SplittableRandom random = networks.random();
    SplittableRandom modes = new SplittableRandom(seed);
    NetworkSymmetry symmetry = rules().symmetry();
    List<double[]> centres = new ArrayList<>();
    for (int k = 0; k < 8; k++) {
      centres.add(networks.theta(symmetry.architecture()));
    }
    EndpointClass[] classes = EndpointClass.values();
    List<Endpoint> endpoints = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      int k = random.nextInt(centres.size());
      double[] theta = centres.get(k).clone();
      // Steps of half a tolerance along one line: chains, near pairs, ambiguous homes.
      theta[0] += 0.5e-6 * random.nextInt(20) * (random.nextInt(3) == 0 ? 100 : 1);
      double[] image = networks.image(symmetry, theta);
      for (int i = 0; i < image.length; i++) {
        image[i] += 1e-8 * random.nextDouble();
      }
      boolean minimum = random.nextInt(8) > 0;
      EndpointClass c =
          minimum
              ? classes[random.nextInt(3) == 0 ? 1 : 0]
              : classes[2 + random.nextInt(classes.length - 2)];
      Endpoint.Builder endpoint =
          Endpoint.builder()
              .objective("plain")
              .restart(r)
              .endpointClass(c)
              .loss(0.5 + 0.25 * Math.floorDiv(k, 3) + 0.4e-9 * random.nextInt(30))
              .gradientNorm(1e-12 * random.nextInt(5))
              .baseLoss(random.nextDouble())
              .hessianZeroModes(modes.nextInt(8) - 1)
              .theta(image);
      if (random.nextInt(3) == 0) {
        endpoint.lossError(random.nextInt(20) == 0 ? 1e-3 : 1e-9 * random.nextDouble());
      }
      if (random.nextInt(3) == 0) {
        double[] error = new double[image.length];
        error[random.nextInt(error.length)] = 1e-6 * random.nextDouble();
        endpoint.parameterError(error);
      }
      if (c == EndpointClass.AT_INFINITY) {
        endpoint
            .infinityKind(random.nextBoolean() ? "merging-units" : "weights")
            .limitLoss(random.nextInt(4) == 0 ? Double.NaN : 0.3 + 0.4e-9 * random.nextInt(12));
      }
      endpoints.add(endpoint.build());
    }
    return endpoints;
  }
}
