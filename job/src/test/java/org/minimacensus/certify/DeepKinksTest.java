package org.minimacensus.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.minimacensus.model.Activations;
import org.minimacensus.model.Architecture;
import org.minimacensus.numeric.RandomStream;
import org.minimacensus.objective.Evaluator;
import org.minimacensus.objective.Kink;
import org.minimacensus.objective.Point;
import org.minimacensus.objective.Question;
import org.minimacensus.optimize.Vectors;

/**
 * Minima on kinks of networks with several hidden layers: derivatives along kinks and slopes across
 * them against differences of a loss computed anew, minima against a list made without a search and
 * against walks around them.
 */
class DeepKinksTest {
  private static final List<DeepNetwork> NETWORKS =
      List.of(
          DeepNetwork.random(1, DeepNetwork.layers("relu", true, false, 1, 1, 1), 8, 0),
          DeepNetwork.random(2, DeepNetwork.layers("relu", true, false, 2, 2, 1), 8, 0.01),
          DeepNetwork.random(3, DeepNetwork.layers("leaky-relu", true, false, 1, 1, 2), 8, 0),
          DeepNetwork.random(4, DeepNetwork.layers("relu", false, false, 2, 3, 2), 8, 0),
          DeepNetwork.random(5, DeepNetwork.layers("leaky-relu", true, false, 1, 2, 2), 14, 0.01),
          DeepNetwork.random(6, DeepNetwork.layers("relu", true, true, 2, 3, 2), 14, 0),
          DeepNetwork.random(7, DeepNetwork.layers("relu", true, false, 2, 2, 2, 2), 14, 0.01),
          DeepNetwork.random(8, DeepNetwork.layers("relu", false, false, 2, 1, 2), 14, 0),
          DeepNetwork.random(9, DeepNetwork.layers("relu", true, false, 2, 1, 1), 14, 0.01));

  /** Units pinned on rows of their own, and behind one another on one row. */
  @Test
  void derivativesAlongKinksAreThoseOfTheLossThere() {
    int nested = 0;
    for (int trial = 0; trial < 60; trial++) {
      Pinned p = Pinned.random(trial);
      if (p == null) {
        continue;
      }

      nested += p.nested() ? 1 : 0;
      p.pins.forEach(
          k ->
              assertThat(p.net.preActivations(p.x.values(), (int) k.row())[k.layer()][k.unit()])
                  .isCloseTo(0, within(1e-14)));
      RandomStream stream = RandomStream.of(trial, "direction", 0);
      double[] d = stream(stream, p.u.dimension());
      var at = p.on.evaluate(Question.hessian(p.u));
      var product = p.on.evaluate(Question.hessianVector(p.u, d));
      double h = 1e-5;
      double slope = (p.loss(d, h) - p.loss(d, -h)) / (2 * h);
      double[] up = p.on.evaluate(Question.gradient(p.moved(d, h))).gradient().values();
      double[] down = p.on.evaluate(Question.gradient(p.moved(d, -h))).gradient().values();
      double scale = 1 + Vectors.maxAbs(at.gradient().values());

      assertThat(PinnedRows.dot(at.gradient().values(), d)).isCloseTo(slope, within(1e-7 * scale));
      for (int i = 0; i < d.length; i++) {
        double row = 0;
        for (int j = 0; j < d.length; j++) {
          row += at.hessian().apply(i, j) * d[j];
        }

        double size = 1 + Math.abs(row);
        assertThat(row)
            .as("row %d of trial %d", i, trial)
            .isCloseTo((up[i] - down[i]) / (2 * h), within(1e-5 * size * scale));
        assertThat(product.hessianVector().values()[i])
            .isCloseTo(row, within(1e-11 * size * scale));
      }
    }

    assertThat(nested).isGreaterThan(8);
  }

