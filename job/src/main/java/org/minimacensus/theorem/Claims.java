package org.minimacensus.theorem;

import java.util.List;

/** All claims, in the order of the papers. */
public final class Claims {
  private static final List<Claim> REGISTRY =
      List.of(
          new OutputNeuronClassifies(),
          new LayerNeuronsClassify(),
          new MonomialNeuronClassifies(),
          new AnyLabels(),
          new ReluNeuronInstead(),
          new ConvexLosses(),
          new DistinctInputs(),
          new GradientBasis(),
          new FailureMode(),
          new LinearModel(),
          new BasisFunctions(),
          new FurtherImprovement(),
          new LossScaling(),
          new OneHiddenLayer(),
          new DeepNetworks(),
          new WideNetworks());

  private Claims() {}

  public static List<Claim> all() {
    return REGISTRY;
  }

  /** The claims that a study is about. */
  public static List<Claim> concerning(Setting setting) {
    return REGISTRY.stream().filter(c -> c.concerns(setting)).toList();
  }
}
