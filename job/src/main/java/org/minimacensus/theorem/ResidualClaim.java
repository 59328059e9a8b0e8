package org.minimacensus.theorem;

import java.util.List;

/** What claims on residual networks W (x + V z(x)) share (Kawaguchi and Bengio 2019). */
abstract class ResidualClaim implements Claim {
  private static final long serialVersionUID = 1L;

  @Override
  public final String paper() {
    return "kawaguchi-bengio-2019";
  }

  @Override
  public final String objective() {
    return "plain";
  }

  @Override
  public boolean concerns(Setting setting) {
    return setting.network().residual() && setting.objective(objective()).isPresent();
  }

  @Override
  public final List<Premise> premises(Setting setting, Seen seen) {
    return List.of(
        Premises.convex(setting),
        Premises.differentiable(setting),
        Premises.narrowOutputs(setting),
        Premises.solved(setting),
        Premises.noDecay(setting));
  }
}