  /** Whatever the loss does along the kinks, moves change one pre-activation alone. */
  @Test
  void slopesAcrossKinksAreThoseOfTheLossBeside() {
    int seen = 0;
    for (int trial = 0; trial < 60; trial++) {
      Pinned p = Pinned.random(trial);
      List<KinkSlopes.Slope> slopes = p == null ? null : new KinkSlopes(p.evaluator).at(p.x, p.on);
      if (slopes == null) {
        continue;
      }

      for (int k = 0; k < slopes.size(); k++) {
        KinkSlopes.Slope s = slopes.get(k);
        double t = 1e-7 / (1 + Vectors.maxAbs(s.rise()) + Vectors.maxAbs(s.fall()));
        if (s.fall() != s.rise()) {
          p.alone(s.rise(), t, s.pins().get(0));
          p.alone(s.fall(), -t, s.pins().get(0));
        }

        assertThat(p.slope(s.rise(), t))
            .as("trial %d %s of %s", trial, s.name(), p.pins)
            .isCloseTo(s.up(), within(1e-4 * (1 + Math.abs(s.up()))));
        assertThat(p.slope(s.fall(), t))
            .isCloseTo(s.down(), within(1e-4 * (1 + Math.abs(s.down()))));
        seen++;
      }
    }

    assertThat(seen).isGreaterThan(50);
  }

  @Test
  void rampsOnALineEndOnKnownMinimaAndOnNoOthers() {
    int certified = 0;
    int ends = 0;
    for (int seed = 0; seed < 60; seed++) {
      DeepNetwork net = onALine(seed);
      double[] line = Arrays.stream(net.x).mapToDouble(r -> r[0]).toArray();
      List<RampMinima.Minimum> known = RampMinima.of(line, net.y);
      for (RampMinima.Minimum m : known) {
        assertThat(net.loss(m.theta())).isCloseTo(m.loss(), within(1e-12));
        if (m.onRows() == 0) {
          continue;
        }

        RandomStream stream = RandomStream.of(seed, "beside", m.onRows());
        double[] beside = m.theta().clone();
        for (int i = 0; i < beside.length; i++) {
          beside[i] += 1e-9 * stream.nextGaussian();
        }

        // Not the whole run, whose first step across steep kinks may lead to another minimum.
        KinkSearch.Outcome outcome = net.problem().acrossKinks(Point.of(beside));
        assertThat(outcome.verdict()).as(m + outcome.words()).isNotNull();
        assertThat(outcome.verdict().endpointClass().isMinimum()).isTrue();
        assertThat(net.loss(outcome.verdict().point().values())).isCloseTo(m.loss(), within(1e-10));
        assertThat(outcome.verdict().spectrum().zeroModes()).isEqualTo(2);
        certified++;
      }

      for (int r = 0; r < 6; r++) {
        RandomStream stream = RandomStream.of(seed, "start of a ramp", r);
        double k1 = line[0] + 3 * stream.nextDouble();
        double[] start = {1, -k1, -1, 1 + stream.nextDouble(), 0, stream.nextGaussian()};
        start[4] = 1 + stream.nextGaussian();
        Endpoint end = net.problem().end(start);
        if (end.endpointClass().isMinimum()
            && end.hessianZeroModes() == 2
            && end.detail().equals("at-kink")) {
          assertThat(known)
              .as(end.loss() + " " + Arrays.toString(end.theta()) + end.evidence())
              .anyMatch(m -> Math.abs(m.loss() - end.loss()) < 1e-9);
          ends++;
        }
      }
    }

    assertThat(certified).isGreaterThan(20);
    assertThat(ends).isGreaterThan(20);
  }

  @Test
  void noNetworkAroundAMinimumOnKinksIsLower() {
    int deep = 0;
    int joint = 0;
    int asleep = 0;
    int open = 0;
    for (DeepNetwork net : NETWORKS) {
      for (int r = 0; r < 16; r++) {
        Endpoint end = net.problem().end(net.gaussian(RandomStream.of(5, "start", r)));
        open += end.endpointClass().isMinimum() ? 0 : 1;
        if (!end.endpointClass().isMinimum() || !end.detail().equals("at-kink")) {
          continue;
        }

        deep += end.evidence().contains("of layer") ? 1 : 0;
        joint += end.evidence().contains(" and unit ") ? 1 : 0;
        asleep += end.evidence().contains("units held at 0") ? 1 : 0;
        double[] theta = end.theta();
        assertThat(net.deepestAround(theta, 3000)).as(end.evidence()).isGreaterThan(-1e-13);
        for (double radius : new double[] {1e-5, 1e-4}) {
          assertThat(net.descentBeside(theta, radius, 2000)).as(end.evidence()).isLessThan(1e-12);
        }
      }
    }

    assertThat(deep).isGreaterThan(20);
    assertThat(joint).isGreaterThan(3);
    assertThat(asleep).isGreaterThan(3);
    assertThat(open).isLessThan(4);
  }

