package org.minimacensus.theorem;

import java.util.List;

/** Sub-optimal local minima of networks with one hidden layer (Ding, Li and Sun 2019). */
final class OneHiddenLayer extends BadMinimaExist {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "one-hidden-layer";
  }

  @Override
  public String statement() {
    return "a network with one hidden layer of at least two units, however wide, whose activation"
        + " has a point with s, s' and s'' all different from 0, squared loss: for some"
        + " targets the loss has a sub-optimal local minimum";
  }

  @Override
  public boolean concerns(Setting setting) {
    return super.concerns(setting)
        && !setting.network().residual()
        && setting.network().hidden().size() == 1;
  }

  @Override
  List<Premise> layers(Setting setting) {
    return List.of(Premises.hidden(setting));
  }
}
