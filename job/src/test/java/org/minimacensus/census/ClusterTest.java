package org.minimacensus.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;
import org.minimacensus.numeric.RandomStream;

/** A cluster's decisions against its definition: each member agrees with every other. */
class ClusterTest {
  private static final double TOLERANCE = 1e-3;

  private record Member(Endpoint endpoint, Fingerprint fingerprint) {}

  /** Losses, values and errors on a grid of a few tolerances, so that both answers are frequent. */
  private static Member member(RandomStream random, long restart) {
    double unit = TOLERANCE / 2;
    double error = unit * random.nextInt(3);
    double[] values = new double[2];
    double[] errors = new double[2];
    double[] theta = new double[2];
    for (int i = 0; i < 2; i++) {
      values[i] = i + unit * (random.nextInt(7) + 0.3);
      errors[i] = unit * random.nextInt(3);
      theta[i] = values[i];
    }
    Endpoint endpoint =
        Endpoint.builder()
            .objective("plain")
            .restart(restart)
            .endpointClass(EndpointClass.STRICT_MINIMUM)
            .loss(2 + unit * (random.nextInt(9) + 0.4))
            .lossError(error)
            .gradientNorm(random.nextInt(3))
            .theta(theta)
            .build();
    boolean known = random.nextInt(3) > 0;
    double[] none = {};
    return new Member(endpoint, new Fingerprint(values, none, known ? errors : none, 0, 0));
  }

  private static boolean lossesAgree(Member leader, Member a, Member b) {
    double apart = Math.abs(a.endpoint().loss() - b.endpoint().loss());
    double allowed = TOLERANCE * (1 + leader.endpoint().loss());
    return apart <= allowed + a.endpoint().lossError() + b.endpoint().lossError();
  }

  private static boolean valuesAgree(Member leader, Member a, Member b) {
    for (int i = 0; i < 2; i++) {
      double apart = Math.abs(a.fingerprint().values()[i] - b.fingerprint().values()[i]);
      double allowed = TOLERANCE * (1 + Math.abs(leader.fingerprint().values()[i]));
      if (apart > allowed + a.fingerprint().error(i) + b.fingerprint().error(i)) {
        return false;
      }
    }

    return true;
  }

  @Test
  void anEndpointIsAcceptedIfItAgreesWithEveryMember() {
    int accepted = 0;
    int refused = 0;
    for (int trial = 0; trial < 2000; trial++) {
      RandomStream random = RandomStream.of(5, "clusters", trial);
      Member leader = member(random, 0);
      Cluster cluster = new Cluster(leader.endpoint(), leader.fingerprint());
      List<Member> members = new ArrayList<>(List.of(leader));
      for (int r = 1; r < 6; r++) {
        Member next = member(random, r);
        boolean losses = members.stream().allMatch(m -> lossesAgree(leader, m, next));
        boolean values = members.stream().allMatch(m -> valuesAgree(leader, m, next));
        double error = Cluster.lossError(next.endpoint());
        assertThat(cluster.acceptsLoss(next.endpoint().loss(), error, TOLERANCE)).isEqualTo(losses);
        assertThat(cluster.accepts(next.fingerprint(), TOLERANCE)).isEqualTo(values);
        if (losses && values) {
          cluster.add(next.endpoint(), next.fingerprint());
          members.add(next);
          accepted++;
        } else {
          refused++;
        }
      }

      assertThat(cluster.label()).isZero();
      assertThat(cluster.hits()).isEqualTo(members.size());
      assertThat(cluster.restarts())
          .containsExactly(members.stream().mapToLong(m -> m.endpoint().restart()).toArray());
      // The lowest gradient norm, then the lowest restart.
      long best = 0;
      for (Member m : members) {
        Endpoint representative = members.get((int) index(members, best)).endpoint();
        if (m.endpoint().gradientNorm() < representative.gradientNorm()) {
          best = m.endpoint().restart();
        }
      }
      assertThat(cluster.representative().restart()).isEqualTo(best);
    }

    assertThat(accepted).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  private static long index(List<Member> members, long restart) {
    long i = 0;
    while (members.get((int) i).endpoint().restart() != restart) {
      i++;
    }

    return i;
  }

  private static Cluster of(Endpoint endpoint) {
    double[] none = {};
    return new Cluster(endpoint, new Fingerprint(endpoint.theta(), none, none, 0, 0));
  }

  private static Endpoint endpoint(long restart, EndpointClass c, double gradient) {
    return Endpoint.builder()
        .objective("plain")
        .restart(restart)
        .endpointClass(c)
        .loss(1)
        .gradientNorm(gradient)
        .theta(new double[] {1})
        .build();
  }

  @Test
  void whatIsAbsorbedBringsItsRestartsAndItsCertificate() {
    Cluster flat = of(endpoint(7, EndpointClass.DEGENERATE_MINIMUM, 1e-12));
    assertThat(flat.label()).isEqualTo(7);
    assertThat(flat.representative().endpointClass()).isEqualTo(EndpointClass.DEGENERATE_MINIMUM);
    flat.absorb(of(endpoint(9, EndpointClass.DEGENERATE_MINIMUM, 1e-13)));
    assertThat(flat.representative().restart()).isEqualTo(9);
    Cluster strict = of(endpoint(3, EndpointClass.STRICT_MINIMUM, 1e-9));
    strict.absorb(of(endpoint(2, EndpointClass.STRICT_MINIMUM, 1e-9)));
    assertThat(strict.representative().restart()).as("the lowest restart of equals").isEqualTo(2);
    flat.absorb(strict);
    assertThat(flat.representative().endpointClass()).isEqualTo(EndpointClass.STRICT_MINIMUM);
    assertThat(flat.representative().restart()).isEqualTo(2);
    assertThat(flat.restarts()).containsExactly(7, 9, 3, 2);
    flat.absorb(of(endpoint(1, EndpointClass.DEGENERATE_MINIMUM, 0)));
    assertThat(flat.representative().restart()).as("a strict one stays").isEqualTo(2);
  }

  @Test
  void aLossWithoutAnErrorBoundHasNone() {
    Endpoint.Builder builder = Endpoint.builder().theta(new double[] {1});
    assertThat(Cluster.lossError(builder.lossError(0.25).build())).isEqualTo(0.25);
    for (double none : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(Cluster.lossError(builder.lossError(none).build())).as("%s", none).isZero();
    }
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    double[] none = {};
    double[] nan = {Double.NaN};
    Cluster cluster = of(endpoint(0, EndpointClass.STRICT_MINIMUM, 0));
    cluster.add(
        endpoint(1, EndpointClass.STRICT_MINIMUM, 0),
        new Fingerprint(new double[] {1}, none, none, 0, 0));
    assertThat(cluster.accepts(new Fingerprint(nan, none, none, 0, 0), 1e-3)).isFalse();
    assertThat(cluster.acceptsLoss(Double.NaN, 0, 1e-3)).isFalse();
  }
}