  /** A knot on a row, the rest fitted, where the loss falls to both sides. */
  @Test
  void kinksThatBendDownAreSaddlesWithWitnesses() {
    int saddles = 0;
    int deep = 0;
    for (int seed = 0; seed < 30; seed++) {
      DeepNetwork net = onALine(seed);
      double[] line = Arrays.stream(net.x).mapToDouble(r -> r[0]).toArray();
      for (RampMinima.Minimum m : RampMinima.bentDown(line, net.y)) {
        if (m.onRows() != 1) {
          continue;
        }

        Verdict kept = net.problem().keepingSaddles().acrossKinks(Point.of(m.theta())).verdict();
        assertThat(kept.endpointClass()).as(kept.evidence()).isEqualTo(EndpointClass.SADDLE);
        assertThat(kept.detail()).isEqualTo("at-kink");
        SaddleWitness witness = kept.more().witness();
        // Units of the point are balanced.
        double[] lower = kept.point().values().clone();
        for (int i = 0; i < lower.length; i++) {
          lower[i] += witness.step() * witness.direction()[i];
        }

        assertThat(witness.decrease()).isPositive();
        assertThat(m.loss() - net.loss(lower)).isCloseTo(witness.decrease(), within(1e-12));
        KinkSearch.Outcome gone = net.problem().acrossKinks(Point.of(m.theta()));
        Point to = gone.verdict() == null ? gone.onward() : gone.verdict().point();
        assertThat(net.loss(to.values())).isLessThan(m.loss());
        deep += kept.evidence().contains("of layer 2") ? 1 : 0;
        saddles++;
      }
    }

    assertThat(saddles).isGreaterThan(10);
    assertThat(deep).isGreaterThan(3);
  }

  /**
   * f = a x with direct weights alone: a bias behind the sleeping unit is pulled by sum (y - f).
   */
  @Test
  void unitsSleepWhileDecayIsStrongerThanTheirPull() {
    double[][] x = {{1}, {-2}, {0.5}};
    double[] y = {1, -0.5, 0.25};
    Architecture network =
        new Architecture(
            1,
            List.of(1, 1),
            1,
            Activations.named("relu", 0),
            Activations.named("identity", 0),
            true,
            false,
            true);
    for (double decay : new double[] {0.5, 0.86, 0.88, 1.5}) {
      DeepNetwork net = new DeepNetwork(network, x, y, decay);
      double a = 2.125 / (5.25 + decay);
      double pull = Math.abs(0.75 + 0.5 * a);
      double[] theta = new double[network.layout().dimension()];
      theta[network.layout().weight(2, 0, 1)] = a;
      KinkSearch.Outcome outcome = net.problem().acrossKinks(Point.of(theta));
      double deepest = net.deepestAround(theta, 20_000);

      if (decay > pull) {
        assertThat(outcome.verdict().endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
        assertThat(outcome.verdict().evidence())
            .contains("unit 1 of layer 2 is pulled by " + String.format(Locale.ROOT, "%.3g", pull));
        assertThat(deepest).isGreaterThan(-1e-15);
      } else {
        assertThat(outcome.verdict()).isNull();
        assertThat(net.loss(outcome.onward().values())).isLessThan(net.loss(theta));
        assertThat(deepest).isNegative();
      }
    }
  }

  /** What a unit of the first layer may do depends on all rows: without a way out it is open. */
  @Test
  void aUnitIsNotSaidToSleepWithoutProof() {
    DeepNetwork net = DeepNetwork.random(3, DeepNetwork.layers("relu", true, false, 2, 2), 8, 1e4);
    KinkSearch.Outcome outcome =
        net.problem().acrossKinks(Point.of(new double[net.network.layout().dimension()]));

    assertThat(outcome.verdict()).isNull();
    assertThat(outcome.onward()).isNull();
    assertThat(outcome.words()).contains("whether it stays so is not known");
  }

  @Test
  void sameStartSameBits() {
    DeepNetwork net = NETWORKS.get(4);
    double[] start = net.gaussian(RandomStream.of(5, "start", 3));

    assertThat(net.problem().end(start).theta()).isEqualTo(net.problem().end(start).theta());
  }

  private static DeepNetwork onALine(int seed) {
    RandomStream stream = RandomStream.of(seed, "ramp", 0);
    double[][] x = new double[7][1];
    double[] y = new double[7];
    for (int i = 0; i < x.length; i++) {
      x[i][0] = (i - 3 + 0.8 * stream.nextDouble()) / 2;
      y[i] = Math.tanh(2 * x[i][0]) + 0.5 * stream.nextGaussian();
    }

    return new DeepNetwork(DeepNetwork.layers("relu", true, false, 1, 1, 1), x, y, 0);
  }

  private static double[] stream(RandomStream stream, int n) {
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = stream.nextGaussian();
    }

    return d;
  }

