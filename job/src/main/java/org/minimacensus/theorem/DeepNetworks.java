package org.minimacensus.theorem;

import java.util.List;

/** Sub-optimal local minima of networks with two or more hidden layers (Ding, Li and Sun 2019). */
final class DeepNetworks extends BadMinimaExist {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "deep-networks";
  }

  @Override
  public String statement() {
    return "a network with two or more hidden layers of any widths (the last of at least two units)"
        + " whose activation has a point with s, s' and s'' all different from 0, squared"
        + " loss: for some targets the loss has a sub-optimal local minimum";
  }

  @Override
  public boolean concerns(Setting setting) {
    return super.concerns(setting)
        && !setting.network().residual()
        && setting.network().hidden().size() >= 2;
  }

  @Override
  List<Premise> layers(Setting setting) {
    return List.of(Premises.hidden(setting));
  }
}