  /**
   * A random network with some units brought onto kinks, and a point away from the chart's base.
   */
  private record Pinned(
      DeepNetwork net, Evaluator evaluator, List<Kink> pins, KinkManifold on, Point u, Point x) {
    /** Null where the units that were drawn cannot be pinned together. */
    static Pinned random(int trial) {
      DeepNetwork net = NETWORKS.get(trial % NETWORKS.size());
      Architecture network = net.network;
      RandomStream stream = RandomStream.of(trial, "pinned", 0);
      double[] theta = net.gaussian(stream);
      Evaluator evaluator = net.problem().evaluator();
      List<Kink> all = evaluator.inspect(Point.of(theta)).kinks();
      List<Kink> pins = new ArrayList<>();
      int row = stream.nextInt(net.x.length);
      for (int layer = 0; layer < network.hidden().size(); layer++) {
        int unit = stream.nextInt(network.hidden().get(layer));
        int l = layer;
        int on = trial % 2 == 0 ? row : stream.nextInt(net.x.length);
        all.stream()
            .filter(k -> k.layer() == l && k.unit() == unit && k.row() == on)
            .forEach(pins::add);
      }

      KinkManifold on = new KinkManifold(evaluator, Point.of(theta), pins);
      if (pins.size() < 2 || !on.independent()) {
        return null;
      }

      double[] u = on.project(Point.of(theta)).values();
      for (int i = 0; i < u.length; i++) {
        u[i] += 0.05 * stream.nextGaussian();
      }

      Point x = on.embed(Point.of(u));
      // Differences need room to the other kinks.
      boolean room =
          evaluator.inspect(x).kinks().stream()
              .allMatch(k -> k.distance() > 2e-3 || pins.stream().anyMatch(k::same));
      return room ? new Pinned(net, evaluator, pins, on, Point.of(u), x) : null;
    }

    boolean nested() {
      return pins.stream().anyMatch(k -> k.layer() > 0 && k.row() == pins.get(0).row());
    }

    Point moved(double[] d, double t) {
      double[] v = u.values().clone();
      for (int i = 0; i < v.length; i++) {
        v[i] += t * d[i];
      }

      return Point.of(v);
    }

    double loss(double[] d, double t) {
      return net.loss(on.embed(moved(d, t)).values());
    }

    double[] beside(double[] way, double t) {
      double[] v = x.values().clone();
      for (int i = 0; i < v.length; i++) {
        v[i] += t * way[i];
      }

      return v;
    }

    double slope(double[] way, double t) {
      return (net.loss(beside(way, t)) - net.loss(x.values())) / t;
    }

    /** The k-th pre-activation changes by t, the others by nothing of first order. */
    void alone(double[] way, double t, Kink moving) {
      double size = Math.abs(t);
      for (Kink pin : pins) {
        double z = net.preActivations(beside(way, size), (int) pin.row())[pin.layer()][pin.unit()];
        assertThat(z).isCloseTo(pin.same(moving) ? t : 0, within(1e-4 * size));
      }
    }
  }
}
